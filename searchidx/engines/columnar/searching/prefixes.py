"""Prefixes into the terms that start so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.pairs import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.reading.segment import Segment


def terms_with_prefix(segments: Sequence[Segment], field: str, prefix: str, limit: int) -> list[str]:
    """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""
    counts: dict[bytes, int] = {}
    for segment in segments:
        if field in segment.specs:
            reader = segment.field(field)
            if isinstance(reader, Pairs):
                raise ValueError(f"pairs are not expanded ({field!r})")
            first, last = reader.dictionary.prefix_range(key_of(prefix))
            if first == last:
                continue
            terms, df = (
                reader.dictionary.terms(first, last),
                reader.document_frequencies(first, last).tolist(),
            )
            for term, count in zip(terms, df, strict=True):
                counts[term] = counts.get(term, 0) + count
    best = sorted(counts, key=lambda term: (-counts[term], term))[:limit]
    return [term.decode("utf-8", "surrogatepass") for term in best]
