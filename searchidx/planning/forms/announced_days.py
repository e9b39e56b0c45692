"""Does the text before two numbers say that they are a day and its month, as in `ngày 2-9` or `lễ 30.4`?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from searchidx.planning.forms.units import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def _with_unaccented(words: Iterable[str]) -> frozenset[str]:
    """Return the words with their accents and without any."""
    return frozenset([text for word in words for text in (word, folded_term(word))])


_DAYS: Final = _with_unaccented(("ngày",))
_ANNOUNCING: Final = _DAYS | _with_unaccented(
    ("mùng", "mồng", "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "dịp", "lễ", "khánh")
)
"""The words after which `2-9` is a date. `khánh` ends `quốc khánh`."""

_AFTER_ANNOUNCING: Final = frozenset(("nay", "qua"))
"""One of these may follow an announcing word: `hôm nay 2-9`."""

_BETWEEN_DATES: Final = _with_unaccented(("và", "đến"))
"""One of these may be between an announced date and another one: `lễ 30-4 và 1-5`."""

_COUNTED: Final = _with_unaccented(("tháng", "lần", "viên", "bữa", "tiếng", "phút", "độ"))
"""Before one of these or before a unit, two numbers are a range: `ngày 2-3 lần`, `đêm 9-12 độ`."""

_COUNTING: Final = _with_unaccented(("mỗi", "một"))
"""After one of these or after a number, `ngày` is a period and no date: `mỗi ngày 2-3 ly`."""


def is_day_announced(terms: Sequence[str], at: int, follows: int) -> bool:
    """Return whether the text before the term `at` says that a day is there.

    `terms` are exact, and `follows` is the end of an earlier announced date, or 0.
    """
    if follows and (at == follows or (at == follows + 1 and terms[follows] in _BETWEEN_DATES)):
        return True
    word = at - 1
    if word > 0 and terms[word] in _AFTER_ANNOUNCING:
        word -= 1
    if word < 0 or terms[word] not in _ANNOUNCING:
        return False
    if word == 0 or terms[word] not in _DAYS:
        return True
    return not (terms[word - 1] in _COUNTING or terms[word - 1].isdecimal())


def is_counted(term: str) -> bool:
    """Return whether the two numbers before a term count what it names. The term may be empty."""
    return term in _COUNTED or unit_named(term) is not None
