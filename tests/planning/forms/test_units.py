"""The names of units."""

from __future__ import annotations

import pytest

from analyzers import syllables
from analyzers.fold import folded_term
from searchidx.planning.forms.numbers import MAX_UNIT_SYLLABLES
from searchidx.planning.forms.units import UNITS, continuations, power_units, unit_named, unit_of_sign

SAME_UNIT = [
    # the names of one unit, with and without accents
    "đ, d, đồng, dong, vnđ, vnd",
    "usd, đô la, do la, đôla, dola, đô",
    "eur, euro",
    "nghìn, nghin, ngàn, ngan, k",
    "tr, triệu, trieu",
    "tỷ, ty, tỉ, ti",
    "phần trăm, phan tram",
    "độ c, do c, độ, oc",
    "độ f, do f",
    "mm, milimét, milimet, mi li mét, mi li met",
    "cm, xentimét, xentimet, centimet, xen ti mét, xăng ti mét, xang ti met",
    "m, mét, met",
    "km, kilômét, kilomét, kilomet, ki lô mét, ki lo met, cây số, cay so",
    "cm2, cm vuông, cm vuong, xentimét vuông, xăng ti mét vuông, xang ti met vuong",
    "m2, m vuông, mét vuông, met vuong",
    "km2, km vuông, kilômét vuông, kilomet vuông, ki lô mét vuông, ki lo met vuong",
    "m3, m khối, mét khối, met khoi",
    "ha, hécta, hecta, héc ta, hec ta",
    "mg, miligam, miligram, mi li gam",
    "g, gam, gram",
    "kg, kilôgam, kilogam, kilogram, kilôgram, ki lô gam, ki lo gam, ký, kí, ky, ki lô, ký lô, ky lo",
    "ml, mililít, mililit, mi li lít",
    "l, lít, lit",
    "h, giờ, gio",
    "km h, km giờ, km gio, kilômét giờ, kilomet giờ, ki lô mét giờ, cây số giờ, cay so gio",
    "m s, m giây, m giay, mét giây, met giay",
]


@pytest.mark.parametrize("names", SAME_UNIT)
def test_each_name_of_a_unit_gives_the_same_unit(names: str) -> None:
    units = {name: unit_named(name) for name in names.split(", ")}
    assert None not in units.values()
    assert len(set(units.values())) == 1, units


def test_different_units_have_different_names() -> None:
    """The table above has every unit once, and all of its names as an index has them."""
    listed = {name for names in SAME_UNIT for name in names.split(", ")}
    assert {name for unit in UNITS for name in unit.names} <= listed
    assert len({unit_named(names.split(", ")[0]) for names in SAME_UNIT}) == len(UNITS) == len(SAME_UNIT)


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
            assert unit_named(folded) == (None if folded == "do" else unit)


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
