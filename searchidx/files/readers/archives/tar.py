"""`.tar` files, compressed or not: their members are read in the order of the archive, which is read once.

The first bytes of the file say how it is compressed, whatever its suffix is.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from searchidx.files.readers.archives.members import (
    UNPACK,
    ArchiveError,
    Member,
    MemberError,
    choose_member,
    open_archive,
    read_member,
    unpack,
)
from searchidx.files.readers.content_errors import raise_if_system_error, size_text, with_failure
from searchidx.files.readers.formats import install_command
from searchidx.files.readers.remarks import Failure, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.archives.members import Archive
    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_HEADER_BYTES: Final = 1 << 14
"""The size of the largest header of a member, with its extended headers: 16 KiB.

The limit also bounds the maps of sparse files, and the number of headers of one member. Before Python
3.11.10, tarfile needs a time that grows with the square of the size.
"""

_TAR_ERRORS: Final = (tarfile.TarError, ValueError, OverflowError)
"""The errors of tarfile for a damaged archive."""

_UNPACKING_ERRORS: Final = (EOFError, OSError, ValueError, OverflowError, zlib.error, lzma.LZMAError)
"""The errors of the decompressors of the standard library for a damaged archive."""


class _Unpacked(NamedTuple):
    """The decompressed bytes of an archive, and the errors that reading them raises if they are damaged."""

    stream: BinaryIO
    errors: tuple[type[Exception], ...]


def read_tar(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the documents of all members in the order of the archive, and remarks. Raises OSError.

    Folders, devices and hidden members are skipped. A link yields a failure with its path. If the archive is
    damaged or ends too early, the members before are read, then one failure is yielded. If members have the
    same name, all of them are read.
    """
    return with_failure(_read(content, keys), content.path)


class _ForwardStream:
    """The decompressed bytes of an archive. They are read once, with limits that tarfile does not have."""

    def __init__(self, unpacked: _Unpacked, archive: Archive) -> None:
        self._stream, self._errors = unpacked
        self._archive = archive
        self._bytes_left = 0
        self.last_bytes = b""
        """The bytes that were read last. At the end of an archive, they are a block of zeros."""
        self.tell = self._stream.tell

    def allow(self, size: int) -> None:
        """Set the number of bytes that may be read from now on."""
        self._bytes_left = size

    def read(self, size: int) -> bytes:
        """Read bytes. Raises ArchiveError if they are more than allowed, or damaged."""
        self._bytes_left -= size
        if self._bytes_left < 0:
            reason = f"a member has a header of more than {size_text(_MAX_HEADER_BYTES)}"
            raise ArchiveError(reason, UNPACK)
        try:
            self.last_bytes = self._stream.read(size)
        except self._errors as error:
            raise_if_system_error(error)
            raise ArchiveError.damaged(error) from None
        return self.last_bytes

    def seek(self, position: int) -> None:
        """Move forward. Raises ArchiveError if this unpacks too much, or if the archive is damaged."""
        distance = position - self.tell()
        if distance < 0:
            raise ArchiveError.damaged("a size is negative")
        self._archive.spend_bytes(distance)
        try:
            self._stream.seek(position)
        except self._errors as error:
            raise_if_system_error(error)
            raise ArchiveError.damaged(error) from None

    def seekable(self) -> bool:
        """Return whether tarfile may call `seek`."""
        return True


def _read(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the documents of the members and remarks. Raises ArchiveError."""
    archive = open_archive(content, keys)
    stream = _ForwardStream(_open_unpacked(content.stream), archive)
    names: set[str] = set()
    repeated = 0
    tar = _open_tar(stream)
    while (info := _next_member(tar, stream)) is not None:
        archive.spend_members(1)
        if not (info.isreg() or info.issym() or info.islnk()):
            continue
        member = choose_member(info.name, archive)
        if isinstance(member, Member):
            repeated += member.name in names
            names.add(member.name)
            yield from _read_member(tar, stream, member, info, archive)
        elif member is not None:
            yield member
    if repeated:
        text = f"{repeated} of its members have the same name as an earlier member"
        yield Note(content.path, text)


def _read_member(
    tar: tarfile.TarFile, stream: _ForwardStream, member: Member, info: tarfile.TarInfo, archive: Archive
) -> Iterator[Document | Remark]:
    if not info.isreg() or info.issparse():
        reason = "it is a sparse file" if info.isreg() else "it is a link"
        yield Failure(archive.path_of(member.name), reason, UNPACK)
        return
    stream.allow(info.size)
    try:
        with cast("IO[bytes]", tar.extractfile(info)) as source:
            unpacked = unpack(source, archive)
    except MemberError as error:
        yield error.failure(archive.path_of(member.name))
    except _TAR_ERRORS as error:
        raise ArchiveError.damaged(error) from None
    else:
        yield from read_member(member, unpacked, archive)


def _open_tar(stream: _ForwardStream) -> tarfile.TarFile:
    stream.allow(_MAX_HEADER_BYTES)
    try:
        return tarfile.TarFile(fileobj=cast("IO[bytes]", stream))
    except _TAR_ERRORS as error:
        if len(stream.last_bytes) < tarfile.BLOCKSIZE:
            raise ArchiveError.damaged(error) from None
        raise ArchiveError.wrong_type(".tar") from None


def _next_member(tar: tarfile.TarFile, stream: _ForwardStream) -> tarfile.TarInfo | None:
    """Return the header of the next member, or None at the end of the archive. Raises ArchiveError."""
    stream.allow(_MAX_HEADER_BYTES)
    try:
        info = tar.next()
    except _TAR_ERRORS as error:
        raise ArchiveError.damaged(error) from None
    tar.members.clear()  # type: ignore[attr-defined]  # tarfile would keep all headers in memory.
    if info is None and (len(stream.last_bytes) < tarfile.BLOCKSIZE or any(stream.last_bytes)):
        # tarfile takes a damaged header for the end of the archive.
        raise ArchiveError.damaged("the mark of its end is missing")
    return info


def _open_unpacked(stream: BinaryIO) -> _Unpacked:
    """Decompress a stream, if its first bytes say that it is compressed. Raises ArchiveError."""
    magic = stream.read(6)
    stream.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return _Unpacked(cast("BinaryIO", gzip.open(stream)), _UNPACKING_ERRORS)
    if magic == b"\xfd7zXZ\0":
        return _Unpacked(cast("BinaryIO", lzma.open(stream)), _UNPACKING_ERRORS)
    if magic.startswith(b"BZh"):
        return _Unpacked(cast("BinaryIO", bz2.open(stream)), _UNPACKING_ERRORS)
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        return _open_zstd(stream)
    return _Unpacked(stream, _UNPACKING_ERRORS)


def _open_zstd(stream: BinaryIO) -> _Unpacked:
    try:
        from searchidx.files.readers.zst import ZstdError, open_zst
    except ImportError:
        advice = f"to read it: {install_command('zstd')}"
        raise ArchiveError("it is compressed with Zstandard", advice) from None
    return _Unpacked(cast("BinaryIO", open_zst(stream)), (ZstdError, *_UNPACKING_ERRORS))
