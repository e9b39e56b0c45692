"""The definitions in many texts as a stream of index terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.abbreviations.terms import definition_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.bulk import Stream


def stream(texts: Sequence[str]) -> Stream:
    """Return the stream of the definition terms of the texts, for the index field of abbreviations.

    The terms of each text are distinct and in ascending order. A text without definitions has no terms.
    """
    from analyzers.bulk import Stream

    # This module is imported here because the import takes 3 ms and searches do not need it.
    from searchidx.abbreviations.definitions import definitions

    return Stream.of_terms(
        [
            sorted(
                {term for found in definitions(text) for term in definition_terms(found.short, found.long)}
            )
            for text in texts
        ]
    )
