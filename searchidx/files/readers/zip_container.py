"""The members of zip archives and of files that are such archives, as `.docx` and `.epub`, within limits.

Sizes that an archive states are never trusted: its directory is not read if it is too large, and members are
unpacked in chunks, which are counted.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from searchidx.files.readers.content_errors import (
    GET_AGAIN,
    SPLIT,
    ContentError,
    raise_if_system_error,
    size_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_DIRECTORY_BYTES: Final = 4 << 20
"""The size of the largest directory that is read by default: 4 MiB, which is some 40,000 members.

In memory, a directory takes ten times its size.
"""

_CHUNK_BYTES: Final = 1 << 20
"""The greatest number of bytes that are unpacked at once: 1 MiB."""

_SIGNATURES: Final = (b"PK\3\4", b"PK\5\6")
"""The first bytes of an archive with members, and of an empty one."""

_ENCRYPTED: Final = 0x1
"""The bit of the flags of an encrypted member."""

_COMPRESSIONS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}
"""The names of compressions that are not supported. bzip2 and LZMA are refused because zipfile may unpack a
few bytes of them to gigabytes at once."""

_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
    *(OverflowError, ValueError, OSError),
)
"""What zipfile raises for damaged archives."""


class ZipContainer:
    """An open archive. `members` are its members in the order of its directory."""

    def __init__(
        self, stream: BinaryIO, suffix: str, max_directory_bytes: int = _MAX_DIRECTORY_BYTES
    ) -> None:
        """Open the archive in a stream, which is the content of a file with a suffix such as ".docx".

        Raises ContentError if the stream is no archive, or if its directory is damaged or too large.
        """
        try:
            self._archive = zipfile.ZipFile(cast("IO[bytes]", _BoundedReads(stream, max_directory_bytes)))
        except _ERRORS as error:
            raise_if_system_error(error)
            stream.seek(0)
            if stream.read(4) not in _SIGNATURES:
                raise ContentError.wrong_type(suffix) from None
            raise ContentError.damaged("the list of its members cannot be read") from None
        self.members: Sequence[zipfile.ZipInfo] = self._archive.infolist()
        self.directory_offset = self._archive.start_dir

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    @contextmanager
    def open(self, member: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
        """Open a member.

        Raises ContentError, also when the member is read in the block of the context manager, if the member
        is damaged, encrypted, or compressed in a way that is not supported.
        """
        if is_encrypted(member):
            raise ContentError.protected()
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            compression = _COMPRESSIONS.get(member.compress_type, f"number {member.compress_type}")
            raise ContentError(f"its compression ({compression}) is not supported")
        try:
            with self._archive.open(member) as source:
                yield source
        except _ERRORS as error:
            raise_if_system_error(error)
            raise ContentError.damaged(error) from None

    def chunks(self, name: str, max_bytes: int) -> Iterator[bytes]:
        """Yield the bytes of a member, which need not exist.

        Raises ContentError if there is no such member, as `open` does, and after the first `max_bytes` of a
        larger member.
        """
        if name not in self:
            raise ContentError(f"its part {name} is missing", GET_AGAIN)
        remaining_bytes = max_bytes
        with self.open(self._archive.NameToInfo[name]) as source:
            while chunk := source.read(_CHUNK_BYTES):
                remaining_bytes -= len(chunk)
                if remaining_bytes < 0:
                    raise ContentError(f"its part {name} is larger than {size_text(max_bytes)}", SPLIT)
                yield chunk


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Return whether a member is encrypted."""
    return bool(member.flag_bits & _ENCRYPTED)


class _BoundedReads:
    """A stream that refuses to read more bytes at once than the largest directory has.

    zipfile reads the directory at once, and whatever else it reads is smaller.
    """

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self.seek = stream.seek
        self.tell = stream.tell
        self.seekable = stream.seekable

    def read(self, size: int = -1) -> bytes:
        """Read bytes. Raises ContentError if they are too many."""
        if size > self._max_bytes:
            raise ContentError(f"the list of its members is larger than {size_text(self._max_bytes)}", SPLIT)
        return self._stream.read(size)
