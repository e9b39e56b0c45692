"""The list of the types of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.files.readers.formats import FORMATS, all_suffixes
from searchidx.terminal import formats
from searchidx.terminal.formats import format_rows, reader_rows
from tests.support.terminal import searchidx

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_suffix_is_listed_once() -> None:
    """All readers are installed for the tests, so no row tells how to install one."""
    rows = list(format_rows())
    assert [name for name, _ in rows] == [file_format.name for file_format in FORMATS]
    assert [suffix for _, suffixes in rows for suffix in suffixes.split()] == list(all_suffixes())
    assert list(reader_rows()) == [
        ("reads", f"{len(FORMATS)} of {len(FORMATS)} types of files (searchidx index --list-formats)")
    ]


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each type tells the command that installs its reader, and so does each extra of an index."""
    monkeypatch.setattr(formats, "is_installed", lambda file_format: not file_format.extra)
    rows = dict(format_rows())
    assert rows["text"] == ".txt"
    assert rows["PDF"] == '.pdf (to read them: pip install "searchidx[office]")'
    (_, reads), *missing = reader_rows()
    assert int(reads.split()[0]) < len(FORMATS)
    assert ("cannot read", 'Parquet, Arrow (to read them: pip install "searchidx[tables]")') in missing
    extras = {file_format.extra for file_format in FORMATS if file_format.extra}
    assert len(missing) == len(extras)


def test_the_list_needs_no_path(tmp_path: Path) -> None:
    """It makes no index."""
    done = searchidx("index", "--list-formats", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == b""
    lines = done.stdout.decode().splitlines()
    assert lines[0].split() == ["text", ".txt"]
    assert not list(tmp_path.iterdir())
