"""Text typed for Telex or VNI without an input method: `vieejt nam` or `vie65t nam` for `việt nam`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers import syllables
from analyzers.ime import decode_typing
from searchidx.suggest.query_parts import Replacement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_MIN_DECODED_RATIO: Final = 10
"""The factor by which the document frequency of a decoded syllable must exceed that of its keys."""


def decode_keys(text: str, parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return a replacement for each part of a stretch that decodes to another syllable.

    `text` is the query, and `parts` are the parts of the stretch (one or more). The list is empty if the text
    shows no Telex or VNI typing. It is also empty unless each decoded syllable is far more frequent in the
    corpus than its keys. Fixed parts are decoded too: `TOOI vieejt` -> `TÔI việt`.
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
    is_clear = all(
        evidence.syllable_documents(term) > _MIN_DECODED_RATIO * evidence.syllable_documents(part.term)
        for part, term in replacements
    )
    return replacements if is_clear else []
