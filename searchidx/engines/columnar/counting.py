"""In how many documents terms and pairs of neighbouring terms stand, counted from their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, search_sorted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BLOCK = 1 << 19
"""Tokens (or pairs of one part) that are sorted at a time."""


def document_frequencies(terms: NDArray[np.int64], documents: NDArray[Any], size: int) -> NDArray[np.int64]:
    """Count the different documents of each of the term numbers below `size`."""
    keys = terms.astype(np.uint64) << np.uint64(32) | documents.astype(np.uint64)
    keys.sort()
    found = (keys[group_starts(keys)] >> np.uint64(32)).astype(np.int64)
    return np.bincount(found, minlength=size)


def neighbours(
    documents: NDArray[Any], positions: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the index pairs of tokens at neighbouring positions of one document.

    Tokens come in the order of documents and positions; several may share a position.
    """
    firsts, seconds = [], []
    step, within = 1, True
    while within and step < len(documents):
        together = documents[step:] == documents[:-step]
        distance = positions[step:].astype(np.int32) - positions[:-step].astype(np.int32)
        first = np.flatnonzero(together & (distance == 1))
        firsts.append(first)
        seconds.append(first + step)
        # Only where tokens share a position can a neighbour stand further on.
        shared = positions[1:] == positions[:-1]
        within = bool(
            (shared & (documents[1:] == documents[:-1])).any() and (together & (distance <= 1)).any()
        )
        step += 1
    if not firsts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def pair_frequencies(
    terms: NDArray[np.int64], documents: NDArray[Any], positions: NDArray[Any], size: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the pairs of neighbours as ascending `first * size + second`, and their document counts.

    `terms` are numbers below `size`; the order is that of `neighbours`. Works through the documents block by
    block, so that memory stays small and the sorted numbers fit the processor's cache.
    """
    reach = max(1, min(1 << 32, (1 << 64) // max(1, size * size)))
    keys, counts = [], []
    start = 0
    while start < len(terms):
        first = int(documents[start])
        stop = int(search_sorted(documents, min(first + reach, int(documents[-1]) + 1)))
        if stop > start + _BLOCK:
            cut = int(search_sorted(documents, documents[start + _BLOCK]))
            stop = cut if cut > start else int(search_sorted(documents, first, "right"))
        block = slice(start, stop)
        a, b = neighbours(documents[block], positions[block])
        packed = terms[block][a].astype(np.uint64) * np.uint64(size) + terms[block][b].astype(np.uint64)
        packed *= np.uint64(reach)
        packed += (documents[block][a] - documents[start]).astype(np.uint64)
        packed.sort()
        found = packed[group_starts(packed)] // np.uint64(reach)
        runs = group_starts(found)
        keys.append(found[runs])
        counts.append(np.diff(runs, append=len(found)))
        start = stop
    return added_up(keys, counts)


def added_up(
    keys: Sequence[NDArray[np.uint64]], counts: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Unite ascending keys, adding up the counts of equal ones; stretch by stretch, to keep memory small."""
    if len(keys) == 1:
        return keys[0], counts[0]
    if not keys:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    cuts = max(keys, key=len)[_BLOCK::_BLOCK]
    bounds = [[0, *np.searchsorted(part, cuts).tolist(), len(part)] for part in keys]
    united, totals = [], []
    for at in range(len(cuts) + 1):
        spans = [slice(bound[at], bound[at + 1]) for bound in bounds]
        together = np.concatenate([part[span] for part, span in zip(keys, spans, strict=True)])
        order = np.argsort(together, kind="stable")
        together = together[order]
        runs = group_starts(together)
        united.append(together[runs])
        numbers = np.concatenate([part[span] for part, span in zip(counts, spans, strict=True)])[order]
        totals.append(np.add.reduceat(numbers, runs) if len(runs) else numbers)
    return np.concatenate(united), np.concatenate(totals)
