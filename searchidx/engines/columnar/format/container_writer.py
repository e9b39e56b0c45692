"""Writer of containers. The docstring of container.py describes the layout."""

from __future__ import annotations

import json
import os
import struct
import tempfile
import zlib
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.container import (
    CHECKSUM_PAGE_BYTES,
    HEADER,
    HEADER_SIZE,
    MAGIC,
    VERSION,
    Container,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_MAX_BYTES_IN_MEMORY = 1 << 20
"""If a section under construction has more bytes than this in memory, they go into a temporary file."""

_COPY_BYTES = 1 << 20
"""The number of bytes of a finished section that are read at a time."""

_ALIGNMENT = 8
"""Every section starts at a multiple of this number of bytes, the size of the widest value."""


class Section:
    """An array under construction. A small array is kept in memory, a larger array in a temporary file."""

    def __init__(self, folder: Path, dtype: str) -> None:
        self.dtype = np.dtype(dtype)
        self._folder = folder
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._file: IO[bytes] | None = None

    def append(self, values: NDArray[Any]) -> None:
        """Add values to the end of the array, converted to its dtype. The values must fit into it."""
        data = np.ascontiguousarray(values, self.dtype).tobytes()
        self._pending.append(data)
        self._pending_bytes += len(data)
        if self._pending_bytes > _MAX_BYTES_IN_MEMORY:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by discard
            self._file.writelines(self._pending)
            self._pending, self._pending_bytes = [], 0

    def read(self) -> Iterator[bytes]:
        """Yield the bytes of the whole array, portion by portion."""
        if self._file is not None:
            self._file.seek(0)
            while portion := self._file.read(_COPY_BYTES):
                yield portion
        yield from self._pending

    def discard(self) -> None:
        """Release the memory and close the temporary file, which deletes it."""
        self._pending = []
        if self._file is not None:
            self._file.close()


class _FinishedSection(Section):
    """A section of another container file, which is read when it is copied."""

    def __init__(self, container: Container, name: str) -> None:
        self._container, self._array = container, container.column(name)
        self.dtype = self._array.values.dtype

    def read(self) -> Iterator[bytes]:
        step = _COPY_BYTES // self.dtype.itemsize
        for start in range(0, len(self._array), step):
            yield self._array.range(start, min(start + step, len(self._array))).tobytes()
            self._container.release()

    def discard(self) -> None:
        pass


class ContainerWriter:
    """Collects sections and writes them to a file, in the order in which they were added, when it is closed.

    Several sections may grow at the same time. Until `close` has returned, the file is missing or incomplete.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sections: dict[str, Section] = {}

    def section(self, name: str, dtype: str) -> Section:
        """Add and return an empty section of `dtype` (such as "<u4"). The caller fills it before `close`."""
        section = self._sections[name] = Section(self._path.parent, dtype)
        return section

    def array(self, name: str, values: NDArray[Any], dtype: str) -> None:
        """Add a whole section, with the values converted to `dtype`."""
        self.section(name, dtype).append(values)

    def offsets(self, name: str, sizes: list[int] | NDArray[Any]) -> None:
        """Add a section with the offsets of adjacent parts of these sizes, followed by the total size.

        For example, sizes [3, 0, 4] -> [0, 3, 3, 7]. The dtype is u32, or u64 if the total needs it.
        """
        offsets = offsets_from_sizes(sizes)
        self.array(name, offsets, "<u4" if offsets[-1] < 1 << 32 else "<u8")

    def adopt(self, other: ContainerWriter) -> None:
        """Add all sections of another writer. This writer writes them, so the other must never be closed."""
        self._sections |= other._sections

    def include(self, path: Path) -> None:
        """Add all sections of a container file. They are read when this writer is closed.

        Raises IndexFormatError if the header or the table of the file is damaged.
        """
        container = Container(path)
        for name in container.names():
            self._sections[name] = _FinishedSection(container, name)

    def discard(self) -> None:
        """Release all sections without writing them. A partly written file is not deleted."""
        for section in self._sections.values():
            section.discard()

    def close(self, meta: dict[str, Any], *, sync: bool = True) -> None:
        """Write the file, with `meta` in its table, and sync it to the disk unless `sync` is false.

        An existing file is overwritten. Each section is discarded after it was written.
        """
        with self._path.open("wb") as file:
            body = _ChecksummedBytes(file)
            file.write(bytes(HEADER_SIZE))  # replaced by the header at the end
            table = {}
            for name, section in self._sections.items():
                body.align()
                start = body.offset
                for portion in section.read():
                    body.write(portion)
                section.discard()
                table[name] = [start, body.offset - start, section.dtype.str]
            end = body.finish()
            tail = json.dumps({"sections": table, "meta": meta}).encode() + b"\0"
            tail += bytes(-len(tail) % 4) + np.array(body.checksums, "<u4").tobytes()
            file.write(tail)
            header = HEADER.pack(
                *(MAGIC, VERSION, CHECKSUM_PAGE_BYTES, end + len(tail), end),
                *(len(body.checksums), zlib.crc32(tail)),
            )
            file.seek(0)
            file.write(header + struct.pack("<I", zlib.crc32(header)))
            file.flush()
            if sync:
                os.fsync(file.fileno())


class _ChecksummedBytes:
    """Writes the bytes between the header and the table, and computes the checksums of their pages."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._page = bytearray()
        """The bytes of the last checksum page, which is not full yet."""
        self.offset = HEADER_SIZE
        """The offset in the file of the next byte to write."""
        self.checksums: list[int] = []

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.offset += len(data)
        self._page += data
        full = len(self._page) // CHECKSUM_PAGE_BYTES * CHECKSUM_PAGE_BYTES
        view = memoryview(self._page)
        starts = range(0, full, CHECKSUM_PAGE_BYTES)
        self.checksums += [zlib.crc32(view[start : start + CHECKSUM_PAGE_BYTES]) for start in starts]
        view.release()
        del self._page[:full]

    def align(self) -> None:
        """Write zeros up to the next offset at which a section may start."""
        self.write(bytes(-self.offset % _ALIGNMENT))

    def finish(self) -> int:
        """Align, compute the checksum of the last page, and return the offset of its end in the file."""
        self.align()
        if self._page:
            self.checksums.append(zlib.crc32(self._page))
        return self.offset
