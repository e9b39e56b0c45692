"""Misspellings of known phrases, made by one kind of slip each, for measuring how well they are corrected."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import normalize
from analyzers.fold import fold
from analyzers.orthography import is_syllable, place_tone, strip_tone

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

_LETTERS: Final = "abcdeghiklmnopqrstuvxy"
"""The letters that replace a letter by mistake."""

_ALIKE_INITIALS: Final = (("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"))
"""Pairs of initials that many writers confuse."""

_ALIKE_FINALS: Final = (("n", "ng"), ("c", "t"))
"""Pairs of final consonants that many writers confuse."""

_ALIKE_FOREIGN: Final = (("c", "k"), ("f", "ph"), ("j", "g"), ("s", "x"), ("z", "s"), ("y", "i"), ("v", "w"))
"""Pairs of beginnings of foreign words that sound alike."""

_ALIKE_INSIDE: Final = (("c", "k"), ("ph", "f"), ("s", "x"), ("s", "z"), ("i", "y"), ("w", "v"))
"""Pairs of letters inside foreign words that sound alike."""

_ALIKE_ENDS: Final = (("n", "ng"), ("n", "m"), ("m", "ng"))
"""Pairs of ends of foreign words that sound alike."""

_CONFUSED_FINALS: Final = (("n", "ng"), ("n", "m"), ("c", "t"), ("t", "p"))
"""Pairs of final consonants that are confused in common misspellings, such as `sát nhập` for `sáp nhập`."""

_CONFUSED_VOWELS: Final = (("uâ", "â"), ("ai", "ay"), ("ao", "au"), ("iê", "i"), ("uô", "u"), ("ươ", "ư"))
"""Pairs of vowels that are confused, such as `kìm chế` for `kiềm chế`, without their tones."""

_HOOK, _TILDE = "\u0309", "\u0303"
_SHAPES: Final = "\u0302\u0306\u031b"
"""The combining circumflex, breve and horn."""


_MIN_SOUND_LETTERS: Final = 6
"""The least number of letters of a foreign word that is written by ear."""

_SHORT_LETTERS: Final = 4
"""The number of letters of a short foreign word."""

_WORDS_OF_NAME: Final = 2
"""The number of words of a foreign name."""


class Slip(NamedTuple):
    """A kind of slip.

    `misspell` returns all misspellings of a word. `words` is the number of words of a phrase that are
    misspelt. If `bare` is True, the phrase loses its accents first.
    """

    kind: str
    misspell: Callable[[str], Sequence[str]]
    words: int = 1
    bare: bool = False


def misspelt(slip: Slip, phrase: str, chance: random.Random) -> str | None:
    """Return a phrase with some of its words misspelt, or None if the slip cannot happen in this phrase."""
    words = (fold(phrase) if slip.bare else normalize(phrase)).split()
    variants = {index: found for index, word in enumerate(words) if (found := slip.misspell(word))}
    if len(variants) < slip.words:
        return None
    for index in chance.sample(sorted(variants), slip.words):
        words[index] = chance.choice(sorted(variants[index]))
    return " ".join(words)


def letters(word: str) -> list[str]:
    """Return the words with one letter dropped, doubled, replaced or exchanged, if the word has three."""
    if len(word) < 3:
        return []
    return [edited for index in range(len(word)) for edited in _letter_edits(word, index) if edited != word]


def _letter_edits(word: str, index: int) -> Iterator[str]:
    before, letter, after = word[:index], word[index], word[index + 1 :]
    yield before + after
    yield before + letter + letter + after
    yield before + after[:1] + letter + after[1:]
    yield from (before + other + after for other in _LETTERS)


def dropped_letters(word: str) -> list[str]:
    """Return the words with one letter dropped after the first, if the word has four letters."""
    return [word[:index] + word[index + 1 :] for index in range(1, len(word))] if len(word) > 3 else []


def initials(word: str) -> list[str]:
    """Return the possible syllables with an initial that sounds alike."""
    return [other for other in _swapped(word, _ALIKE_INITIALS, str.startswith, _with_start) if _fits(other)]


def finals(word: str) -> list[str]:
    """Return the possible syllables with a final consonant that sounds alike."""
    return [other for other in _swapped(word, _ALIKE_FINALS, str.endswith, _with_end) if _fits(other)]


def foreign_beginnings(word: str) -> list[str]:
    """Return the words with a beginning that sounds alike, if the word has five letters."""
    return list(_swapped(word, _ALIKE_FOREIGN, str.startswith, _with_start)) if len(word) > 4 else []


def foreign_sounds(word: str) -> list[str]:
    """Return the words of the same sound with one or two parts after the first letter written otherwise."""
    if len(word) < _MIN_SOUND_LETTERS:
        return []
    once = set(_with_other_sounds(word))
    return sorted((once | {twice for other in once for twice in _with_other_sounds(other)}) - {word})


def _with_other_sounds(word: str) -> Iterator[str]:
    yield from _swapped(word, _ALIKE_ENDS, str.endswith, _with_end)
    for pair in _ALIKE_INSIDE:
        for typed, other in (pair, pair[::-1]):
            for index in range(1, len(word)):
                if word.startswith(typed, index):
                    yield word[:index] + other + word[index + len(typed) :]


def wrong_letters_of_short_words(word: str) -> list[str]:
    """Return the words of four letters with one letter replaced after the first."""
    if len(word) != _SHORT_LETTERS:
        return []
    return [
        word[:index] + other + word[index + 1 :]
        for index in range(1, len(word))
        for other in _LETTERS
        if other != word[index]
    ]


def confused_syllables(word: str) -> list[str]:
    """Return the syllables with another final consonant or other vowels, as many writers confuse them."""
    toneless, tone, _ = strip_tone(word)
    others = [*_swapped(toneless, _CONFUSED_FINALS, str.endswith, _with_end)]
    for pair in _CONFUSED_VOWELS:
        for typed, other in (pair, pair[::-1]):
            if typed in toneless and not (typed in other and other in toneless):
                others.append(toneless.replace(typed, other, 1))
    spelt = [place_tone(other, tone) for other in others]
    return [other for other in spelt if other is not None and other != word]


def hooks_and_tildes(word: str) -> list[str]:
    """Return the word with a tilde instead of a hook, or a hook instead of a tilde."""
    decomposed = unicodedata.normalize("NFD", word)
    other = decomposed.translate({ord(_HOOK): _TILDE, ord(_TILDE): _HOOK})
    return [] if other == decomposed else [normalize(other)]


def missing_shapes(word: str) -> list[str]:
    """Return the word without circumflexes, breves and horns, but with its tone and its đ."""
    decomposed = unicodedata.normalize("NFD", word)
    other = normalize("".join(mark for mark in decomposed if mark not in _SHAPES))
    return [other] if other not in (normalize(word), fold(word)) else []


def joined(phrase: str, chance: random.Random) -> str | None:
    """Return a phrase with one of its blanks missing."""
    words = normalize(phrase).split()
    if len(words) < 2:
        return None
    index = chance.randrange(len(words) - 1)
    return " ".join([*words[:index], words[index] + words[index + 1], *words[index + 2 :]])


def joined_and_cut(phrase: str, chance: random.Random) -> str | None:
    """Return a phrase of two words with its blank and its last letter missing: `seagame` for `sea games`."""
    words = phrase.split()
    return "".join(words)[:-1] if len(words) == _WORDS_OF_NAME and len(words[-1]) > _SHORT_LETTERS else None


def _fits(syllable: str) -> bool:
    return is_syllable(syllable) or syllable.isascii()


def _swapped(
    word: str,
    pairs: Sequence[tuple[str, str]],
    has: Callable[[str, str], bool],
    replaced: Callable[[str, str, str], str],
) -> Iterator[str]:
    for pair in pairs:
        # The longer of two forms is tried first, because "ng" also ends in "n" only by its letters.
        for typed, other in (pair, pair[::-1]):
            if has(word, typed) and not (has(word, other) and len(other) > len(typed)):
                yield replaced(word, typed, other)


def _with_start(word: str, typed: str, other: str) -> str:
    return other + word.removeprefix(typed)


def _with_end(word: str, typed: str, other: str) -> str:
    return word.removesuffix(typed) + other


VIETNAMESE: Final = (
    Slip("letter", letters),
    Slip("initial", initials),
    Slip("final", finals),
    Slip("hook, tilde", hooks_and_tildes),
    Slip("shape", missing_shapes),
    Slip("confused syllable", confused_syllables),
    Slip("bare letter", letters, bare=True),
    Slip("bare initial", initials, bare=True),
    Slip("bare final", finals, bare=True),
)
"""The slips in Vietnamese phrases and names."""

FOREIGN: Final = (
    Slip("foreign letter", letters),
    Slip("foreign beginning", foreign_beginnings),
    Slip("foreign sounds", foreign_sounds),
    Slip("two short words", dropped_letters, words=2),
)
"""The slips in foreign words."""

SHORT_FOREIGN: Final = Slip("short foreign letter", wrong_letters_of_short_words)
"""The slip in a foreign name that has a word of four letters."""
