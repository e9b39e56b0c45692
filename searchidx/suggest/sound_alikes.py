"""The syllables, and the beginnings of foreign words, that sound alike to many writers.

In some region of Vietnam the initials of each group below sound alike, and so do the final consonants and the
tones hỏi and ngã. A foreign word is often written with another beginning of the same sound.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from analyzers.orthography import may_be_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

_INITIALS: Final = (("s", "x"), ("ch", "tr"), ("d", "gi", "r"), ("l", "n"))
_FINALS: Final = (("n", "ng", "nh"), ("c", "t", "ch"))
_FOREIGN_BEGINNINGS: Final = (("c", "k"), ("f", "ph"), ("g", "j"), ("i", "y"), ("s", "x", "z"), ("v", "w"))

_LONG_INITIALS: Final = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch")
_FINAL_CONSONANTS: Final = ("ng", "nh", "ch", "c", "m", "n", "p", "t")

_HOOK: Final = "\u0309"
_TILDE: Final = "\u0303"
_OTHER_TONE: Final = {ord(_HOOK): _TILDE, ord(_TILDE): _HOOK}


@lru_cache(maxsize=1 << 10)
def sound_alikes(term: str) -> tuple[str, ...]:
    """Return the possible syllables that sound like a term (NFC, lower case), without the term itself.

    A term without accents has sound-alikes without accents: `"lam" -> ("nam",)`.
    """
    initial = next(filter(term.startswith, _LONG_INITIALS), term[:1])
    rhyme = term[len(initial) :]
    final = next(filter(rhyme.endswith, _FINAL_CONSONANTS), "")
    vowels = rhyme.removesuffix(final)
    tones = dict.fromkeys((vowels, _with_other_tone(vowels)))
    written = map("".join, product(_alike(initial, _INITIALS), tones, _alike(final, _FINALS)))
    return tuple(spelling for spelling in written if spelling != term and may_be_syllable(spelling))


def foreign_sound_alikes(word: str) -> list[str]:
    """Return the words that differ from a foreign word in a beginning that sounds alike: `calm` -> `kalm`."""
    return [
        other + word.removeprefix(beginning)
        for group in _FOREIGN_BEGINNINGS
        for beginning in group
        if word.startswith(beginning)
        for other in group
        if other != beginning
    ]


def _alike(part: str, groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the group that contains the initial or final, or only the initial or final itself."""
    return next((group for group in groups if part in group), (part,))


def _with_other_tone(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", decomposed.translate(_OTHER_TONE))
