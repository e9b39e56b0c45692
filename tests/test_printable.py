"""Unprintable characters are blanked or escaped, all others stay."""

from __future__ import annotations

import pytest

from searchidx.printable import blank_unprintable, escape_unprintable

ESCAPES = [
    ("\x00", r"\x00"),
    ("\x1f", r"\x1f"),
    ("\x7f", r"\x7f"),
    ("\x9f", r"\x9f"),
    ("\u061c", r"\u061c"),
    ("\u200e", r"\u200e"),
    ("\u200f", r"\u200f"),
    ("\u2028", r"\u2028"),
    ("\u2029", r"\u2029"),
    ("\u202a", r"\u202a"),
    ("\u202e", r"\u202e"),
    ("\u2066", r"\u2066"),
    ("\u2069", r"\u2069"),
    ("\ud800", r"\ud800"),
    ("\udfff", r"\udfff"),
    ("\U000e0000", r"\U000e0000"),
    ("\U000e007f", r"\U000e007f"),
]


@pytest.mark.parametrize(("character", "escape"), ESCAPES)
def test_unprintable_characters_are_blanked_or_escaped(character: str, escape: str) -> None:
    """Each one is one blank, or its code in as few digits as a string literal has for it."""
    assert blank_unprintable(f"a{character}b{character}") == "a b "
    assert escape_unprintable(f"a{character}b{character}") == f"a{escape}b{escape}"


@pytest.mark.parametrize(
    "text", ["", " ~", "\xa0", "\u200b", "\ufeff", "\ue000", "\U000e0100", "Hội chợ 😀", "e\u0302"]
)
def test_other_characters_stay(text: str) -> None:
    """Letters, marks, blanks of any kind and joiners are left as they are."""
    assert blank_unprintable(text) == text
    assert escape_unprintable(text) == text
