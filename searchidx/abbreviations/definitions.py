"""Abbreviations that the articles themselves define: `an ninh trật tự (ANTT)`, `HTX (hợp tác xã)`.

A definition is believed only if the letters of the short form are the initials of the long one, in order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from analyzers import fold, normalize, syllables
from analyzers.orthography import unmarked_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UPPER: Final = "A-ZĐÐƯƠÔÂÊĂ"
_SHORT: Final = rf"[{_UPPER}](?:[-.&–]?[{_UPPER}a-z])+"
_CALLED: Final = r"(?:(?:sau đây )?(?:gọi|viết) tắt(?: là|:)|tức(?: là)?|hay)"
# (TTATXH), (gọi tắt là TTATXH), (Bộ TT&TT)
_BRACKETED: Final = re.compile(
    rf"\((?:[^\W\d_]+ |{_CALLED} )?[\"“]?(?P<short>{_SHORT})[\"”]?\)"
    rf"|\((?:{_CALLED} |viết tắt (?:của|từ) )?[\"“]?(?P<long>[^\W\d_][^()\n]{{4,100}})\)"
)
_ANNOUNCED: Final = re.compile(rf"(?: [-–] |, )?(?P<called>{_CALLED} )?[\"“]?(?P<short>{_SHORT})(?![\w(])")
_DASH: Final = re.compile(r" [-–] (?=[^\W\d_])")
_SO_CALLED: Final = re.compile(r", (?=(?:gọi|viết) tắt là )")
_BEFORE: Final = re.compile(rf"(?<![\w.&–-])({_SHORT}) ?$")
_END: Final = re.compile(r"[.;:!?()\n\"“”…]")  # no long form reaches across
_WORD: Final = re.compile(r"[^\W_]+")

_CONNECTING: Final = frozenset(
    ["và", "của", "các", "những", "về", "cho", "trong", "tại", "với", "trên", "để", "từ", "do"]
)
_DIGRAPHS: Final = frozenset(["ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"])
_MAX_WORDS: Final = 14
_MAX_LETTERS: Final = 10
_WINDOW: Final = 120


@dataclass(frozen=True, slots=True)
class Definition:
    """Both forms as exact index terms, the syllables parted by one blank."""

    short: str
    long: str


def definitions(text: str) -> Iterator[Definition]:
    """Yield what the text defines, in its order, in time linear in the text."""
    text = unicodedata.normalize("NFC", text)
    for bracket in _BRACKETED.finditer(text):
        if bracket["short"]:
            found = _defined(bracket["short"], text[max(0, bracket.start() - _WINDOW) : bracket.start()])
        else:
            found = _explained(text[max(0, bracket.start() - 16) : bracket.start()], bracket["long"])
        if found:
            yield found
    for start in _announcers(text):
        short = _ANNOUNCED.match(text, start)
        if short and len(_letters(short["short"])) > 2:
            found = _defined(short["short"], text[max(0, start - _WINDOW) : start])
            if found:
                yield found


def _announcers(text: str) -> list[int]:
    """Where short forms may follow without brackets. One pattern for both would take four times as long."""
    starts = [dash.start() for dash in _DASH.finditer(text)]
    if "tắt là " in text:
        starts = sorted([*starts, *(match.start() for match in _SO_CALLED.finditer(text))])
    return starts


def _defined(short: str, before: str) -> Definition | None:
    """The definition of a short form by the end of the text before it."""
    letters = _letters(short)
    if not letters:
        return None
    end = max((match.end() for match in _END.finditer(before)), default=0)
    words = _WORD.findall(normalize(before[end:]))
    first = _first_word(letters, words[-_MAX_WORDS:])
    return _definition(short, words[-_MAX_WORDS:][first:]) if first is not None else None


def _explained(before: str, long: str) -> Definition | None:
    """The definition of the short form that ends the text before it by the whole of the long one."""
    short = _BEFORE.search(before)
    words = _WORD.findall(normalize(long))
    if short is None or len(words) > _MAX_WORDS or _END.search(long):
        return None
    return _definition(short[1], words) if _first_word(_letters(short[1]), words) == 0 else None


def _definition(short: str, words: Sequence[str]) -> Definition | None:
    parts = _parts(short)
    spoken = len(parts) == 1 and fold(parts[0]) in unmarked_syllables()
    # CAO for Công an Online would turn every search for "cao" into one for it.
    return None if spoken else Definition(" ".join(parts), " ".join(_parts(" ".join(words))))


def _parts(text: str) -> list[str]:
    return list({token.position: token.term for token in reversed(syllables(text))}.values())[::-1]


def _letters(short: str) -> str:
    """The letters of a short form, upper-case; empty where it is none: too short, too long, or a word."""
    letters = [letter for letter in normalize(short) if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    fits = capitals >= 2 and len(letters) <= _MAX_LETTERS and len(letters) - capitals <= 1
    return "".join(letters).upper().replace("Ð", "Đ") if fits else ""


def _first_word(letters: str, words: Sequence[str]) -> int | None:
    """The word from which the words' initials spell the letters, up to the last word."""
    # One that writes Đ anywhere does not write D for it; nor is D for đ believed in two letters.
    strict = "Đ" in letters or len(letters) == 2
    open_ends = {len(letters)} if letters else set()  # how many letters are still to be spelt
    for first in range(len(words) - 1, -1, -1):
        word = words[first]
        spelt = {left - taken for left in open_ends for taken in _takes(word, letters[:left], strict=strict)}
        connecting = word.lower() in _CONNECTING
        if 0 in spelt and first < len(words) - 1 and not connecting:
            return first
        skipped = open_ends - {len(letters)} if connecting else set()
        open_ends = (spelt | skipped) - {0}
        if not open_ends:
            return None
    return None


def _takes(word: str, letters: str, *, strict: bool) -> Iterator[int]:
    """Yield how many of the last letters a word stands for: its initial, two of it, all of a short form."""
    initial, last = word[0].upper(), letters[-1]
    if last == initial or (fold(last) == fold(initial) and (initial != "Đ" or not strict) and last != "Đ"):
        yield 1
    opening = fold(word[:2]).lower()
    if opening in _DIGRAPHS and letters[-2:].lower() == opening:
        yield 2
    if len(word) > 1 and word.isupper() and letters.endswith(word):
        yield len(word)
