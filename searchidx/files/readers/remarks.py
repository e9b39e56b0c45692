"""Remarks are what readers report about a file in addition to its articles.

A remark has the path of its file in the form in which it is shown. A remark on a part of a file also says
which part it is, such as "line 3"; all numbers start at 1. Only failures are put into words here, because
they are also raised as `ReadError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from searchidx.errors import ReadError
from searchidx.files.found_files import display_path


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, a folder or a part of a file that cannot be read, with the reason and advice on what to do.

    The advice is empty if the reason makes clear what to do. `place` is the part, such as "line 3", and empty
    for a whole file.
    """

    path: str
    reason: str
    advice: str = ""
    place: str = ""

    @classmethod
    def from_os_error(cls, path: str, error: OSError) -> Failure:
        """Return the failure of a path that the operating system cannot read."""
        reason = error.strerror or str(error)
        return cls(display_path(path), reason, "check that it exists and that you may read it")

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else f"{self.path} cannot be read"
        return f"{where}: {self.reason}" + (f"; {self.advice}" if self.advice else "")

    def as_error(self) -> ReadError:
        """Return the failure as the exception for users of the library."""
        return ReadError(str(self))


@dataclass(frozen=True, slots=True)
class UnreadDate:
    """A date that could not be read. The document has no date, and its `extra` keeps the value."""

    path: str
    place: str
    value: object


@dataclass(frozen=True, slots=True)
class UnreadText:
    """A record whose text seems to be under an unknown key. `keys` are all its keys, sorted."""

    path: str
    place: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConvertedEncoding:
    """An article that was converted from another encoding than UTF-8."""

    path: str
    encoding: str


@dataclass(frozen=True, slots=True)
class DamagedCharacters:
    """An article with bytes that are invalid in its encoding, and were replaced by U+FFFD."""

    path: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader decided about a file and the user may want to know: `delimiter ";"`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file, or a member of an archive, that was not read.

    `suffix` is the end of its name in lower case, such as ".pdf", or "" if it has none. `extra` is the extra
    of this package that its reader needs and that is not installed, or "" if no reader knows this type.
    """

    path: str
    suffix: str
    extra: str


@dataclass(frozen=True, slots=True)
class RepeatedId:
    """An article that replaced another article with the same id. `path` is the file of the article."""

    path: str
    id: str


Remark = Failure | UnreadDate | UnreadText | ConvertedEncoding | DamagedCharacters | Note | PassedOver

RemarkT = TypeVar("RemarkT", Failure, UnreadDate, UnreadText, Note, PassedOver, RepeatedId)


@dataclass(slots=True)
class CountedRemarks(Generic[RemarkT]):
    """Remarks of one kind: at most `max_first` remarks, and the number of all remarks that were added."""

    max_first: int
    first: list[RemarkT] = field(default_factory=list)
    count: int = 0

    def add(self, remark: RemarkT) -> None:
        """Count a remark, and keep it if it is among the first."""
        self.count += 1
        if len(self.first) < self.max_first:
            self.first.append(remark)
