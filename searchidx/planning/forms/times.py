"""The other forms of a time of day in a query: 15h30, 15 giờ 30, 15g30.

Hours alone are a number with a unit (`numbers.py`). No form has a sign between the numbers, because `15:30`
has the same terms as `15,30`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from searchidx.planning.forms.dates import as_written
from searchidx.planning.forms.form import StretchForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.forms.form import Positions
    from searchidx.planning.stretches import Stretch

MAX_HOUR: Final = 24
"""The greatest number of an hour."""

MAX_MINUTE: Final = 59
"""The greatest number of a minute."""

_JOINED: Final = re.compile(r"(\d{1,2})[hg](\d\d)?")
"""`15h30`, or `15h` before the minutes as a word of their own."""

_HOUR_WORDS: Final = frozenset(("giờ", "gio", "h", "g"))
_HOUR_NAMES: Final = ("giờ", "h")
_SYMBOLS: Final = ("h", "g")


def time_forms(stretch: Stretch, separators: Sequence[str]) -> Iterator[StretchForm]:
    """Yield the other forms of each time with hours and minutes in a stretch, in order.

    `separators[i]` is the text between the syllables i and i + 1.
    """
    terms = [syllable.exact for syllable in stretch.syllables]
    first = 0
    while first < len(terms):
        hour, minute, end = _time_at(terms, separators, first)
        if not minute:
            first += 1
            continue
        for positions in _forms(as_written(hour), minute):
            yield StretchForm(first, end, positions)
        first = end


def _time_at(terms: Sequence[str], separators: Sequence[str], first: int) -> tuple[int, str, int]:
    """Return the hour, the two digits of the minute and the end of the time at `first`.

    The minute is empty if no time is there. Only white space may separate its parts.
    """
    no_time = (0, "", first)
    joined = _JOINED.fullmatch(terms[first])
    if joined:
        hour, minute, end = joined[1], joined[2], first + 1
    elif terms[first].isdecimal() and first + 1 < len(terms) and terms[first + 1] in _HOUR_WORDS:
        hour, minute, end = terms[first], None, first + 2
    else:
        return no_time
    if minute is None:
        if end == len(terms):
            return no_time
        minute, end = terms[end], end + 1
    is_time = len(hour) <= len(minute) == len("00") and minute.isdecimal()
    if not is_time or int(hour) > MAX_HOUR or int(minute) > MAX_MINUTE:
        return no_time
    if "".join(separators[first : end - 1]).strip():
        return no_time
    return int(hour), minute, end


def _forms(hours: tuple[str, ...], minute: str) -> list[Positions]:
    """Return all forms of a time, given the ways to write its hour."""
    joined = tuple([f"{hour}{symbol}" for hour in hours for symbol in _SYMBOLS])
    return [
        (tuple([f"{text}{minute}" for text in joined]),),
        (joined, (minute,)),
        (hours, _HOUR_NAMES, (minute,)),
    ]
