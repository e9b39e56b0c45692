"""What there is to say about a file beside its articles: one value for each thing that a reader noticed.

A remark names its file by the path as it is shown, and the line (from 1) where a line is meant. Nothing is
put into words here but failures, which are also raised as `ReadError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from searchidx.errors import ReadError
from searchidx.files.sources import display_path


@dataclass(frozen=True, slots=True)
class Failure:
    """A path, or one line of a file, that gives no article: why, and what to do about it.

    A failure of a line needs no advice where the reason says it all.
    """

    path: str
    reason: str
    advice: str = ""
    line: int | None = None

    @classmethod
    def from_os_error(cls, path: str, error: OSError) -> Failure:
        """Return the failure of a path that the operating system refuses."""
        reason = error.strerror or str(error)
        return cls(display_path(path), reason, "check that it exists and that you may read it")

    def __str__(self) -> str:
        where = f"{self.path} cannot be read" if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.reason}" + (f"; {self.advice}" if self.advice else "")

    def as_error(self) -> ReadError:
        """Return the failure as the exception that users of the library know."""
        return ReadError(str(self))


@dataclass(frozen=True, slots=True)
class UnreadDate:
    """A date that could not be read: its document has no date and keeps the value in `extra`."""

    path: str
    line: int
    value: object


@dataclass(frozen=True, slots=True)
class UnreadText:
    """A record whose text seems to be under a key that is not known; `keys` are all its keys, sorted."""

    path: str
    line: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConvertedEncoding:
    """An article that was not stored in UTF-8 and was converted from another encoding."""

    path: str
    encoding: str


@dataclass(frozen=True, slots=True)
class DamagedCharacters:
    """An article of which some bytes are no text in its encoding; each such place now holds U+FFFD."""

    path: str
    encoding: str


Remark = Failure | UnreadDate | UnreadText | ConvertedEncoding | DamagedCharacters

RemarkT = TypeVar("RemarkT", Failure, UnreadDate, UnreadText)


@dataclass(slots=True)
class CountedRemarks(Generic[RemarkT]):
    """Remarks of one kind: the first ones, and how many there are in all."""

    max_first: int
    first: list[RemarkT] = field(default_factory=list)
    count: int = 0

    def add(self, remark: RemarkT) -> None:
        """Count a remark, and keep it if it is one of the first."""
        self.count += 1
        if len(self.first) < self.max_first:
            self.first.append(remark)
