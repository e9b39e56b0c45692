"""The terms of the corpus that may have been meant by a foreign word.

The word was written by ear, with a slip, or without its blank.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from analyzers.orthography import unmarked_syllables
from searchidx.suggest.slips import are_within
from searchidx.suggest.support import MIN_SUPPORT_RATIO

if TYPE_CHECKING:
    from searchidx.suggest.evidence import Evidence

_SPELLINGS_OF_SOUNDS: Final = (
    (re.compile("ph"), "f"),
    (re.compile("ck|c(?!h)|q"), "k"),
    (re.compile("[xz]"), "s"),
    (re.compile("j"), "g"),
    (re.compile("w"), "v"),
    (re.compile("y"), "i"),
    (re.compile("(?:ng|nh|m)$"), "n"),
    (re.compile(r"(.)\1"), r"\1"),
)
"""The spellings of one sound in Vietnamese ears, and the letter that stands for all of them.

They are replaced one after the other. A final m, n, ng or nh sounds alike, and a doubled letter has no sound
of its own.
"""

_BEGINNINGS_ALIKE: Final = (("c", "k"), ("f", "ph"), ("g", "j"), ("i", "y"), ("s", "x", "z"), ("v", "w"))
"""The beginnings of words that may write the same sound."""

_LETTERS_ALIKE: Final = tuple(["".join([text[0] for text in group]) for group in _BEGINNINGS_ALIKE])
"""The first letters of these beginnings: `"fp"` for f and ph."""

_COMMON_LETTERS: Final = 3
"""The number of first letters that must be equal, for words by ear apart from letters that sound alike."""

_MAX_TERMS: Final = 200
"""The number of terms, the most frequent with the same beginning, that a word is compared with."""

MIN_LONG_WORD: Final = 9
"""The least number of letters of a foreign word that may contain two slips."""

_MIN_LETTERS_OF_SOUND: Final = 6
"""The least number of letters of a foreign word that may be written by ear."""

_MIN_LETTERS_OF_INEXACT_SOUND: Final = 7
"""The least number of letters of a foreign word whose sound may differ by one edit."""

_MIN_HALF_LETTERS: Final = 3
"""The least number of letters of each part of a divided foreign word."""

_MIN_PAIR_SHARE: Final = 0.2
"""Two parts are one name if this share of the documents with the rarer part has both side by side."""

_MAX_FOLLOWING: Final = 3
"""The number of terms, the most frequent after the left part, that the right part may begin."""


@lru_cache(maxsize=1 << 12)
def foreign_sound(word: str) -> str:
    """Return a spelling that all foreign words of the same sound share: `ucraina`, `ukraina` -> `ukraina`."""
    for spelling, sound in _SPELLINGS_OF_SOUNDS:
        word = spelling.sub(sound, word)
    return word


def foreign_sound_alikes(word: str) -> list[str]:
    """Return the words that differ from a foreign word in a beginning that sounds alike: `calm` -> `kalm`."""
    return [
        other + word.removeprefix(beginning)
        for group in _BEGINNINGS_ALIKE
        for beginning in group
        if word.startswith(beginning)
        for other in group
        if other != beginning
    ]


def terms_of_sound(word: str, evidence: Evidence) -> list[str]:
    """Return the terms of the corpus of the same sound as a foreign word; a short word has none."""
    if len(word) < _MIN_LETTERS_OF_SOUND:
        return []
    sound = foreign_sound(word)
    return [term for term in _terms_beginning_alike(word, evidence) if foreign_sound(term) == sound]


def terms_of_similar_sound(word: str, evidence: Evidence) -> list[str]:
    """Return the terms of the corpus that differ from a foreign word by one edit of its sound.

    `ucraina` -> `ukraine`. Words with few letters have no such terms.
    """
    if len(word) < _MIN_LETTERS_OF_INEXACT_SOUND:
        return []
    sound = foreign_sound(word)
    return [
        term
        for term in _terms_beginning_alike(word, evidence)
        if len(term) >= _MIN_LETTERS_OF_INEXACT_SOUND and _is_one_edit(sound, foreign_sound(term))
    ]


def _terms_beginning_alike(word: str, evidence: Evidence) -> list[str]:
    """Return the most frequent terms of the corpus whose first letters may sound like those of a word."""
    letters = [
        next((alike for alike in _LETTERS_ALIKE if letter in alike), letter)
        for letter in word[:_COMMON_LETTERS]
    ]
    beginnings = sorted(map("".join, product(*letters)))
    found = [term for beginning in beginnings for term in evidence.terms_with_prefix(beginning, _MAX_TERMS)]
    return [term for term in found if term != word and term.isascii() and term.isalpha()]


def similar_terms(word: str, evidence: Evidence) -> list[str]:
    """Return the terms of the corpus that are similar to a foreign word and begin with the same letters."""
    with_same_beginning = evidence.terms_with_prefix(word[:_COMMON_LETTERS], _MAX_TERMS)
    return [term for term in with_same_beginning if is_similar(word, term)]


def is_similar(typed: str, other: str) -> bool:
    """Return whether two foreign words differ by one edit, or by two if both have nine letters or more.

    Words that differ only by a final s are not similar, because a plural is not a misspelling.
    """
    allowed = 2 if min(len(typed), len(other)) >= MIN_LONG_WORD else 1
    return not _differ_by_plural(typed, other) and are_within(typed, other, allowed)


def _differ_by_plural(word: str, other: str) -> bool:
    """Return whether two words are equal except for a final s. A plural is not a misspelling."""
    return word.removesuffix("s") == other.removesuffix("s")


def _is_one_edit(sound: str, other: str) -> bool:
    return sound != other and not _differ_by_plural(sound, other) and are_within(sound, other, 1)


def foreign_pairs(word: str, evidence: Evidence) -> list[str]:
    """Return the names of two terms, at least one of them foreign, that lost their blank and last letter.

    `seagame` -> `sea games`. If only the blank is missing, the name is another form of the word, and the
    articles that have it match (`planning/forms/parted.py`).
    """
    pairs = []
    for at in range(_MIN_HALF_LETTERS, len(word) - _MIN_HALF_LETTERS + 1):
        left, beginning = word[:at], word[at:]
        for right in evidence.following_terms(left, beginning, _MAX_FOLLOWING):
            is_foreign = not unmarked_syllables().issuperset((left, right))
            if len(right) != len(beginning) + 1 or not is_foreign:
                continue
            rarer = min(evidence.syllable_documents(left), evidence.syllable_documents(right))
            typed_documents = evidence.pair_documents(left, beginning)
            minimum = max(_MIN_PAIR_SHARE * rarer, MIN_SUPPORT_RATIO * typed_documents)
            if evidence.pair_documents(left, right) >= minimum:
                pairs.append(f"{left} {right}")
    return pairs
