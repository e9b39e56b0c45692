"""The context of a syllable: its neighbours in the query, and the evidence for a term next to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart


class Context(NamedTuple):
    """A term of a stretch, with the neighbours on its left and right.

    `left` and `right` hold the possible spellings of each neighbour, the typed spelling first, or nothing if
    there is no neighbour. `left_in_word` is true if the left neighbour forms a word with the term before it.
    `right_in_word` is true if the right neighbour forms a word with the term after it. A neighbour in another
    word is not expected to form a word with this term.
    """

    term: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_in_word: bool = False
    right_in_word: bool = False

    @property
    def is_empty(self) -> bool:
        """True if the term has no neighbours."""
        return not (self.left or self.right)

    def pair_documents(self, term: str, evidence: Evidence) -> int:
        """Return the sum of the document frequencies of the pairs that `term` forms with its neighbours.

        The pairs with all spellings of both neighbours are added up.
        """
        before = sum([evidence.pair_documents(left, term) for left in self.left])
        return before + sum([evidence.pair_documents(term, right) for right in self.right])

    def word_documents(self, term: str, evidence: Evidence) -> int:
        """Return the sum of the document frequencies of the words that `term` forms with its neighbours.

        The words with all spellings of the neighbours are added up. A neighbour that forms a word with
        another term is left out.
        """
        before = () if self.left_in_word else self.left
        after = () if self.right_in_word else self.right
        documents = sum([evidence.word_documents(left, term) for left in before])
        return documents + sum([evidence.word_documents(term, right) for right in after])

    def is_established(self, evidence: Evidence) -> bool:
        """Return whether the typed term and a neighbour form a word of the corpus or a pair of a passage."""
        pairs = [(left, self.term) for left in self.left] + [(self.term, right) for right in self.right]
        return any(evidence.word_documents(*pair) or evidence.is_in_passages(*pair) for pair in pairs)


def neighbour_terms(parts: Sequence[QueryPart]) -> list[str]:
    """Return the term of each part, or its second syllable if the part was divided into two.

    Parts are corrected from left to right. Only the second syllable of a divided part can be next to a part
    that is still to be corrected.
    """
    return [part.term.rsplit(" ")[-1] for part in parts]


def context_of(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> Context:
    """Return the context of one part of a stretch."""
    terms = ["", "", *neighbour_terms(parts), "", ""]
    before, left, term, right, after = terms[index : index + 5]
    return Context(
        term,
        evidence.spellings(left) if left else (),
        evidence.spellings(right) if right else (),
        left_in_word=bool(before and left and evidence.word_documents(before, left)),
        right_in_word=bool(right and after and evidence.word_documents(right, after)),
    )
