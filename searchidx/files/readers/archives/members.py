"""The members of archives: which of them are read, how much is unpacked, and how they get to their readers.

`zip` and `tar` find the members. Nothing is ever unpacked to a file that has a name. A member is unpacked to
memory, or to a temporary file without a name if it is large, and is read as if it were a file in a folder
with the name of the archive.

Sizes that an archive states are never trusted. What is unpacked is counted while it is unpacked.
"""

from __future__ import annotations

import io
import re
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from searchidx.files.found_files import display_path
from searchidx.files.readers.content import Content
from searchidx.files.readers.content_errors import ContentError, size_text
from searchidx.files.readers.finding.walk import is_hidden
from searchidx.files.readers.formats import installed_format
from searchidx.files.readers.remarks import PassedOver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.formats import Format
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Failure, Remark
    from searchidx.model import Document

_MAX_MEMBERS: Final = 500_000
"""The greatest number of members of an archive, including the members of archives in it."""

_MAX_DEPTH: Final = 3
"""The greatest depth of archives in archives. An archive that is a file itself has depth 1."""

_MAX_MEMBER_BYTES: Final = 4 << 30
"""The size of the largest member that is unpacked: 4 GiB."""

_MAX_UNPACKED_BYTES: Final = 64 << 30
"""The greatest number of bytes that are unpacked from an archive and the archives in it: 64 GiB."""

_MAX_RATIO: Final = 200
"""The greatest ratio of unpacked bytes to the size of the archive. Texts have a ratio from 3 to 20."""

_MIN_LIMIT_BYTES: Final = 256 << 20
"""Up to this number of unpacked bytes, 256 MiB, any ratio is allowed."""

_MEMORY_BYTES: Final = 8 << 20
"""The size of the largest member that is unpacked to memory: 8 MiB. Larger members are unpacked to disk."""

_CHUNK_BYTES: Final = 1 << 16
"""The number of bytes that are unpacked at once: 64 KiB."""

UNPACK: Final = "unpack the archive yourself and index the folder"
"""The advice for what is not read of an archive that is not damaged."""

_DRIVE: Final = re.compile("[A-Za-z]:/")


class MemberError(ContentError):
    """The error for a member that cannot be read. The members after it can be read."""


class ArchiveError(ContentError):
    """The error for an archive of which nothing more can be read."""


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from an archive and from the archives in it."""

    max_bytes: int
    bytes_left: int
    members_left: int


class Archive(NamedTuple):
    """An archive that is being read. `depth` is 1 for an archive that is a file itself."""

    content: Content
    keys: Keys
    depth: int
    budget: _Budget

    def spend_bytes(self, count: int) -> None:
        """Count bytes that are unpacked or will be. Raises ArchiveError if they are too many."""
        self.budget.bytes_left -= count
        if self.budget.bytes_left < 0:
            raise ArchiveError(f"its members are larger than {size_text(self.budget.max_bytes)}", UNPACK)

    def spend_members(self, count: int) -> None:
        """Count members. Raises ArchiveError if they are too many."""
        self.budget.members_left -= count
        if self.budget.members_left < 0:
            raise ArchiveError(f"it has more than {_MAX_MEMBERS:,} members", UNPACK)

    def path_of(self, name: str) -> str:
        """Return the path of a member, as it is shown and stored."""
        return f"{self.content.path}/{display_path(name)}"


class Member(NamedTuple):
    """A member that is to be read: its name without dots and empty parts, and its type."""

    name: str
    format: Format


class _MemberFile(tempfile.SpooledTemporaryFile[bytes]):
    """An unpacked member. It knows its archive, so that an archive in an archive shares its budget."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(max_size=_MEMORY_BYTES)
        self.archive = archive


def open_archive(content: Content, keys: Keys) -> Archive:
    """Return the archive that a file or member contains. Raises ArchiveError if it is nested too deep."""
    if not isinstance(content.stream, _MemberFile):
        size = content.stream.seek(0, io.SEEK_END)
        content.stream.seek(0)
        max_bytes = min(max(size * _MAX_RATIO, _MIN_LIMIT_BYTES), _MAX_UNPACKED_BYTES)
        return Archive(content, keys, 1, _Budget(max_bytes, max_bytes, _MAX_MEMBERS))
    outer = content.stream.archive
    if outer.depth == _MAX_DEPTH:
        raise ArchiveError.too_deep(_MAX_DEPTH, UNPACK)
    return Archive(content, keys, outer.depth + 1, outer.budget)


def choose_member(stored_name: str, archive: Archive) -> Member | Failure | PassedOver | None:
    """Return a member that is to be read.

    The result is None for a hidden member, and a remark for a member that cannot be read by its name.
    """
    try:
        name = _clean_name(stored_name)
    except MemberError as error:
        return error.failure(archive.path_of(stored_name))
    if not name:
        return None
    found = installed_format(archive.path_of(name))
    return found if isinstance(found, PassedOver) else Member(name, found)


def _clean_name(stored_name: str) -> str:
    """Return the name of a member without empty parts and dots, or "" if the member is hidden.

    A backslash counts as a slash, because some programs for Windows write it. Raises MemberError if the name
    leads out of the archive, or if no file can have it.
    """
    name = stored_name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or _DRIVE.match(name):
        raise MemberError("its name leads out of the archive", UNPACK)
    if "\0" in name or not parts:
        raise MemberError("no file can have this name", UNPACK)
    return "" if parts[0] == "__MACOSX" or any(map(is_hidden, parts)) else "/".join(parts)


def unpack(source: IO[bytes], archive: Archive) -> BinaryIO:
    """Return a file with the bytes of a member, at its beginning. The caller closes it.

    Raises MemberError if the member is too large, ArchiveError if too much is unpacked from the archive, and
    the errors of `source`.
    """
    file = _MemberFile(archive)
    try:
        size = 0
        while chunk := source.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > _MAX_MEMBER_BYTES:
                raise MemberError.too_large(_MAX_MEMBER_BYTES, UNPACK)
            archive.spend_bytes(len(chunk))
            file.write(chunk)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return cast("BinaryIO", file)


def read_member(member: Member, stream: BinaryIO, archive: Archive) -> Iterator[Document | Remark]:
    """Yield the documents of an unpacked member and the remarks on it, and close its file."""
    name = f"{archive.content.name}/{display_path(member.name)}"
    with stream:
        yield from member.format.read(Content(archive.path_of(member.name), name, stream), archive.keys)
