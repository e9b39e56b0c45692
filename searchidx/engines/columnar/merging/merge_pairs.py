"""Merges a field of pairs of several segments, one range of first terms at a time.

A pair consists of two terms of the base field. All term numbers in this module are numbers in the base field.
inputs.py explains *old* and *new* numbers.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.counting import PairDocumentFrequencies, add_document_frequencies, pair_keys
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.pairs_writer import PairsWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.merging.inputs import MergeInputs, TermRenumbering

_BLOCK_PAIRS = 1 << 19
"""The number of pairs that are merged at a time."""


def merge_pairs(
    container: ContainerWriter,
    name: str,
    inputs: MergeInputs,
    renumbering: TermRenumbering,
    lost: PairDocumentFrequencies,
) -> None:
    """Write the pairs of all segments, and the number of live documents of each pair.

    `renumbering` has the new term numbers, which keep the order of the old term numbers of a segment. `lost`
    has the pairs of the deleted documents, with new term numbers, and the number of deleted documents that
    contain each pair. A pair without any live document is left out.
    """
    fields = [_pairs_field(segment.field(name)) for segment in inputs.segments]
    writer = PairsWriter(container, name, renumbering.term_count)
    # For each segment, the new term number of each old term number, as an ascending array that can be
    # searched. A dropped term (-1) repeats the number before it: [-1, 4, -1, 7] -> [-1, 4, 4, 7].
    ascending = [np.maximum.accumulate(new) if len(new) else new for new in renumbering.by_term]
    # A block has the pairs whose first terms have new term numbers in range(low, high).
    for low, high in _first_term_blocks(fields, renumbering):
        # For each segment, its pairs in the block, with new term numbers, and their document frequencies.
        parts = []
        for field, new, new_or_previous in zip(fields, renumbering.by_term, ascending, strict=True):
            firsts, seconds, df = field.of_first_terms(
                *np.searchsorted(new_or_previous, (low, high)).tolist()
            )
            new_firsts, new_seconds = new[firsts], new[seconds]
            kept = (new_firsts >= 0) & (new_seconds >= 0)
            keys = pair_keys(new_firsts[kept], new_seconds[kept], renumbering.term_count)
            parts.append(PairDocumentFrequencies(keys, df[kept]))
        # The lost pairs in the block.
        bounds = np.array([low * renumbering.term_count, high * renumbering.term_count], np.uint64)
        lost_block = slice(*np.searchsorted(lost.pairs, bounds).tolist())
        lost_here = PairDocumentFrequencies(lost.pairs[lost_block], lost.document_frequencies[lost_block])
        writer.append(*_subtract(add_document_frequencies(parts), lost_here))
        inputs.release()
    writer.close()


def _pairs_field(field: object) -> Pairs:
    assert isinstance(field, Pairs)
    return field


def _subtract(whole: PairDocumentFrequencies, lost: PairDocumentFrequencies) -> PairDocumentFrequencies:
    """Subtract the frequencies of lost pairs, and drop pairs that get 0. All lost pairs are in `whole`."""
    if not len(lost.pairs):
        return whole
    document_frequencies = whole.document_frequencies.copy()
    document_frequencies[np.searchsorted(whole.pairs, lost.pairs)] -= lost.document_frequencies
    left = document_frequencies > 0
    return PairDocumentFrequencies(whole.pairs[left], document_frequencies[left])


def _first_term_blocks(fields: Sequence[Pairs], renumbering: TermRenumbering) -> list[tuple[int, int]]:
    """Return ranges (low, high) of new term numbers. Together, the ranges cover all terms.

    The terms in `range(low, high)` are the first terms of about _BLOCK_PAIRS pairs.
    """
    # For each new term number, the number of pairs in all segments with this first term; then running totals.
    pair_counts: NDArray[np.int64] = np.zeros(renumbering.term_count, np.int64)
    for field, new in zip(fields, renumbering.by_term, strict=True):
        kept = new >= 0
        pair_counts[new[kept]] += np.diff(field.running_totals())[kept]
    totals = np.cumsum(pair_counts)
    goals = np.arange(_BLOCK_PAIRS, totals[-1] if renumbering.term_count else 0, _BLOCK_PAIRS)
    cuts = [0, *np.unique(np.searchsorted(totals, goals) + 1).tolist(), renumbering.term_count]
    return [(low, high) for low, high in pairwise(cuts) if low < high]
