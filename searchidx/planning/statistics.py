"""What planning and suggesting ask of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.plan import Plan, Term


class Frequencies(Protocol):
    """How frequent terms are."""

    def frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return in how many documents each term of the field stands."""

    def count(self) -> int:
        """Return the number of documents."""


class Lexicon(Frequencies, Protocol):
    """How frequent terms are, and which there are, in all documents and in those found."""

    def frequency(self, term: Term) -> int:
        """Return in how many documents the term stands."""

    def expand(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""

    def pair_counts(self, plan: Plan, limit: int, field: str, pairs: Sequence[str]) -> Sequence[int]:
        """Return how often each pair of neighbours stands in the best documents of the plan, in all."""
