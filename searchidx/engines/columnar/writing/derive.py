"""What the views of a field keep: which terms fold to which, which pairs there are, and document counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.format.container import search
from searchidx.engines.columnar.format.dictionary import DictionaryWriter, starts
from searchidx.engines.columnar.format.document_lists import encode_documents
from searchidx.engines.columnar.format.small_ints import SmallIntsWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


_BLOCK = 1 << 19
"""Tokens (or pairs of one part) that are sorted at a time."""


def heads(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return where runs of equal values start."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])


def document_frequencies(terms: NDArray[np.int64], documents: NDArray[Any], size: int) -> NDArray[np.int64]:
    """Count the different documents of each of the term numbers below `size`."""
    keys = terms.astype(np.uint64) << np.uint64(32) | documents.astype(np.uint64)
    keys.sort()
    found = (keys[heads(keys)] >> np.uint64(32)).astype(np.int64)
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
        stop = int(search(documents, min(first + reach, int(documents[-1]) + 1)))
        if stop > start + _BLOCK:
            cut = int(search(documents, documents[start + _BLOCK]))
            stop = cut if cut > start else int(search(documents, first, "right"))
        block = slice(start, stop)
        a, b = neighbours(documents[block], positions[block])
        packed = terms[block][a].astype(np.uint64) * np.uint64(size) + terms[block][b].astype(np.uint64)
        packed *= np.uint64(reach)
        packed += (documents[block][a] - documents[start]).astype(np.uint64)
        packed.sort()
        found = packed[heads(packed)] // np.uint64(reach)
        runs = heads(found)
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
        runs = heads(together)
        united.append(together[runs])
        numbers = np.concatenate([part[span] for part, span in zip(counts, spans, strict=True)])[order]
        totals.append(np.add.reduceat(numbers, runs) if len(runs) else numbers)
    return np.concatenate(united), np.concatenate(totals)


def write_folded(
    container: ContainerWriter,
    name: str,
    terms: Sequence[bytes],
    sizes: NDArray[np.int64],
    df: NDArray[np.int64],
) -> None:
    """Write a folded field: its sorted terms, how many slots of the field below each has, document counts."""
    dictionary = DictionaryWriter(container, name)
    dictionary.append(terms)
    dictionary.close()
    starts(container, f"{name}.slot_starts", sizes)
    container.array(f"{name}.df", df, "<u4")


class PairsWriter:
    """Writes a field of pairs of terms with numbers below `size`."""

    def __init__(self, container: ContainerWriter, name: str, size: int) -> None:
        self._container, self._name, self._size = container, name, size
        self._successors = container.section(f"{name}.successors", "<u1")
        self._df = SmallIntsWriter(container, f"{name}.df", low=8, bits=0)
        self._counts, self._bytes = np.zeros(size, np.int64), np.zeros(size, np.int64)

    def append(self, keys: NDArray[np.uint64], df: NDArray[np.int64]) -> None:
        """Add pairs as ascending `first * size + second` with their document counts, whole first terms."""
        first, second = np.divmod(keys, np.uint64(max(self._size, 1)))
        runs = heads(first)
        coded, sizes = encode_documents(second.astype(np.uint32), np.append(runs, len(first)), self._size)
        followed = first[runs].astype(np.int64)
        self._counts[followed] = np.diff(runs, append=len(first))
        self._bytes[followed] = sizes
        self._successors.append(coded)
        self._df.append(df)

    def close(self) -> None:
        """Write where the pairs of each term start."""
        starts(self._container, f"{self._name}.pair_starts", self._counts)
        starts(self._container, f"{self._name}.successor_starts", self._bytes)
        self._df.close()
