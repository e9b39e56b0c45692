"""Is a change of one term to another a plausible slip, whatever the corpus says?

A corpus lacks many words, so that a right word may look like a misspelling of a frequent one. The word list
of the segmenter has some of these words. A term that is a syllable of a listed word was probably meant,
unless it sounds like the other term or lacks marks.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analyzers.listed_words import is_listed_syllable, is_listed_word
from searchidx.planning.accents.partly_typed import with_more_accents
from searchidx.suggest.context import neighbour_terms
from searchidx.suggest.near_terms import LEVELS, begins_alike, is_unlikely_slip
from searchidx.suggest.query_parts import with_term
from searchidx.suggest.sound_alikes import sound_alikes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_MIN_TIGHTNESS: Final = 0.2
"""Two syllables are tight if this share of the documents with one of them have the other next to it."""

_MIN_TIGHTNESS_OF_NAMES: Final = 0.8
"""Two foreign words are a name of their own if they are at least this tight."""


def is_plausible(parts: Sequence[QueryPart], index: int, term: str, level: int, evidence: Evidence) -> bool:
    """Return whether the part at an index may be a slip for a near term of this level.

    A part that forms a listed word with its neighbours is no slip. A syllable of a listed word is a slip only
    for a term that sounds alike or has more marks, or for a term of level 0 or 1 that forms a listed word. If
    the syllable is a word by itself, this word must also be tight (see `_MIN_TIGHTNESS`). Another accented
    term gets another first letter only to form a listed word. A short foreign word that no document has is
    a slip for a term that nearly always has the same neighbour: `elon mush` -> `elon musk`.
    """
    typed = parts[index].term
    if is_in_listed_word(neighbour_terms(parts), index):
        return False
    is_listed = is_listed_syllable(typed)
    if typed.isascii():
        is_doubtful = level == LEVELS - 1 and is_unlikely_slip(typed, term)
        return not (is_listed and level) and (not is_doubtful or _is_only_name(parts, index, term, evidence))
    if not is_listed and begins_alike(typed, term):
        return True
    if not level and (term in sound_alikes(typed) or term in with_more_accents(typed)):
        return True
    corrected = neighbour_terms(with_term(parts, index, term))
    if not is_in_listed_word(corrected, index):
        return False
    return not is_listed or (
        level < LEVELS - 1
        and (not is_listed_word(typed) or _tightness(corrected, index, evidence) >= _MIN_TIGHTNESS)
    )


def _is_only_name(parts: Sequence[QueryPart], index: int, term: str, evidence: Evidence) -> bool:
    """Return whether a neighbour is nearly always next to a term, and no document has the typed term.

    Some document must have the term next to its other neighbour, too, unless this is a number.
    """
    corrected = neighbour_terms(with_term(parts, index, term))
    around = corrected[max(0, index - 1) : index + 2]
    return (
        not evidence.syllable_documents(parts[index].term)
        and all(evidence.pair_documents(*pair) or any(map(str.isdecimal, pair)) for pair in pairwise(around))
        and _tightness(corrected, index, evidence) >= _MIN_TIGHTNESS_OF_NAMES
    )


def is_in_listed_word(terms: Sequence[str], index: int) -> bool:
    """Return whether the term at an index is in a listed word of two or three neighbouring terms."""
    return any(
        is_listed_word(" ".join(terms[first : first + length]))
        for length in (2, 3)
        for first in range(max(0, index - length + 1), index + 1)
        if first + length <= len(terms)
    )


def _tightness(terms: Sequence[str], index: int, evidence: Evidence) -> float:
    """Return the greatest share of the documents with a syllable that have it next to a certain neighbour.

    The syllable is the one at the index or one of its neighbours.
    """
    shares = [0.0]
    for left, right in pairwise(terms[max(0, index - 1) : index + 2]):
        fewer = min(evidence.syllable_documents(left), evidence.syllable_documents(right))
        shares.append(evidence.pair_documents(left, right) / max(1, fewer))
    return max(shares)
