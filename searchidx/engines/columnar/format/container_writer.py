"""Writing a file of named arrays with its page checksums (docs/index-format.md)."""

from __future__ import annotations

import json
import os
import struct
import tempfile
import zlib
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.format.container import HEADER, HEADER_SIZE, MAGIC, PAGE, VERSION, Container

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_SPOOL = 1 << 20
_COPY = 1 << 20


class Section:
    """An array under construction: what is appended is kept in memory while small, on disk afterwards."""

    def __init__(self, folder: Path, dtype: str) -> None:
        self.dtype = np.dtype(dtype)
        self._folder = folder
        self._parts: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def append(self, values: NDArray[Any]) -> None:
        """Add values to the end of the array."""
        data = np.ascontiguousarray(values, self.dtype).tobytes()
        self._parts.append(data)
        self._size += len(data)
        if self._size > _SPOOL:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by discard
            self._file.writelines(self._parts)
            self._parts, self._size = [], 0

    def read(self) -> Iterator[bytes]:
        """Yield the bytes of the array, block by block."""
        if self._file is not None:
            self._file.seek(0)
            while block := self._file.read(_COPY):
                yield block
        yield from self._parts

    def discard(self) -> None:
        """Let go of the array."""
        self._parts = []
        if self._file is not None:
            self._file.close()


class _Written(Section):
    """An array of a container file."""

    def __init__(self, container: Container, name: str) -> None:
        self._container, self._column = container, container.column(name)
        self.dtype = self._column.values.dtype

    def read(self) -> Iterator[bytes]:
        step = _COPY // self.dtype.itemsize
        for start in range(0, len(self._column), step):
            yield self._column.range(start, min(start + step, len(self._column))).tobytes()
            self._container.release()

    def discard(self) -> None:
        pass


class ContainerWriter:
    """Collects sections and writes them one after the other; the file is whole only after `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sections: dict[str, Section] = {}

    def section(self, name: str, dtype: str) -> Section:
        """Start an array of the name; values of `dtype` (little-endian) may be appended until `close`."""
        section = self._sections[name] = Section(self._path.parent, dtype)
        return section

    def array(self, name: str, values: NDArray[Any], dtype: str) -> None:
        """Add a whole array."""
        self.section(name, dtype).append(values)

    def take(self, part: ContainerWriter) -> None:
        """Add all arrays of another container that is not written itself."""
        self._sections |= part._sections

    def include(self, path: Path) -> None:
        """Add all arrays of a container file, which is read when this one is closed."""
        container = Container(path)
        for name in container.names():
            self._sections[name] = _Written(container, name)

    def discard(self) -> None:
        """Give up: release what was collected."""
        for section in self._sections.values():
            section.discard()

    def close(self, meta: dict[str, Any], *, sync: bool = True) -> None:
        """Write the file with its page checksums and header, and sync it to the disk."""
        with self._path.open("wb") as file:
            pages = _Pages(file)
            file.write(bytes(HEADER_SIZE))
            table = {}
            for name, section in self._sections.items():
                pages.align()
                start = pages.position
                for block in section.read():
                    pages.write(block)
                section.discard()
                table[name] = [start, pages.position - start, section.dtype.str]
            end = pages.finish()
            tail = json.dumps({"sections": table, "meta": meta}).encode() + b"\0"
            tail += bytes(-len(tail) % 4) + np.array(pages.checksums, "<u4").tobytes()
            file.write(tail)
            fields = (MAGIC, VERSION, PAGE, end + len(tail), end, len(pages.checksums), zlib.crc32(tail))
            head = HEADER.pack(*fields)
            file.seek(0)
            file.write(head + struct.pack("<I", zlib.crc32(head)))
            file.flush()
            if sync:
                os.fsync(file.fileno())


class _Pages:
    """Counts and checksums the bytes between the header and the table."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._pending = bytearray()
        self.position = HEADER_SIZE
        self.checksums: list[int] = []

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.position += len(data)
        self._pending += data
        whole = len(self._pending) // PAGE * PAGE
        view = memoryview(self._pending)
        self.checksums += [zlib.crc32(view[i : i + PAGE]) for i in range(0, whole, PAGE)]
        view.release()
        del self._pending[:whole]

    def align(self) -> None:
        self.write(bytes(-self.position % 8))

    def finish(self) -> int:
        self.align()
        if self._pending:
            self.checksums.append(zlib.crc32(self._pending))
        return self.position
