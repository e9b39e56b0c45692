"""The words in which periods are written, in one spelling: `Tháng  9 / 2019` -> `thang 9/2019`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from analyzers import fold, normalize

_VIETNAMESE_NUMBERS: Final = (
    *("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"),
    *("muoi mot", "muoi hai"),
)
_ENGLISH_NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
NUMBER_OF_WORD: Final = {
    **{word: number for number, word in enumerate(_VIETNAMESE_NUMBERS, 1)},
    **{word: number for number, word in enumerate(_ENGLISH_NUMBERS, 1)},
    "tu": 4,
}
"""The numbers up to 12 by their folded words. `tháng tư` is April."""

NUMBER_WORD: Final = "|".join(sorted(NUMBER_OF_WORD, reverse=True))
"""A regular expression for a number word. `muoi mot` comes before `muoi`."""


def period_words(text: str) -> str:
    """Return a text folded and in lower case, with one blank between words, numbers and signs.

    There is no blank next to a slash, hyphen, dot or comma: `Q3 - 2020` -> `q 3-2020`.
    """
    separated = " ".join(_parts().findall(fold(normalize(text)).lower()))
    return _signs().sub(r"\1", separated)


def read_number(text: str) -> int:
    """Return the number of digits or of a word of `NUMBER_OF_WORD`."""
    return NUMBER_OF_WORD.get(text) or int(text)


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(r"[0-9]+|[a-z]+|[^\s0-9a-z]")


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(r" ?([-/.,]) ?")
