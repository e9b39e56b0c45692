r"""VIQR, the ASCII mnemonic of RFC 1456: `Vie^.t Nam`, `ddu+o+`ng`.

Marks follow their vowel: `(` breve, `^` circumflex, `+` horn, then a tone; `dd` is đ. A backslash before a
sign says that it is punctuation: `ta\.`.
"""

import re
import unicodedata
from typing import Final

from analyzers.orthography import is_syllable

_SHAPES: Final = {"(": "\u0306", "^": "\u0302", "+": "\u031b"}
_TONES: Final = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_WORD: Final = re.compile(r"[A-Za-z](?:[A-Za-z`'?~.^(+]|\\.)*+")
_ESCAPED: Final = re.compile(r"\\(.)")
_LETTER: Final = re.compile(
    r"\\(?P<escaped>.)|(?P<d>\b[dD][dD])"
    r"|(?P<vowel>[aA][(^]?|[eE]\^?|[oO][+^]?|[uU]\+?|[iIyY])(?P<tone>[`'?~.]?)"
)
_TELLING: Final = re.compile(r"[aeoAEO]\^|[oOuU]\+(?![0-9])|[aeiouyAEIOUY][`~]")
"""Marks that prose does not put after a vowel.

An apostrophe, a full stop or a question mark proves nothing, nor does a parenthesis, which code has, nor
`dd`.
"""

_VOWEL: Final = re.compile("[aeiouyAEIOUY]")

_MAX_WORD_CHARACTERS: Final = 24
"""Longer words, with their marks and the end of a sentence, are not decoded."""

_MIN_TELLING_SHARE: Final = 0.1
"""The share of the words that must have a telling mark; in Vietnamese text about half have one."""


def looks_like_viqr(text: str) -> bool:
    """Return whether enough words of an ASCII text have the marks of VIQR, and nearly all of those decode."""
    if not _TELLING.search(text):
        return False
    words = _WORD.findall(text)
    marked = [word for word in words if len(word) > 2 and _TELLING.search(word)]  # `y` is Markdown
    good = sum(_syllable(word) is not None for word in marked)
    return good > 0 and good >= _MIN_TELLING_SHARE * len(words) and good >= 3 * (len(marked) - good)


def decode_viqr(text: str) -> str:
    r"""Return the text with each word that spells a syllable decoded, and escapes (`\.`) resolved, in NFC."""
    return _WORD.sub(lambda word: _syllable(word[0]) or _no_syllable(word[0]), text)


def _syllable(word: str) -> str | None:
    """Return the word decoded if its letters are a syllable; punctuation may follow them, escaped or not."""
    if len(word) > _MAX_WORD_CHARACTERS:
        return None
    body = word
    while True:
        decoded = _LETTER.sub(_letter, body)
        if is_syllable(decoded.rstrip("`'?~.^(+").lower()):
            return decoded + word[len(body) :]
        # A sign that makes no syllable ends the sentence: in `nga`y cu?a ho.?` the last one asks a question.
        if body[-1] not in "?.'(" or body[-2:-1] == "\\":
            return None
        body = body[:-1]


def _no_syllable(word: str) -> str:
    """Return a word that is no syllable, decoded if it has marks (`o^to^`) or abbreviates (`DDHQG`)."""
    if _TELLING.search(word) or "a(" in word.lower():
        return _LETTER.sub(_letter, word)
    plain = _ESCAPED.sub(r"\1", word)
    is_abbreviation = plain.isupper() and not _VOWEL.search(plain)
    return plain.replace("DD", "Đ") if is_abbreviation or plain.startswith("DD") else plain


def _letter(match: re.Match[str]) -> str:
    """Return the letter that a match of `_LETTER` spells."""
    if match["escaped"]:
        return match["escaped"]
    if match["d"]:
        return "Đ" if match["d"][0] == "D" else "đ"
    vowel, tone = match["vowel"], match["tone"]
    return unicodedata.normalize("NFC", vowel[0] + _SHAPES.get(vowel[1:], "") + _TONES.get(tone, ""))
