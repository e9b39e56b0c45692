"""The pairs of several segments into one field, a stretch of first terms at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.counting import added_up
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.pairs_writer import PairsWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.reading.segment import Segment

_STRETCH = 1 << 19
"""Pairs that are merged at a time."""


def merge_pairs(
    container: ContainerWriter,
    name: str,
    segments: Sequence[Segment],
    maps: Sequence[NDArray[np.int32]],
    size: int,
    gone: tuple[NDArray[np.uint64], NDArray[np.int64]],
) -> None:
    """Write the pairs of the segments, added up, without those of deleted documents.

    `maps` has, by segment, the new number (below `size`, -1 for none) of each term that pairs are of: what
    has one keeps its order. `gone` are pairs as `first * size + second` with the documents that they lost.
    """
    fields = [segment.field(name) for segment in segments]
    writer = PairsWriter(container, name, size)
    # Terms that are gone share the place of the one before them: so places ascend.
    places = [np.maximum.accumulate(map_) if len(map_) else map_ for map_ in maps]
    starts, lost = gone
    for low, high in _stretches(fields, maps, size):
        keys, counts = [], []
        for field, map_, place in zip(fields, maps, places, strict=True):
            assert isinstance(field, Pairs)
            first, second, df = field.of_first_terms(*np.searchsorted(place, (low, high)).tolist())
            one, other = map_[first], map_[second]
            kept = (one >= 0) & (other >= 0)
            keys.append(one[kept].astype(np.uint64) * np.uint64(size) + other[kept].astype(np.uint64))
            counts.append(df[kept])
        united, totals = added_up(keys, counts)
        span = slice(*np.searchsorted(starts, np.array([low * size, high * size], np.uint64)).tolist())
        if len(starts[span]):
            totals = totals.copy()
            totals[np.searchsorted(united, starts[span])] -= lost[span]
            united, totals = united[totals > 0], totals[totals > 0]
        writer.append(united, totals)
        for segment in segments:
            segment.container.release()
    writer.close()


def _stretches(
    fields: Sequence[object], maps: Sequence[NDArray[np.int32]], size: int
) -> list[tuple[int, int]]:
    """Return spans of first terms, by their new numbers, with about _STRETCH pairs each."""
    work = np.zeros(size, np.int64)
    for field, map_ in zip(fields, maps, strict=True):
        assert isinstance(field, Pairs)
        kept = map_ >= 0
        work[map_[kept]] += np.diff(field.running_totals())[kept]
    total = np.cumsum(work)
    goals = np.arange(_STRETCH, total[-1] if size else 0, _STRETCH)
    cuts = [0, *np.unique(np.searchsorted(total, goals) + 1).tolist(), size]
    return [(low, high) for low, high in pairwise(cuts) if low < high]
