"""The terms of all segments that start with a prefix."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from searchidx.engines.columnar.format.dictionary import key_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.reading.segment import Segment


def terms_with_prefix(segments: Sequence[Segment], field: str, prefix: str, limit: int) -> list[str]:
    """Return at most `limit` terms of the field that start with the prefix.

    The most frequent terms come first, equally frequent ones in ascending order. Raises ValueError for a
    field of pairs.
    """
    key = key_of(prefix)
    frequencies: defaultdict[bytes, int] = defaultdict(int)
    for segment in segments:
        if field in segment.specs:
            reader = segment.field(field)
            first, last = reader.prefix_range(key)
            if first == last:
                continue
            counts = reader.document_frequencies(first, last).tolist()
            for term, count in zip(reader.terms(first, last), counts, strict=True):
                frequencies[term] += count
    best = sorted(frequencies, key=lambda term: (-frequencies[term], term))[:limit]
    return list(map(text_of, best))
