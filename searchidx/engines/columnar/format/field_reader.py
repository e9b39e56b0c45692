"""The interface of field readers, and the part of it that a field of pairs needs of its base field.

There are three kinds of fields. `PostingLists` reads a field with posting lists of its own. `FoldedTerms`
reads a folded field, each of whose terms unites terms of its base field, from the posting lists of the base
field. `Pairs` reads a field of pairs, whose terms are pairs of neighbouring terms of its base field. A method
of `FieldReader` that a kind of field cannot support raises ValueError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchidx.engines.columnar.arrays import Counts
    from searchidx.engines.columnar.format.posting_lists import PostingLists


class Terms(Protocol):
    """Terms with term numbers, which count from 0 in ascending order of the bytes of the terms.

    Arguments named `number` are term numbers.
    """

    def __len__(self) -> int:
        """Return the number of terms."""

    def term(self, number: int) -> bytes:
        """Return the bytes of term `number`."""

    def find(self, key: bytes) -> int:
        """Return the term number of the term `key`, or -1 if there is no such term."""

    def lower_bound(self, key: bytes) -> int:
        """Return the number of terms less than `key`."""


class FieldReader(Terms, Protocol):
    """The reader of one field of a segment.

    Arguments named `number`, `first` and `end` are term numbers.
    """

    @property
    def posting_lists(self) -> PostingLists:
        """The posting lists of the field or, for a folded field, of its base field.

        Raises ValueError for a field of pairs.
        """

    def terms(self, first: int, end: int) -> list[bytes]:
        """Return the bytes of each term with a number in `range(first, end)`, in ascending order."""

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the term number of each of the terms, in their order, or -1 for an absent term.

        A pair is given as its two terms, joined by a space. Only a field of pairs uses `find_in_base`, which
        maps a term to its term number in the base field, or to -1 if the base field does not have it. These
        look-ups are most of the work, so a caller saves time if its function caches.
        """

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return (first, end): terms that start with `prefix` have the term numbers in `range(first, end)`.

        The range is empty if no term starts with `prefix`. Raises ValueError for a field of pairs.
        """

    def document_frequency(self, number: int) -> int:
        """Return the document frequency of term `number`, with deleted documents included."""

    def document_frequencies(self, first: int, end: int) -> Counts:
        """Return the document frequencies of the terms with numbers in `range(first, end)`, as int64.

        Deleted documents are included.
        """

    def list_range(self, number: int) -> tuple[int, int]:
        """Return (first, end): term `number` has the list numbers in `range(first, end)` in `posting_lists`.

        A term of a field with posting lists has one list. A folded term has the lists of all terms that fold
        to it. Raises ValueError for a field of pairs.
        """

    def joined_list_ranges(self, first: int, end: int) -> list[tuple[int, int]]:
        """Return the `list_range` of each term in `range(first, end)`, with adjacent ranges joined into one.

        The ranges ascend. Folded terms are always joined into one range, because the lists of consecutive
        folded terms are adjacent. If `first >= end`, there are no ranges. Raises ValueError for a field of
        pairs.
        """

    def unfolded_terms(self, number: int) -> list[int]:
        """Return the ascending term numbers, in `posting_lists`, of the terms that fold to term `number`.

        In a field with posting lists of its own, this is only `number`. Raises ValueError for a field of
        pairs.
        """

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Return the term numbers, in the base field, of the two terms of pair `number`.

        Raises ValueError for a field that is not a field of pairs.
        """
