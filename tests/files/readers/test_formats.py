"""Which files are read, and by which reader."""

from __future__ import annotations

import pytest

from searchidx.files.readers.formats import SUPPORTED_SUFFIXES, is_supported, reader_for
from searchidx.files.readers.jsonl import read_jsonl
from searchidx.files.readers.txt import read_txt


@pytest.mark.parametrize("suffix", SUPPORTED_SUFFIXES)
def test_supported_names(suffix: str) -> None:
    """The end of a name decides, in any case."""
    for name in (f"tin{suffix}", f"TIN{suffix.upper()}", f"/a.md/tin.1{suffix}"):
        assert is_supported(name)
        assert reader_for(name) is (read_txt if suffix == ".txt" else read_jsonl)
    assert not is_supported(f"tin{suffix}.bak")


@pytest.mark.parametrize(
    "name", ["tin", "tin.md", "txt", "tin.txt.gz", "tin.gz", "tin.json", "tin.jsonl.zip"]
)
def test_other_names(name: str) -> None:
    """Text files are not read from archives, and archives of unknown content not at all."""
    assert not is_supported(name)
