"""The clean text of a chunk, and the offsets of its characters."""

from __future__ import annotations

import unicodedata

import pytest

from analyzers.clean import clean, compose


@pytest.mark.parametrize(
    ("chunk", "text", "starts", "ends"),
    [
        ("Việt", "Việt", [0, 1, 2, 3], [1, 2, 3, 4]),
        ("Vi&#7879;t", "Việt", [0, 1, 2, 9], [1, 2, 9, 10]),
        ("e\u0323\u0302n", "ện", [0, 3], [3, 4]),
        ("a\u200bb", "ab", [0, 2], [1, 3]),
        ("&nosuch;", "&nosuch;", [0] * 8, [8] * 8),  # the characters of an unknown entity share its span
    ],
)
def test_characters_keep_their_offsets(chunk: str, text: str, starts: list[int], ends: list[int]) -> None:
    """Entities are decoded, marks compose and invisible characters left out. All offsets are right."""
    cleaned = clean(chunk)
    assert (cleaned.text, list(cleaned.starts), list(cleaned.ends)) == (text, starts, ends)


@pytest.mark.parametrize(
    "chunk", ["", "abc", "e\u0301", "&amp;x&nbsp;", "\u1100\u1161\u11a8", "a\u200b\u0301b", "\u0958\u212b"]
)
def test_every_character_has_a_span(chunk: str) -> None:
    """Each clean character has a span in the chunk, and the spans are ascending."""
    cleaned = clean(chunk)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    assert list(cleaned.starts) == sorted(cleaned.starts)
    spans = zip(cleaned.starts, cleaned.ends, strict=True)
    assert all(0 <= start < end <= len(chunk) for start, end in spans)
    assert unicodedata.is_normalized("NFC", cleaned.text)


def test_composing_decodes_nothing() -> None:
    """`compose` returns the NFC form and changes nothing else."""
    text = "e\u0301 &amp; a\u200bb"
    assert compose(text).text == unicodedata.normalize("NFC", text)
