"""How a number is written with its unit: joined or apart, and with each name of the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.planning.forms.amounts import Written, in_powers
from searchidx.planning.forms.units import JOINED_NAMES, MONEY, PERCENT, THOUSAND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.forms.form import Positions
    from searchidx.planning.forms.units import Unit

MAX_SYMBOL_LETTERS: Final = 2
"""The number of letters of the longest symbol that is joined to a number before another word: `120km/h`."""

_MIN_DIGITS: Final = {"d": 4, "g": 2}
"""A number with fewer digits is a name if this letter is its unit: 60D is no money, and 3G no weight."""

_MIN_THOUSANDS: Final = 3
"""A whole number with this number of digits and a k is a price: `500k`."""

_DEGREE: Final = "°"
"""The beginning of the sign of a temperature. No sign is a term: `39°C` has the letter next to the number."""


def is_name(written: Written, symbol: str) -> bool:
    """Return whether a number with a symbol is more likely a name (3G, 60D, 24K) than a quantity.

    A number of two digits with a k is a price only if it ends in 0 or 5 and is not 10: `45k`. The others are
    carats, distances and kinds of screens (`24K`, `10k`, `4K`).
    """
    digits = "".join(written.groups)
    if symbol == "k":
        is_round = len(digits) == _MIN_THOUSANDS - 1 and digits[-1] in "05" and digits != "10"
        return bool(written.decimals) or not (is_round or len(digits) >= _MIN_THOUSANDS)
    return not written.decimals and len(digits) < _MIN_DIGITS.get(symbol, 0)


def with_unit(written: Written, unit: Unit) -> Iterator[Positions]:
    """Yield all forms of a number with a unit.

    Names of one syllable are alternatives at one position. The first syllable of a name may be joined to the
    number: `19km`, `120km/h`.
    """
    *before, last = as_positions(written.parts)
    number = written.parts[-1]
    short = [name for name in unit.names if " " not in name and not is_name(written, name)]
    apart = [name for name in short if name not in JOINED_NAMES]
    if unit.sign.startswith(_DEGREE):
        apart.append(unit.sign.removeprefix(_DEGREE))
    if apart:
        yield (*before, last, tuple(apart))
    if short:
        yield (*before, tuple([number + name for name in short]))
    for first, *others in [name.split(" ") for name in unit.names if " " in name]:
        yield (*before, last, (first,), *as_positions(others))
        if len(first) <= MAX_SYMBOL_LETTERS:
            yield (*before, (number + first,), *as_positions(others))
    if unit == PERCENT:
        yield _with_sign(written, unit.sign)


def _with_sign(written: Written, sign: str) -> Positions:
    """Return the form of a number with a per cent sign: the token `3,5%` as a whole is at its first part."""
    decimals = [written.decimals] if written.decimals else []
    wholes = [comma.join([point.join(written.groups), *decimals]) for point, comma in (".,", ",.")]
    return (tuple(dict.fromkeys([whole + sign for whole in wholes])), *as_positions(written.parts[1:]))


def in_words(digits: str, unit: Unit | None, words: Sequence[Unit]) -> Iterator[Positions]:
    """Yield the forms of a whole number with one of the number words, and with a unit if it has one.

    `500000` has the forms `500 nghìn` and `0,5 triệu`. A sum of money is also written as `500k`.
    """
    for written, word in in_powers(digits):
        if word not in words:
            continue
        for positions in with_unit(written, word):
            if unit is None:
                yield positions
                continue
            short = tuple([name for name in unit.names if " " not in name])
            if short:
                yield (*positions, short)
            for name in unit.names:
                if " " in name:
                    yield (*positions, *as_positions(name.split(" ")))
        if unit == MONEY and word == THOUSAND and not is_name(written, "k"):
            yield ((f"{written.groups[0]}k",),)


def as_positions(terms: Sequence[str]) -> Positions:
    """Return a phrase in which each position has one term."""
    return tuple([(term,) for term in terms])


def without_typed(positions: Positions, typed: Positions) -> Positions:
    """Return the positions without the typed phrase, or () if there is no other phrase.

    A position that differs from the typed one only in further terms keeps these terms.
    """
    if len(positions) != len(typed):
        return positions
    differing = [at for at, (terms, other) in enumerate(zip(positions, typed, strict=True)) if terms != other]
    if not differing:
        return ()
    if len(differing) > 1:
        return positions
    (at,) = differing
    others = tuple([term for term in positions[at] if term not in typed[at]])
    return (*positions[:at], others, *positions[at + 1 :]) if others else ()
