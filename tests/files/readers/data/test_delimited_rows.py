"""Rows of CSV: quotation marks, numbers, broken rows, and limits."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.data import delimited_rows
from searchidx.files.readers.data.delimited_rows import BrokenRow, Row, read_rows

NOT_CLOSED = "a quotation mark in it is not closed"


def rows_of(text: str, delimiter: str = ",", size: int = 1 << 18) -> list[Row | BrokenRow]:
    return list(read_rows((text[start : start + size] for start in range(0, len(text), size)), delimiter))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("\n\n", []),
        ("a", [(1, ["a"])]),
        ("a,b\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a\r\nb\rc\n", [(1, ["a"]), (2, ["b"]), (3, ["c"])]),
        ("a\n\r\n\nb\n", [(1, ["a"]), (4, ["b"])]),
        ("\n\na\n", [(3, ["a"])]),
        ('a\n"b\n\nc"\nd', [(1, ["a"]), (2, ["b\n\nc"]), (3, ["d"])]),
        ('"b\r\nc\rd",e', [(1, ["b\r\nc\rd", "e"])]),
        ('"a ""b"" c"', [(1, ['a "b" c'])]),
        ('a"b,5" tivi', [(1, ['a"b', '5" tivi'])]),
        ('"a" b,c\nd', [(1, ["a b", "c"]), (2, ["d"])]),
        ("a,b,\n,", [(1, ["a", "b", ""]), (2, ["", ""])]),
        ("a\x0bb\x85c\u2028d", [(1, ["a\x0bb\x85c\u2028d"])]),
        ("a\0b", [(1, ["a\0b"])]),
    ],
)
def test_rows(text: str, rows: list[tuple[int, list[str]]], size: int) -> None:
    """A newline in quotation marks counts as no row, and an empty line counts as one, as in a spreadsheet."""
    assert rows_of(text, size=size) == [Row(*row) for row in rows]


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a\n"b', [Row(1, ["a"]), BrokenRow(2, NOT_CLOSED)]),
        ('a\n"b\nc\nd\n', [Row(1, ["a"]), BrokenRow(2, NOT_CLOSED), Row(3, ["c"]), Row(4, ["d"])]),
        ('a,"b\nc,"d"\ne', [BrokenRow(1, NOT_CLOSED), Row(2, ["c", "d"]), Row(3, ["e"])]),
        ('"a\n"b\n"c', [BrokenRow(1, NOT_CLOSED), BrokenRow(2, NOT_CLOSED), BrokenRow(3, NOT_CLOSED)]),
    ],
)
def test_a_quotation_mark_that_is_not_closed(text: str, rows: list[Row | BrokenRow], size: int) -> None:
    """It breaks the row in which it opens, and no other."""
    assert rows_of(text, size=size) == rows


def test_quotation_marks_between_tabs() -> None:
    """They are often part of the text there."""
    text = '1\t"Chợ nổi" họp\tx\n2\t"Chợ quê họp\ty\n3\t"a\tb"\tc\n'
    assert [row[1] for row in rows_of(text, "\t")] == [
        ["1", '"Chợ nổi" họp', "x"],
        ["2", '"Chợ quê họp', "y"],
        ["3", "a\tb", "c"],
    ]


def test_long_cells_are_read_and_the_limit_of_csv_stays() -> None:
    limit = csv.field_size_limit()
    long = "bài dài " * 50_000
    text = f'1,"{long}\n{long}"\n2,{long}\n3,"x" {long}\n4,d\n'
    assert rows_of(text) == [
        Row(1, ["1", f"{long}\n{long}"]),
        Row(2, ["2", long]),
        Row(3, ["3", f"x {long}"]),
        Row(4, ["4", "d"]),
    ]
    assert csv.field_size_limit() == limit


def test_rows_that_are_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that is too long is left out. Of several lines, only the first is."""
    monkeypatch.setattr(delimited_rows, "MAX_TEXT_LENGTH", 200_000)
    too_long = BrokenRow(2, "it is larger than 195 KiB")
    for size in (1 << 14, 1 << 20):
        for length in (200_001, 400_000, 999_999):
            rows = rows_of(f"a\n{'b' * length}\nc\n", size=size)
            assert rows == [Row(1, ["a"]), too_long, Row(3, ["c"])]
        assert rows_of(f"a\n{'b' * 199_999}\nc", size=size)[1] == Row(2, ["b" * 199_999])
        lines = 'a\n"b\n' + f"{'c' * 50_000}\n" * 6
        assert rows_of(lines, size=size) == [
            Row(1, ["a"]),
            BrokenRow(2, f"{NOT_CLOSED}, or it is too long"),
            *(Row(number, ["c" * 50_000]) for number in range(3, 9)),
        ]


def test_rows_of_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited_rows, "_MAX_ROW_LINES", 3)
    assert rows_of('"a\nb\nc"\n"d\ne\nf\ng"\n')[:2] == [
        Row(1, ["a\nb\nc"]),
        BrokenRow(2, f"{NOT_CLOSED}, or it is too long"),
    ]


def test_a_file_of_broken_rows_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line opens a quotation mark, so each broken row reaches to the end of the file."""
    monkeypatch.setattr(delimited_rows, "_MAX_REREAD_SIZE", 100_000)
    rows = rows_of('",b","\n' * 1000)
    assert all(isinstance(row, BrokenRow) for row in rows)
    assert len(rows) < 10
    assert rows[-1] == BrokenRow(len(rows), NOT_CLOSED, is_last=True)


def test_many_empty_lines() -> None:
    text = "a\n" + "\n" * 1_000_000 + "b\n"
    assert rows_of(text, size=1 << 16) == [Row(1, ["a"]), Row(1_000_002, ["b"])]


cells = st.text(alphabet=st.sampled_from("ab ợ,;\t|\"\n\r'\\\u2028"), max_size=6)


@given(
    st.lists(st.lists(cells, min_size=2, max_size=4), max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.integers(1, 50),
)
def test_written_rows_come_back(table: list[list[str]], delimiter: str, ending: str, size: int) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(table)
    assert rows_of(out.getvalue(), delimiter, size) == [Row(*row) for row in enumerate(table, start=1)]


@given(st.text(alphabet=st.sampled_from('a,"\n\r\t'), max_size=40), st.integers(1, 9))
def test_no_text_breaks_the_reader(text: str, size: int) -> None:
    """Numbers grow, and blocks do not matter."""
    rows = rows_of(text, size=size)
    assert rows == rows_of(text)
    numbers = [row.number for row in rows]
    assert numbers == sorted(set(numbers))
