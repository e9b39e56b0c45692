"""Facets as blocks of lines that stand side by side."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.terminal.display import COLOR, PLAIN
from searchidx.terminal.facet_columns import MAX_VALUE_COLUMNS, SHOWN_VALUES, facet_lines
from searchidx.terminal.wrap import width

Facets = dict[str, tuple[tuple[str, int], ...]]

SOURCES = (("Báo Mẫu", 1200), ("Tin Sớm", 35))
YEARS = (("2019", 7), ("2021", 1228))


@pytest.mark.parametrize(
    ("facets", "columns", "lines"),
    [
        ({}, 80, []),
        ({"source": SOURCES}, 80, ["source", "1,200  Báo Mẫu", "   35  Tin Sớm"]),
        (
            {"source": SOURCES, "year": YEARS},
            80,
            ["source           year", "1,200  Báo Mẫu       7  2019", "   35  Tin Sớm   1,228  2021"],
        ),
        (
            {"source": SOURCES, "year": YEARS},
            27,
            ["source", "1,200  Báo Mẫu", "   35  Tin Sớm", "", "year", "    7  2019", "1,228  2021"],
        ),
        ({"tags": ()}, 80, ["tags", "none"]),
        ({"source": (("越南漁業日報", 2),)}, 10, ["source", "2  越南漁…"]),
        ({"month": (("2019-01", 1), ("2020-11", 1))}, 80, ["month", "1  01/2019", "1  11/2020"]),
        ({"day": (("2019-01-31", 1),)}, 80, ["day", "1  31/01/2019"]),
        ({"source": (("a\x1bb\u202ec", 1),)}, 80, ["source", "1  a b c"]),
    ],
)
def test_blocks(facets: Facets, columns: int, lines: list[str]) -> None:
    """Numbers are below each other, blocks are beside each other if they fit, and safe to print."""
    assert list(facet_lines(facets, PLAIN, columns)) == lines


def test_the_most_frequent_values_are_shown() -> None:
    """A facet shows its ten most frequent values and says how many more there are; years stay in order."""
    numbers = [5, 9, 1, 8, 2, 7, 3, 6, 4, 11, 12, 10]
    years = tuple((str(2000 + place), number) for place, number in enumerate(numbers))
    head, *rows, more = facet_lines({"year": years}, PLAIN, 80)
    assert (head, more) == ("year", "+ 2 more")
    assert [row.split()[1] for row in rows] == [year for year, number in years if number > 2]
    (_, *rows, _) = facet_lines({"tags": years}, PLAIN, 80)
    assert [int(row.split()[0]) for row in rows] == sorted(numbers, reverse=True)[:SHOWN_VALUES]


VALUES = st.text("aạ 日e\u0301", max_size=60).map("x{}".format)


@given(
    facets=st.dictionaries(
        st.text("tag", min_size=1, max_size=6),
        st.lists(st.tuples(VALUES, st.integers(1, 10**6)), max_size=14),
        max_size=5,
    ),
    columns=st.integers(20, 100),
)
def test_lines_fit(facets: Facets, columns: int) -> None:
    """No line is wider than the terminal, no blank ends it, and colors change no character."""
    lines = list(facet_lines(facets, PLAIN, columns))
    assert all(width(line) <= columns and line == line.rstrip() for line in lines)
    shown = sum(min(len(counts), SHOWN_VALUES) for counts in facets.values())
    assert sum(len(re.findall(r"(?<![\d,])[\d,]+  ", line)) for line in lines) == shown
    colored = [re.sub(r"\x1b\[\d*m", "", line).rstrip() for line in facet_lines(facets, COLOR, columns)]
    assert colored == lines


def test_a_very_long_value_is_cut() -> None:
    """A long value leaves room for other blocks."""
    (_, row) = facet_lines({"source": (("x" * 500, 3),)}, PLAIN, 100)
    assert row == f"3  {'x' * (MAX_VALUE_COLUMNS - 1)}…"
