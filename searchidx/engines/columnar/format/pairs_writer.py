"""Writer of a field of pairs. The docstring of pairs.py describes the layout."""

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
    """Writes the field of pairs `name`. Both terms of a pair are term numbers in `range(size)`."""

    def __init__(self, container: ContainerWriter, name: str, size: int) -> None:
        self._container, self._name, self._size = container, name, size
        self._successors = container.section(f"{name}.successors", "<u1")
        self._df = SmallIntsWriter(container, f"{name}.df", low=8, bits=0)
        self._pair_counts, self._byte_counts = np.zeros(size, np.int64), np.zeros(size, np.int64)
        """For each first term, the number of its pairs, and the number of bytes of its second terms."""

    def append(self, pairs: NDArray[np.uint64], df: NDArray[np.int64]) -> None:
        """Add pairs to the end, with their document frequencies `df`.

        A pair is `first * size + second`. Pairs must ascend within a call and from call to call. All pairs of
        a first term must come in one call.
        """
        firsts, seconds = np.divmod(pairs, np.uint64(max(self._size, 1)))
        # Encode the lists of second terms: one list for each distinct first term.
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
        """Write the offsets of each first term, and all pending values. The container remains open."""
        self._container.offsets(f"{self._name}.pair_starts", self._pair_counts)
        self._container.offsets(f"{self._name}.successor_starts", self._byte_counts)
        self._df.close()
