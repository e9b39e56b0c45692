"""The context of a syllable: its neighbours in the query, and the evidence for a term next to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart


class Context(NamedTuple):
    """A term of a stretch, with the neighbours on its left and right.

    `left` and `right` hold the spellings that the neighbour may stand for, the typed spelling first. They are
    empty if there is no neighbour. `left_taken` is true if the left neighbour forms a word with the term
    before it, `right_taken` if the right neighbour forms a word with the term after it. A taken neighbour is
    not expected to form a word with this term.
    """

    term: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_taken: bool = False
    right_taken: bool = False

    @property
    def is_empty(self) -> bool:
        """True if the term has no neighbours."""
        return not (self.left or self.right)

    def pair_documents(self, term: str, evidence: Evidence) -> int:
        """Return the number of documents that contain `term` next to a neighbour.

        It is the sum of the document frequencies of the pairs, for all spellings of both neighbours.
        """
        before = sum([evidence.pair_documents(left, term) for left in self.left])
        return before + sum([evidence.pair_documents(term, right) for right in self.right])

    def word_documents(self, term: str, evidence: Evidence) -> int:
        """Return the number of documents in which `term` forms a word with a neighbour that is not taken.

        It is the sum of the document frequencies of the words, for all spellings of these neighbours.
        """
        before = () if self.left_taken else self.left
        after = () if self.right_taken else self.right
        documents = sum([evidence.word_documents(left, term) for left in before])
        return documents + sum([evidence.word_documents(term, right) for right in after])

    def is_established(self, evidence: Evidence) -> bool:
        """Return whether the typed term forms a word with a neighbour, or stands next to one in a passage."""
        pairs = [(left, self.term) for left in self.left] + [(self.term, right) for right in self.right]
        return any(evidence.word_documents(*pair) or evidence.is_in_passages(*pair) for pair in pairs)


def neighbour_terms(parts: Sequence[QueryPart]) -> list[str]:
    """Return the term of each part, or its second syllable if the part was divided into two.

    Parts are divided from left to right, so a divided part is a neighbour only of the part on its right.
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
        left_taken=bool(before and left and evidence.word_documents(before, left)),
        right_taken=bool(right and after and evidence.word_documents(right, after)),
    )
