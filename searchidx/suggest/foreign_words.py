"""The terms of the corpus that may have been meant by a foreign word written by ear, or without its blank."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from analyzers.orthography import unmarked_syllables
from searchidx.suggest.slips import are_within, differ_by_plural
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

_LETTERS_ALIKE: Final = ("ck", "fp", "gj", "iy", "sxz", "vw")
"""The letters at the beginning of words that may write the same sound. A p may be the first letter of ph."""

_COMMON_LETTERS: Final = 3
"""The number of first letters that must be equal, apart from letters that sound alike."""

_MAX_TERMS: Final = 200
"""The number of terms, the most frequent with the same beginning, that a word is compared with."""

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


def _is_one_edit(sound: str, other: str) -> bool:
    return sound != other and not differ_by_plural(sound, other) and are_within(sound, other, 1)


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
