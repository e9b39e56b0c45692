"""The syllables that sound alike to many writers.

In some region of Vietnam the initials of each group below sound alike, and so do the final consonants and the
tones hỏi and ngã. Foreign words that sound alike are in `foreign_words`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from analyzers.orthography import TONES, may_be_syllable, place_tone, strip_tone

if TYPE_CHECKING:
    from collections.abc import Sequence

_INITIALS: Final = (("s", "x"), ("ch", "tr"), ("d", "gi", "r"), ("l", "n"))
_FINALS: Final = (("n", "ng", "nh"), ("c", "t", "ch"))

_LONG_INITIALS: Final = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch")
_FINAL_CONSONANTS: Final = ("ng", "nh", "ch", "c", "m", "n", "p", "t")

_CONFUSED_FINALS: Final = (("n", "ng", "nh", "m"), ("c", "t", "ch", "p"))
_CONFUSED_VOWELS: Final = (
    ("ai", "ay", "ây"),
    ("ao", "au", "âu"),
    ("i", "iê", "ê"),
    ("iu", "iêu", "ưu", "ươu"),
    ("ư", "ươ"),
    ("u", "uô"),
    ("â", "uâ"),
    ("ui", "uôi"),
    ("ưi", "ươi"),
)
"""The vowels that sound alike in some region, without their tones. They differ in more than their accents."""

_HOOK: Final = "\u0309"
_TILDE: Final = "\u0303"
_HOOK_AND_TILDE: Final = (TONES.index("hỏi"), TONES.index("ngã"))
_OTHER_TONE: Final = {ord(_HOOK): _TILDE, ord(_TILDE): _HOOK}


@lru_cache(maxsize=1 << 10)
def sound_alikes(term: str) -> tuple[str, ...]:
    """Return the possible syllables that sound like a term (NFC, lower case), without the term itself.

    A term without accents has sound-alikes without accents: `"lam" -> ("nam",)`.
    """
    initial, vowels, final = _split(term)
    tones = dict.fromkeys((vowels, _with_other_tone(vowels)))
    written = map("".join, product(_alike(initial, _INITIALS), tones, _alike(final, _FINALS)))
    return tuple(spelling for spelling in written if spelling != term and may_be_syllable(spelling))


@lru_cache(maxsize=1 << 10)
def confused_syllables(term: str) -> tuple[str, ...]:
    """Return the syllables that writers confuse with a syllable (NFC, lower case), without the term itself.

    Exactly one part differs: the initial, the vowels, the final consonant or the tone. More vowels and finals
    are confused than sound alike: `"sát" -> ("xát", "sác", "sách", "sáp")`.
    """
    toneless, tone, _ = strip_tone(term)
    initial, vowels, final = _split(toneless)
    written = [
        *[other + vowels + final for other in _alike(initial, _INITIALS)],
        *[initial + other + final for group in _CONFUSED_VOWELS if vowels in group for other in group],
        *[initial + vowels + other for other in _alike(final, _CONFUSED_FINALS)],
    ]
    spelt = [place_tone(other, tone) for other in written]
    if tone in _HOOK_AND_TILDE:
        spelt.append(place_tone(toneless, sum(_HOOK_AND_TILDE) - tone))
    return tuple(dict.fromkeys(other for other in spelt if other is not None and other != term))


def _split(term: str) -> tuple[str, str, str]:
    """Return the initial, the vowels and the final consonant of a term. Each may be empty."""
    initial = next(filter(term.startswith, _LONG_INITIALS), term[:1])
    rhyme = term[len(initial) :]
    final = next(filter(rhyme.endswith, _FINAL_CONSONANTS), "")
    return initial, rhyme.removesuffix(final), final


def _alike(part: str, groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the group that contains the initial or final, or only the initial or final itself."""
    return next((group for group in groups if part in group), (part,))


def _with_other_tone(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", decomposed.translate(_OTHER_TONE))
