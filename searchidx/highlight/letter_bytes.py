"""A text as an array of bytes, one for each codepoint. The bytes of a word do not depend on case and accents.

Only one bit depends on the case. Without this bit the bytes are

    characters   B   ộ   ␣   C   ô   n   g       a   n   ,   ␣   ?
    bytes       'b' 'o'  0  'c' 'o' 'n' 'g'  0  'a' 'n'  1   0   3

A letter or digit is coded as the ASCII code of its folded form. The four bytes below code everything else.
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
"""The byte of whitespace, which separates chunks."""

SIGN: Final = 1
"""The byte of a punctuation mark, which ends a word. It differs from `BLANK` in one bit."""

MARK: Final = 2
"""The byte of a combining mark, which is ignored in words without accents."""

DOUBT: Final = 3
"""The byte of any other character. Only the analyzers can decide whether it belongs to a word."""

CAPITAL: Final = 0x80
"""The bit of the bytes of capitals."""

_ASCII: Final = "\0\t\n\r" + "".join(
    [chr(code) for code in range(ord(" "), ord("~") + 1) if chr(code) not in "&?"]
)
"""The known ASCII characters. `&` and `?` are coded as `DOUBT`; `&` may begin an HTML entity."""

_COMBINING_MARKS: Final = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
"""The marks of decomposed Vietnamese letters."""

_KNOWN_CHARACTERS: Final = f"{_ASCII}{VIETNAMESE_LETTERS}\u00a0“”‘’–—…•°{_COMBINING_MARKS}"
"""The characters of nearly all articles."""

_WHITESPACE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""All whitespace characters of Unicode. To find them with `str.isspace` would take a millisecond."""

_BEYOND_BMP: Final = "[\U00010000-\U0010ffff]"
_LETTERS_AND_DIGITS: Final = re.compile("[0-9a-z]*")


def letter_bytes(text: str) -> NDArray[np.uint8]:
    """Return one byte for each codepoint of the text (dtype uint8, shape `(len(text),)`).

    The bytes of Vietnamese capitals also have the bit `CAPITAL`, which `without_case` removes.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * len(text):  # some codepoint has two units; any codepoint in doubt can replace it
        units = re.sub(_BEYOND_BMP, "\ufffd", text).encode("utf-16-le", "surrogatepass")
    return _byte_of_unit().take(np.frombuffer(units, "<u2"))


def without_case(cased: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the bytes of `letter_bytes` without the bits of capitals."""
    return cased & np.uint8(CAPITAL - 1)


def leading_letters(term: str) -> bytes:
    """Return the folded letters and digits at the beginning of a term, as ASCII bytes: `"Đắk-" -> b"dak"`.

    The result is empty if the term begins with a letter of another script.
    """
    match = _LETTERS_AND_DIGITS.match(folded_term(term))
    return match[0].encode() if match else b""


@cache
def _byte_of_unit() -> NDArray[np.uint8]:
    """Return the byte of each character of the Basic Multilingual Plane (dtype uint8, 65,536 values)."""
    table = np.full(1 << 16, DOUBT, np.uint8)
    for character in _KNOWN_CHARACTERS:
        folded = folded_term(character)
        if combining(character):
            table[ord(character)] = MARK
        else:
            table[ord(character)] = ord(folded) if _LETTERS_AND_DIGITS.fullmatch(folded) else SIGN
            if character.isupper():
                table[ord(character)] |= CAPITAL
    table[list(map(ord, _WHITESPACE))] = BLANK
    return table
