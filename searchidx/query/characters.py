"""The characters of a query: which signs mean the same, and what is there to search for?"""

from __future__ import annotations

from typing import Final

from analyzers import syllables

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
    """Return whether a text has a word to search for. An entity such as `&nbsp;` has letters but none."""
    if not any(map(str.isalnum, text)):
        return False
    return (text.isascii() and "&" not in text) or bool(syllables(text))
