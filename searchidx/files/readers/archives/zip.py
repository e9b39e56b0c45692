"""`.zip` files: their members are read like the files of a folder, in the same order."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final, NamedTuple

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
from searchidx.files.readers.content_errors import ContentError, with_failure
from searchidx.files.readers.remarks import Failure, Note
from searchidx.files.readers.zip_container import ZipContainer, is_encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

    from searchidx.files.readers.archives.members import Archive
    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_DIRECTORY_BYTES: Final = 32 << 20
"""The size of the largest directory, which is the list of members: 32 MiB, for some 300,000 members."""

_UTF_8_NAME: Final = 0x800
"""The bit of the flags of a member whose name is UTF-8."""

_LOCAL_HEADER_BYTES: Final = 30
"""The size of the header before each member, without the name."""


class _Entry(NamedTuple):
    """A member that is to be read, and what the list of members says about it."""

    member: Member
    info: ZipInfo


def read_zip(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the documents of all members in the order of their names, and remarks. Raises OSError.

    Folders and hidden members are skipped. A member that cannot be read yields a failure with its path. If
    members have the same name, only the last of them is read.
    """
    return with_failure(_read(content, keys), content.path)


def _read(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the documents of the members and remarks. Raises ContentError."""
    archive = open_archive(content, keys)
    container = ZipContainer(content.stream, ".zip", _MAX_DIRECTORY_BYTES)
    archive.spend_members(len(container.members))
    entries: dict[str, _Entry] = {}
    replaced = 0
    for info in container.members:
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
        yield Note(content.path, text)
    if encrypted := sum(is_encrypted(info) for _, info in entries.values()):
        yield Failure(content.path, f"{encrypted} of its members are protected by a password", UNPACK)
    overlapping = _overlapping_members(container)
    for entry in sorted(entries.values(), key=lambda entry: entry.member.name.split("/")):
        if not is_encrypted(entry.info):
            yield from _read_member(container, entry, archive, is_overlapping=entry.info in overlapping)


def _read_member(
    container: ZipContainer, entry: _Entry, archive: Archive, *, is_overlapping: bool
) -> Iterator[Document | Remark]:
    try:
        if is_overlapping:
            raise MemberError("it shares bytes with another member, as in a zip bomb", UNPACK)
        if stat.S_ISLNK(entry.info.external_attr >> 16):
            raise MemberError("it is a link", UNPACK)
        with container.open(entry.info) as source:
            stream = unpack(source, archive)
    except ArchiveError:
        raise
    except ContentError as error:
        yield Failure(archive.path_of(entry.member.name), error.reason, error.advice or UNPACK)
    else:
        yield from read_member(entry.member, stream, archive)


def _name_of(info: ZipInfo) -> str:
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


def _overlapping_members(container: ZipContainer) -> set[ZipInfo]:
    """Return the members whose bytes reach into the next member or into the list of members.

    Such members are the trick of archives that unpack to far more than any compression allows. Newer
    versions of zipfile refuse them, too.
    """
    overlapping: set[ZipInfo] = set()
    end = container.directory_offset
    for info in sorted(container.members, key=lambda info: info.header_offset, reverse=True):
        if info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size > end:
            overlapping.add(info)
        end = info.header_offset
    return overlapping
