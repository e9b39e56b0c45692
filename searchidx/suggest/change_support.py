"""The support of a change of one part of a query by its neighbours, or by itself if it has none.

The support is a document frequency. `thorough_corrections` decides whether it is large enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.normalize import i_y_variants
from analyzers.orthography import may_be_syllable, unmarked_syllables
from searchidx.suggest.context import neighbour_terms
from searchidx.suggest.support import (
    DOCUMENTS_PER_RARE_TERM,
    FOREIGN_DOCUMENTS_PER_SUPPORT,
    SYLLABLE_DOCUMENTS_PER_SUPPORT,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.suggest.context import Context
    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_RARE_DOCUMENTS: Final = 2
"""In a small index, a term is also rare if at most this number of documents contains it."""


class Side(NamedTuple):
    """The neighbour on one side of a part.

    `context` has only this neighbour, in its spellings. `taken` is the number of documents with the neighbour
    next to its other neighbour.
    """

    context: Context
    taken: int


def sides_of(parts: Sequence[QueryPart], index: int, context: Context, evidence: Evidence) -> list[Side]:
    """Return the sides of a part that have a neighbour. Numbers are no neighbours."""
    before, left, _, right, after = ["", "", *neighbour_terms(parts), "", ""][index : index + 5]
    sides = []
    if left and not left.isdecimal():
        taken = evidence.pair_documents(before, left) if before else 0
        sides.append(Side(context._replace(right=()), taken))
    if right and not right.isdecimal():
        taken = evidence.pair_documents(right, after) if after else 0
        sides.append(Side(context._replace(left=()), taken))
    return sides


def support_by(sides: Iterable[Side], forms: Sequence[str], evidence: Evidence, *, must_be_word: bool) -> int:
    """Return the support of a term in its forms by its neighbours, as words or as pairs.

    A neighbour supports nothing that it is next to in fewer documents than it is next to its other neighbour:
    in `nguyễn văn biền`, `văn` goes with `nguyễn`, so that the word `văn kiện` does not support a change.
    """
    support = 0
    for context, taken in sides:
        pairs = sum(context.pair_documents(form, evidence) for form in forms)
        if pairs > taken:
            support += (
                sum(context.word_documents(form, evidence) for form in forms) if must_be_word else pairs
            )
    return support


def forms_of(term: str, typed: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the spellings that a near term may stand for. Typed accents are meant."""
    return evidence.spellings(term) if typed.isascii() else (term, *i_y_variants(term))


def long_word_documents(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> int:
    """Return the document frequency of the most frequent word of three or four parts around an index."""
    terms = neighbour_terms(parts)
    words = {
        "_".join(terms[first : first + length])
        for length in (3, 4)
        for first in range(max(0, index - length + 1), index + 1)
        if first + length <= len(terms)
    }
    return max((evidence.long_word_documents(word) for word in sorted(words)), default=0)


def split_documents(term: str, typed: str, evidence: Evidence) -> int:
    """Return the number of documents with two neighbours. If unaccented, they form a word in any accents."""
    left, right = term.split(" ")
    if not typed.isascii() or not unmarked_syllables().issuperset((left, right)):
        return evidence.pair_documents(left, right)
    return sum(
        evidence.word_documents(first, second)
        for first in evidence.spellings(left)
        for second in evidence.spellings(right)
    )


def is_rare(term: str, evidence: Evidence) -> bool:
    """Return whether few documents contain the term. Unaccented syllables match any accents."""
    limit = max(_RARE_DOCUMENTS, evidence.document_count() // DOCUMENTS_PER_RARE_TERM)
    if term in unmarked_syllables():
        return evidence.folded_documents(term) <= limit
    return evidence.syllable_documents(term) <= limit


def documents_alone(term: str, typed: str, evidence: Evidence) -> float:
    """Return the support of a term that has no neighbours."""
    if " " in term:
        return split_documents(term, typed, evidence)
    documents = evidence.syllable_documents(term)
    return documents / (
        SYLLABLE_DOCUMENTS_PER_SUPPORT if may_be_syllable(term) else FOREIGN_DOCUMENTS_PER_SUPPORT
    )
