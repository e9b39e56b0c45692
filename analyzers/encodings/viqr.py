r"""VIQR, the ASCII mnemonic of RFC 1456: `Vie^.t Nam`, `ddu+o+`ng`, punctuation escaped as in `ta\.`."""

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
# Marks that prose does not put after a vowel; apostrophes, dots and question marks prove nothing, nor does
# a parenthesis, which code has, nor U+0111.
_TELLING: Final = re.compile(r"[aeoAEO]\^|[oOuU]\+(?![0-9])|[aeiouyAEIOUY][`~]")
_VOWEL: Final = re.compile("[aeiouyAEIOUY]")
_MAX_LENGTH: Final = 24  # of a word with its marks and an end of sentence
_MIN_SHARE: Final = 0.1  # of the words; in Vietnamese text about half have a telling mark


def looks_like_viqr(text: str) -> bool:
    """Whether enough words of an ASCII text bear the marks of VIQR, and nearly all of those decode."""
    if not _TELLING.search(text):
        return False
    words = _WORD.findall(text)
    marked = [word for word in words if len(word) > 2 and _TELLING.search(word)]  # `y` is Markdown
    good = sum(_spelt(word) is not None for word in marked)
    return good > 0 and good >= _MIN_SHARE * len(words) and good >= 3 * (len(marked) - good)


def decode_viqr(text: str) -> str:
    r"""The text with each word that spells a syllable decoded, and its escapes (`\.`) resolved, in NFC."""
    return _WORD.sub(lambda word: _spelt(word[0]) or _unspelt(word[0]), text)


def _spelt(word: str) -> str | None:
    """The word decoded, if its letters are a syllable; punctuation may follow, escaped or not."""
    if len(word) > _MAX_LENGTH:
        return None
    body = word
    while True:
        decoded = _LETTER.sub(_letter, body)
        if is_syllable(decoded.rstrip("`'?~.^(+").lower()):
            return decoded + word[len(body) :]
        # A mark that makes no syllable ends the sentence: in `nga`y cu?a ho.?` the last one is a question.
        if body[-1] not in "?.'(" or body[-2:-1] == "\\":
            return None
        body = body[:-1]


def _unspelt(word: str) -> str:
    """A word that is no syllable: with plain marks (`o^to^`), an abbreviation (`DDHQG`), or foreign."""
    if _TELLING.search(word) or "a(" in word.lower():
        return _LETTER.sub(_letter, word)
    plain = _ESCAPED.sub(r"\1", word)
    abbreviation = plain.isupper() and not _VOWEL.search(plain)
    return plain.replace("DD", "Đ") if abbreviation or plain.startswith("DD") else plain


def _letter(found: re.Match[str]) -> str:
    if found["escaped"]:
        return found["escaped"]
    if found["d"]:
        return "Đ" if found["d"][0] == "D" else "đ"
    vowel, tone = found["vowel"], found["tone"]
    return unicodedata.normalize("NFC", vowel[0] + _SHAPES.get(vowel[1:], "") + _TONES.get(tone, ""))
