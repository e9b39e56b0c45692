"""A syllable of a query between its neighbours, and how often the corpus has a term in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart


class Context(NamedTuple):
    """A term of a stretch, and the spellings that the neighbours on its `left` and `right` may stand for.

    `left_taken` says that the left neighbour already makes a word with the term before it, `right_taken` that
    the right one makes a word with the term after it: such a neighbour makes no word with this term.
    """

    term: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_taken: bool = False
    right_taken: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is no neighbour."""
        return not (self.left or self.right)

    def pair_documents(self, term: str, evidence: Evidence) -> int:
        """Return in how many documents a term stands beside the neighbours."""
        before = sum([evidence.pair_documents(left, term) for left in self.left])
        return before + sum([evidence.pair_documents(term, right) for right in self.right])

    def word_documents(self, term: str, evidence: Evidence) -> int:
        """Return in how many documents a term makes a word with a neighbour that is not taken."""
        before = () if self.left_taken else self.left
        after = () if self.right_taken else self.right
        documents = sum([evidence.word_documents(left, term) for left in before])
        return documents + sum([evidence.word_documents(term, right) for right in after])

    def is_established(self, evidence: Evidence) -> bool:
        """Return whether the term as typed makes a word with a neighbour, or is beside it in a passage."""
        pairs = [(left, self.term) for left in self.left] + [(self.term, right) for right in self.right]
        return any(evidence.word_documents(*pair) or evidence.is_in_passages(*pair) for pair in pairs)


def neighbour_terms(parts: Sequence[QueryPart]) -> list[str]:
    """Return the term of each part that is a neighbour of the next; of a divided part it is the last one."""
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
