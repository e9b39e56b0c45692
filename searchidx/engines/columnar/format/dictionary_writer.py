"""Writes the sorted terms of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class DictionaryWriter:
    """Writes terms, which must come in ascending order of their bytes."""

    def __init__(self, container: ContainerWriter, name: str) -> None:
        self._container, self._name = container, name
        self._text = container.section(f"{name}.text", "<u1")
        self._lengths: list[int] = []

    def append(self, terms: Sequence[bytes]) -> None:
        """Add terms to the end."""
        self._text.append(np.frombuffer(b"".join(terms), np.uint8))
        self._lengths += map(len, terms)

    def close(self) -> None:
        """Write where the terms start."""
        write_starts(self._container, f"{self._name}.text_starts", np.array(self._lengths, np.int64))


def write_starts(container: ContainerWriter, name: str, sizes: NDArray[np.int64]) -> None:
    """Write the running total of the sizes, from 0, in four or eight bytes each."""
    totals = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=totals[1:])
    container.array(name, totals, "<u4" if totals[-1] < 1 << 32 else "<u8")
