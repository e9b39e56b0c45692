"""Which files are read, and by which reader."""

from __future__ import annotations

import pytest

from searchidx.files.readers.formats import FORMATS, all_suffixes, format_of, is_supported, suffix_of


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
    """Text files are not read from archives, and archives of unknown content not at all."""
    assert not is_supported(name)
    assert format_of(name) is None
    assert suffix_of(name) == suffix


def test_every_reader_can_be_loaded() -> None:
    """No row of the table names a reader that does not exist. The extras are installed for the tests."""
    for file_format in FORMATS:
        assert callable(file_format.load())
