"""What becomes of errors that nobody raised on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from searchidx.error_guards import translate_os_errors, verify_on_unexpected_error
from searchidx.errors import IndexFormatError, QuerySyntaxError, SearchError

if TYPE_CHECKING:
    from searchidx.engines.base import Searcher

ADVICE = "Check the folder, who may use it, and the space on the disk."


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied", "/x/y"), "Permission denied"),
        (OSError("no number"), "no number"),
    ],
)
@pytest.mark.parametrize("folder", ["chỗ này", Path("chỗ này")])
def test_an_error_of_the_system_names_the_folder(error: OSError, reason: str, folder: str | Path) -> None:
    """It becomes a SearchError with the system's reason, and stays reachable as the cause."""
    with pytest.raises(SearchError) as caught, translate_os_errors(folder, "read"):
        raise error
    assert str(caught.value) == f"The index in 'chỗ này' cannot be read: {reason}. {ADVICE}"
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), SearchError("x")])
def test_other_errors_pass(error: BaseException) -> None:
    """Whatever is no OSError is not the system's."""
    with pytest.raises(type(error)) as caught, translate_os_errors("index", "read"):
        raise error
    assert caught.value is error


class VerifiedSearcher:
    """A searcher that counts how often its files were verified, and finds them damaged or not."""

    def __init__(self, *, damaged: bool) -> None:
        self.damaged = damaged
        self.verifications = 0

    def verify(self) -> None:
        self.verifications += 1
        if self.damaged:
            raise IndexFormatError("The index is damaged.")


def as_searcher(verified: Any) -> Searcher:
    searcher: Searcher = verified
    return searcher


@pytest.mark.parametrize("error", [IndexError("x"), ValueError("x"), MemoryError("x")])
def test_an_unexpected_error_is_explained_by_damage(error: Exception) -> None:
    """If the files are damaged, the user is told so; otherwise the error is a bug, and passes."""
    damaged, sound = VerifiedSearcher(damaged=True), VerifiedSearcher(damaged=False)
    with pytest.raises(IndexFormatError) as caught, verify_on_unexpected_error(as_searcher(damaged)):
        raise error
    assert caught.value.__context__ is error
    with pytest.raises(type(error)) as passed, verify_on_unexpected_error(as_searcher(sound)):
        raise error
    assert passed.value is error
    assert (damaged.verifications, sound.verifications) == (1, 1)


@pytest.mark.parametrize(
    "error",
    [
        SearchError("x"),
        QuerySyntaxError("x", "y", 0),
        OSError("x"),
        AttributeError("'int' object has no attribute 'strip'"),
        KeyboardInterrupt(),
    ],
)
def test_an_error_with_another_cause_does_not_read_the_index(error: BaseException) -> None:
    """Errors on purpose, of the system, of wrong arguments, and Ctrl-C pass without a look at the files."""
    damaged = VerifiedSearcher(damaged=True)
    with pytest.raises(type(error)) as caught, verify_on_unexpected_error(as_searcher(damaged)):
        raise error
    assert caught.value is error
    assert damaged.verifications == 0
