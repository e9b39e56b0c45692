"""Looks up the terms of all segments that start with a prefix."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from searchidx.engines.columnar.format.dictionary import key_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.reading.segment import Segment


def terms_with_prefix(segments: Sequence[Segment], field: str, prefix: str, limit: int) -> list[str]:
    """Return the terms of the field that start with the prefix, at most `limit` of them.

    Terms are in descending order of their document frequency in all segments, deleted documents included.
    Equally frequent terms are in ascending order of their codepoints. An empty prefix matches every term. An
    unknown field has no terms. Raises ValueError for a field of pairs.
    """
    key = key_of(prefix)
    document_frequencies: defaultdict[bytes, int] = defaultdict(int)
    for segment in segments:
        if field in segment.specs:
            reader = segment.field(field)
            first, end = reader.prefix_range(key)
            if first == end:
                continue
            in_segment = reader.document_frequencies(first, end).tolist()
            for term, document_frequency in zip(reader.terms(first, end), in_segment, strict=True):
                document_frequencies[term] += document_frequency
    best = sorted(document_frequencies, key=lambda term: (-document_frequencies[term], term))[:limit]
    return list(map(text_of, best))
