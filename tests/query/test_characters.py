"""The characters of a query: signs that mean the same, and texts without a word."""

from __future__ import annotations

import pytest

from searchidx.query.characters import has_letter_or_digit, to_ascii_signs

SIGNS = [
    ("＋a－b：（c）＊＂d＂", '+a-b:(c)*"d"'),
    ("a\tb\nc\x00d\x7fe\x9ff", "a b c d e f"),
    # other wide letters and signs, and other blanks, stay
    ("Ａ％ “a” \u00a0\u3000", "Ａ％ “a” \u00a0\u3000"),
]


@pytest.mark.parametrize(("query", "expected"), SIGNS)
def test_signs_of_one_meaning_become_one_sign(query: str, expected: str) -> None:
    """Each character becomes one character."""
    assert to_ascii_signs(query) == expected
    assert len(to_ascii_signs(query)) == len(query)


@pytest.mark.parametrize("text", ["a", "…ă…", "7", "*x", "&amp;a", "漢", "a&b", "nbsp", "&c;", "①"])
def test_texts_with_a_word(text: str) -> None:
    assert has_letter_or_digit(text)


@pytest.mark.parametrize("text", ["", " ", "…", "+-*", "&nbsp;", "&amp;&quot;", "\u0301", "_"])
def test_texts_without_a_word(text: str) -> None:
    """An entity is the sign that it means, although it has letters."""
    assert not has_letter_or_digit(text)
