"""Telex and VNI typing that was not turned into letters: `vieejt nam`, `vie65t nam`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers import syllables
from analyzers.ime import decode_typing
from searchidx.suggest.query_parts import Replacement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_MIN_RATIO: Final = 10
"""A decoded syllable needs more than this many times as many documents as the keys that were typed."""


def decode_keys(text: str, parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return the parts of a stretch of the text that are keys, with the syllables that they were meant as.

    Nothing is returned unless the corpus has every decoded syllable, and far more often than its keys.
    """
    decoded = decode_typing(text[parts[0].start : parts[-1].end])
    if decoded is None:
        return []
    decoded_text, _ = decoded
    terms = [token.term for token in syllables(decoded_text)]
    if len(terms) != len(parts):
        return []
    replacements = [
        Replacement(part, term) for part, term in zip(parts, terms, strict=True) if part.term != term
    ]
    sure = all(
        evidence.syllable_documents(term) > _MIN_RATIO * evidence.syllable_documents(part.term)
        for part, term in replacements
    )
    return replacements if sure else []
