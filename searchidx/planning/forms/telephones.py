"""Telephone numbers in a query, and the ways to divide their digits into groups.

0912345678       0912.345.678, 0912 345 678, 091 234 5678, 84912345678 and more
(024) 3825 1234  02438251234, 024 3825 1234 and more
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_PHONE: Final = re.compile(r"(?:0|84)(?:[3-9]\d{8}|1\d{9}|2\d{8,9})|1[89]00(?:\d{4}|\d{6})")
"""A telephone number: 0 or the code of Vietnam before a mobile number or an area with a number, or a hotline.

Numbers with 01 (mobile), 04 and 08 (Hà Nội, TP.HCM) were in use until 2018.
"""

_MAX_DIGITS: Final = 12
"""The number of digits of the longest telephone number."""

_SIGNS: Final = (".", "-", " ", ")", ") ")
"""What may divide the groups of a telephone number."""

_GROUPS: Final = (
    *((4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 6), (3, 7), (4, 2, 2, 2)),
    *((4, 3, 4), (3, 4, 4), (3, 8), (4, 7), (2, 4, 4), (2, 8)),
    *((4, 4), (4, 2, 2), (2, 3, 3, 3), (2, 3, 4, 3), (2, 9), (2, 2, 4, 4), (2, 2, 8), (2, 10)),
)
"""The usual sizes of the groups of telephone numbers."""


def telephone_end(parts: Sequence[str], separators: Sequence[str], first: int) -> int | None:
    """Return the end of the longest telephone number that begins at `first`, or None."""
    found, digits = None, ""
    for end in range(first + 1, len(parts) + 1):
        digits += parts[end - 1]
        if not parts[end - 1].isdecimal() or len(digits) > _MAX_DIGITS:
            break
        if _PHONE.fullmatch(digits):
            found = end
        if separators[end - 1] not in _SIGNS:
            break
    return found


def telephone_groups(digits: str) -> list[tuple[str, ...]]:
    """Return the ways to write a telephone number, with and without the country, or [] for other digits."""
    found: list[tuple[str, ...]] = []
    if _PHONE.fullmatch(digits):
        for number in _with_and_without_country(digits):
            found.append((number,))
            found += [divided(number, sizes) for sizes in _GROUPS if sum(sizes) == len(number)]
    return found


def divided(digits: str, sizes: Sequence[int]) -> tuple[str, ...]:
    """Return digits divided into groups of these sizes."""
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return tuple(groups)


def _with_and_without_country(digits: str) -> tuple[str, ...]:
    if digits.startswith("84"):
        return digits, f"0{digits[2:]}"
    return (digits, f"84{digits[1:]}") if digits.startswith("0") else (digits,)
