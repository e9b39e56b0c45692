r"""VIQR, the ASCII mnemonic of RFC 1456: `Vie^.t Nam`, `ddu+o+`ng`.

Marks follow their vowel: first `(` breve, `^` circumflex or `+` horn, then a tone. `dd` is đ. A sign after a
backslash is punctuation, not a mark: `ta\.`.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from analyzers.encodings.viqr_punctuation import DOUBTFUL_SIGNS, Ending
from analyzers.orthography import is_syllable

_SHAPE_SIGNS: Final = {"(": "\u0306", "^": "\u0302", "+": "\u031b"}
_TONE_SIGNS: Final = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_MARKED_LETTER: Final = r"(?:[AEIOUYaeiouy][`'?~.^(+]*+|[A-Za-z]|\\.)"
_NEW_WORD: Final = (
    r"(?<=[a-z][.?])[A-Z]|(?<=[a-z][`'?~^(+][.?])[A-Z]|(?<=\b[A-Z]\.)[A-Z](?![A-Za-z])|(?<=\.\.)[A-Za-z]"
)
_VIQR_WORD: Final = re.compile(rf"(?=[A-Za-z]){_MARKED_LETTER}(?:(?!{_NEW_WORD}){_MARKED_LETTER})*+")
"""Letters and escaped signs. Marks are only after vowels, so the word `Q` ends in `Q.Thu?`.

A new word begins with a capital after a small letter and a full stop (`ra.Trong`), with a capital after an
initial (`U.S.A.`), and after several full stops.
"""

_ESCAPED: Final = re.compile(r"\\(.)")
_ABBREVIATED_D: Final = re.compile("DD(?!D(?!D))")
"""Đ in an abbreviation. Of three D, the last two are Đ: `QSDDD` is QSDĐ."""
_LETTER: Final = re.compile(
    r"\\(?P<escaped>.)|(?P<d>\b[dD][dD])"
    r"|(?P<vowel>[aA][(^]?|[eE]\^?|[oO][+^]?|[uU]\+?|[iIyY])(?P<tone>[`'?~.]?)"
)
_TELLING: Final = re.compile(r"[aeoAEO]\^|[oOuU]\+(?![0-9])|[aeiouyAEIOUY][`~]")
"""Marks that other text rarely has after a vowel.

Apostrophes, full stops, question marks, parentheses (frequent in code) and `dd` are no evidence.
"""

_INNER_MARK: Final = re.compile("[aeiouyAEIOUY][.?](?=[a-zA-Z])")
"""A dot below or hỏi inside a word: `loa.t`. Code has such words too, so they are only further evidence."""

_PUNCTUATION: Final = "?.'("
"""The signs that may be punctuation after a syllable, although they are marks after its vowel."""

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
    good = sum(_syllable_length(word) > 0 for word in marked)
    inner = sum(
        _syllable_length(word) > 0 for word in words if _INNER_MARK.search(word) and not _TELLING.search(word)
    )
    return good > 0 and good >= _MIN_TELLING_SHARE * len(words) and good + inner >= 3 * (len(marked) - good)


def decode_viqr(text: str) -> str:
    r"""Return the text with its VIQR words decoded and its escapes (`\.`) resolved, in NFC."""
    pieces: list[str] = []
    end, previous = 0, ""
    for match in _VIQR_WORD.finditer(text):
        between = text[end : match.start()]
        word = _decode_word(match, previous if between.isspace() else "")
        pieces += [between, word.text]
        end, previous = match.end(), word.syllable
    return "".join((*pieces, text[end:]))


class _Word(NamedTuple):
    """A decoded word, and its syllable if no punctuation is after the syllable, else an empty string."""

    text: str
    syllable: str


def _decode_word(match: re.Match[str], previous: str) -> _Word:
    """Decode a match of `_VIQR_WORD`. `previous` is the syllable before it, if only a blank is between."""
    word = match[0]
    if word == "dd" and match.string[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:].isdigit():
        return _Word("đ", "")  # the currency, as in 500dd
    length = _syllable_length(word)
    if not length:
        return _Word(_decode_other_word(word), "")
    marked, plain = _letters(word[:length]), _letters(word[: length - 1])
    if word[length - 1] in DOUBTFUL_SIGNS and is_syllable(plain.lower()):
        ending = Ending(match.string, match.start() + length - 1, plain, marked, previous)
        if ending.is_punctuation():
            return _Word(plain + _unescaped(word[length - 1 :]), "")
    return _Word(marked + _unescaped(word[length:]), marked if length == len(word) else "")


def _syllable_length(word: str) -> int:
    """Return the length of the syllable that a word is, without punctuation after it, or 0 if it is none."""
    length = len(word)
    if length > _MAX_SYLLABLE_CHARACTERS:
        return 0
    while length and not is_syllable(_letters(word[:length]).lower()):
        is_escaped = word[length - 2 : length - 1] == "\\"
        if not is_escaped and word[length - 1] not in _PUNCTUATION:
            return 0
        length -= 2 if is_escaped else 1
    return length


def _decode_other_word(word: str) -> str:
    """Return a word that is no syllable, decoded if it has marks (`o^to^`) or abbreviates words (`DDHQG`)."""
    if _TELLING.search(word) or "a(" in word.lower():
        # Few words that are no syllable end with a dot below: `o^to^.` is ôtô and a full stop.
        stem = word.rstrip(".")
        return _letters(stem) + word[len(stem) :]
    unescaped = _unescaped(word)
    is_abbreviation = unescaped.isupper() and not _VOWEL.search(unescaped)
    return _ABBREVIATED_D.sub("Đ", unescaped) if is_abbreviation or unescaped.startswith("DD") else unescaped


def _letters(word: str) -> str:
    return _LETTER.sub(_letter, word)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


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
