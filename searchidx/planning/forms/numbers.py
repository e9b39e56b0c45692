"""The other forms of the numbers in a query: groups of digits, telephone numbers and quantities.

    26000            26.000, 26,000, 26 000
    0912345678       0912.345.678, 0912 345 678, 091 234 5678 and more
    25.000đ          25.000 đồng, 25000đ, 25000 VND

A comma that no group of three digits follows is a decimal comma: 1,5 is never 15.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.forms.form import StretchForm
from searchidx.planning.forms.units import names_of_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.forms.form import Positions
    from searchidx.planning.stretches import Stretch

MAX_DIGITS: Final = 15
"""A number with more digits is a code, and is searched only as it was typed."""

MAX_UNIT_SYLLABLES: Final = 4
"""The number of syllables of the longest name of a unit."""

MAX_SYMBOL_LETTERS: Final = 2
"""The number of letters of the longest symbol that is joined to a number before another word: `120km/h`."""

_GROUP: Final = 3
"""The number of digits of a group: 26.000."""

_MIN_DIGITS: Final = {"d": 4, "g": 2}
"""A number with fewer digits is a name if this letter is its unit: 60D is no money, and 3G no weight."""

_DECIMAL_SIGNS: Final = (".", ",")
_GROUP_SIGNS: Final = (*_DECIMAL_SIGNS, " ")
_CODE_SIGNS: Final = (*_DECIMAL_SIGNS, "-", "/")
_PHONE_SIGNS: Final = (".", "-", " ")
_DIGITS_AND_LETTERS: Final = re.compile(r"(\d+)([^\W\d_]\w*)")

_PHONE: Final = re.compile(r"(?:0|84)(?:[3-9]\d{8}|1\d{9}|2\d{8,9})|1[89]00(?:\d{4}|\d{6})")
"""A telephone number: 0 or the code of Vietnam before a mobile number or an area with a number, or a hotline.

Numbers with 01 (mobile), 04 and 08 (Hà Nội, TP.HCM) were in use until 2018.
"""

_PHONE_GROUPS: Final = (
    *((4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 6), (3, 7), (4, 2, 2, 2)),
    *((4, 3, 4), (3, 4, 4), (3, 8), (4, 7), (2, 4, 4), (2, 8)),
    *((4, 4), (4, 2, 2), (2, 3, 3, 3), (2, 3, 4, 3), (2, 9)),
)
"""The usual sizes of the groups of telephone numbers."""


class _Number(NamedTuple):
    """The number in `range(first, end)` of the parts of a stretch.

    `groups` are its typed parts without the letters of a unit. `digits` has all digits of the groups, or is
    empty for the digits after a decimal sign, which are never divided into groups.
    """

    first: int
    end: int
    digits: str
    groups: tuple[str, ...]


def number_forms(stretch: Stretch, separators: Sequence[str]) -> Iterator[StretchForm]:
    """Yield the other forms of each number in a stretch, in order, with its unit if it has one.

    `separators[i]` is the text between the syllables i and i + 1.
    """
    parts = [syllable.exact for syllable in stretch.syllables]
    first = 0
    while first < len(parts):
        number = _phone(parts, separators, first) or _amount(parts, separators, first)
        if number is None:
            first += 1
            continue
        behind = parts[number.end - 1][len(number.groups[-1]) :]
        end, names = _unit(parts, number, behind)
        if behind and not names:  # a code such as 10.1v
            first = number.end
            continue
        groupings = _groupings(number)
        typed = _as_positions(parts[number.first : end])
        names = tuple([name for name in names if not _is_code(number, [name])])
        forms = _quantities(groupings, names) if names else map(_as_positions, groupings)
        for positions in forms:
            others = _without_typed(positions, typed)
            if others:
                yield StretchForm(number.first, end, others)
        first = end


def _amount(parts: Sequence[str], separators: Sequence[str], first: int) -> _Number | None:
    """Return the number at `first`, whose groups of three digits may be divided by one of `_GROUP_SIGNS`.

    The last part may have a unit behind its digits: `25.000đ`. If more digits follow after the same sign, the
    parts are a code: `192.168.1.1`. The last part of a code or a date is no first group: `2017-02-16 120 km`.
    """
    head = _leading_digits(parts[first])
    if not head:
        return None
    before = separators[first - 1] if first else ""
    if before in _DECIMAL_SIGNS and parts[first - 1].isdecimal():
        return _Number(first, first + 1, "", (head,))
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
    return _Number(first, end, digits, tuple(groups)) if len(digits) <= MAX_DIGITS else None


def _phone(parts: Sequence[str], separators: Sequence[str], first: int) -> _Number | None:
    """Return the longest telephone number at `first`. A point, a dash or a blank may divide its groups."""
    phone, digits = None, ""
    for end in range(first + 1, len(parts) + 1):
        digits += parts[end - 1]
        if not parts[end - 1].isdecimal() or len(digits) > MAX_DIGITS:
            break
        if _PHONE.fullmatch(digits):
            phone = _Number(first, end, digits, tuple(parts[first:end]))
        if separators[end - 1 : end] and separators[end - 1] not in _PHONE_SIGNS:
            break
    return phone


def _leading_digits(part: str) -> str:
    """Return the digits of a number, or of a number with letters behind it (`000đ`), or ""."""
    if part.isdecimal():
        return part
    match = _DIGITS_AND_LETTERS.fullmatch(part)
    return match[1] if match else ""


def _groupings(number: _Number) -> list[tuple[str, ...]]:
    """Return the different ways to divide the digits of a number into groups, the typed way first."""
    found = [number.groups]
    if _PHONE.fullmatch(number.digits):
        for digits in _with_and_without_country(number.digits):
            found.append((digits,))
            found += [_divided(digits, sizes) for sizes in _PHONE_GROUPS if sum(sizes) == len(digits)]
    if len(number.digits) > _GROUP and number.digits[0] != "0":
        first = len(number.digits) % _GROUP or _GROUP
        sizes = (first, *[_GROUP] * ((len(number.digits) - first) // _GROUP))
        found += [(number.digits,), _divided(number.digits, sizes)]
    return list(dict.fromkeys(found))


def _with_and_without_country(digits: str) -> tuple[str, ...]:
    if digits.startswith("84"):
        return digits, f"0{digits[2:]}"
    return (digits, f"84{digits[1:]}") if digits.startswith("0") else (digits,)


def _divided(digits: str, sizes: Sequence[int]) -> tuple[str, ...]:
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return tuple(groups)


def _unit(parts: Sequence[str], number: _Number, behind: str) -> tuple[int, tuple[str, ...]]:
    """Return the end of the unit of a number and all names of the unit, or the end of the number and ().

    The unit begins with `behind`, the letters after the digits in the last part of the number. The longest
    name is taken.
    """
    for size in range(MAX_UNIT_SYLLABLES, -1, -1):
        words = [*([behind] if behind else []), *parts[number.end : number.end + size]]
        if len(parts) >= number.end + size and words and not _is_code(number, words):
            names = names_of_unit(" ".join(words))
            if names:
                return number.end + size, names
    return number.end, ()


def _is_code(number: _Number, words: Sequence[str]) -> bool:
    """Return whether a number and the words after it are more likely a name (3G, 60D) than a quantity."""
    return bool(number.digits) and len(number.digits) < _MIN_DIGITS.get(" ".join(words), 0)


def _quantities(groupings: Sequence[tuple[str, ...]], names: Sequence[str]) -> Iterator[Positions]:
    """Yield all forms of a number with a unit, given the forms of the number and the names of the unit.

    Names of one syllable are alternatives at one position. The first syllable of a name may be joined to the
    number: `19km`, `120km/h`.
    """
    short = tuple([name for name in names if " " not in name])
    long = [tuple(name.split(" ")) for name in names if " " in name]
    for groups in groupings:
        *before, last = _as_positions(groups)
        if short:
            yield (*before, last, short)
            yield (*before, tuple([groups[-1] + name for name in short]))
        for first, *others in long:
            yield (*before, last, *_as_positions((first, *others)))
            if len(first) <= MAX_SYMBOL_LETTERS:
                yield (*before, (groups[-1] + first,), *_as_positions(others))


def _without_typed(positions: Positions, typed: Positions) -> Positions:
    """Return the positions without the typed phrase, or () if there is no other phrase.

    Only the last position may have several terms.
    """
    if positions[:-1] != typed[:-1] or len(positions) != len(typed):
        return positions
    others = tuple([term for term in positions[-1] if term not in typed[-1]])
    return (*positions[:-1], others) if others else ()


def _as_positions(terms: Sequence[str]) -> Positions:
    return tuple([(term,) for term in terms])
