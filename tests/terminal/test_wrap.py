"""Text in lines of a terminal's width; the wrapping of wcwidth is the reference."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth, wrap

from searchidx.terminal.wrap import _NARROW, cut_text, pad_text, width, wrap_text

WORDS = st.lists(
    st.sampled_from(
        ["a", "Bộ", "quốc", "phòng,", "[an", "ninh]", "–", "日本", "tie\u0302\u0301ng", "🇻🇳", "x" * 25]
    ),
    max_size=25,
)


@given(words=WORDS, columns=st.integers(10, 40), hanging=st.sampled_from(["", "    "]))
def test_plain_text_is_wrapped_as_wcwidth_wraps_it(words: list[str], columns: int, hanging: str) -> None:
    """Lines end at blanks, and wide, combining and joined characters count as they are drawn."""
    text = " ".join(words)
    expected = wrap(text, columns, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    assert wrap_text(text, columns, hanging) == expected


@given(words=WORDS, styled=st.sets(st.integers(0, 24)), columns=st.integers(10, 40))
def test_styles_change_no_line_and_end_with_it(words: list[str], styled: set[int], columns: int) -> None:
    """Styles move no word to another line; a style that is on at the end of a line is ended there."""
    pieces = [f"\x1b[1m{word} {word}\x1b[0m" if index in styled else word for index, word in enumerate(words)]
    lines = wrap_text(" ".join(pieces), columns)
    plain = [re.sub(r"\x1b\[\d*m", "", line) for line in lines]
    assert plain == wrap_text(re.sub(r"\x1b\[\d*m", "", " ".join(pieces)), columns)
    for line in lines:
        codes = re.findall(r"\x1b\[(\d*)m", line)
        assert codes == ["1", "0"] * (len(codes) // 2)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("    ", []),
        ("  0.5  a signal", ["  0.5  a", "signal"]),
        ("one   two  ", ["one   two"]),
        ("\x1b[2mname      \x1b[0mvalue", ["\x1b[2mname\x1b[0m", "\x1b[2m\x1b[0mvalue"]),
        ("\x1b[1mten letter \x1b[0m", ["\x1b[1mten letter \x1b[0m"]),
    ],
)
def test_blanks(text: str, lines: list[str]) -> None:
    """Blanks before a text stay, those at the end of a line are dropped, and a style alone is no line."""
    assert wrap_text(text, 10) == lines


def test_what_counts_as_narrow_takes_one_column() -> None:
    """The characters whose width is not looked up are all one column wide by wcwidth."""
    narrow = [chr(code) for code in range(sys.maxunicode + 1) if _NARROW.fullmatch(chr(code))]
    assert len(narrow) > 900
    assert {wcwidth(letter) for letter in narrow if letter != "\x1b"} == {1}


@given(st.text("aạ–”日\u0301\u200d🇻🇳👩\ufe0f", max_size=12))
def test_width_is_what_wcwidth_tells(text: str) -> None:
    """Joined and combined characters are as wide as wcwidth says, and styles take no column."""
    assert width(text) == wcswidth(text)
    assert width(f"\x1b[1;31m{text}\x1b[0m") == wcswidth(text)


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [
        ("", 1, ""),
        ("lúa", 3, "lúa"),
        ("lúa", 2, "l…"),
        ("lúa gạo", 5, "lúa …"),
        ("lúa", 1, "…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("tie\u0302\u0301ng", 5, "tie\u0302\u0301ng"),
        ("tie\u0302\u0301ng", 4, "tie\u0302\u0301…"),
    ],
)
def test_a_wide_text_is_cut(text: str, columns: int, cut: str) -> None:
    """A text that fits is not changed; a cut one ends with an ellipsis, and no letter loses its accents."""
    assert cut_text(text, columns) == cut


@given(st.text("aạ–日\u0301🇻🇳👩", max_size=12), st.integers(1, 12))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    """A text that is cut and padded takes exactly its columns."""
    cut = cut_text(text, columns)
    assert width(cut) <= columns
    assert cut == text or (cut[-1] == "…" and text.startswith(cut[:-1]))
    assert width(pad_text(cut, columns)) == columns
