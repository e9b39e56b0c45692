"""One file of named arrays: checksummed page by page, memory-mapped on reading (docs/index-format.md)."""

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
VERSION = 3
PAGE = 1 << 15
"""Bytes covered by one checksum: the least that is read and checked to touch one value."""

_TYPES = {kind: np.dtype(kind) for kind in ("|u1", "<u2", "<u4", "<u8", "<i4")}
"""What arrays are made of."""

HEADER = struct.Struct("<8sIIQQQI16x")
HEADER_SIZE = HEADER.size + 4


class CheckedArray:
    """A read-only array of a container; its bytes are checked against their checksums when first read."""

    __slots__ = ("_container", "_itemsize", "_start", "_whole", "values")

    def __init__(self, container: Container, start: int, values: NDArray[Any]) -> None:
        self._container = container
        self._start = start
        self._itemsize = values.itemsize
        self._whole = len(values) == 0
        self.values = values
        """The array, unchecked."""

    def __len__(self) -> int:
        return len(self.values)

    def range(self, start: int, stop: int) -> NDArray[Any]:
        """Return the values from `start` to `stop`, checked; raises IndexFormatError."""
        if start < stop and not self._whole:
            size = self._itemsize
            self._container.check(self._start + start * size, self._start + stop * size)
        return self.values[start:stop]

    def take(self, indices: NDArray[np.int64]) -> NDArray[Any]:
        """Return the values at these indices, checked; raises IndexFormatError."""
        if not self._whole:
            self._container.check_places(self._start + indices * self._itemsize)
        return self.values[indices]

    def rows(self, numbers: NDArray[np.int64], size: int) -> NDArray[Any]:
        """Return rows of so many values each, as a matrix, checked; raises IndexFormatError."""
        if not self._whole:
            for place in (numbers * size, numbers * size + size - 1):
                self._container.check_places(self._start + place * self._itemsize)
        return self.values.reshape(-1, size)[numbers]

    def whole(self) -> NDArray[Any]:
        """Return all values, checked; raises IndexFormatError."""
        if not self._whole:
            self.range(0, len(self.values))
            self._whole = True
        return self.values

    def item(self, index: int) -> int:
        """Return one value, checked; raises IndexFormatError."""
        if not self._whole:
            place = self._start + index * self._itemsize
            self._container.check(place, place + self._itemsize)
        return self.values.item(index)  # type: ignore[no-any-return]

    def bytes(self, start: int, stop: int) -> bytes:
        """Return the values from `start` to `stop` of a column of bytes, checked; raises IndexFormatError."""
        return self.range(start, stop).tobytes()


class Container:
    """A file of arrays, mapped into memory. Opening reads its header and table; raises IndexFormatError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < HEADER_SIZE:
                raise self.damaged("it is too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = self._map[: HEADER.size]
        magic, version, page, length, table, count, checksum = HEADER.unpack(head)
        if magic != MAGIC:
            raise self.damaged("it is no file of searchidx")
        if version != VERSION or page != PAGE:
            raise self._unusable(
                f"was written in format {version}, this version of searchidx reads {VERSION}"
            )
        if zlib.crc32(head) != struct.unpack_from("<I", self._map, HEADER.size)[0]:
            raise self.damaged("its header was altered")
        if length != size:
            raise self.damaged(f"it has {size} bytes instead of {length}")
        tail = self._map[table:]
        if zlib.crc32(tail) != checksum:
            raise self.damaged("its table was altered")
        try:
            contents = json.loads(tail[: tail.index(b"\0")])
            self.meta: dict[str, Any] = contents["meta"]
            self._table: dict[str, tuple[int, int, str]] = contents["sections"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self.damaged("its table cannot be read") from error
        pages = -(-(table - HEADER_SIZE) // PAGE)
        if count != pages or 4 * count > len(tail) or not isinstance(self._table, dict):
            raise self.damaged("its table cannot be right")
        self._end = table
        self._checksums = np.frombuffer(tail, "<u4", offset=len(tail) - 4 * count).tolist()
        self._checked = bytearray(count)
        self._checked_array = np.frombuffer(self._checked, np.bool_)

    def damaged(self, reason: str) -> IndexFormatError:
        """Return the error for a file that cannot be trusted."""
        return self._unusable(f"is damaged ({reason})")

    def _unusable(self, what: str) -> IndexFormatError:
        return IndexFormatError(
            f"{self.path} {what}. Delete the folder {self.path.parent} and rebuild the index: "
            f"searchidx index PATH... --index {self.path.parent}"
        )

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def names(self) -> list[str]:
        """Return the names of the arrays, in the order of the file."""
        return list(self._table)

    def release(self) -> None:
        """Give the memory of what was read back to the system, which reads it again where it is wanted."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def column(self, name: str, length: int | None = None) -> CheckedArray:
        """Return the array of that name; raises IndexFormatError unless it can be, and has that length."""
        try:
            start, size, dtype = self._table[name]
            kind = _TYPES[dtype]
            whole, rest = divmod(size, kind.itemsize)
            if not HEADER_SIZE <= start <= start + size <= self._end or start % kind.itemsize or rest:
                raise ValueError(f"{size} bytes at {start}")
            values = np.frombuffer(self._map, kind, whole, start)
        except (ValueError, KeyError, TypeError) as error:
            raise self.damaged(f"the place of {name!r} cannot be right") from error
        if length is not None and whole != length:
            raise self.damaged(f"{name!r} has {whole} values instead of {length}")
        return CheckedArray(self, start, values)

    def bytes(self, start: int, stop: int) -> bytes:
        """Return bytes of the file, checked; raises IndexFormatError."""
        self.check(start, stop)
        return self._map[start:stop]

    def check_places(self, places: NDArray[np.int64]) -> None:
        """Check the pages that hold the aligned values at these places; raises IndexFormatError."""
        pages = (places - HEADER_SIZE) // PAGE
        checked = self._checked_array[pages]
        if checked.all():
            return
        for page in set(pages[~checked].tolist()):  # np.unique would load numpy.ma
            self.check(HEADER_SIZE + page * PAGE, HEADER_SIZE + page * PAGE + 1)

    def check(self, start: int, stop: int) -> None:
        """Check the pages that hold the bytes, unless that was done before; raises IndexFormatError."""
        first, last = (start - HEADER_SIZE) // PAGE, (stop - 1 - HEADER_SIZE) // PAGE + 1
        if self._checked.find(0, first, last) < 0:
            return
        for page in range(first, last):
            if not self._checked[page]:
                at = HEADER_SIZE + page * PAGE
                if zlib.crc32(self._map[at : min(at + PAGE, self._end)]) != self._checksums[page]:
                    raise self.damaged(f"bytes {at} to {at + PAGE} were altered")
                self._checked[page] = 1
