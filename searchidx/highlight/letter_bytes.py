"""A text as an array of bytes, one byte a character, in which a word looks alike in any case and accents.

    characters   B   ộ   ␣   C   ô   n   g       a   n   ,   ␣   ?
    bytes       'b' 'o'  0  'c' 'o' 'n' 'g'  0  'a' 'n'  1   0   3

A letter or digit is its own folded ASCII code; the four bytes below stand for everything else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import combining

import numpy as np

from analyzers.alphabet import VIETNAMESE_LETTERS
from analyzers.fold import folded_term

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLANK: Final = 0
"""The byte of a character at which a chunk ends."""

SIGN: Final = 1
"""The byte of a punctuation mark: a word ends there. It differs from `BLANK` in one bit."""

MARK: Final = 2
"""The byte of a combining mark, which says nothing about a word without accents."""

DOUBT: Final = 3
"""The byte of any other character. Only the analyzers can tell what it means to the words beside it."""

_ASCII: Final = "\0\t\n\r" + "".join(
    [chr(code) for code in range(ord(" "), ord("~") + 1) if chr(code) not in "&?"]
)
"""An ampersand may begin an HTML entity, so it stays in doubt."""

_COMBINING_MARKS: Final = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
"""The marks of decomposed Vietnamese letters."""

_KNOWN_CHARACTERS: Final = f"{_ASCII}{VIETNAMESE_LETTERS}\u00a0“”‘’–—…•°{_COMBINING_MARKS}"
"""What nearly all articles are written in."""

_BLANKS: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""All blanks of Unicode; to ask every character whether it is one takes a millisecond."""

_BEYOND_BMP: Final = "[\U00010000-\U0010ffff]"
_LETTERS_AND_DIGITS: Final = re.compile("[0-9a-z]*")


def letter_bytes(text: str) -> NDArray[np.uint8]:
    """Return one byte for each code point of the text (dtype uint8)."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * len(text):  # two units for one character: any one that is in doubt will do for it
        units = re.sub(_BEYOND_BMP, "\ufffd", text).encode("utf-16-le", "surrogatepass")
    return _byte_of_unit().take(np.frombuffer(units, "<u2"))


def leading_letters(term: str) -> bytes:
    """Return the bytes of the letters and digits that a term begins with.

    They are empty where the term begins with a letter of another script.
    """
    match = _LETTERS_AND_DIGITS.match(folded_term(term))
    return match[0].encode() if match else b""


@cache
def _byte_of_unit() -> NDArray[np.uint8]:
    """The byte of each character of the Basic Multilingual Plane: 65,536 values."""
    table = np.full(1 << 16, DOUBT, np.uint8)
    for character in _KNOWN_CHARACTERS:
        folded = folded_term(character)
        if combining(character):
            table[ord(character)] = MARK
        else:
            table[ord(character)] = ord(folded) if _LETTERS_AND_DIGITS.fullmatch(folded) else SIGN
    table[list(map(ord, _BLANKS))] = BLANK
    return table
