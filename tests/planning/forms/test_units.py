"""The names of units."""

from __future__ import annotations

import pytest

from analyzers import syllables
from analyzers.fold import folded_term
from searchidx.planning.forms.numbers import MAX_UNIT_SYLLABLES
from searchidx.planning.forms.units import UNITS, continuations, power_units, unit_named, unit_of_sign

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
    ("ngan", "nghìn"),
    ("k", "nghìn"),
    ("kilogram", "ký"),
    ("kí", "kg"),
    ("ti", "tỷ"),
    ("do la", "usd"),
    ("do c", "độ"),
]


@pytest.mark.parametrize(("name", "other"), NAMES)
def test_each_name_of_a_unit_gives_all_of_them(name: str, other: str) -> None:
    """With and without accents."""
    unit = unit_named(name)
    assert unit
    assert other in unit.names


@pytest.mark.parametrize("name", ["", "x", "vuông", "cây", "KM", "m m", "c", "f", "%", "°c", "phần", "nghĩn"])
def test_other_words_are_no_unit(name: str) -> None:
    assert unit_named(name) is None


def test_each_unit_has_names_as_they_are_in_an_index() -> None:
    """Exact terms, divided by blanks, of as many syllables as are looked for, and each of one unit alone."""
    names = [name for unit in UNITS for name in unit.names]
    assert len(names) == len(set(names))
    for unit in UNITS:
        assert len(unit.names) > 1 or unit.sign
        for name in unit.names:
            assert " ".join([token.term for token in syllables(name)]) == name
            assert len(name.split()) <= MAX_UNIT_SYLLABLES
            assert unit_named(name) == unit
            folded = folded_term(name)
            assert unit_named(folded) == (None if folded == "do" else unit) or folded in names


def test_signs_and_number_words() -> None:
    """A unit is found by its sign, and the number words are in ascending order."""
    assert unit_of_sign("%") == unit_named("phần trăm")
    assert unit_of_sign("°c") == unit_named("độ c") == unit_named("độ")
    assert unit_of_sign("°f") == unit_named("độ f") != unit_named("độ")
    assert unit_of_sign("") is None
    assert [(unit.names[0], unit.power) for unit in power_units()] == [("nghìn", 3), ("tr", 6), ("tỷ", 9)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("m", {"vuông", "khối", "giây", "s"}),
        ("mét", {"vuông", "khối", "giây", "s"}),
        ("km", {"vuông", "giờ", "h"}),
        ("độ", {"f"}),
        ("kg", {"mét"}),
        ("cm", {"vuông"}),
        ("m2", set()),
        ("đô la", set()),
        ("km h", set()),
    ],
)
def test_what_makes_another_unit_of_a_unit(name: str, expected: set[str]) -> None:
    """Behind any of its names, the syllable begins the rest of the name of another unit."""
    unit = unit_named(name)
    assert unit
    assert set(continuations(unit)) >= expected
    assert set(continuations(unit)) <= expected | {"khối"}
