"""The names and symbols of units, of money and of powers of ten, that follow a number in running text.

The symbols and names of units are those of Nghị định 86/2012/NĐ-CP on the official units of measurement, with
the spellings that newspapers use for them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term

if TYPE_CHECKING:
    from collections.abc import Sequence


class Unit(NamedTuple):
    """A unit with its names, whose syllables are divided by a blank.

    `power` is the power of ten of a number word: 6 for triệu. `sign` is the sign that may be typed for the
    unit, in lower case. No index has a sign as a term: an article with `39°C` has the terms 39 and c.
    """

    names: tuple[str, ...]
    power: int = 0
    sign: str = ""


MONEY: Final = Unit(("đ", "đồng", "vnđ", "vnd"))
THOUSAND: Final = Unit(("nghìn", "ngàn", "k"), power=3)
PERCENT: Final = Unit(("phần trăm",), sign="%")

UNITS: Final = (
    MONEY,
    Unit(("usd", "đô la", "đôla", "đô")),
    Unit(("eur", "euro")),
    THOUSAND,
    Unit(("tr", "triệu"), power=6),
    Unit(("tỷ", "tỉ"), power=9),
    PERCENT,
    Unit(("độ c", "độ", "oc"), sign="°c"),
    Unit(("độ f",), sign="°f"),
    Unit(("mm", "milimét", "milimet", "mi li mét")),
    Unit(("cm", "xentimét", "centimet", "xen ti mét", "xăng ti mét")),
    Unit(("m", "mét")),
    Unit(("km", "kilômét", "kilomét", "kilomet", "ki lô mét", "cây số")),
    Unit(("cm2", "cm vuông", "xentimét vuông", "xăng ti mét vuông")),
    Unit(("m2", "m vuông", "mét vuông")),
    Unit(("km2", "km vuông", "kilômét vuông", "kilomet vuông", "ki lô mét vuông")),
    Unit(("m3", "m khối", "mét khối")),
    Unit(("ha", "hécta", "hecta", "héc ta")),
    Unit(("mg", "miligam", "miligram", "mi li gam")),
    Unit(("g", "gam", "gram")),
    Unit(("kg", "kilôgam", "kilogam", "kilogram", "kilôgram", "ki lô gam", "ký", "kí", "ki lô", "ký lô")),
    Unit(("ml", "mililít", "mi li lít")),
    Unit(("l", "lít")),
    Unit(("h", "giờ")),
    Unit(("km h", "km giờ", "kilômét giờ", "kilomet giờ", "ki lô mét giờ", "cây số giờ")),
    Unit(("m s", "m giây", "mét giây")),
)
"""The units. No name is the name of two units."""

JOINED_NAMES: Final = frozenset(("k",))
"""The symbols that are joined to their number. Apart, they are other words: `500k`, but not `10 k`."""


def unit_named(name: str) -> Unit | None:
    """Return the unit with a name, or None.

    A name without accents is known too, if it is the name of one unit: `"dong"` is đồng, and `"do"` may be
    độ or đô.
    """
    return _units_by_name().get(name)


def unit_of_sign(sign: str) -> Unit | None:
    """Return the unit for which a sign may be typed, or None."""
    return _units_by_sign().get(sign)


def continuations_of_quantity(number: str, name: str, behind: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the `continuations` of the unit with a name, or () if no number or no unit is given."""
    unit = unit_named(name) if number.isdecimal() else None
    return () if unit is None else continuations(unit, behind)


def continuations(unit: Unit, behind: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the syllables that make another unit of a unit: those behind mét are vuông, khối, giây and s.

    Behind a number word, these are the other number words, as in `nghìn tỷ`. The result is () if one of them
    is among `behind`, which has the term that was typed behind the unit, if any.
    """
    found = _continuations(unit)
    return found if set(found).isdisjoint(behind) else ()


@cache
def _continuations(unit: Unit) -> tuple[str, ...]:
    if unit.power:
        return tuple(
            [name for other in power_units() if other != unit for name in other.names if name != "k"]
        )
    following = {
        other[len(name) + 1 :].split(" ")[0]
        for name in unit.names
        for others in UNITS
        for other in others.names
        if others != unit and other.startswith(f"{name} ")
    }
    return tuple(sorted(following))


@cache
def power_units() -> tuple[Unit, ...]:
    """Return the units that are number words, from nghìn to tỷ."""
    return tuple([unit for unit in UNITS if unit.power])


@cache
def _units_by_sign() -> dict[str, Unit]:
    return {unit.sign: unit for unit in UNITS if unit.sign}


@cache
def _units_by_name() -> dict[str, Unit]:
    by_folded: dict[str, set[Unit]] = {}
    for unit in UNITS:
        for name in unit.names:
            by_folded.setdefault(folded_term(name), set()).add(unit)
    units = {name: unit for name, (unit, *others) in by_folded.items() if not others}
    return units | {name: unit for unit in UNITS for name in unit.names}
