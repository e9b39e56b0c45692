"""The parts of an office file, which is a zip archive. No part can fill the memory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from searchidx.files.readers.office.office_errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_PART_BYTES: Final = 64 << 20
"""The unpacked size of the largest part that is read: 64 MiB, which is some thousand pages of text."""

_MAX_DIRECTORY_BYTES: Final = 4 << 20
"""The size of the largest directory of an archive that is read: 4 MiB, which is some 40,000 parts."""

_CHUNK_BYTES: Final = 1 << 20
"""The greatest number of bytes that are unpacked at once: 1 MiB."""

_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a file of Word 97 to 2003, and of a newer file that is protected by a password."""

_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which a protected file is stored, in the directory of an OLE file."""

_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # an unknown method of compression
    RuntimeError,  # an encrypted part
    OverflowError,
    ValueError,  # a part that begins outside the file, or a name that cannot be decoded
)
"""What `zipfile` raises for damaged archives."""

PROTECTED: Final = ("it is protected by a password", "save it without one")
"""The reason and the advice for an encrypted file."""

_DAMAGED: Final = ("its zip archive is damaged", "get it again, or open it in an office program and save it")


class ZipParts:
    """The parts of an office file."""

    def __init__(self, stream: BinaryIO, suffix: str) -> None:
        """Open the archive in a stream, which is the content of a file with a suffix such as ".docx".

        Raises:
            OfficeError: if the stream is no zip archive, or a damaged one.
        """
        _check_begin(stream, suffix)
        try:
            self._archive = zipfile.ZipFile(cast("IO[bytes]", _BoundedReads(stream)))
        except _ZIP_ERRORS:
            raise OfficeError(*_DAMAGED) from None

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, which need not exist.

        Raises:
            OfficeError: if there is no such part, if it is damaged, or after the first 64 MiB of a larger
                part.
        """
        info = self._archive.NameToInfo.get(name)
        if info is None:
            raise OfficeError(f"the part {name} is missing", _DAMAGED[1])
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise OfficeError(*_DAMAGED)
        size = 0
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK_BYTES):
                    size += len(chunk)
                    if size > _MAX_PART_BYTES:
                        break
                    yield chunk
        except _ZIP_ERRORS:
            raise OfficeError(*_DAMAGED) from None
        if size > _MAX_PART_BYTES:
            size_limit = f"{_MAX_PART_BYTES >> 20} MiB"
            raise OfficeError(f"only the first {size_limit} of its part {name} were read", "split the file")


class _BoundedReads:
    """A stream that refuses to read more bytes at once than the largest directory has.

    `zipfile` reads the directory at once, and whatever else it reads is smaller.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek = stream.seek
        self.tell = stream.tell
        self.seekable = stream.seekable

    def read(self, size: int = -1) -> bytes:
        """Read bytes. Raises OfficeError if they are too many."""
        if size > _MAX_DIRECTORY_BYTES:
            raise OfficeError("its zip archive has too many parts", _DAMAGED[1])
        return self._stream.read(size)


def _check_begin(stream: BinaryIO, suffix: str) -> None:
    """Check the first bytes of a file. Raises OfficeError."""
    begin = stream.read(len(_OLE_SIGNATURE))
    if not begin:
        raise OfficeError("it is empty", "remove it")
    if begin == _OLE_SIGNATURE:
        # The directory of an OLE file may be anywhere, but programs write it near one of the ends.
        size = stream.seek(0, 2)
        stream.seek(0)
        data = stream.read(_CHUNK_BYTES)
        stream.seek(max(0, size - _CHUNK_BYTES))
        if _ENCRYPTED_PACKAGE in data + stream.read(_CHUNK_BYTES):
            raise OfficeError(*PROTECTED)
        raise OfficeError("it is an old Word file", f"save it as {suffix}")
    if not begin.startswith(b"PK"):
        raise OfficeError(f"it is no {suffix} file, although its name ends like one", "rename or remove it")
    stream.seek(0)
