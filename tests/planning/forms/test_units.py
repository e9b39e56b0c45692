"""The names of units."""

from __future__ import annotations

import pytest

from analyzers import syllables
from analyzers.fold import folded_term
from searchidx.planning.forms.numbers import MAX_UNIT_SYLLABLES
from searchidx.planning.forms.units import UNITS, names_of_unit

NAMES = [
    ("km", "cây số"),
    ("cây số", "km"),
    ("cay so", "km"),
    ("m2", "mét vuông"),
    ("met vuong", "m2"),
    ("đ", "đồng"),
    ("dong", "vnd"),
    ("d", "đồng"),
    ("km h", "km giờ"),
    ("trieu", "tr"),
]


@pytest.mark.parametrize(("name", "other"), NAMES)
def test_each_name_of_a_unit_gives_all_of_them(name: str, other: str) -> None:
    """With and without accents."""
    assert other in names_of_unit(name)


@pytest.mark.parametrize("name", ["", "x", "vuông", "cây", "KM", "m m"])
def test_other_words_are_no_unit(name: str) -> None:
    assert names_of_unit(name) == ()


def test_each_row_has_names_as_they_are_in_an_index() -> None:
    """Exact terms, divided by blanks, of as many syllables as are looked for, and each in one row alone."""
    names = [name for row in UNITS for name in row]
    assert len(names) == len(set(names))
    for row in UNITS:
        assert len(row) > 1
        for name in row:
            assert " ".join([token.term for token in syllables(name)]) == name
            assert len(name.split()) <= MAX_UNIT_SYLLABLES
            assert names_of_unit(name) == row
            assert set(names_of_unit(folded_term(name))) & {name, folded_term(name)}
