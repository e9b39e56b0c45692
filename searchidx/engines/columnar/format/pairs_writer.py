"""Writes a field of pairs: which terms follow which, and in how many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import group_starts
from searchidx.engines.columnar.format.dictionary_writer import write_starts
from searchidx.engines.columnar.format.document_lists import encode_documents
from searchidx.engines.columnar.format.small_ints_writer import SmallIntsWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


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
        runs = group_starts(first)
        coded, sizes = encode_documents(second.astype(np.uint32), np.append(runs, len(first)), self._size)
        followed = first[runs].astype(np.int64)
        self._counts[followed] = np.diff(runs, append=len(first))
        self._bytes[followed] = sizes
        self._successors.append(coded)
        self._df.append(df)

    def close(self) -> None:
        """Write where the pairs of each term start."""
        write_starts(self._container, f"{self._name}.pair_starts", self._counts)
        write_starts(self._container, f"{self._name}.successor_starts", self._bytes)
        self._df.close()
