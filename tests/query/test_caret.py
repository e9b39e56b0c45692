"""A place in a query is shown by a caret that fits any terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.query.caret import COLUMNS, point_at


@pytest.mark.parametrize(
    ("query", "position", "line", "column"),
    [
        ("abc", 0, "abc", 0),
        ("abc", 3, "abc", 3),
        ("", 0, "", 0),
        ("a\tb\nc", 4, "a b c", 4),
        (unicodedata.normalize("NFD", "hoà bình x"), 12, unicodedata.normalize("NFD", "hoà bình x"), 10),
        ("a\u0301b", 1, "a\u0301b", 0),
        ("漢字x", 2, "漢字x", 4),
        ("（a", 1, "（a", 2),
        ("a\u200b\u202eb", 3, "ab", 1),
        ("a\ud800b", 2, "a\N{REPLACEMENT CHARACTER}b", 2),
        ("x" * 100, 0, "x" * 70 + "…", 0),
        ("x" * 100, 100, "…" + "x" * 70, 71),
        ("x" * 100, 50, "…" + "x" * 70 + "…", 36),
        ("漢" * 100, 50, "…" + "漢" * 35 + "…", 37),
        ("x" * 10**7, 5, "x" * 70 + "…", 5),
    ],
)
def test_the_caret_stands_under_the_place(query: str, position: int, line: str, column: int) -> None:
    """The query, or a window of it, is shown with the caret in the column of the place."""
    assert point_at(query, position) == f"  {line}\n  {' ' * column}^"


@settings(max_examples=300)
@given(st.text(max_size=300) | st.text(alphabet="a\u0301漢 \u200b", max_size=400), st.data())
def test_the_caret_fits_a_terminal(query: str, data: st.DataObject) -> None:
    """Whatever the query, two printable lines come out that fit a terminal of ten columns or more."""
    position, columns = data.draw(st.integers(0, len(query))), data.draw(st.integers(1, 90))
    shown, caret = point_at(query, position, columns).split("\n")
    fitting = min(max(10, columns), COLUMNS + 4)
    assert shown.encode()
    assert caret.strip(" ") == "^"
    assert len(caret) <= fitting
    assert sum(_columns_of(character) for character in shown) <= fitting


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@pytest.mark.parametrize(
    ("columns", "line", "column"),
    [
        (80, "lúa gạo AND", 8),
        (15, "lúa gạo AND", 8),
        (14, "…úa gạo AND", 8),
        (10, "…ạo AND", 4),
        (1, "…ạo AND", 4),
    ],
)
def test_the_caret_in_a_narrow_terminal(columns: int, line: str, column: int) -> None:
    """The window of the query shrinks with the terminal, and the caret stays under its place."""
    assert point_at("lúa gạo AND", 8, columns) == f"  {line}\n  {' ' * column}^"
