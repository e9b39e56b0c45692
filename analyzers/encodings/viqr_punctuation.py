"""Is the last sign of a VIQR syllable its tone mark, or punctuation? `nay.` may be `nạy`, or `nay` at an end.

A full stop, question mark or apostrophe after a vowel is read as follows, if both readings are syllables:

1. The sign before a digit is punctuation (`No.5`). So are the first of exactly three dots (`ra...`), and the
   full stop of an initial or Roman numeral (`Nguye^~n Thi. A.`, `XI.`).
2. A full stop or question mark can end a sentence only at the end of a line, or before a capital or digit.
   Closing quotes may be between. An apostrophe can close a quotation only if one is open, and if no letter
   follows. Otherwise the sign is a tone mark. `ho..` is `họ` at the end of a sentence.
3. Otherwise the more likely reading is chosen. A reading is likely if many words of pyvi's list have its
   syllable, and if the syllable makes a word of the list with the syllable before: `dda^`u tu+.` is đầu tư,
   because there is no word đầu tự. Words such as chị and bộ are likely before a capital. The place counts
   too: lines of a body mostly end with a full stop, and titles seldom do.
"""

import re
from functools import lru_cache
from math import log2
from typing import Final, NamedTuple

from analyzers.listed_words import count_listed_words, is_listed_word

DOUBTFUL_SIGNS: Final = ".?'"
"""The tone marks that may also be punctuation at the end of a syllable."""

# At the end of an official document is `./.`.
_END_OF_LINE: Final = re.compile(r"""(?:/\.)?["']{0,2}[ \t\r]{0,8}(?:\n|\Z)""")
_MORE_LINES: Final = re.compile(r"""[^\n]{0,9}\n\s{0,99}+\S""")
_CAPITAL_AHEAD: Final = re.compile(r"""["']{0,2}[ \t\r]{0,8}[-("'\[]{0,4}[ ]?[A-Z0-9]""")
_OPENING_QUOTE: Final = re.compile(r"(?<![^\s(\"])'(?=[A-Za-z])")
_CLOSING_QUOTE: Final = re.compile(r"(?<=[^aeiouyAEIOUY\s])'(?![A-Za-z])")
"""An apostrophe before a word, and one after a word that is no tone mark of a vowel."""

_MAX_QUOTATION: Final = 80
"""A quotation that may end in a doubtful apostrophe has at most this number of characters."""

_ROMAN: Final = re.compile("[IVX]+")

_AMOUNT: Final = re.compile(r"\d ?ha(?=\.)")
"""An amount in hectares. After a number, `ha` has no tone mark."""

_LISTED_PAIR: Final = 4.0
"""The weight of a reading that makes a listed word with the syllable before, in bits."""

_BEFORE_NAMES: Final = frozenset(
    (
        *("Thị", "Tạ", "bộ", "Bộ", "chị", "Chị", "cả", "cụ", "Cụ", "dự", "họ", "mợ", "ngụ"),
        *("sở", "Sở", "tổ", "Tổ", "vở", "vụ", "Vụ"),
    )
)
"""Syllables that often stand before a name, and seldom at the end of a sentence."""

_BEFORE_A_NAME: Final = 4.0
"""The weight of the reading as one of these syllables, before a capital."""

_AT_CAPITAL: Final = {".": 0.0, "?": -4.0, "'": -2.0}
_AT_LINE_END: Final = {".": 4.0, "?": -2.0, "'": -2.0}
"""The weights of the reading as punctuation, in bits, by the sign and by what follows."""

_AT_TITLE_END: Final = -4.0
"""The same weight at the end of a short first line. It is usually a title, and has no full stop."""

_AT_ONLY_LINE_END: Final = -2.0
"""The same weight at the end of a short text of one line, which may be a title or a sentence."""

_MAX_TITLE_BLANKS: Final = 15
_MAX_TITLE_CHARACTERS: Final = 160
"""A first line with more blanks or characters is no title."""


class Ending(NamedTuple):
    """A syllable whose last sign is doubtful.

    The sign is at `sign_index` in `text`. `plain` is the syllable without the sign as its tone mark and
    `marked` the syllable with it, both as written. `previous` is the syllable before, if only a blank is
    between, else empty.
    """

    text: str
    sign_index: int
    plain: str
    marked: str
    previous: str

    def is_punctuation(self) -> bool:
        """Return whether the sign is punctuation, and not the tone mark of the syllable."""
        sign, rest = self.text[self.sign_index], self.text[self.sign_index + 1 : self.sign_index + 4]
        if sign == ".":
            if rest[:1].isdigit() or (rest[:2] == ".." and rest[2:] != "."):
                return True
            if _AMOUNT.search(self.text, max(0, self.sign_index - 4), self.sign_index + 1):
                return True
            if self._is_initial_or_numeral() and (rest[:1].isspace() or not rest):
                return True
        if sign == "'" and not self._is_in_quotation():
            return False
        if _END_OF_LINE.match(self.text, self.sign_index + 1):
            return self._advantage() + self._weight_of_line_end() > 0
        if _CAPITAL_AHEAD.match(self.text, self.sign_index + 1):
            name = _BEFORE_A_NAME if self.marked in _BEFORE_NAMES else 0.0
            return self._advantage() + _AT_CAPITAL[sign] - name > 0
        return sign == "'" and not rest[:1].isalpha() and self._advantage() > 2

    def _is_initial_or_numeral(self) -> bool:
        if len(self.plain) == 1:
            return self.plain.isupper()
        is_in_capitals = len(self.previous) > 1 and self.previous.isupper()
        return _ROMAN.fullmatch(self.plain) is not None and not is_in_capitals

    def _advantage(self) -> float:
        """Return by how many bits the syllable is more likely without the tone mark."""
        previous = self.previous.lower()
        return _weight(previous, self.plain.lower()) - _weight(previous, self.marked.lower())

    def _weight_of_line_end(self) -> float:
        line = self.text[max(0, self.sign_index - _MAX_TITLE_CHARACTERS) : self.sign_index]
        is_first = self.sign_index <= _MAX_TITLE_CHARACTERS and "\n" not in line.strip()
        if not is_first or line.count(" ") > _MAX_TITLE_BLANKS:
            return _AT_LINE_END[self.text[self.sign_index]]
        has_more_lines = _MORE_LINES.match(self.text, self.sign_index + 1) is not None
        return _AT_TITLE_END if has_more_lines else _AT_ONLY_LINE_END

    def _is_in_quotation(self) -> bool:
        """Return whether a quotation is open that has no other end than the sign."""
        start, end = max(0, self.sign_index - _MAX_QUOTATION), self.sign_index + _MAX_QUOTATION
        openings = list(_OPENING_QUOTE.finditer(self.text, start, self.sign_index))
        if not openings or _CLOSING_QUOTE.search(self.text, openings[-1].end(), self.sign_index):
            return False
        closing = _CLOSING_QUOTE.search(self.text, self.sign_index + 1, end)
        opening = _OPENING_QUOTE.search(self.text, self.sign_index + 1, end)
        return closing is None or (opening is not None and opening.start() < closing.start())


@lru_cache(maxsize=1 << 12)
def _weight(previous: str, term: str) -> float:
    """Return how likely a syllable is after another one, which may be empty, in bits."""
    is_pair = previous != "" and is_listed_word(f"{previous} {term}")
    return log2(1 + count_listed_words(term)) + (_LISTED_PAIR if is_pair else 0.0)
