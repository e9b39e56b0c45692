"""Writes numbers that are nearly always small, in a few bits each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class SmallIntsWriter:
    """Writes numbers as `low` bits (0 or 8) and a code of `bits` (0, 2 or 4) for what is above them.

    The largest code (without codes: the largest low byte) says that the number is among the exceptions.
    """

    def __init__(self, container: ContainerWriter, name: str, *, low: int, bits: int) -> None:
        self._low = container.section(f"{name}.low", "<u1") if low else None
        self._codes = container.section(f"{name}.code", "<u1") if bits else None
        self._where = container.section(f"{name}.where", "<u4")
        self._what = container.section(f"{name}.what", "<u4")
        self._shift, self._bits = low, bits
        self._rest = np.empty(0, np.uint8)
        self._count = 0

    def append(self, values: NDArray[Any]) -> None:
        """Add numbers to the end."""
        limit = (1 << (self._shift + self._bits)) - (1 << self._shift) if self._bits else 255
        large = np.flatnonzero(values >= limit)
        self._where.append(large + self._count)
        self._what.append(values[large])
        self._count += len(values)
        values = np.minimum(values, limit)
        if self._low is not None:
            self._low.append(values & 255)
        if self._codes is not None:
            self._put(np.concatenate([self._rest, (values >> self._shift).astype(np.uint8)]), last=False)

    def close(self) -> None:
        """Write what is pending."""
        if self._codes is not None:
            each = 8 // self._bits
            self._put(np.concatenate([self._rest, np.zeros(-len(self._rest) % each, np.uint8)]), last=True)

    def _put(self, codes: NDArray[np.uint8], *, last: bool) -> None:
        each = 8 // self._bits
        whole = len(codes) // each * each
        packed = np.zeros(whole // each, np.uint8)
        for i in range(each):
            packed |= codes[i:whole:each] << np.uint8(i * self._bits)
        assert self._codes is not None
        self._codes.append(packed)
        self._rest = codes[whole:] if not last else codes[:0]
