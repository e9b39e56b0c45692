"""The other forms of the numbers in a query, with their units.

    19km         19 km, 19 cây số
    25.000đ      25.000 đồng, 25000đ, 25000 VND, 25k
    10%          10 phần trăm
    39°C         39 độ C, 39 độ
    500k         500.000, 500 nghìn, 500 ngàn, 500.000đ
    1,5 triệu    1,5tr, 1.500.000

`amounts.py` finds the numbers and divides their digits. `quantities.py` writes them with their units.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.forms.amounts import (
    Written,
    groupings,
    groups_of_three,
    may_be_year,
    multiplied,
    number_at,
)
from searchidx.planning.forms.form import StretchForm
from searchidx.planning.forms.quantities import as_positions, in_words, is_name, with_unit, without_typed
from searchidx.planning.forms.units import (
    JOINED_NAMES,
    MONEY,
    PERCENT,
    THOUSAND,
    continuations,
    power_units,
    unit_named,
    unit_of_sign,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.planning.forms.amounts import Number
    from searchidx.planning.forms.form import Positions
    from searchidx.planning.forms.units import Unit
    from searchidx.planning.stretches import Stretch

MAX_UNIT_SYLLABLES: Final = 4
"""The number of syllables of the longest name of a unit."""

_DEGREES: Final = ("", "°", "º", "˚", "⁰", "&deg;")
"""What may stand between the number and the letter of a temperature. It is empty in `℃`."""


class _Quantity(NamedTuple):
    """A number with its number word (`triệu`) and its unit, which may be missing (None).

    The word ends before the part `word_end` of a stretch, and the unit before the part `end`.
    """

    number: Number
    word: Unit | None
    word_end: int
    unit: Unit | None
    end: int


def number_forms(stretch: Stretch, separators: Sequence[str]) -> Iterator[StretchForm]:
    """Yield the other forms of each number in a stretch, in order, with its unit if it has one.

    `separators[i]` is the text behind the syllable i, up to the next syllable.
    """
    parts = [syllable.exact for syllable in stretch.syllables]
    first = 0
    while first < len(parts):
        number = number_at(parts, separators, first)
        if number is None:
            first += 1
            continue
        quantity = _quantity(parts, separators, number)
        first = quantity.end
        is_joined = parts[number.end - 1] != number.typed.parts[-1]
        if is_joined and not (quantity.word or quantity.unit):
            continue  # a code such as 10.1v
        not_after = _continuations(quantity, parts)
        for end, positions in _forms(quantity, is_joined=is_joined):
            others = without_typed(positions, as_positions(parts[number.first : end]))
            if others and not_after:  # what must not follow the unit must not follow its number word either
                others = (*others, *as_positions(parts[end : quantity.end]))
                yield StretchForm(number.first, quantity.end, others, not_after=not_after)
            elif others:
                yield StretchForm(number.first, end, others)


def _quantity(parts: Sequence[str], separators: Sequence[str], number: Number) -> _Quantity:
    """Return a number with the number word and the unit behind it."""
    behind = parts[number.end - 1][len(number.typed.parts[-1]) :]
    end, unit = _unit(parts, separators, number, number.end, behind)
    if unit is None or not unit.power:
        return _Quantity(number, None, number.end, unit, end)
    unit_end, unit_behind = _unit(parts, separators, number, end, "")
    if unit_behind is None or unit_behind.power:
        return _Quantity(number, unit, end, None, end)
    return _Quantity(number, unit, end, unit_behind, unit_end)


def _unit(
    parts: Sequence[str], separators: Sequence[str], number: Number, at: int, behind: str
) -> tuple[int, Unit | None]:
    """Return the end of the unit at `at`, and the unit, or `at` and None.

    The unit begins with `behind`, the letters after the digits in the last part of the number.
    """
    end, unit = (at, None) if behind else _unit_of_sign(parts, separators, at)
    return (end, unit) if unit else _unit_of_name(parts, separators, number, at, behind)


def _unit_of_sign(parts: Sequence[str], separators: Sequence[str], at: int) -> tuple[int, Unit | None]:
    """Return the end of the unit whose sign precedes the part `at`, and the unit, or `at` and None.

    A per cent sign is no part. The letter of a temperature is the part behind its sign.
    """
    sign = separators[at - 1].strip()
    if sign.startswith(PERCENT.sign):
        return at, PERCENT
    degrees = unit_of_sign(f"°{parts[at]}") if at < len(parts) and sign in _DEGREES else None
    return (at + 1, degrees) if degrees and separators[at - 1] != " " else (at, None)


def _unit_of_name(
    parts: Sequence[str], separators: Sequence[str], number: Number, at: int, behind: str
) -> tuple[int, Unit | None]:
    """Return the end of the unit whose name is `behind` with the parts from `at`, and the unit.

    The longest name is taken. If there is none, return `at` and None.
    """
    for size in range(min(MAX_UNIT_SYLLABLES, len(parts) - at), -1, -1):
        words = [*([behind] if behind else []), *parts[at : at + size]]
        name = " ".join(words)
        unit = unit_named(name)
        if unit is None or (name in JOINED_NAMES and not behind):
            continue
        if at > number.end or not (is_name(number.typed, name) or _is_plate(parts, separators, at, name)):
            return at + size, unit
    return at, None


def _is_plate(parts: Sequence[str], separators: Sequence[str], at: int, name: str) -> bool:
    """Return whether a number with a joined letter is the beginning of a plate, as in `45K-123.45`."""
    return name in JOINED_NAMES and separators[at - 1] == "-" and parts[at][0].isdecimal()


def _continuations(quantity: _Quantity, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the terms that make another unit of the unit of a quantity, or of its number word.

    A number that has neither has the terms of nghìn: `500.000` has the form `500 nghìn`, which is another
    number in `500 nghìn tỷ`. The result is () if one of the terms is typed there.
    """
    last = quantity.unit or quantity.word or THOUSAND
    return continuations(last, parts[quantity.end : quantity.end + 1])


def _forms(quantity: _Quantity, *, is_joined: bool) -> Iterator[tuple[int, Positions]]:
    """Yield all forms of a quantity, each with the end of the typed parts that it replaces.

    `is_joined` says whether the number word or the unit is joined to the number.
    """
    number, word, word_end, unit, end = quantity
    if word is None:
        for positions in _forms_without_word(number, unit):
            yield end, positions
        return
    for positions in _forms_with_word(number, word):
        yield word_end, positions
    for positions in _forms_of_value(number, word, unit, is_joined=is_joined):
        yield end, positions


def _forms_without_word(number: Number, unit: Unit | None) -> Iterator[Positions]:
    """Yield the forms of a number that has no number word, with its unit if it has one."""
    may_have_word = not number.typed.decimals and (unit is not None or not may_be_year(number.typed))
    digits = number.digits if may_have_word else ""
    return chain(_in_digits(groupings(number), unit), in_words(digits, unit, power_units()))


def _forms_with_word(number: Number, word: Unit) -> Iterator[Positions]:
    """Yield the forms of a number with its number word: `20.000 tỷ`, `20000 tỷ`, `20 nghìn tỷ`."""
    yield from _in_digits(groupings(number), word)
    if word.power > THOUSAND.power and not number.typed.decimals:
        yield from in_words(number.digits, word, (THOUSAND,))


def _forms_of_value(number: Number, word: Unit, unit: Unit | None, *, is_joined: bool) -> Iterator[Positions]:
    """Yield the forms of the value of a number with its number word: `1.500.000` for `1,5 triệu`."""
    value = multiplied(number, word.power)
    ways = [Written(groups) for groups in groups_of_three(value)]
    if word == THOUSAND and unit is None and is_joined:  # `500k` is a price
        yield from _in_digits(ways, MONEY)
    if unit is None:
        ways = [written for written in ways if not may_be_year(written)]
    yield from chain(_in_digits(ways, unit), in_words(value, unit, power_units()))


def _in_digits(ways: Iterable[Written], unit: Unit | None) -> Iterator[Positions]:
    """Yield the forms of a number in digits, given the ways to write it, with a unit or without one."""
    if unit is None:
        return (as_positions(written.parts) for written in ways)
    return chain.from_iterable([with_unit(written, unit) for written in ways])
