"""Reader of containers: files of named arrays, called sections, whose bytes are protected by checksums.

All numbers are little-endian. The file is mapped into memory, so opening a large file takes no longer than
opening a small one. The layout is:

    bytes 0-63    the header: magic `SEARCHIX`, version (u32), bytes of a checksum page (u32), length of the
                  file (u64), offset of the table (u64), number of checksum pages (u64), CRC-32 of all bytes
                  from the table on (u32), 16 zeros, CRC-32 of the preceding 60 bytes (u32)
    bytes 64-     the sections; each starts at a multiple of 8
    table         JSON {"sections": {name: [offset, bytes, dtype]}, "meta": {...}}, a zero byte, zeros up to a
                  multiple of 4 bytes, and a CRC-32 (u32) for each checksum page

A checksum page is 32 KiB of the bytes between header and table; the last page may be shorter. A page is
checked when one of its bytes is first read, so altered bytes are never used. `meta` is any JSON object; the
writer of the file chooses what it holds.

For example, a container has the sections `a`, u16 [1, 2, 3], and `b`, u8 [9]:

    offset 64    01 00 02 00 03 00    section `a`
    offset 70    00 00                zeros up to the next multiple of 8
    offset 72    09                   section `b`
    offset 73    00 00 00 00 00 00 00
    offset 80    {"sections": {"a": [64, 6, "<u2"], "b": [72, 1, "|u1"]}, "meta": {}}, a zero byte and zeros,
                 then the CRC-32 of the only checksum page, which is the bytes 64 to 79
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.errors import IndexFormatError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC = b"SEARCHIX"
"""The first bytes of every container file."""

VERSION = 3
"""The version of the format of all containers, such as segment files and state files."""

CHECKSUM_PAGE_BYTES = 1 << 15
"""The number of bytes that one checksum covers.

The first read of a value reads and checks the whole checksum page.
"""

_DTYPES = {name: np.dtype(name) for name in ("|u1", "<u2", "<u4", "<u8", "<i4")}
"""The dtypes that sections may have, by their names in the table."""

HEADER = struct.Struct("<8sIIQQQI16x")
"""The header without its own CRC-32. The module docstring lists the values."""

HEADER_SIZE = HEADER.size + 4
"""The bytes of the header, including its own CRC-32.

The first section and the first checksum page start at this offset.
"""


class CheckedArray:
    """A read-only array of a container; its bytes are checked against their checksums when first read.

    All methods raise IndexFormatError if the bytes that they read were altered.
    """

    __slots__ = ("_container", "_is_checked", "_itemsize", "_start", "values")

    def __init__(self, container: Container, start: int, values: NDArray[Any]) -> None:
        self._container = container
        self._start = start
        self._itemsize = values.itemsize
        self._is_checked = len(values) == 0
        """Whether all values are known to have been checked."""
        self.values = values
        """The array. Reading it directly skips the check."""

    def __len__(self) -> int:
        return len(self.values)

    def range(self, start: int, end: int) -> NDArray[Any]:
        """Return the values with indices in `range(start, end)`, a read-only view into the file."""
        if start < end and not self._is_checked:
            size = self._itemsize
            self._container.check(self._start + start * size, self._start + end * size)
        return self.values[start:end]

    def take(self, indices: NDArray[np.int64]) -> NDArray[Any]:
        """Return the values at these indices, as a new array of the same shape."""
        if not self._is_checked:
            self._container.check_offsets(self._start + indices * self._itemsize)
        return self.values[indices]

    def rows(self, numbers: NDArray[np.int64], size: int) -> NDArray[Any]:
        """Read the array as a matrix with `size` columns, and return its rows `numbers`.

        The result is a new array of shape (len(numbers), size).
        """
        if not self._is_checked:
            # Checking the first and the last value of each row is enough, because a row is shorter than a
            # checksum page.
            for indices in (numbers * size, numbers * size + size - 1):
                self._container.check_offsets(self._start + indices * self._itemsize)
        return self.values.reshape(-1, size)[numbers]

    def whole(self) -> NDArray[Any]:
        """Return all values, a read-only view into the file."""
        if not self._is_checked:
            self.range(0, len(self.values))
            self._is_checked = True
        return self.values

    def item(self, index: int) -> int:
        """Return the value at `index`, which must not be negative."""
        if not self._is_checked:
            offset = self._start + index * self._itemsize
            self._container.check(offset, offset + self._itemsize)
        return self.values.item(index)  # type: ignore[no-any-return]

    def bytes(self, start: int, end: int) -> bytes:
        """Return the bytes with indices in `range(start, end)`. The array must have the dtype u8."""
        return self.range(start, end).tobytes()


class Container:
    """A container file, mapped into memory.

    Opening reads and checks only the header and the table. Opening and reading raise IndexFormatError if the
    file is damaged or has another format version. FileNotFoundError and other errors of the operating system
    are not converted. The attribute `meta` is the JSON object `meta` of the table.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < HEADER_SIZE:
                raise self.damaged("it is too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        table_offset, page_count, tail_checksum = self._read_header(size)
        # The bytes after the sections: the table and the checksums of the pages.
        tail = self._map[table_offset:]
        if zlib.crc32(tail) != tail_checksum:
            raise self.damaged("its table was altered")
        try:
            contents = json.loads(tail[: tail.index(b"\0")])
            self.meta: dict[str, Any] = contents["meta"]
            self._table: dict[str, tuple[int, int, str]] = contents["sections"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self.damaged("its table cannot be read") from error
        pages_needed = -(-(table_offset - HEADER_SIZE) // CHECKSUM_PAGE_BYTES)
        if page_count != pages_needed or 4 * page_count > len(tail) or not isinstance(self._table, dict):
            raise self.damaged("its table is invalid")
        self._end = table_offset
        self._checksums = np.frombuffer(tail, "<u4", offset=len(tail) - 4 * page_count).tolist()
        self._checked = bytearray(page_count)
        """For each checksum page, 1 if the page was checked and 0 if not."""
        self._checked_array = np.frombuffer(self._checked, np.bool_)

    def _read_header(self, size: int) -> tuple[int, int, int]:
        """Check the header of a file of `size` bytes.

        Returns the offset of the table, the number of checksum pages, and the CRC-32 of all bytes from the
        table on.
        """
        head = self._map[: HEADER.size]
        magic, version, page_bytes, length, table_offset, page_count, tail_checksum = HEADER.unpack(head)
        if magic != MAGIC:
            raise self.damaged("it is not a searchidx file")
        if version != VERSION or page_bytes != CHECKSUM_PAGE_BYTES:
            raise self._unusable(
                f"was written in format {version}, but this version of searchidx reads format {VERSION}"
            )
        if zlib.crc32(head) != struct.unpack_from("<I", self._map, HEADER.size)[0]:
            raise self.damaged("its header was altered")
        if length != size:
            raise self.damaged(f"it has {size} bytes instead of {length}")
        return table_offset, page_count, tail_checksum

    def damaged(self, reason: str) -> IndexFormatError:
        """Return, but do not raise, the error for a damaged file. Its text says how to rebuild the index."""
        return self._unusable(f"is damaged ({reason})")

    def _unusable(self, problem: str) -> IndexFormatError:
        return IndexFormatError(
            f"{self.path} {problem}. Delete the folder {self.path.parent} and rebuild the index: "
            f"searchidx index PATH... --index {self.path.parent}"
        )

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def names(self) -> list[str]:
        """Return the names of the sections in their order in the file."""
        return list(self._table)

    def release(self) -> None:
        """Free the memory of the mapped file, if the operating system can do so.

        Arrays remain valid: the operating system reads their bytes again when needed.
        """
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def column(self, name: str, length: int | None = None) -> CheckedArray:
        """Return the section `name`, whose values are not checked yet.

        Raises IndexFormatError if there is no such section, if its table entry is invalid, or if `length` is
        given and the section does not have this number of values.
        """
        try:
            start, size, dtype_name = self._table[name]
            dtype = _DTYPES[dtype_name]
            count, rest = divmod(size, dtype.itemsize)
            if not HEADER_SIZE <= start <= start + size <= self._end or start % dtype.itemsize or rest:
                raise ValueError(f"{size} bytes at {start}")
            values = np.frombuffer(self._map, dtype, count, start)
        except (ValueError, KeyError, TypeError) as error:
            raise self.damaged(f"the table entry of {name!r} is invalid") from error
        if length is not None and count != length:
            raise self.damaged(f"{name!r} has {count} values instead of {length}")
        return CheckedArray(self, start, values)

    def check_offsets(self, offsets: NDArray[np.int64]) -> None:
        """Check the checksum pages of the values at these byte offsets in the file.

        No value lies in two pages. Raises IndexFormatError if a page was altered. Pages that were checked
        before are skipped.
        """
        pages = (offsets - HEADER_SIZE) // CHECKSUM_PAGE_BYTES
        checked = self._checked_array[pages]
        if checked.all():
            return
        for page in set(pages[~checked].tolist()):  # np.unique would load numpy.ma
            offset = HEADER_SIZE + page * CHECKSUM_PAGE_BYTES
            self.check(offset, offset + 1)

    def check(self, start: int, end: int) -> None:
        """Check the checksum pages of the bytes in `range(start, end)` of the file.

        The range must not be empty. Raises IndexFormatError if a page was altered. Pages that were checked
        before are skipped.
        """
        first_page = (start - HEADER_SIZE) // CHECKSUM_PAGE_BYTES
        page_end = (end - 1 - HEADER_SIZE) // CHECKSUM_PAGE_BYTES + 1
        if self._checked.find(0, first_page, page_end) < 0:
            return
        for page in range(first_page, page_end):
            if not self._checked[page]:
                byte_start = HEADER_SIZE + page * CHECKSUM_PAGE_BYTES
                byte_end = byte_start + CHECKSUM_PAGE_BYTES
                if zlib.crc32(self._map[byte_start : min(byte_end, self._end)]) != self._checksums[page]:
                    raise self.damaged(f"bytes {byte_start} to {byte_end} were altered")
                self._checked[page] = 1
