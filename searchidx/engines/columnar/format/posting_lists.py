"""Reader of a field with posting lists: the documents, term frequencies and positions of each term.

A term of the field F has two numbers. Its *term number* is its rank in the dictionary, and its *list number*
is the index of its posting list in the other sections. The two numbers are equal unless F is the base field
of a folded field. In such a base field, lists are sorted by folded term, then by term, so that the lists of a
folded term are adjacent.

    F.text, F.text_starts    the terms (dictionary.py)
    F.slots                  u32: by term number, the list number; absent unless F is such a base field
    F.documents              bytes: by list number, the documents of each list (document_lists.py)
    F.document_starts        u32: the offset of each list in `documents`, followed by the number of all bytes
    F.posting_starts         u32: the index of the first posting of each list, followed by the number of all
                             postings; the difference of two neighbours is a document frequency
    F.frequencies.*          by posting, the term frequency less one (small_ints.py, low 0, bits 4)
    F.positions.*            by posting, its ascending positions (small_ints.py, low 8, bits 4)
    F.position_starts        u32: the index of the first position of each list, followed by the number of all
                             positions

The sections of positions are absent if the field keeps no positions. A section `*_starts` is u64 if its total
is 2^32 or more.

For example, of 100 documents, document 7 is "ba an ba", document 9 is "bá", and all others are empty:

    term    documents    frequencies    positions
    an      7            1              1
    ba      7            2              0 2
    bá      9            1              0

    F.documents              7 7 9 (gaps of one byte)
    F.document_starts        0 1 2 3
    F.posting_starts         0 1 2 3
    F.frequencies.code       0x10 0x00, which are the codes 0 1 0
    F.positions.low          1 0 2 0, with the codes 0 0 0 0
    F.position_starts        0 1 3 4

If F has the terms an, ca and án and is a base field, the lists are in the order an, án, ca. The list
numbers of an, ca and án are then 0, 2 and 1, so F.slots is 0 2 1.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.dictionary import Dictionary
from searchidx.engines.columnar.format.document_lists import decode_list, decode_lists
from searchidx.engines.columnar.format.small_ints import SmallInts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, Indices
    from searchidx.engines.columnar.format.container import Container


class Postings(NamedTuple):
    """The posting lists of several terms, one after the other. Documents ascend within a list.

    Term i has the postings `range(starts[i], starts[i + 1])`. Posting j is the document `documents[j]` with
    the term frequency `frequencies[j]`. `positions` holds `frequencies[j]` positions for each posting, one
    posting after the other. It is None if the field keeps no positions, or if they were not read.
    """

    terms: Sequence[bytes]
    starts: NDArray[np.int64]
    documents: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None


class PostingLists:
    """Reads the posting lists of the field `name` (see `FieldReader`).

    `stored_count` is the number of documents of the segment, deleted ones included. `positions` says whether
    the field has positions. `sorted_by_fold` says whether it is the base field of a folded field. A range of
    lists is a range of list numbers. Lists and document frequencies include deleted documents.
    """

    def __init__(
        self, container: Container, name: str, stored_count: int, *, positions: bool, sorted_by_fold: bool
    ) -> None:
        self._stored_count = stored_count
        self.dictionary = Dictionary(container, name)
        self.term, self.terms = self.dictionary.term, self.dictionary.terms
        self.find, self.lower_bound = self.dictionary.find, self.dictionary.lower_bound
        self.prefix_range = self.dictionary.prefix_range
        size = len(self.dictionary)
        self._list_numbers = container.column(f"{name}.slots", size) if sorted_by_fold else None
        self._coded_documents = container.column(f"{name}.documents")
        self._document_starts = container.column(f"{name}.document_starts", size + 1)
        self._posting_starts = container.column(f"{name}.posting_starts", size + 1)
        self._frequencies = SmallInts(container, f"{name}.frequencies", low=0, bits=4)
        if positions:
            self._positions = SmallInts(container, f"{name}.positions", low=8, bits=4)
            self._position_starts = container.column(f"{name}.position_starts", size + 1)

    @property
    def posting_lists(self) -> PostingLists:
        """This field. (A folded field has the posting lists of its base field here, see `FieldReader`.)"""
        return self

    def __len__(self) -> int:
        return len(self.dictionary)

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the term number of each of the terms, in their order, or -1 for an absent term.

        `find_in_base` is not used.
        """
        return self.dictionary.find_all(texts)

    # --- From term numbers to list numbers, and back ---------------------------------------------------

    def list_number(self, number: int) -> int:
        """Return the list number of term `number`."""
        return number if self._list_numbers is None else self._list_numbers.item(number)

    def list_numbers(self) -> NDArray[np.int64]:
        """Return the list number of every term, by term number, as a new array."""
        if self._list_numbers is None:
            return np.arange(len(self))
        return self._list_numbers.whole().astype(np.int64)

    def terms_of_lists(self, first: int, end: int) -> NDArray[Any]:
        """Return the term number of each list in `range(first, end)`."""
        return np.arange(first, end) if self._list_numbers is None else self._terms_of_lists[first:end]

    @cached_property
    def _terms_of_lists(self) -> NDArray[np.int32]:
        """The term number of every list, by list number."""
        terms = np.empty(len(self), np.int32)
        terms[self.list_numbers()] = np.arange(len(self))
        return terms

    def list_range(self, number: int) -> tuple[int, int]:
        """Return the range of the single list of term `number`: its list number, and that number plus 1."""
        list_number = self.list_number(number)
        return list_number, list_number + 1

    def joined_list_ranges(self, first: int, end: int) -> list[tuple[int, int]]:
        """Return the list numbers of the terms in `range(first, end)`, in as few ranges as possible.

        A range is (first list number, end). The ranges ascend and do not touch each other. If `first >= end`,
        there are no ranges.
        """
        if first >= end:
            return []
        if self._list_numbers is None:
            return [(first, end)]
        # The list numbers of the terms, ascending. A range ends before each number that skips a list.
        numbers = np.sort(self._list_numbers.range(first, end).astype(np.int64))
        breaks = np.flatnonzero(np.diff(numbers) > 1)
        firsts, lasts = numbers[[0, *(breaks + 1)]], numbers[[*breaks, -1]]
        return list(zip(firsts.tolist(), (lasts + 1).tolist(), strict=True))

    def unfolded_terms(self, number: int) -> list[int]:
        """Return only `number`, because a term of this field unites no other terms."""
        return [number]

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Raise ValueError, because the field has single terms."""
        raise ValueError("a field of single terms has no pairs")

    # --- Statistics ------------------------------------------------------------------------------------

    def document_frequencies(self, first: int, end: int) -> Counts:
        """Return the document frequencies of the terms with numbers in `range(first, end)`, as int64.

        Deleted documents are included.
        """
        if self._list_numbers is not None:
            numbers = self._list_numbers.range(first, end).astype(np.int64)
            starts, ends = self._posting_starts.take(numbers), self._posting_starts.take(numbers + 1)
        else:
            bounds = self._posting_starts.range(first, end + 1)
            starts, ends = bounds[:-1], bounds[1:]
        frequencies: Counts = (ends - starts).astype(np.int64)
        return frequencies

    def document_frequency(self, number: int) -> int:
        """Return the document frequency of term `number`, with deleted documents included."""
        list_number = self.list_number(number)
        start, end = self._posting_starts.range(list_number, list_number + 2).tolist()
        return int(end - start)

    def running_totals(self, *, positions: bool) -> NDArray[Any]:
        """Return the number of postings (or positions) before each list, followed by their total number.

        If `positions` is true, positions are counted, and the field must have positions. The difference of
        two of these numbers measures the cost of reading the lists between them.
        """
        return (self._position_starts if positions else self._posting_starts).whole()

    # --- The lists themselves --------------------------------------------------------------------------

    def postings(self, first: int, end: int) -> tuple[NDArray[np.uint32], NDArray[Any]]:
        """Return the documents and the term frequencies of the lists in `range(first, end)`.

        Lists follow one another, and documents ascend within each list. The frequencies have a narrow
        unsigned dtype.
        """
        bounds = self._posting_starts.range(first, end + 1)
        frequencies = self._frequencies.range(int(bounds[0]), int(bounds[-1]))
        frequencies += frequencies.dtype.type(1)
        return self._decode_documents(first, end, bounds), frequencies

    def documents(self, first: int, end: int) -> NDArray[np.uint32]:
        """Return the documents of the lists in `range(first, end)`, one list after the other.

        Documents ascend within each list.
        """
        return self._decode_documents(first, end, self._posting_starts.range(first, end + 1))

    def _decode_documents(self, first: int, end: int, bounds: NDArray[Any]) -> NDArray[np.uint32]:
        """Return the documents of the lists in `range(first, end)`.

        `bounds` holds the index of the first posting of each list, followed by the end of the last list.
        """
        byte_starts = self._document_starts.range(first, end + 1)
        coded = self._coded_documents.range(int(byte_starts[0]), int(byte_starts[-1]))
        if end == first + 1:
            return decode_list(coded, int(bounds[1]) - int(bounds[0]), self._stored_count)
        return decode_lists(coded, byte_starts, bounds, self._stored_count)

    def position_start(self, list_number: int) -> int:
        """Return the index of the first position of a list, among all positions of the field.

        The field must have positions.
        """
        return self._position_starts.item(list_number)

    def positions(self, indices: Indices) -> NDArray[np.uint32]:
        """Return the positions at these indices among all positions of the field.

        The result is in the order of `indices`. The field must have positions.
        """
        return self._positions.take(indices)

    def read(self, first: int, end: int, terms: Sequence[bytes], *, positions: bool) -> Postings:
        """Return the lists in `range(first, end)`; `terms` are their terms, in the order of the lists.

        `positions` says whether positions are read too. If it is true, the field must have positions.
        """
        documents, frequencies = self.postings(first, end)
        bounds = self._posting_starts.range(first, end + 1).astype(np.int64)
        list_positions: Any = None
        if positions:
            position_start, position_end = self._position_starts.range(first, end + 1)[[0, -1]].tolist()
            list_positions = self._positions.range(position_start, position_end)
        return Postings(terms, bounds - bounds[0], documents, frequencies, list_positions)
