"""Syllables of common words that many writers confuse with another syllable: `sát nhập` for `sáp nhập`.

Articles have such misspellings, too, so that the corpus supports a correction only weakly. This module needs
less support than `misspellings` does, but only corrects to listed words whose syllables are seldom apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.listed_words import is_listed_word
from analyzers.orthography import is_syllable
from searchidx.suggest.context import neighbour_terms
from searchidx.suggest.plausibility import is_in_listed_word
from searchidx.suggest.query_parts import with_term
from searchidx.suggest.sound_alikes import confused_syllables
from searchidx.suggest.support import clear_winner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.context import Context
    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_MIN_RATIO: Final = 5
"""The least ratio of the document frequency of a word to that of the pairs with the typed syllable."""

_MIN_DOCUMENTS: Final = 10
"""The least document frequency of a word."""

_MIN_SHARE: Final = 0.25
"""The least share of the documents with the rarer syllable of a word that have the word."""


def confused_syllable(
    parts: Sequence[QueryPart], index: int, context: Context, evidence: Evidence
) -> str | None:
    """Return the syllable that was meant by the part at an index, or None if no other one is clear.

    `context` is the context of the part. The two syllables are often confused (`confused_syllables`). The
    result forms a listed word with a neighbour as typed, while neither the part nor this neighbour is in a
    listed word. The result is also at least as frequent as the typed syllable next to each neighbour.
    """
    if not is_syllable(context.term):
        return None
    context = context._replace(left=context.left[:1], right=context.right[:1])
    support = {
        syllable: context.word_documents(syllable, evidence) for syllable in confused_syllables(context.term)
    }
    if not any(support.values()):
        return None  # the usual case
    typed_documents = context.pair_documents(context.term, evidence)
    best = clear_winner(support, max(_MIN_DOCUMENTS, _MIN_RATIO * typed_documents))
    if best is None or not _fits_all_neighbours(best, context, evidence):
        return None
    typed, corrected = neighbour_terms(parts), neighbour_terms(with_term(parts, index, best))
    for left in (index - 1, index):
        pair = slice(left, left + 2)
        if left >= 0 and _is_tight_word(corrected[pair], evidence):
            return None if any(is_in_listed_word(typed, place) for place in (left, left + 1)) else best
    return None


def _fits_all_neighbours(term: str, context: Context, evidence: Evidence) -> bool:
    """Return whether a term is at least as frequent as the typed one next to each neighbour."""
    sides = [context._replace(left=()), context._replace(right=())]
    return all(
        side.pair_documents(term, evidence) >= side.pair_documents(context.term, evidence) for side in sides
    )


def _is_tight_word(syllables: Sequence[str], evidence: Evidence) -> bool:
    """Return whether two syllables form a listed word that is in many documents with the rarer of them."""
    if len(syllables) < 2:
        return False
    rarer = min(map(evidence.syllable_documents, syllables))
    documents = evidence.word_documents(*syllables)
    return documents >= max(1, _MIN_SHARE * rarer) and is_listed_word(" ".join(syllables))
