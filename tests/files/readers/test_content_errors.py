"""Why something is not read: the words that readers share, and errors that are not of the content."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.content_errors import (
    REST,
    ContentError,
    raise_if_system_error,
    size_text,
    with_failure,
)
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator


class _SpecialError(ContentError):
    pass


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            ContentError.wrong_type(".zip"),
            "it is no .zip file, although its name ends like one; rename or remove it",
        ),
        (ContentError.too_large(16 << 20), "it is larger than 16 MiB; split it into its articles"),
        (ContentError.too_deep(64), "it is nested deeper than 64 levels"),
        (ContentError.damaged("x"), "it is damaged or ends too early (x); save or download it again"),
        (ContentError.damaged("", "print it"), "it is damaged or ends too early; print it"),
        (ContentError.protected(), "it is protected by a password; save it without one"),
        (ContentError.unknown_encoding(), "its encoding cannot be recognised; save it as UTF-8"),
        (_SpecialError.without_text(), "it holds no text; write its text, or remove it"),
    ],
)
def test_reasons_are_clauses_and_advice_is_imperative(error: ContentError, text: str) -> None:
    assert str(error.failure("a")) == f"a cannot be read: {text}"
    assert str(error.failure("a", "line 3")) == f"a, line 3: {text}"


def test_what_is_left_out() -> None:
    """The reason says what else is not read because of a failure."""
    failure = ContentError("it ends", "save it").failure("a", "line 3", REST)
    assert str(failure) == "a, line 3: it ends, and the rest of the file is not read; save it"


def test_an_error_is_the_last_item() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise _SpecialError("it ends")

    assert list(with_failure(items(), "a")) == [1, Failure("a", "it ends")]


@pytest.mark.parametrize("error", [OSError(errno.EINVAL, "x"), OSError("x"), ValueError("x")])
def test_errors_of_the_content(error: Exception) -> None:
    """Libraries raise OSError without a number, and a damaged file may have a negative offset."""
    raise_if_system_error(error)


def test_errors_of_the_system() -> None:
    with pytest.raises(OSError, match="full"):
        raise_if_system_error(OSError(errno.ENOSPC, "full"))


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 bytes"), (1000, "1000 bytes"), (16 << 10, "16 KiB"), (4 << 30, "4 GiB")]
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text
