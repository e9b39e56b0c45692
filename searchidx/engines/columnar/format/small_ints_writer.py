"""Writer of small integers. The docstring of small_ints.py describes the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.format.small_ints import LOW_BYTE_ESCAPE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class SmallIntsWriter:
    """Writes an array of numbers that are nearly always small.

    `low` is 0 or 8 and `bits` is 0, 2 or 4, but not both are 0.
    """

    def __init__(self, container: ContainerWriter, name: str, *, low: int, bits: int) -> None:
        self._low = container.section(f"{name}.low", "<u1") if low else None
        self._codes = container.section(f"{name}.code", "<u1") if bits else None
        self._where = container.section(f"{name}.where", "<u4")
        self._what = container.section(f"{name}.what", "<u4")
        self._low_bits, self._code_bits = low, bits
        self._least_exception = ((1 << bits) - 1) << low if bits else LOW_BYTE_ESCAPE
        """The least number that is an exception.

        With codes, it has the largest code and the low bits 0.
        """
        self._unpacked_codes = np.empty(0, np.uint8)
        """The last codes, which do not fill a byte yet."""
        self._count = 0

    def append(self, values: NDArray[Any]) -> None:
        """Add non-negative numbers less than 2^32, of any integer dtype, to the end."""
        exceptional = np.flatnonzero(values >= self._least_exception)
        self._where.append(exceptional + self._count)
        self._what.append(values[exceptional])
        self._count += len(values)
        values = np.minimum(values, self._least_exception)
        if self._low is not None:
            self._low.append(values & 255)
        if self._codes is not None:
            codes = (values >> self._low_bits).astype(np.uint8)
            codes = np.concatenate([self._unpacked_codes, codes])
            self._unpacked_codes = self._pack_codes(codes)

    def close(self) -> None:
        """Write the pending codes. The last byte is filled up with zeros. The container remains open."""
        if self._codes is not None:
            missing = -len(self._unpacked_codes) % (8 // self._code_bits)
            self._pack_codes(np.concatenate([self._unpacked_codes, np.zeros(missing, np.uint8)]))

    def _pack_codes(self, codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Write the codes that fill whole bytes. Return the rest, which do not fill a byte."""
        per_byte = 8 // self._code_bits
        whole = len(codes) // per_byte * per_byte
        # Byte i holds the codes with indices in `range(i * per_byte, (i + 1) * per_byte)`, the first code in
        # the lowest bits.
        packed = np.zeros(whole // per_byte, np.uint8)
        for index in range(per_byte):
            packed |= codes[index:whole:per_byte] << np.uint8(index * self._code_bits)
        assert self._codes is not None
        self._codes.append(packed)
        return codes[whole:]
