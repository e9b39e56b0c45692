"""Which files are read, and by which reader."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.content import Content
from searchidx.files.readers.formats import (
    FORMATS,
    Format,
    all_suffixes,
    format_of,
    is_supported,
    suffix_of,
)
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import Failure, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document


@pytest.mark.parametrize("suffix", all_suffixes())
def test_supported_names(suffix: str) -> None:
    """The end of a name decides, in any case."""
    (expected,) = [file_format for file_format in FORMATS if suffix in file_format.suffixes]
    for name in (f"tin{suffix}", f"TIN{suffix.upper()}", f"/a.md/tin.1{suffix}"):
        assert is_supported(name)
        assert format_of(name) is expected
        assert suffix_of(name) == suffix
    assert not is_supported(f"tin{suffix}.bak")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("tin", ""),
        ("txt", ""),
        (".txt-not", ""),
        ("tin.txt.gz", ".gz"),
        ("tin.BAK", ".bak"),
        ("/a.txt/tin.doc", ".doc"),
        ("/a.txt/tin", ""),
        ("tin.", ""),
        ("tin. 1", ""),
    ],
)
def test_other_names(name: str, suffix: str) -> None:
    """A compressed text file has no reader, and neither has a compressed file of unknown content."""
    assert not is_supported(name)
    assert format_of(name) is None
    assert suffix_of(name) == suffix


def test_every_reader_can_be_loaded() -> None:
    """No row of the table names a reader that does not exist. The extras are installed for the tests."""
    for file_format in FORMATS:
        assert callable(file_format.load())


class BrokenError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "reason", "advice"),
    [
        (BrokenError("a\nb"), "its reader failed (BrokenError: a)", "save it again, or remove it"),
        (MemoryError(), "its reader failed (MemoryError: )", "save it again, or remove it"),
        (
            ModuleNotFoundError("No module named 'x'"),
            "its reader cannot be loaded (ModuleNotFoundError: No module named 'x')",
            'install it: pip install "searchidx[html]"',
        ),
    ],
)
def test_a_library_that_fails_is_a_failure_of_the_file(
    error: Exception, reason: str, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read before is kept. An error in a reader without an extra is ours, and is raised."""

    def fail(content: Content, keys: Keys) -> Iterator[Document | Remark]:
        yield Note(content.path, "begun")
        raise error

    monkeypatch.setattr(Format, "load", lambda file_format: fail)
    content = Content("a.html", "a.html", io.BytesIO())
    with_extra = Format("pages", (".html",), "web.html.read_html", "html")
    assert list(with_extra.read(content, Keys())) == [
        Note("a.html", "begun"),
        Failure("a.html", reason, advice),
    ]
    with pytest.raises(type(error)):
        list(with_extra._replace(extra="").read(content, Keys()))


def test_an_error_of_the_system_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """`read_file` makes it a failure, and knows the path."""

    def fail(content: Content, keys: Keys) -> Iterator[Document | Remark]:
        raise PermissionError
        yield

    monkeypatch.setattr(Format, "load", lambda file_format: fail)
    with pytest.raises(PermissionError):
        list(Format("pages", (".html",), "", "html").read(Content("a", "a", io.BytesIO()), Keys()))
