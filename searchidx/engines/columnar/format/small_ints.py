"""Reader of small integers: arrays of numbers that are nearly always small, packed into a few bits each.

A number is split into its lowest `low` bits (0 or 8) and a code of `bits` bits (0, 2 or 4) for higher bits:

    NAME.low      u8: the lowest 8 bits of each number; absent if `low` is 0
    NAME.code     u8: the codes, several in a byte, the first in the lowest bits; absent if `bits` is 0
    NAME.where    u32: the ascending indices of the exceptions
    NAME.what     u32: the numbers at these indices

A number is an exception if its higher bits are at least the largest code. The code of an exception is the
largest code. Without the section `code`, a number is an exception if it is at least 255, and its low byte is
255. An index has three kinds of small integers:

    term frequencies less one         low 0, bits 4: exceptions from 15 on
    positions                         low 8, bits 4: exceptions from 3840 on
    document frequencies of pairs     low 8, bits 0: exceptions from 255 on

For example, [1, 2, 14, 99] with low 0 and bits 4 has code [0x21, 0xfe], where [3] and what [99].
[5, 300, 4000] with low 8 and bits 4 has low [5, 44, 0], code [0x10, 0x0f], where [2] and what [4000].
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container

LOW_BYTE_ESCAPE = 255
"""The low byte of an exception in an array without a section `code`."""


class SmallInts:
    """Reads the numbers that a SmallIntsWriter wrote, with the same `low` and `bits`.

    All methods raise IndexFormatError if the bytes that they read were altered.
    """

    def __init__(self, container: Container, name: str, *, low: int, bits: int) -> None:
        self._low = container.column(f"{name}.low") if low else None
        self._codes = container.column(f"{name}.code") if bits else None
        self._where = container.column(f"{name}.where")
        self._what = container.column(f"{name}.what", len(self._where))
        self._bits = bits

    def range(self, start: int, end: int) -> NDArray[Any]:
        """Return the numbers with indices in `range(start, end)`, as a new array.

        The dtype is a narrow unsigned dtype that each number plus one fits into.
        """
        where = self._where.whole()
        first_exception, exception_end = search_sorted(where, (start, end)).tolist()
        numbers = self._coded(start, end)
        if first_exception < exception_end:
            exceptions = self._what.range(first_exception, exception_end)
            needed = np.min_scalar_type(int(exceptions.max()) + 1)
            numbers = numbers.astype(np.promote_types(numbers.dtype, needed), copy=False)
            numbers[where[first_exception:exception_end] - start] = exceptions
        return numbers

    def item(self, index: int) -> int:
        """Return the number at `index`. `bits` must be 0: the array must have no section `code`."""
        assert self._codes is None
        assert self._low is not None
        low = self._low.item(index)
        if low < LOW_BYTE_ESCAPE:
            return low
        return self._what.item(int(search_sorted(self._where.whole(), index)))

    def _coded(self, start: int, end: int) -> NDArray[Any]:
        """Return the numbers with indices in `range(start, end)`, with wrong values for the exceptions."""
        if self._codes is None:
            assert self._low is not None
            return self._low.range(start, end).copy()
        # The bytes that hold the codes. The first and the last byte may also hold codes outside the range.
        per_byte = 8 // self._bits
        first_byte = start // per_byte
        coded_bytes = self._codes.range(first_byte, -(-end // per_byte))
        codes: NDArray[Any] = _codes_of_bytes(self._bits)[coded_bytes].view(np.uint8)
        codes = codes[start - first_byte * per_byte : end - first_byte * per_byte]
        if self._low is None:
            return codes
        numbers: NDArray[np.uint32] = codes.astype(np.uint32)
        numbers <<= 8
        numbers |= self._low.range(start, end)
        return numbers

    def take(self, indices: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the numbers at these indices, in any order, as a new array.

        `bits` must not be 0: the array needs a section `code`.
        """
        assert self._codes is not None
        # For each index, the number of bits by which its code is shifted in its byte. The number of codes in
        # a byte is a power of two, so shifts and masks replace divisions, which take five times as long.
        per_byte = 8 // self._bits
        shifts = (indices.astype(np.uint8) & np.uint8(per_byte - 1)) * np.uint8(self._bits)
        escape = (1 << self._bits) - 1
        codes = self._codes.take(indices >> per_byte.bit_length() - 1) >> shifts & np.uint8(escape)
        numbers: NDArray[np.uint32] = codes.astype(np.uint32)
        if self._low is not None:
            numbers <<= 8
            numbers |= self._low.take(indices)
        exceptional = np.flatnonzero(codes == escape)
        if len(exceptional):
            exception_indices = search_sorted(self._where.whole(), indices[exceptional])
            numbers[exceptional] = self._what.whole()[exception_indices]
        return numbers


@cache
def _codes_of_bytes(bits: int) -> NDArray[Any]:
    """Return an array that maps each of the 256 bytes to an integer whose bytes are the codes in the byte.

    For example, with 4 bits the byte 0x21 holds the codes 1 and 2, which are the bytes of the integer 0x0201.
    """
    byte = np.arange(256)
    codes = [byte >> shift & ((1 << bits) - 1) for shift in range(0, 8, bits)]
    return np.stack(codes, axis=1).astype(np.uint8).view(f"<u{8 // bits}").reshape(-1)
