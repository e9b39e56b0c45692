"""The errors of reading, in one form: what, why, and what to do; and what is read but for a part."""

from dataclasses import dataclass

from searchidx.errors import ReadError
from searchidx.files.sources import display_path


@dataclass(frozen=True, slots=True)
class UnreadDate:
    """Where a date stands that could not be read: its document has none, and keeps the value in `extra`."""

    path: str
    line: int
    value: object


@dataclass(frozen=True, slots=True)
class UnreadText:
    """Where a record stands whose text seems to be under none of the keys for it, and its keys, sorted."""

    path: str
    line: int
    keys: tuple[str, ...]


Remark = UnreadDate | UnreadText


def unreadable(path: str, reason: str, advice: str) -> ReadError:
    """The error that a path cannot be read for the reason, with what to do about it."""
    return ReadError(f"{display_path(path)} cannot be read: {reason}; {advice}")


def from_system(path: str, error: OSError) -> ReadError:
    """The error of the operating system as one of ours."""
    return unreadable(path, error.strerror or str(error), "check that it exists and that you may read it")
