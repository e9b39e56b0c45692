"""Which abbreviations does a text define? `an ninh trật tự (ANTT)` and `HTX (hợp tác xã)` are definitions.

A definition is believed only if the letters of the short form are the initials of the long form, in order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from analyzers import fold, normalize, syllables
from analyzers.orthography import unmarked_syllables
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
"""A short form that follows a dash, or a comma and `gọi tắt là`."""

_DASH: Final = re.compile(r" [-–] (?=[^\W\d_])")
_COMMA_SO_CALLED: Final = re.compile(r", (?=(?:gọi|viết) tắt là )")
_SHORT_FORM_AT_END: Final = re.compile(rf"(?<![\w.&–-])({_SHORT_FORM}) ?$")

_BOUNDARY: Final = re.compile(r"[.;:!?()\n\"“”…]")
"""What a long form does not reach across."""

_WORD: Final = re.compile(r"[^\W_]+")

_CONNECTING_WORDS: Final = frozenset(
    ["và", "của", "các", "những", "về", "cho", "trong", "tại", "với", "trên", "để", "từ", "do"]
)
"""The words of a long form that a short form may skip."""

_DIGRAPHS: Final = frozenset(["ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"])
"""The consonants of two letters, which a short form may spell as one or as two."""

MAX_SHORT_FORM_LETTERS: Final = 10
"""How many letters a short form may have."""

LONG_FORM_WINDOW: Final = 120
"""In how many characters before a short form its long form is looked for."""

SHORT_FORM_WINDOW: Final = 16
"""In how many characters before the parenthesis of a long form its short form is looked for."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Both forms of an abbreviation, as exact index terms with one blank between syllables."""

    short: str
    long: str


def definitions(text: str) -> Iterator[Definition]:
    """Yield the definitions of a text: those in parentheses in their order, then the others.

    The time is linear in the length of the text.
    """
    text = unicodedata.normalize("NFC", text)
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
    """Return where `_INTRODUCED` may match. One pattern for both kinds takes four times as long."""
    starts = [dash.start() for dash in _DASH.finditer(text)]
    if "tắt là " in text:
        starts = sorted([*starts, *(match.start() for match in _COMMA_SO_CALLED.finditer(text))])
    return starts


def _by_long_form_before(short: str, before: str) -> Definition | None:
    """Return the definition of a short form by the last words of the text before it."""
    letters = _letters(short)
    if not letters:
        return None
    boundary = max((match.end() for match in _BOUNDARY.finditer(before)), default=0)
    words = _WORD.findall(normalize(before[boundary:]))[-MAX_LONG_FORM_WORDS:]
    first = _first_word(letters, words)
    return _definition(short, words[first:]) if first is not None else None


def _by_short_form_before(before: str, long: str) -> Definition | None:
    """Return the definition by a whole long form of the short form that ends the text before it."""
    short = _SHORT_FORM_AT_END.search(before)
    words = _WORD.findall(normalize(long))
    if short is None or len(words) > MAX_LONG_FORM_WORDS or _BOUNDARY.search(long):
        return None
    return _definition(short[1], words) if _first_word(_letters(short[1]), words) == 0 else None


def _definition(short: str, words: Sequence[str]) -> Definition | None:
    """Return the definition, unless the short form is also a word.

    CAO for Công an Online would make every search for `cao` one for it as well.
    """
    terms = _terms(short)
    if len(terms) == 1 and fold(terms[0]) in unmarked_syllables():
        return None
    return Definition(" ".join(terms), " ".join(_terms(" ".join(words))))


def _terms(text: str) -> list[str]:
    """Return the exact terms of a text; where several share a position, the first one."""
    return list({token.position: token.term for token in reversed(syllables(text))}.values())[::-1]


def _letters(short: str) -> str:
    """Return the letters of a short form in capitals; "" for too few capitals or too many letters."""
    letters = [letter for letter in normalize(short) if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    fits = capitals >= 2 and len(letters) <= MAX_SHORT_FORM_LETTERS and len(letters) - capitals <= 1
    return "".join(letters).upper().replace("Ð", "Đ") if fits else ""


def _first_word(letters: str, words: Sequence[str]) -> int | None:
    """Return the number of the word from which on the initials of the words spell the letters, None for none.

    The words are read backwards. The last one has to be spelt; the first one may not be a connecting word.
    """
    # A short form with a letter Đ does not write D for đ elsewhere; and of two letters none is believed to.
    strict = "Đ" in letters or len(letters) == 2
    unspelt = (
        {len(letters)} if letters else set()
    )  # the possible numbers of letters that are still to be spelt
    for first in range(len(words) - 1, -1, -1):
        word = words[first]
        spelt = {left - taken for left in unspelt for taken in _spelt_by(word, letters[:left], strict=strict)}
        connecting = word.lower() in _CONNECTING_WORDS
        if 0 in spelt and first < len(words) - 1 and not connecting:
            return first
        skipped = unspelt - {len(letters)} if connecting else set()
        unspelt = (spelt | skipped) - {0}
        if not unspelt:
            return None
    return None


def _spelt_by(word: str, letters: str, *, strict: bool) -> Iterator[int]:
    """Yield how many of the last letters a word may spell: an initial, a digraph, all of an acronym."""
    initial, last = word[0].upper(), letters[-1]
    if last == initial or (fold(last) == fold(initial) and (initial != "Đ" or not strict) and last != "Đ"):
        yield 1
    opening = fold(word[:2]).lower()
    if opening in _DIGRAPHS and letters[-2:].lower() == opening:
        yield 2
    if len(word) > 1 and word.isupper() and letters.endswith(word):
        yield len(word)
