"""What the three kinds of fields have in common for whoever reads them.

A field has lists of its own (`PostingLists`), unites the lists of another field (`FoldedTerms`), or has the
pairs of neighbours in another field (`Pairs`). What a kind cannot answer raises ValueError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchidx.engines.columnar.arrays import Counts
    from searchidx.engines.columnar.format.posting_lists import PostingLists


class Terms(Protocol):
    """Terms in ascending order of their bytes, numbered from 0."""

    def __len__(self) -> int:
        """Return the number of terms."""

    def term(self, number: int) -> bytes:
        """Return one term."""

    def find(self, key: bytes) -> int:
        """Return the number of a term, -1 where there is no such term."""

    def lower_bound(self, key: bytes) -> int:
        """Return how many terms are less than the key."""


class FieldReader(Terms, Protocol):
    """One field of a segment."""

    @property
    def posting_lists(self) -> PostingLists:
        """The lists that the field is read from; raises ValueError for a field of pairs."""

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the terms from `first` to the one before `last`."""

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the numbers of several terms, -1 for each that the field does not have.

        A field of pairs calls `find_in_base` for the numbers that the two terms have in the field that its
        pairs are of: a caller that remembers them saves most of the work.
        """

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return the number of the first term that starts with the prefix, and one more than the last's.

        Raises ValueError for a field of pairs.
        """

    def document_frequency(self, number: int) -> int:
        """Return in how many documents one term stands, deleted ones included."""

    def document_frequencies(self, first: int, last: int) -> Counts:
        """Return in how many documents each of the terms from `first` to the one before `last` stands."""

    def list_range(self, number: int) -> tuple[int, int]:
        """Return the first list number of a term in `posting_lists`, and one more than its last.

        Raises ValueError for a field of pairs; so do `list_ranges` and `unfolded_terms`.
        """

    def list_ranges(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the ranges of list numbers that hold the terms from `first` to the one before `last`."""

    def unfolded_terms(self, number: int) -> list[int]:
        """Return the terms of `posting_lists` that a term unites: itself, or all that fold to it."""

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Return the numbers of the two terms of a pair; raises ValueError for a field of single terms."""
