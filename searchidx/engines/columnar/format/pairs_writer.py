"""Writes a field F of pairs of neighbouring terms, from which pairs.py reads.

Both terms of a pair are numbers in the dictionary of another field, which has T terms. Kept are which pairs
there are and in how many documents each stands; in which ones is read off the positions of the two terms. The
number of a pair is its place among all, sorted by the first, then by the second term.

    F.pair_starts         u32[T + 1]: the number of the first pair of each first term, and the number of all
    F.successors          bytes: the second terms of each first term, ascending, coded as documents are
                          (document_lists.py), T of them in all
    F.successor_starts    u32[T + 1]: where in `successors` the bytes of each first term start, and the end
    F.df.*                the number of documents of each pair (small_ints.py, low 8, bits 0)

For example, the pairs (0, 2), (2, 0) and (2, 1) of 30 terms, in 5, 1 and 9 documents, have pair_starts
[0, 1, 1, 3, 3, ...] and df.low [5, 1, 9]. One or two of 30 terms are narrow, gaps of one byte: successors are
[2, 0, 0] and successor_starts [0, 1, 1, 3, 3, ...].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import group_starts
from searchidx.engines.columnar.format.document_lists_writer import encode_documents
from searchidx.engines.columnar.format.small_ints_writer import SmallIntsWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class PairsWriter:
    """Writes a field of pairs of terms whose numbers are below `size`."""

    def __init__(self, container: ContainerWriter, name: str, size: int) -> None:
        self._container, self._name, self._size = container, name, size
        self._successors = container.section(f"{name}.successors", "<u1")
        self._df = SmallIntsWriter(container, f"{name}.df", low=8, bits=0)
        self._pair_counts, self._byte_counts = np.zeros(size, np.int64), np.zeros(size, np.int64)
        """For each first term, the number of its pairs, and of the bytes of its list."""

    def append(self, pairs: NDArray[np.uint64], df: NDArray[np.int64]) -> None:
        """Add pairs, as ascending `first * size + second`, in `df` documents each.

        All pairs of a first term have to come in one call.
        """
        firsts, seconds = np.divmod(pairs, np.uint64(max(self._size, 1)))
        # The lists of second terms, one for each different first term.
        starts = group_starts(firsts)
        coded, byte_counts = encode_documents(
            seconds.astype(np.uint32), np.append(starts, len(firsts)), self._size
        )
        terms = firsts[starts].astype(np.int64)
        self._pair_counts[terms] = np.diff(starts, append=len(firsts))
        self._byte_counts[terms] = byte_counts
        self._successors.append(coded)
        self._df.append(df)

    def close(self) -> None:
        """Write where the pairs of each first term start."""
        self._container.offsets(f"{self._name}.pair_starts", self._pair_counts)
        self._container.offsets(f"{self._name}.successor_starts", self._byte_counts)
        self._df.close()
