"""Numbers that are nearly always small, in a few bits each; the others are listed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container


class SmallInts:
    """Reads what a SmallIntsWriter wrote."""

    def __init__(self, container: Container, name: str, *, low: int, bits: int) -> None:
        self._low = container.column(f"{name}.low") if low else None
        self._codes = container.column(f"{name}.code") if bits else None
        self._where = container.column(f"{name}.where")
        self._what = container.column(f"{name}.what", len(self._where))
        self._shift, self._bits = low, bits

    def range(self, start: int, stop: int) -> NDArray[Any]:
        """Return the numbers from `start` to `stop`, in a narrow type that has room for one more."""
        where = self._where.whole()
        first, last = search_sorted(where, (start, stop)).tolist()
        out = self._coded(start, stop)
        if first < last:
            what = self._what.range(first, last)
            out = out.astype(np.promote_types(out.dtype, np.min_scalar_type(int(what.max()) + 1)), copy=False)
            out[where[first:last] - start] = what
        return out

    def item(self, index: int) -> int:
        """Return one number, where there are no codes."""
        assert self._codes is None
        assert self._low is not None
        low = self._low.item(index)
        return low if low < 255 else self._what.item(int(search_sorted(self._where.whole(), index)))

    def _coded(self, start: int, stop: int) -> NDArray[Any]:
        if self._codes is None:
            assert self._low is not None
            return self._low.range(start, stop).copy()
        each = 8 // self._bits
        first = start // each
        codes: NDArray[Any] = _unpacked(self._bits)[self._codes.range(first, -(-stop // each))].view(np.uint8)
        codes = codes[start - first * each : stop - first * each]
        if self._low is None:
            return codes
        out: NDArray[np.uint32] = codes.astype(np.uint32)
        out <<= 8
        out |= self._low.range(start, stop)
        return out

    def take(self, indices: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the numbers at these indices."""
        assert self._codes is not None
        each = 8 // self._bits  # a power of two: shifts and masks take a fifth of the time of divisions
        shifts = (indices.astype(np.uint8) & np.uint8(each - 1)) * np.uint8(self._bits)
        codes = self._codes.take(indices >> each.bit_length() - 1) >> shifts & np.uint8((1 << self._bits) - 1)
        out: NDArray[np.uint32] = codes.astype(np.uint32)
        if self._low is not None:
            out <<= 8
            out |= self._low.take(indices)
        large = np.flatnonzero(codes == (1 << self._bits) - 1)
        if len(large):
            out[large] = self._what.whole()[search_sorted(self._where.whole(), indices[large])]
        return out


@cache
def _unpacked(bits: int) -> NDArray[Any]:
    """For each byte the codes in it, one a byte of an integer."""
    byte = np.arange(256)
    codes = [byte >> shift & ((1 << bits) - 1) for shift in range(0, 8, bits)]
    return np.stack(codes, axis=1).astype(np.uint8).view(f"<u{8 // bits}").reshape(-1)
