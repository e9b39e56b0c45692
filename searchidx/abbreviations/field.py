"""The definitions of many texts as a stream of terms for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.abbreviations.terms import definition_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.bulk import Stream


def stream(texts: Sequence[str]) -> Stream:
    """Return the terms of the texts for the field `FIELD`: each term once a text, in ascending order."""
    import numpy as np

    from analyzers.bulk import Stream
    from searchidx.abbreviations.definitions import (
        definitions,
    )  # takes 3 ms to import, and no search needs it

    vocabulary: dict[str, int] = {}
    terms_by_text = [
        sorted({term for found in definitions(text) for term in definition_terms(found.short, found.long)})
        for text in texts
    ]
    ids = [vocabulary.setdefault(term, len(vocabulary)) for terms in terms_by_text for term in terms]
    lengths = np.array([len(terms) for terms in terms_by_text], np.int32)
    # The terms of text i are ids[offsets[i] : offsets[i + 1]]; they are numbered from 0 in each text.
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
    positions = np.arange(len(ids), dtype=np.int32) - np.repeat(offsets[:-1], lengths).astype(np.int32)
    return Stream(list(vocabulary), np.array(ids, np.int32), offsets, positions, lengths)
