"""The characters of a query: which signs mean the same, and what is there to search for?"""

from __future__ import annotations

from typing import Final

from analyzers import syllables

CLOSING_QUOTES: Final = {'"': '"”“', "“": '”"', "„": '“”"', "«": "»"}
"""For each quote that opens a phrase, the quotes that may close it, in the order in which they are tried.

A title may contain quotes within quotes, and users mix two kinds of quotes.
"""

OPENING_QUOTES: Final = "".join(CLOSING_QUOTES)

QUOTES: Final = OPENING_QUOTES + "".join(CLOSING_QUOTES.values())
"""All quotes that open or close a phrase, some of them more than once."""

_TO_ASCII: Final[dict[int, str]] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "),
    **{ord(wide): narrow for wide, narrow in zip("＋－：（）＊＂", '+-:()*"', strict=True)},
}


def to_ascii_signs(query: str) -> str:
    """Return the query with ASCII signs for full-width ones, and blanks for control characters.

    Each character becomes one character, so that offsets stay valid.
    """
    return query.translate(_TO_ASCII)


def has_letter_or_digit(text: str) -> bool:
    """Return whether a text has a word to search for.

    An entity such as `&nbsp;` has letters but no word. A sign such as `№` or `㎡` stands for letters.
    """
    if text.isascii() and "&" not in text:
        return any(map(str.isalnum, text))
    return bool(syllables(text))
