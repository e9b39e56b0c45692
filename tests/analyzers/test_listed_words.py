"""The words of pyvi's list, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analyzers.errors import AnalysisError
from analyzers.listed_words import _words, is_listed_syllable, is_listed_word

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("công an", True),
        ("hợp tác xã", True),
        ("hòa bình", True),  # the list has `hoà bình`
        ("hoà bình", True),
        ("khóa", True),
        ("khoản", True),
        ("thủy điện", True),
        ("công xã hội", False),
        ("an\ncông", False),
        ("", False),
    ],
)
def test_a_word_is_listed(text: str, listed: bool) -> None:
    """With the tone mark in either style."""
    assert is_listed_word(text) is listed


@pytest.mark.parametrize(
    ("term", "listed"),
    [("vãng", True), ("hòa", True), ("păng", False), ("xan", True), ("donald", False), ("công an", False)],
)
def test_a_syllable_is_listed(term: str, listed: bool) -> None:
    """A syllable of a longer word counts, and one without accents in any accents."""
    assert is_listed_syllable(term) is listed


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_damaged_list_is_an_error(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to do."""
    if content is not None:
        (tmp_path / "words.txt").write_bytes(content)
    monkeypatch.setattr("analyzers.listed_words.model_folder", lambda: str(tmp_path))
    with pytest.raises(AnalysisError, match="pip install"):
        _words.__wrapped__()
