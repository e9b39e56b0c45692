"""Which abbreviations does a text define? `an ninh trật tự (ANTT)` and `HTX (hợp tác xã)` are definitions.

A definition is accepted only if the letters of the short form are the initials of the long form, in order.
Connecting words of the long form may be skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from analyzers import fold, normalize
from analyzers.composition import nfc
from analyzers.orthography import unmarked_syllables
from analyzers.spans import parts
from searchidx.abbreviations.terms import MAX_LONG_FORM_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CAPITALS: Final = "A-ZĐÐƯƠÔÂÊĂ"
_SHORT_FORM: Final = rf"[{_CAPITALS}](?:[-.&–]?[{_CAPITALS}a-z])+"
_SO_CALLED: Final = r"(?:(?:sau đây )?(?:gọi|viết) tắt(?: là|:)|tức(?: là)?|hay)"

_BRACKETED: Final = re.compile(
    rf"\((?:[^\W\d_]+ |{_SO_CALLED} )?[\"“]?(?P<short>{_SHORT_FORM})[\"”]?\)"
    rf"|\((?:{_SO_CALLED} |viết tắt (?:của|từ) )?[\"“]?(?P<long>[^\W\d_][^()\n]{{4,100}})\)"
)
"""A form in parentheses: (TTATXH), (gọi tắt là TTATXH), (Bộ TT&TT), (viết tắt của phòng cháy chữa cháy)."""

_INTRODUCED: Final = re.compile(rf"(?: [-–] |, )?(?:{_SO_CALLED} )?[\"“]?(?P<short>{_SHORT_FORM})(?![\w(])")
"""A short form after a dash, or after a comma and `gọi tắt là`."""

_DASH: Final = re.compile(r" [-–] (?=[^\W\d_])")
_COMMA_SO_CALLED: Final = re.compile(r", (?=(?:gọi|viết) tắt là )")
_SHORT_FORM_AT_END: Final = re.compile(rf"(?<![\w.&–-])({_SHORT_FORM}) ?$")

_LONG_FORM_BOUNDARY: Final = re.compile(r"[.;:!?()\n\"“”…]")
"""A character that a long form may not contain."""

_LONG_FORM_WORD: Final = re.compile(r"[^\W_]+")

_CONNECTING_WORDS: Final = frozenset(
    ["và", "của", "các", "những", "về", "cho", "trong", "tại", "với", "trên", "để", "từ", "do"]
)
"""The words of a long form whose initials a short form may skip."""

_DIGRAPHS: Final = frozenset(["ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"])
"""The initial consonants of two letters. A short form may have both letters or only the first."""

MAX_SHORT_FORM_LETTERS: Final = 10
"""The maximum number of letters in a short form."""

LONG_FORM_WINDOW: Final = 120
"""The number of characters before a short form in which its long form is searched."""

SHORT_FORM_WINDOW: Final = 16
"""The number of characters before a long form in parentheses in which its short form is searched."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The two forms of an abbreviation, each as exact terms joined by blanks."""

    short: str
    long: str


def definitions(text: str) -> Iterator[Definition]:
    """Yield the definitions in a text. Definitions with parentheses come first, then all others.

    A repeated definition is yielded each time. The time is linear in the length of the text.
    """
    text = nfc(text)
    for bracket in _BRACKETED.finditer(text):
        start = bracket.start()
        if bracket["short"]:
            definition = _by_long_form_before(
                bracket["short"], text[max(0, start - LONG_FORM_WINDOW) : start]
            )
        else:
            definition = _by_short_form_before(
                text[max(0, start - SHORT_FORM_WINDOW) : start], bracket["long"]
            )
        if definition:
            yield definition
    for start in _introductions(text):
        introduced = _INTRODUCED.match(text, start)
        if introduced and len(_letters(introduced["short"])) > 2:
            before = text[max(0, start - LONG_FORM_WINDOW) : start]
            if definition := _by_long_form_before(introduced["short"], before):
                yield definition


def _introductions(text: str) -> list[int]:
    """Return the offsets at which `_INTRODUCED` may match, in ascending order.

    A single pattern for dashes and commas would take four times as long.
    """
    starts = [dash.start() for dash in _DASH.finditer(text)]
    if "tắt là " in text:
        starts = sorted([*starts, *(match.start() for match in _COMMA_SO_CALLED.finditer(text))])
    return starts


def _by_long_form_before(short: str, before: str) -> Definition | None:
    """Return the definition of a short form if the text before it ends with a matching long form."""
    letters = _letters(short)
    if not letters:
        return None
    boundary = max((match.end() for match in _LONG_FORM_BOUNDARY.finditer(before)), default=0)
    words = _LONG_FORM_WORD.findall(normalize(before[boundary:]))[-MAX_LONG_FORM_WORDS:]
    first = _first_word(letters, words)
    return _definition(short, words[first:]) if first is not None else None


def _by_short_form_before(before: str, long: str) -> Definition | None:
    """Return the definition of a long form in parentheses if the text before it ends with its short form."""
    short = _SHORT_FORM_AT_END.search(before)
    words = _LONG_FORM_WORD.findall(normalize(long))
    if short is None or len(words) > MAX_LONG_FORM_WORDS or _LONG_FORM_BOUNDARY.search(long):
        return None
    return _definition(short[1], words) if _first_word(_letters(short[1]), words) == 0 else None


def _definition(short: str, words: Sequence[str]) -> Definition | None:
    """Return the definition, or None if the short form can be read as a syllable.

    If `Công an Online (CAO)` were a definition, every search for `cao` would also find this long form.
    """
    terms = _terms(short)
    if len(terms) == 1 and fold(terms[0]) in unmarked_syllables():
        return None
    return Definition(" ".join(terms), " ".join(_terms(" ".join(words))))


def _terms(text: str) -> list[str]:
    """Return the exact terms of the parts of a text."""
    return [part.term for part in parts(text)]


def _letters(short: str) -> str:
    """Return the letters of a short form in upper case, or "" for a text that is not a short form.

    A short form has at least two capitals, at most one small letter, and at most `MAX_SHORT_FORM_LETTERS`
    letters in all.
    """
    letters = [letter for letter in normalize(short) if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    fits = capitals >= 2 and len(letters) <= MAX_SHORT_FORM_LETTERS and len(letters) - capitals <= 1
    return "".join(letters).upper().replace("Ð", "Đ") if fits else ""


def _first_word(letters: str, words: Sequence[str]) -> int | None:
    """Return the index of the word at which the long form of these letters begins, or None.

    The long form consists of all words from this index on, at least two. The greatest possible index is
    returned. The first word may not be a connecting word, and the last word may not be skipped.
    """
    # D may stand for đ, but not in a short form that has a letter Đ or only two letters.
    strict = "Đ" in letters or len(letters) == 2
    # The words are read backwards. `unspelt` has the possible numbers of letters that no word has spelt yet.
    unspelt = {len(letters)} if letters else set()
    for first in range(len(words) - 1, -1, -1):
        word = words[first]
        spelt = {left - count for left in unspelt for count in _spelt_by(word, letters[:left], strict=strict)}
        connecting = word.lower() in _CONNECTING_WORDS
        if 0 in spelt and first < len(words) - 1 and not connecting:
            return first
        skipped = unspelt - {len(letters)} if connecting else set()
        unspelt = (spelt | skipped) - {0}
        if not unspelt:
            return None
    return None


def _spelt_by(word: str, letters: str, *, strict: bool) -> Iterator[int]:
    """Yield the numbers of letters at the end of `letters` that a word can spell.

    A word spells 1 letter by its initial, 2 by a digraph, and all of its own letters if it is an acronym.
    """
    initial, last = word[0].upper(), letters[-1]
    if last == initial or (fold(last) == fold(initial) and (initial != "Đ" or not strict) and last != "Đ"):
        yield 1
    opening = fold(word[:2]).lower()
    if opening in _DIGRAPHS and letters[-2:].lower() == opening:
        yield 2
    if len(word) > 1 and word.isupper() and letters.endswith(word):
        yield len(word)
