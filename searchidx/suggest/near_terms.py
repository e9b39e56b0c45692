"""The terms that may have been meant by a term, grouped by their distance from it.

- Level 0 has the terms that sound alike, and an accented term in other accents.
- Level 1 has the terms that one edit of the letters makes, and two terms if a blank is missing.
- Level 2 has terms with another first letter, because few slips happen there, terms with one more wrong mark,
  two terms without accents if a blank is missing in an accented term, and long foreign words with two edits.

An unaccented syllable has unaccented near terms, and foreign words of the corpus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import unmarked_syllables
from searchidx.suggest.foreign_words import (
    MIN_LONG_WORD,
    foreign_pairs,
    foreign_sound_alikes,
    similar_terms,
    terms_of_similar_sound,
    terms_of_sound,
)
from searchidx.suggest.slips import edits, near_syllables, split_in_two
from searchidx.suggest.sound_alikes import sound_alikes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence

LEVELS: Final = 3
"""The number of levels."""

_ENGLISH_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

_MIN_DOCUMENTS: Final = 5
"""A near term must occur in at least this number of documents, except a foreign word with two edits."""

_MAX_LETTERS: Final = 24
"""A longer term has no near terms, because no word is so long."""

_MIN_DIVIDED_LETTERS: Final = 6
"""A term in ASCII with fewer letters, such as `code`, is not divided in two."""

_MIN_WRONG_LETTERS: Final = 4
"""In a term in ASCII with fewer letters, a letter may be missing, or two exchanged, but none is wrong."""

_MAX_SHORT_LETTERS: Final = 4
"""In a term in ASCII with up to this number of letters, no letter is wrong if the near term is foreign.

Many names and short forms of foreign words (ipad, ipod) differ in one letter.
"""


def near_terms(term: str, evidence: Evidence, *, only_alike: bool = False) -> list[list[str]]:
    """Return the near terms of each level, or only those of level 0.

    A term that is too long for a word has none.
    """
    if len(term) > _MAX_LETTERS:
        return [[] for _ in range(LEVELS)]
    if not term.isascii():
        same = (term, *i_y_variants(term))
        written = (*accentuations(folded_term(term)), *sound_alikes(term))
        alike = [other for other in written if other not in same]
        if only_alike:
            return [evidence.frequent(alike, _MIN_DOCUMENTS), [], []]
        levels = [
            alike,
            [*near_syllables(term, 0), *_split(term)],
            [*near_syllables(term, 1), *_split(folded_term(term))],
        ]
        return _by_first_letter(term, [evidence.frequent(level, _MIN_DOCUMENTS) for level in levels])
    alike = evidence.frequent([*sound_alikes(term), *foreign_sound_alikes(term)], _MIN_DOCUMENTS)
    if only_alike:
        return [alike, [], []]
    divided = [*_split(term), *foreign_pairs(term, evidence)] if len(term) >= _MIN_DIVIDED_LETTERS else []
    edited = edits(term, _ENGLISH_LETTERS)
    unlikely = {other for other in edited if is_unlikely_slip(term, other)}
    likely = sorted(edited - unlikely)
    near = evidence.frequent([*likely, *divided, *terms_of_similar_sound(term, evidence)], _MIN_DOCUMENTS)
    distant = evidence.frequent(sorted(unlikely), _MIN_DOCUMENTS) if len(term) >= _MIN_WRONG_LETTERS else []
    if len(term) >= MIN_LONG_WORD:
        distant += [other for other in similar_terms(term, evidence) if other not in edited]
    levels = [[*alike, *terms_of_sound(term, evidence)], near, distant]
    return _by_first_letter(term, levels)


def is_unlikely_slip(term: str, other: str) -> bool:
    """Return whether a short term in ASCII has a wrong letter, and the other term is foreign, too.

    A letter that is too much is wrong. In three letters, none is wrong even if the other term is a syllable.
    """
    if len(term) > _MAX_SHORT_LETTERS or len(other) > len(term) or sorted(other) == sorted(term):
        return False
    return len(term) < _MIN_WRONG_LETTERS or other not in unmarked_syllables()


def _by_first_letter(term: str, levels: Sequence[list[str]]) -> list[list[str]]:
    """Move the terms of level 1 that begin with another letter to level 2."""
    alike, edited, distant = levels
    moved = [other for other in edited if not begins_alike(term, other)]
    return [alike, [other for other in edited if other not in moved], [*moved, *distant]]


def begins_alike(term: str, other: str) -> bool:
    """Return whether two terms begin with the same letter, or with the same two letters exchanged."""
    letters, others = folded_term(term), folded_term(other)
    return letters[0] == others[0] or letters[:2] == others[1::-1]


def _split(term: str) -> list[str]:
    """Return each division of a term into two possible syllables, with a blank between them."""
    return [f"{left} {right}" for left, right in split_in_two(term)]
