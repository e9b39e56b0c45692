"""The errors for what a reader cannot read, and the reasons and the advice that several readers share.

A reason is a clause about the file, or about a place in it, such as "it is empty". Advice is an imperative.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final, Self, TypeVar

from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchidx.files.readers.remarks import Remark

GET_AGAIN: Final = "save or download it again"
"""The advice for a file that is damaged."""

REST: Final = "the rest of the file is"
"""What is left out if a file can be read up to a place only."""

SPLIT: Final = "split it into its articles"
"""The advice for a file that is too large."""

_ItemT = TypeVar("_ItemT")


class ContentError(Exception):
    """The error for a file, or a part of one, that cannot be read.

    `reason` and `advice` are those of the `Failure` to report. The advice is empty if the reason makes clear
    what to do.
    """

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice

    def failure(self, path: str, place: str = "", left_out: str = "") -> Failure:
        """Return the failure of the file at a path, or of a place in the file.

        `left_out` says what else is not read because of the failure: "the rest of the file is".
        """
        reason = f"{self.reason}, and {left_out} not read" if left_out else self.reason
        return Failure(path, reason, self.advice, place)

    @classmethod
    def wrong_type(cls, suffix: str, advice: str = "rename or remove it") -> Self:
        """Return the error for a file that is not what its suffix says."""
        return cls(f"it is no {suffix} file, although its name ends like one", advice)

    @classmethod
    def empty(cls, advice: str) -> Self:
        """Return the error for a file without any content."""
        return cls("it is empty", advice)

    @classmethod
    def without_text(cls, advice: str = "write its text, or remove it") -> Self:
        """Return the error for a file that has something, but no text."""
        return cls("it holds no text", advice)

    @classmethod
    def too_large(cls, max_bytes: int, advice: str = SPLIT) -> Self:
        """Return the error for what is larger than a limit."""
        return cls(f"it is larger than {size_text(max_bytes)}", advice)

    @classmethod
    def too_deep(cls, max_levels: int, advice: str = "") -> Self:
        """Return the error for what is nested deeper than a limit."""
        return cls(f"it is nested deeper than {max_levels:,} levels", advice)

    @classmethod
    def damaged(cls, detail: object, advice: str = GET_AGAIN) -> Self:
        """Return the error for what is damaged. The detail is a text or an exception, and may be empty."""
        return cls(f"it is damaged or ends too early{f' ({detail})' if str(detail) else ''}", advice)

    @classmethod
    def protected(cls) -> Self:
        """Return the error for what is encrypted."""
        return cls("it is protected by a password", "save it without one")

    @classmethod
    def unknown_encoding(cls) -> Self:
        """Return the error for bytes that are no text in a known encoding."""
        return cls("its encoding cannot be recognised", "save it as UTF-8")


def with_failure(items: Iterable[_ItemT], path: str) -> Iterator[_ItemT | Remark]:
    """Yield the items. If they end with a ContentError, yield the failure of the file at a path."""
    try:
        yield from items
    except ContentError as error:
        yield error.failure(path)


def raise_if_system_error(error: Exception) -> None:
    """Raise the error again if it is an error of the operating system, and no sign of a damaged content.

    An OSError without a number comes from a library, and EINVAL from a negative offset in a damaged file.
    """
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
        raise error


def size_text(size: int) -> str:
    """Return a number of bytes in words: `16 MiB`."""
    for shift, unit in ((30, "GiB"), (20, "MiB"), (10, "KiB")):
        if size >> shift:
            return f"{size >> shift:,} {unit}"
    return f"{size} bytes"
