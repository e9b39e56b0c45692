"""The definitions of many texts as a stream of terms for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.abbreviations.terms import definition_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.bulk import Stream


def stream(texts: Sequence[str]) -> Stream:
    """Return the terms of the texts for the field `FIELD`: each term once a text, in ascending order."""
    from analyzers.bulk import Stream
    from searchidx.abbreviations.definitions import definitions  # takes 3 ms, and no search needs it

    return Stream.of_terms(
        [
            sorted(
                {term for found in definitions(text) for term in definition_terms(found.short, found.long)}
            )
            for text in texts
        ]
    )
