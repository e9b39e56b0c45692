"""`.zip` files: their members are read like the files of a folder, in the same order."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from searchidx.files.readers.archives.members import (
    ADVICE,
    DAMAGE_ADVICE,
    ArchiveError,
    Member,
    MemberError,
    choose_member,
    open_archive,
    read_member,
    unpack,
)
from searchidx.files.readers.remarks import Failure, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.archives.members import Archive
    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_LIST_BYTES: Final = 32 << 20
"""The size of the largest list of members, which is at the end of an archive: 32 MiB.

In memory, it takes ten times as much.
"""

_UTF_8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
"""Bits of the flags of a member."""

_LOCAL_HEADER_BYTES: Final = 30
"""The size of the header before each member, without the name."""

_COMPRESSIONS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}
"""The names of compressions that are not supported. bzip2 and LZMA are refused because zipfile may unpack a
few bytes of them to gigabytes at once."""

_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    OverflowError,
    EOFError,
    ValueError,
    OSError,
    zlib.error,
    struct.error,
)
"""The errors of zipfile for a damaged archive."""


class _Entry(NamedTuple):
    """A member that is to be read, and what the list of members says about it."""

    member: Member
    info: zipfile.ZipInfo


def read_zip(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the documents of all members in the order of their names, and remarks. Raises OSError.

    Folders and hidden members are skipped. A member that cannot be read yields a failure with its path. If
    members have the same name, only the last of them is read.
    """
    try:
        archive = open_archive(content, keys)
        with _open_zip(content.stream) as zip_file:
            archive.spend_members(len(zip_file.infolist()))
            yield from _read_members(zip_file, archive)
    except ArchiveError as error:
        yield Failure(content.path, str(error), error.advice)


class _BoundedReads:
    """A stream that refuses to read more bytes at once than the largest list of members has.

    zipfile reads the list of members at once, and whatever else it reads is smaller.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek = stream.seek
        self.tell = stream.tell
        self.seekable = stream.seekable

    def read(self, size: int = -1) -> bytes:
        """Read bytes. Raises ArchiveError if they are too many."""
        if size > _MAX_LIST_BYTES:
            raise ArchiveError(f"the list of its members is larger than {_MAX_LIST_BYTES >> 20} MiB")
        return self._stream.read(size)


def _open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Return the opened archive. Raises ArchiveError if the list of its members cannot be read."""
    try:
        return zipfile.ZipFile(cast("IO[bytes]", _BoundedReads(stream)))
    except _ZIP_ERRORS as error:
        stream.seek(0)
        if stream.read(4) != b"PK\3\4":
            raise ArchiveError("it is not a zip archive", "check its type") from None
        reason = f"the list of members at its end is missing or damaged ({error})"
        raise ArchiveError(reason, DAMAGE_ADVICE) from None


def _read_members(zip_file: zipfile.ZipFile, archive: Archive) -> Iterator[Document | Remark]:
    """Yield the documents of the members and remarks. Raises ArchiveError."""
    entries: dict[str, _Entry] = {}
    replaced = 0
    for info in zip_file.infolist():
        stored_name = _name_of(info)
        if stored_name.endswith(("/", "\\")):
            continue
        member = choose_member(stored_name, archive)
        if isinstance(member, Member):
            replaced += member.name in entries
            entries[member.name] = _Entry(member, info)
        elif member is not None:
            yield member
    if replaced:
        text = f"{replaced} of its members have the same name as a later member and were not read"
        yield Note(archive.content.path, text)
    encrypted = sum(info.flag_bits & _ENCRYPTED for _, info in entries.values())
    if encrypted:
        advice = "unpack the archive with its password and index the folder"
        yield Failure(archive.content.path, f"{encrypted} of its members are encrypted", advice)
    overlapping = _overlapping_members(zip_file)
    for entry in sorted(entries.values(), key=lambda entry: entry.member.name.split("/")):
        if not entry.info.flag_bits & _ENCRYPTED:
            yield from _read_member(zip_file, entry, archive, is_overlapping=entry.info in overlapping)


def _read_member(
    zip_file: zipfile.ZipFile, entry: _Entry, archive: Archive, *, is_overlapping: bool
) -> Iterator[Document | Remark]:
    path = archive.path_of(entry.member.name)
    try:
        if is_overlapping:
            raise MemberError("it shares bytes with another member, as in a zip bomb")
        _check_kind(entry.info)
        with zip_file.open(entry.info) as source:
            stream = unpack(source, archive)
    except MemberError as error:
        yield Failure(path, str(error), ADVICE)
    except _ZIP_ERRORS as error:
        yield Failure(path, f"it is damaged ({error})", DAMAGE_ADVICE)
    else:
        yield from read_member(entry.member, stream, archive)


def _check_kind(info: zipfile.ZipInfo) -> None:
    """Raise MemberError if a member is a link or has a compression that is not supported."""
    if stat.S_ISLNK(info.external_attr >> 16):
        raise MemberError("it is a link")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        compression = _COMPRESSIONS.get(info.compress_type, f"number {info.compress_type}")
        raise MemberError(f"its compression ({compression}) is not supported")


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a member as it is stored, with a zero byte if it has one.

    Names that are not marked as UTF-8 are nevertheless UTF-8 in most archives, and else in code page 437,
    in which zipfile decodes them.
    """
    if info.flag_bits & _UTF_8_NAME:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _overlapping_members(zip_file: zipfile.ZipFile) -> set[zipfile.ZipInfo]:
    """Return the members whose bytes reach into the next member or into the list of members.

    Such members are the trick of archives that unpack to far more than any compression allows. Newer
    versions of zipfile refuse them, too.
    """
    overlapping: set[zipfile.ZipInfo] = set()
    end = zip_file.start_dir
    for info in sorted(zip_file.infolist(), key=lambda info: info.header_offset, reverse=True):
        if info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size > end:
            overlapping.add(info)
        end = info.header_offset
    return overlapping
