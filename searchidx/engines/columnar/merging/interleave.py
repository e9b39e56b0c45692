"""The lists of several segments put together, term by term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges
from searchidx.engines.columnar.format.posting_lists import Postings

if TYPE_CHECKING:
    from numpy.typing import NDArray


def interleaved(terms: list[bytes], parts: list[Postings], rows: list[NDArray[np.int64]]) -> Postings:
    """Put the lists of each term together: the parts' postings follow each other in their order."""
    df = np.zeros(len(terms), np.int64)
    cf = np.zeros(len(terms), np.int64)
    sizes = []
    for part, row in zip(parts, rows, strict=True):
        kept = row >= 0
        counts = np.diff(part.starts)[kept]
        ends = np.concatenate([[0], np.cumsum(part.frequencies, dtype=np.int64)])
        totals = np.diff(ends[part.starts])[kept]
        sizes.append((row[kept], counts, totals))
        df[row[kept]] += counts
        cf[row[kept]] += totals
    starts = np.concatenate([[0], np.cumsum(df)])
    places = np.concatenate([[0], np.cumsum(cf)])
    documents = np.empty(int(starts[-1]), np.uint32)
    frequencies = np.empty(int(starts[-1]), np.uint32)
    with_positions = bool(parts) and parts[0].positions is not None
    positions = np.empty(int(places[-1]), np.uint32) if with_positions else None
    next_posting, next_place = starts[:-1].copy(), places[:-1].copy()
    for part, (row, counts, totals) in zip(parts, sizes, strict=True):
        target = concatenate_ranges(next_posting[row], counts)
        documents[target] = part.documents
        frequencies[target] = part.frequencies
        next_posting[row] += counts
        if positions is not None and part.positions is not None:
            positions[concatenate_ranges(next_place[row], totals)] = part.positions
            next_place[row] += totals
    return Postings(terms, starts, documents, frequencies, positions)
