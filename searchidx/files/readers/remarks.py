"""Remarks are what readers report about a file in addition to its articles.

A remark has the path of its file in the form in which it is shown. A remark on a line also has the line
number, which starts at 1. Only failures are put into words here, because they are also raised as `ReadError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from searchidx.errors import ReadError
from searchidx.files.found_files import display_path


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, a folder or a line that cannot be read, with the reason and advice on what to do.

    The advice is empty if the reason makes clear what to do.
    """

    path: str
    reason: str
    advice: str = ""
    line: int | None = None

    @classmethod
    def from_os_error(cls, path: str, error: OSError) -> Failure:
        """Return the failure of a path that the operating system cannot read."""
        reason = error.strerror or str(error)
        return cls(display_path(path), reason, "check that it exists and that you may read it")

    def __str__(self) -> str:
        where = f"{self.path} cannot be read" if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.reason}" + (f"; {self.advice}" if self.advice else "")

    def as_error(self) -> ReadError:
        """Return the failure as the exception for users of the library."""
        return ReadError(str(self))


@dataclass(frozen=True, slots=True)
class UnreadDate:
    """A date that could not be read. The document has no date, and its `extra` keeps the value."""

    path: str
    line: int
    value: object


@dataclass(frozen=True, slots=True)
class UnreadText:
    """A record whose text seems to be under an unknown key. `keys` are all its keys, sorted."""

    path: str
    line: int
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


Remark = Failure | UnreadDate | UnreadText | ConvertedEncoding | DamagedCharacters

RemarkT = TypeVar("RemarkT", Failure, UnreadDate, UnreadText)


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
