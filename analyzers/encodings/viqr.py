r"""VIQR, the ASCII mnemonic of RFC 1456: `Vie^.t Nam`, `ddu+o+`ng`.

Marks follow their vowel: first `(` breve, `^` circumflex or `+` horn, then a tone. `dd` is đ. A sign after a
backslash is punctuation, not a mark: `ta\.`.
"""

import re
import unicodedata
from typing import Final

from analyzers.orthography import is_syllable

_SHAPE_SIGNS: Final = {"(": "\u0306", "^": "\u0302", "+": "\u031b"}
_TONE_SIGNS: Final = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VIQR_WORD: Final = re.compile(r"[A-Za-z](?:[A-Za-z`'?~.^(+]|\\.)*+")
_ESCAPED: Final = re.compile(r"\\(.)")
_LETTER: Final = re.compile(
    r"\\(?P<escaped>.)|(?P<d>\b[dD][dD])"
    r"|(?P<vowel>[aA][(^]?|[eE]\^?|[oO][+^]?|[uU]\+?|[iIyY])(?P<tone>[`'?~.]?)"
)
_TELLING: Final = re.compile(r"[aeoAEO]\^|[oOuU]\+(?![0-9])|[aeiouyAEIOUY][`~]")
"""Marks that other text rarely has after a vowel.

Apostrophes, full stops, question marks, parentheses (frequent in code) and `dd` are no evidence.
"""

_VOWEL: Final = re.compile("[aeiouyAEIOUY]")

_MAX_SYLLABLE_CHARACTERS: Final = 24
"""Words of more characters, with their marks and punctuation, are not decoded as syllables."""

_MIN_TELLING_SHARE: Final = 0.1
"""The least share of words that match `_TELLING` and decode to syllables. Vietnamese text has about .5."""


def looks_like_viqr(text: str) -> bool:
    """Return whether an ASCII text is VIQR: enough words have its marks, and most of these words decode."""
    if not _TELLING.search(text):
        return False
    words = _VIQR_WORD.findall(text)
    # Words of two characters are not counted, because y` may be the end of code in Markdown.
    marked = [word for word in words if len(word) > 2 and _TELLING.search(word)]
    good = sum(_syllable(word) is not None for word in marked)
    return good > 0 and good >= _MIN_TELLING_SHARE * len(words) and good >= 3 * (len(marked) - good)


def decode_viqr(text: str) -> str:
    r"""Return the text with its VIQR words decoded and its escapes (`\.`) resolved, in NFC."""
    return _VIQR_WORD.sub(lambda word: _syllable(word[0]) or _decode_other_word(word[0]), text)


def _syllable(word: str) -> str | None:
    """Return the word decoded if it is a syllable with or without punctuation after it, else None."""
    if len(word) > _MAX_SYLLABLE_CHARACTERS:
        return None
    body = word
    while True:
        decoded = _LETTER.sub(_letter, body)
        if is_syllable(decoded.rstrip("`'?~.^(+").lower()):
            return decoded + word[len(body) :]
        # The last sign may be punctuation: `ho.?` is the syllable `họ` with a question mark.
        if body[-1] not in "?.'(" or body[-2:-1] == "\\":
            return None
        body = body[:-1]


def _decode_other_word(word: str) -> str:
    """Return a word that is no syllable, decoded if it has marks (`o^to^`) or abbreviates words (`DDHQG`)."""
    if _TELLING.search(word) or "a(" in word.lower():
        return _LETTER.sub(_letter, word)
    unescaped = _ESCAPED.sub(r"\1", word)
    is_abbreviation = unescaped.isupper() and not _VOWEL.search(unescaped)
    return unescaped.replace("DD", "Đ") if is_abbreviation or unescaped.startswith("DD") else unescaped


def _letter(match: re.Match[str]) -> str:
    """Return the letter that a match of `_LETTER` spells."""
    if match["escaped"]:
        return match["escaped"]
    if match["d"]:
        return "Đ" if match["d"][0] == "D" else "đ"
    vowel, tone = match["vowel"], match["tone"]
    return unicodedata.normalize(
        "NFC", vowel[0] + _SHAPE_SIGNS.get(vowel[1:], "") + _TONE_SIGNS.get(tone, "")
    )
