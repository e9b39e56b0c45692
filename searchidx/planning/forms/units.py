"""The names and symbols of units, and of money, that follow a number in running text.

The symbols and names are those of Nghị định 86/2012/NĐ-CP on the official units of measurement, with the
spellings that newspapers use for them.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from analyzers.fold import folded_term

UNITS: Final = (
    ("đ", "đồng", "vnđ", "vnd"),
    ("usd", "đô la", "đôla", "đô"),
    ("tr", "triệu"),
    ("mm", "milimét", "mi li mét"),
    ("cm", "xentimét", "xen ti mét", "xăng ti mét"),
    ("m", "mét"),
    ("km", "kilômét", "kilomet", "ki lô mét", "cây số"),
    ("m2", "mét vuông"),
    ("km2", "kilômét vuông", "ki lô mét vuông"),
    ("m3", "mét khối"),
    ("ha", "hécta", "hecta", "héc ta"),
    ("mg", "miligam", "mi li gam"),
    ("g", "gam", "gram"),
    ("kg", "kilôgam", "kilogam", "ki lô gam", "ký", "ki lô"),
    ("ml", "mililít", "mi li lít"),
    ("l", "lít"),
    ("h", "giờ"),
    ("km h", "km giờ", "kilômét giờ", "ki lô mét giờ", "cây số giờ"),
)
"""The units. The names of one unit are in one row, and the syllables of a name are divided by a blank."""


@cache
def names_of_unit(name: str) -> tuple[str, ...]:
    """Return all names of a unit given one of them, itself included, or () for an unknown name.

    A name without accents is known too. `"dong"` gives the names of đồng.
    """
    return _rows().get(name, ())


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for row in UNITS:
        for name in row:
            rows[name] = row
    for row in UNITS:
        for name in row:
            rows.setdefault(folded_term(name), row)
    return rows
