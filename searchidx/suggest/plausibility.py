"""Is a change of one term to another a plausible slip, whatever the corpus says?

A corpus lacks many words, so that a right word may look like a misspelling of a frequent one. The word list of
the segmenter knows some of these words. A term that is a syllable of a listed word was probably meant, unless
it sounds like the other term or lacks marks.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from analyzers.listed_words import is_listed_syllable, is_listed_word
from searchidx.suggest.context import neighbour_terms
from searchidx.suggest.query_parts import with_term
from searchidx.suggest.sound_alikes import sound_alikes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.query_parts import QueryPart

_STROKE: Final = str.maketrans({"đ": "d\u0335"})


def is_plausible(parts: Sequence[QueryPart], index: int, term: str, level: int) -> bool:
    """Return whether the part at an index may be a slip for a near term of this level."""
    typed = parts[index].term
    if is_in_listed_word(neighbour_terms(parts), index):
        return False
    if typed.isascii() or not is_listed_syllable(typed):
        return True
    if not level and (term in sound_alikes(typed) or _only_lacks_marks(typed, term)):
        return True
    return level < 2 and is_in_listed_word(neighbour_terms(with_term(parts, index, term)), index)


def is_in_listed_word(terms: Sequence[str], index: int) -> bool:
    """Return whether the term at an index forms a listed word of two or three syllables with its neighbours."""
    return any(
        is_listed_word(" ".join(terms[first : first + length]))
        for length in (2, 3)
        for first in range(max(0, index - length + 1), index + 1)
        if first + length <= len(terms)
    )


def _only_lacks_marks(typed: str, term: str) -> bool:
    """Return whether a term has the letters and all marks of the typed term, and more marks."""
    if folded_term(typed) != folded_term(term):
        return False
    letters = iter(_decomposed(term))
    return all(letter in letters for letter in _decomposed(typed))


def _decomposed(term: str) -> str:
    return unicodedata.normalize("NFD", term.translate(_STROKE))
