"""Which larger numbers end with the number at the beginning of a phrase? `12,5 triệu` is not `5 triệu`.

A number with a decimal sign, or with groups of digits, is a term of the index as a whole, at the position of
its first part. The phrase therefore does not count directly behind such a term. A blank or a dash makes no
larger number: `3-5 triệu` and `năm 2020 5 triệu` have 5 triệu.
"""

from __future__ import annotations

import re
from itertools import chain, product
from typing import TYPE_CHECKING, Final

from searchidx.planning.forms.units import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.forms.form import Positions

_SIGNS: Final = (".", ",")
"""The signs that may precede decimals or a group of digits."""

_NUMBER: Final = re.compile(r"(0|[1-9]\d{0,2})([^\W\d_]\w*)?")
_GROUP: Final = re.compile(r"\d{3}([^\W\d_]\w*)?")
_MONTH_WORD: Final = ("tháng",)


def larger_numbers(positions: Positions) -> tuple[str, ...]:
    """Return the endings of the larger numbers that the beginning of a phrase may be a part of.

    `"5 triệu"` has the endings `.5` and `,5`, and `"500.000"` has `.500.000` and `,500,000`. The result is ()
    for a phrase that begins with no number, with a number that cannot follow a sign, or with a date. A single
    number of one part has no endings either, because a code may be searched by its parts.
    """
    found = [sign + sign.join(parts) for parts in _numbers(positions) for sign in _SIGNS]
    return tuple(dict.fromkeys(found))


def _numbers(positions: Positions) -> Iterator[tuple[str, ...]]:
    """Yield the parts of each number, with its joined unit, with which a phrase may begin."""
    first, *following = positions
    groups = _groups(following)
    behind = following[len(groups) : len(groups) + 2]
    if len(positions) > 1 and not (_begins_with_digit(behind) or _is_month(behind)):
        heads = [head for head in first if head.isdecimal() and _NUMBER.fullmatch(head)]
        yield from product([head for head in heads if not groups or len(head) == 3], *groups)
    for head in first:
        match = _NUMBER.fullmatch(head)
        if match and match[2] and unit_named(match[2]):
            yield (head,)


def _groups(following: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the groups of three digits at the beginning of the positions. The last may have a unit."""
    groups: list[list[str]] = []
    for terms in following:
        group = [term for term in terms if _GROUP.fullmatch(term)]
        if not group:
            break
        groups.append(group)
        if not all(map(str.isdecimal, group)):
            break
    return groups


def _begins_with_digit(behind: Sequence[Sequence[str]]) -> bool:
    """Return whether a part of a code or decimals may be behind a number."""
    return any(term[0].isdecimal() for term in chain(*behind[:1]))


def _is_month(behind: Sequence[Sequence[str]]) -> bool:
    """Return whether a month is behind a number, which is then a day: `28 tháng 4`."""
    return tuple(map(tuple, behind[:1])) == (_MONTH_WORD,) and _begins_with_digit(behind[1:])
