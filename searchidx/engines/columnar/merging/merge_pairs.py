"""Merges a field of pairs of several segments, one range of first terms after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.counting import PairFrequencies, add_frequencies, pair_keys
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.pairs_writer import PairsWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.merging.inputs import MergeInputs, TermRenumbering

_BLOCK_PAIRS = 1 << 19
"""How many pairs are merged at a time."""


def merge_pairs(
    container: ContainerWriter,
    name: str,
    inputs: MergeInputs,
    renumbering: TermRenumbering,
    lost: PairFrequencies,
) -> None:
    """Write the pairs of all segments, their frequencies added up, without those of deleted documents.

    `renumbering` is that of the terms that the pairs are made of; terms keep their order. `lost` has the
    pairs, by the new numbers of their terms, of deleted documents, and how many of these each was in.
    """
    fields = [_pairs_field(segment.field(name)) for segment in inputs.segments]
    writer = PairsWriter(container, name, renumbering.term_count)
    # By segment and old term number: the new number, or for a term that is gone, that of the last term before
    # it that is kept. So the numbers ascend.
    ascending = [np.maximum.accumulate(new) if len(new) else new for new in renumbering.by_term]
    for low, high in _first_term_blocks(fields, renumbering):
        parts = []
        for field, new, new_or_previous in zip(fields, renumbering.by_term, ascending, strict=True):
            firsts, seconds, df = field.of_first_terms(
                *np.searchsorted(new_or_previous, (low, high)).tolist()
            )
            new_firsts, new_seconds = new[firsts], new[seconds]
            kept = (new_firsts >= 0) & (new_seconds >= 0)
            keys = pair_keys(new_firsts[kept], new_seconds[kept], renumbering.term_count)
            parts.append(PairFrequencies(keys, df[kept]))
        # The pairs whose first terms have the new numbers from `low` to `high`.
        bounds = np.array([low * renumbering.term_count, high * renumbering.term_count], np.uint64)
        lost_block = slice(*np.searchsorted(lost.pairs, bounds).tolist())
        lost_here = PairFrequencies(lost.pairs[lost_block], lost.frequencies[lost_block])
        writer.append(*_subtract(add_frequencies(parts), lost_here))
        inputs.release()
    writer.close()


def _pairs_field(field: object) -> Pairs:
    assert isinstance(field, Pairs)
    return field


def _subtract(whole: PairFrequencies, lost: PairFrequencies) -> PairFrequencies:
    """Return the pairs with their frequencies less those of the lost ones, all of which `whole` has."""
    if not len(lost.pairs):
        return whole
    frequencies = whole.frequencies.copy()
    frequencies[np.searchsorted(whole.pairs, lost.pairs)] -= lost.frequencies
    left = frequencies > 0
    return PairFrequencies(whole.pairs[left], frequencies[left])


def _first_term_blocks(fields: Sequence[Pairs], renumbering: TermRenumbering) -> list[tuple[int, int]]:
    """Return ranges of first terms, by their new numbers, that have about _BLOCK_PAIRS pairs each."""
    # By new number of the first term, how many pairs it has in all segments; then the running total.
    pair_counts: NDArray[np.int64] = np.zeros(renumbering.term_count, np.int64)
    for field, new in zip(fields, renumbering.by_term, strict=True):
        kept = new >= 0
        pair_counts[new[kept]] += np.diff(field.running_totals())[kept]
    totals = np.cumsum(pair_counts)
    goals = np.arange(_BLOCK_PAIRS, totals[-1] if renumbering.term_count else 0, _BLOCK_PAIRS)
    cuts = [0, *np.unique(np.searchsorted(totals, goals) + 1).tolist(), renumbering.term_count]
    return [(low, high) for low, high in pairwise(cuts) if low < high]
