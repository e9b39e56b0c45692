"""Telex and VNI typing that was not turned into letters: `vieejt nam`, `vie65t nam`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers import syllables
from analyzers.ime import decode_typing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.rewrite import Part

_CLEAR: Final = 10
"""How many times as many documents have to know a decoded syllable as the keys that were typed."""


def decoded(text: str, run: Sequence[Part], evidence: Evidence) -> list[tuple[Part, str]]:
    """Return the parts of a run that were typed so, with what they were meant as.

    Nothing, unless the corpus knows every decoded syllable, and far better than the keys.
    """
    read = decode_typing(text[run[0].start : run[-1].end])
    if read is None:
        return []
    terms = [token.term for token in syllables(read[0])]
    if len(terms) != len(run):
        return []
    changes = [(part, term) for part, term in zip(run, terms, strict=True) if part.term != term]
    sure = all(evidence.known(term) > _CLEAR * evidence.known(part.term) for part, term in changes)
    return changes if sure else []
