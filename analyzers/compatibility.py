"""Compatibility characters in plain letters and digits: `CO₂` -> `CO2`, `Ａ４` -> `A4`, `㎞` -> `km`.

Unicode has many letters, digits and units twice, and calls one of the two a compatibility character. NFKC
replaces all of them, but makes `102` of `10²` and `11/2` of `1½`. So this module decides by their kind:

    kind      examples         become            next to other characters
    plain     Ａ ﬁ 𝐀 Ⅻ ₙ ﾊ      A fi A XII n ハ    they are like the plain letters
    unit      ㎞ ㎡ ℃ №         km m2 °C No.      a blank parts them from words: ㎡đất -> m2 đất
    apart     ① ⑴ Ⓐ ½          1 (1) A 1/2       blanks part them from everything: 1½ -> 1 1/2
    lowered   CO₂ 10₂          CO2 10^2          ^ parts them from a digit
    raised    m² 10² Nam¹      m2 10^2 Nam^1     ^ parts them from a digit, and a note number from its word
    degree    Nº 18ºC          No 18°C           a degree sign after a digit; a raised zero too: 37⁰C -> 37°C

Unchanged are blanks, punctuation (`…`, but not its full-width forms), the signs `™` and `℠`, single letters
of Hangul, and characters for several words (`㍿`, `㎧`).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from analyzers.composition import nfc
from analyzers.invisible import without_invisible

_Kind = Literal["unchanged", "plain", "unit", "apart", "lowered", "raised", "degree"]

_WIDTH_TAGS: Final = ("wide", "narrow", "small")
"""The tags of characters that differ from others in their width only. Unlike other tags, they cover signs."""

_UNCHANGED_TAGS: Final = ("", "noBreak", "vertical")

_HANGUL_LETTERS: Final = ("\u3131", "\u318e")
"""The first and the last single letter of Hangul, as in ㅋㅋ. NFKC turns them into parts of syllables."""

_DEGREES: Final = ("\u00ba", "\u1d52")
"""The raised letters o, which are typed for a degree sign."""

_RAISED_ZERO: Final = "\u2070"

_NUMERO: Final = "No."
"""What № becomes. The full stop parts it from a number."""

_SLASHES: Final = str.maketrans("\u2044\u2215", "//")
"""The slashes that NFKC writes in fractions and units."""

_VOWELS: Final = frozenset("aeiouy")
_UNITS_WITH_VOWEL: Final = ("dam",)
"""Units that look like words, but whose raised digit is a power."""

_LONGEST_UNIT: Final = 4
"""A word of more letters is no unit."""

_PLAIN_WORD: Final = r"[^\W_]+"
_MAX_QUICK: Final = 256
"""The longest text that is compared with NFKC first. For a long row of marks this takes quadratic time."""

_FIRST_HAN: Final = "\u3400"


class _Spelling(NamedTuple):
    """What a character becomes if it is alone, and its kind."""

    text: str
    kind: _Kind


def compatible(text: str) -> str:
    """Return a text in NFC with plain letters for its compatibility characters, in NFC: `CO₂` -> `CO2`."""
    spellings = plain_spellings(text)
    return text if spellings is None else nfc("".join(spellings))


def is_compatibility_character(character: str) -> bool:
    """Return whether this module replaces a character."""
    return _spelling(character).kind != "unchanged"


def plain_spellings(text: str) -> list[str] | None:
    """Return what each character of a text in NFC becomes, or None if the whole text stays unchanged.

    No string is empty. The joined strings may not be in NFC: `ｶﾞ` becomes a letter and a combining mark.
    """
    if text.isascii() or (len(text) <= _MAX_QUICK and unicodedata.is_normalized("NFKC", text)):
        return None
    if not any(map(is_compatibility_character, set(text))):
        return None
    spellings: list[str] = []
    before = _Spelling("", "unchanged")
    for index, character in enumerate(text):
        spelling = _spelling(character)
        if spellings and _is_blank_needed(spellings[-1], before.kind, spelling):
            spellings[-1] += " "
        if spelling.kind in ("unchanged", "plain", "unit", "apart") or before.kind == spelling.kind:
            spellings.append(spelling.text)
        else:
            is_degree = spelling.kind == "degree" or (
                character == _RAISED_ZERO and _spelling(text[index + 1 : index + 2]).kind != "raised"
            )
            spellings.append(_after(spellings, spelling, is_degree=is_degree))
        before = spelling
    return spellings


def _is_blank_needed(before: str, kind_before: _Kind, spelling: _Spelling) -> bool:
    """Return whether a blank must part a character from `before`, what the previous character became."""
    text, kind = spelling
    if before[-1].isspace() or text.isspace():
        return False
    if "apart" in (kind_before, kind):
        return True
    if kind_before == "unit":
        return kind not in ("lowered", "raised") and before[-1].isalnum() and text[0].isalnum()
    return kind == "unit" and before[-1].isalpha() and text[0].isalpha()


def _after(spellings: list[str], spelling: _Spelling, *, is_degree: bool) -> str:
    """Return what a raised or lowered character becomes after `spellings`, those of the text before it.

    Invisible characters between the two count as nothing.
    """
    before = ""
    for each in reversed(spellings):
        before = without_invisible(each) + before
        if len(before) > _LONGEST_UNIT:
            break
    if before[-1:].isdigit():
        return "°" if is_degree else f"^{spelling.text}"
    return f"^{spelling.text}" if spelling.kind == "raised" and _ends_in_word(before) else spelling.text


def _ends_in_word(text: str) -> bool:
    """Return whether a text ends in letters that are a word, and not a unit or variable (`km`, `x`, `mc`)."""
    letters = ""
    for character in reversed(text):
        if not character.isalpha():
            break
        letters = character + letters
    has_vowel = not _VOWELS.isdisjoint(unicodedata.normalize("NFD", letters).lower())
    return len(letters) > 1 and has_vowel and letters not in _UNITS_WITH_VOWEL


@lru_cache(maxsize=1 << 12)
def _spelling(character: str) -> _Spelling:
    """Return what one character, or "", becomes if it is alone, and its kind."""
    decomposition = unicodedata.decomposition(character) if character > "\x7f" else ""
    tag = decomposition.partition("> ")[0][1:] if decomposition.startswith("<") else ""
    if tag in _UNCHANGED_TAGS or _HANGUL_LETTERS[0] <= character <= _HANGUL_LETTERS[1]:
        return _Spelling(character, "unchanged")
    if tag in _WIDTH_TAGS:
        text = chr(int(decomposition.partition("> ")[2], 16))
        return _Spelling(character, "unchanged") if text.isspace() else _Spelling(text, "plain")
    text = _NUMERO if character == "№" else unicodedata.normalize("NFKC", character).translate(_SLASHES)
    category = unicodedata.category(character)
    is_letter_sign = tag == "super" and category == "So"  # ™ and ℠
    if is_letter_sign or not (tag == "fraction" or _is_one_word(text)):
        return _Spelling(character, "unchanged")
    return _Spelling(text, _kind(character, tag, category))


def _kind(character: str, tag: str, category: str) -> _Kind:
    """Return the kind of a character that is replaced, given its tag and its general category in Unicode."""
    if character in _DEGREES:
        return "degree"
    if tag in ("circle", "fraction") or (tag == "compat" and category == "No"):
        return "apart"
    if tag in ("super", "sub") and category == "No":
        return "raised" if tag == "super" else "lowered"
    return "unit" if category == "So" else "plain"


def _is_one_word(text: str) -> bool:
    """Return whether a text has one sequence of letters and digits, which is at most one Han character."""
    words = re.findall(_PLAIN_WORD, text)
    if len(words) != 1 or any(map(str.isspace, text)):
        return False
    return len(words[0]) == 1 or max(words[0]) < _FIRST_HAN
