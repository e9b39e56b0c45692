"""Which digits of a query are one number, and in which other ways can they be written without its unit?

    26000        26.000, 26,000, 26 000
    1.234,5      1234,5
    500.000      500 nghìn, 0,5 triệu
    1,5 triệu    1.500.000

A comma or point that no group of three digits follows is a decimal sign: 1,5 is never 15.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.forms.telephones import divided, telephone_end, telephone_groups
from searchidx.planning.forms.units import power_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.forms.units import Unit

MAX_DIGITS: Final = 15
"""A number with more digits is a code, and is searched only as it was typed."""

MAX_POWER_DECIMALS: Final = 2
"""The maximum number of decimals before a number word. In `1,234 tỷ`, the comma may divide groups."""

_GROUP: Final = 3
"""The number of digits of a group: 26.000."""

_YEAR_DIGITS: Final = 4
"""A number of four digits that is not divided into groups may be a year, and is never `2 nghìn`."""

_DECIMAL_SIGNS: Final = (".", ",")
_GROUP_SIGNS: Final = (*_DECIMAL_SIGNS, " ")
_CODE_SIGNS: Final = (*_DECIMAL_SIGNS, "-", "/")
_DIGITS_AND_LETTERS: Final = re.compile(r"(\d+)([^\W\d_]\w*)")


class Written(NamedTuple):
    """One way to write a number: its groups of digits, and the digits after the decimal sign."""

    groups: tuple[str, ...]
    decimals: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the number, as a text has them."""
        return (*self.groups, self.decimals) if self.decimals else self.groups


class Number(NamedTuple):
    """The number in `range(first, end)` of the parts of a stretch, as it was typed.

    The letters of a unit behind the last part are left out. `digits` has all digits of the groups, or is
    empty for digits in the middle of a code, which are never divided into groups.
    """

    first: int
    end: int
    digits: str
    typed: Written


def number_at(parts: Sequence[str], separators: Sequence[str], first: int) -> Number | None:
    """Return the telephone number or the amount that begins at `first`, or None.

    `separators[i]` is the text behind the part i, up to the next part.
    """
    end = telephone_end(parts, separators, first)
    if end is None:
        return _amount_at(parts, separators, first)
    return Number(first, end, "".join(parts[first:end]), Written(tuple(parts[first:end])))


def _amount_at(parts: Sequence[str], separators: Sequence[str], first: int) -> Number | None:
    """Return the amount at `first`, whose groups of three digits may be divided by one of `_GROUP_SIGNS`.

    The last part may have a unit behind its digits: `25.000đ`. If more digits follow after the same sign, the
    parts are a code: `192.168.1.1`. The last part of a code or a date is no first group: `2017-02-16 120 km`.
    """
    head = _leading_digits(parts[first])
    if not head:
        return None
    before = separators[first - 1] if first else ""
    if before in _DECIMAL_SIGNS and parts[first - 1].isdecimal():
        return Number(first, first + 1, "", Written((head,)))
    groups, end, sign = [head], first + 1, ""
    while end < len(parts) and len(parts[first]) <= _GROUP and groups[-1] == parts[end - 1]:
        head = _leading_digits(parts[end])
        sign = sign or separators[end - 1]
        if not head or sign not in _GROUP_SIGNS or separators[end - 1] != sign:
            break
        if sign == " " and before in _CODE_SIGNS:
            break
        if len(head) != _GROUP:
            if len(groups) > 1 and sign in _DECIMAL_SIGNS:
                return None
            break
        groups.append(head)
        end += 1
    digits = "".join(groups)
    if len(digits) > MAX_DIGITS:
        return None
    decimals = _decimals(parts, separators, end) if groups[-1] == parts[end - 1] else ""
    return Number(first, end + bool(decimals), digits, Written(tuple(groups), decimals))


def _decimals(parts: Sequence[str], separators: Sequence[str], at: int) -> str:
    """Return the digits after a decimal sign at `at`, or "" if there are none or more numbers follow."""
    if at == len(parts) or separators[at - 1] not in _DECIMAL_SIGNS:
        return ""
    is_code = at + 1 < len(parts) and separators[at] in _CODE_SIGNS and parts[at + 1][0].isdecimal()
    return "" if is_code else _leading_digits(parts[at])


def _leading_digits(part: str) -> str:
    """Return the digits of a number, or of a number with letters behind it (`000đ`), or ""."""
    if part.isdecimal():
        return part
    match = _DIGITS_AND_LETTERS.fullmatch(part)
    return match[1] if match else ""


def groupings(number: Number) -> list[Written]:
    """Return the different ways to divide the digits of a number into groups, the typed way first."""
    decimals = number.typed.decimals
    of_telephone = [] if decimals else telephone_groups(number.digits)
    found = [*of_telephone, *groups_of_three(number.digits)]
    return list(dict.fromkeys([number.typed, *[Written(groups, decimals) for groups in found]]))


def groups_of_three(digits: str) -> list[tuple[str, ...]]:
    """Return the digits of a whole number, first undivided and then divided, or [] if it has no groups."""
    if len(digits) <= _GROUP or digits[0] == "0":
        return []
    first = len(digits) % _GROUP or _GROUP
    return [(digits,), divided(digits, (first, *[_GROUP] * ((len(digits) - first) // _GROUP)))]


def may_be_year(written: Written) -> bool:
    """Return whether a number without a unit may be a year."""
    return not written.decimals and len(written.groups) == 1 and len(written.groups[0]) == _YEAR_DIGITS


def multiplied(number: Number, power: int) -> str:
    """Return the digits of a number times a power of ten: 1,5 and 6 give `1500000`.

    The result is "" if the number has more than three digits or too many decimals, because its value is then
    doubtful.
    """
    decimals = number.typed.decimals
    if not 0 < len(number.digits) <= _GROUP or len(decimals) > MAX_POWER_DECIMALS:
        return ""
    return f"{number.digits}{decimals.ljust(power, '0')}".lstrip("0")


def in_powers(digits: str) -> Iterator[tuple[Written, Unit]]:
    """Yield the ways to write a whole number with a number word: `1500000` gives 1,5 and triệu.

    The number before the word is below 1,000, and has at most `MAX_POWER_DECIMALS` decimals, or only one if
    it is below 1. A number with up to three digits, or with a zero at its beginning, has no number word.
    """
    if len(digits) <= _GROUP or digits[0] == "0":
        return
    for unit in power_units():
        whole = digits[: -unit.power] or "0"
        decimals = digits[-unit.power :].rjust(unit.power, "0").rstrip("0")
        if len(whole) <= _GROUP and len(decimals) <= (1 if whole == "0" else MAX_POWER_DECIMALS):
            yield Written((whole,), decimals), unit
