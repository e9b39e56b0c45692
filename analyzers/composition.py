"""Composition of letters and marks (NFC) in linear time.

`unicodedata.normalize` sorts the marks of a letter by insertion, which takes quadratic time: 8 s for 100,000
marks. `nfc` first sorts every long row of marks, which does not change the result.
"""

import re
import unicodedata
from functools import cache
from itertools import chain, groupby
from typing import Final

_MAX_QUICK: Final = 256
"""The largest number of characters that are composed at once, whatever their marks are."""

_LONG_ROW: Final = 32
"""A row of at least this number of marks is sorted before it is composed."""


def nfc(text: str) -> str:
    """Return the text in NFC, as `unicodedata.normalize("NFC", text)` does. The time is linear."""
    if len(text) > _MAX_QUICK and not _is_ordered(text):
        text = _long_rows().sub(_sorted_marks, text)
    return unicodedata.normalize("NFC", text)


def _is_ordered(text: str) -> bool:
    """Return whether a text is in NFD or in NFC, so that all of its marks are in order.

    `is_normalized` stops at the first mark that is out of order, and therefore takes linear time.
    """
    return unicodedata.is_normalized("NFD", text) or unicodedata.is_normalized("NFC", text)


@cache
def _long_rows() -> re.Pattern[str]:
    """Return the pattern of a long row of marks, among which other signs may be."""
    return re.compile(rf"[^\w\s\x00-\u02ff]{{{_LONG_ROW},}}")


def _sorted_marks(row: re.Match[str]) -> str:
    """Return the decomposed marks of a match of `_long_rows` in canonical order: by their combining class.

    Marks of one class keep their order. A character of class 0 keeps its place, and separates the marks
    before it from those after it.
    """
    characters = chain.from_iterable(unicodedata.normalize("NFD", character) for character in row[0])
    rows = groupby(characters, key=_is_mark)
    return "".join(chain.from_iterable(sorted(marks, key=unicodedata.combining) for _, marks in rows))


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) > 0
