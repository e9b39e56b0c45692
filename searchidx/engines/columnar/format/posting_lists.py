"""Reads a field that has posting lists: for each term its documents, frequencies and, if kept, positions.

Example: the field `f` of three documents whose texts are `a b`, `b` and `b a b`, with positions:

    term    documents   frequencies   positions
    a       0 2         1 1           0 1
    b       0 1 2       1 1 2         1 0 0 2

    f.text, f.text_starts            the dictionary: "ab", 0 1 2
    f.documents, f.document_starts   the documents of all lists, coded (document_lists.py), and the byte at
                                     which each list starts
    f.posting_starts                 0 2 5: the first posting of each list, and the number of all postings
    f.frequencies.*                  1 1 1 1 2, each less one, as small integers (small_ints.py)
    f.positions.*                    0 1 1 0 0 2, as small integers
    f.position_starts                0 2 6: the first position of each list, and the number of all positions
    f.slots                          the list number of each term, only where a field folds this one: lists
                                     are then in the order of the folds, so that a fold's lists are neighbours
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
    """The lists of several terms, one after the other.

    Term i owns the postings from `starts[i]` to the one before `starts[i + 1]`. Posting j owns the next
    `frequencies[j]` of the positions (None where the field keeps none).
    """

    terms: Sequence[bytes]
    starts: NDArray[np.int64]
    documents: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None


class PostingLists:
    """Reads the posting lists of one field (see `FieldReader`).

    `documents` is the number of documents of the segment. `grouped` tells that another field folds this one.
    """

    def __init__(
        self, container: Container, name: str, documents: int, *, positions: bool, grouped: bool
    ) -> None:
        self._documents = documents
        self.dictionary = Dictionary(container, name)
        self.term, self.terms = self.dictionary.term, self.dictionary.terms
        self.find, self.lower_bound = self.dictionary.find, self.dictionary.lower_bound
        self.prefix_range = self.dictionary.prefix_range
        size = len(self.dictionary)
        self._list_numbers = container.column(f"{name}.slots", size) if grouped else None
        self._coded_documents = container.column(f"{name}.documents")
        self._document_starts = container.column(f"{name}.document_starts", size + 1)
        self._posting_starts = container.column(f"{name}.posting_starts", size + 1)
        self._frequencies = SmallInts(container, f"{name}.frequencies", low=0, bits=4)
        if positions:
            self._positions = SmallInts(container, f"{name}.positions", low=8, bits=4)
            self._position_starts = container.column(f"{name}.position_starts", size + 1)

    @property
    def posting_lists(self) -> PostingLists:
        """The lists that the field is read from: its own."""
        return self

    def __len__(self) -> int:
        return len(self.dictionary)

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the numbers of several terms, -1 for each that the field does not have."""
        return self.dictionary.find_all(texts)

    # --- Terms and lists: which list belongs to which term ---------------------------------------------

    def list_number(self, number: int) -> int:
        """Return the list number of a term."""
        return number if self._list_numbers is None else self._list_numbers.item(number)

    def list_numbers(self) -> NDArray[np.int64]:
        """Return the list number of every term, in the order of the terms."""
        if self._list_numbers is None:
            return np.arange(len(self))
        return self._list_numbers.whole().astype(np.int64)

    def terms_of_lists(self, first: int, last: int) -> NDArray[Any]:
        """Return the term number of each list from `first` to the one before `last`."""
        return np.arange(first, last) if self._list_numbers is None else self._terms_of_lists[first:last]

    @cached_property
    def _terms_of_lists(self) -> NDArray[np.int32]:
        terms = np.empty(len(self), np.int32)
        terms[self.list_numbers()] = np.arange(len(self))
        return terms

    def list_range(self, number: int) -> tuple[int, int]:
        """Return the list number of a term, and the next one."""
        list_number = self.list_number(number)
        return list_number, list_number + 1

    def list_ranges(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the ranges of list numbers that hold the terms from `first` to the one before `last`."""
        if first >= last:
            return []
        if self._list_numbers is None:
            return [(first, last)]
        # The ascending list numbers of the terms; a range ends wherever the next number is not the next list.
        numbers = np.sort(self._list_numbers.range(first, last).astype(np.int64))
        breaks = np.flatnonzero(np.diff(numbers) > 1)
        firsts, lasts = numbers[[0, *(breaks + 1)]], numbers[[*breaks, -1]]
        return list(zip(firsts.tolist(), (lasts + 1).tolist(), strict=True))

    def unfolded_terms(self, number: int) -> list[int]:
        """Return the terms that a term unites: itself."""
        return [number]

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Raise ValueError: the field has single terms."""
        raise ValueError("a field of single terms has no pairs")

    # --- Statistics ------------------------------------------------------------------------------------

    def document_frequencies(self, first: int, last: int) -> Counts:
        """Return in how many documents each of the terms from `first` to the one before `last` stands."""
        if self._list_numbers is not None:
            numbers = self._list_numbers.range(first, last).astype(np.int64)
            starts, ends = self._posting_starts.take(numbers), self._posting_starts.take(numbers + 1)
        else:
            bounds = self._posting_starts.range(first, last + 1)
            starts, ends = bounds[:-1], bounds[1:]
        frequencies: Counts = (ends - starts).astype(np.int64)
        return frequencies

    def document_frequency(self, number: int) -> int:
        """Return in how many documents one term stands."""
        list_number = self.list_number(number)
        start, end = self._posting_starts.range(list_number, list_number + 2).tolist()
        return int(end - start)

    def running_totals(self, *, positions: bool) -> NDArray[Any]:
        """Return how many postings (or positions) stand before each list, and how many there are in all.

        The difference between two of them is what reading the lists between costs.
        """
        return (self._position_starts if positions else self._posting_starts).whole()

    # --- The lists themselves --------------------------------------------------------------------------

    def postings(self, first: int, last: int) -> tuple[NDArray[np.uint32], NDArray[Any]]:
        """Return the documents and frequencies of the lists from `first` to the one before `last`.

        Each list is ascending; one follows the other. Frequencies have a narrow unsigned type.
        """
        bounds = self._posting_starts.range(first, last + 1)
        frequencies = self._frequencies.range(int(bounds[0]), int(bounds[-1]))
        frequencies += frequencies.dtype.type(1)
        return self._decode_documents(first, last, bounds), frequencies

    def documents(self, first: int, last: int) -> NDArray[np.uint32]:
        """Return the documents of the lists from `first` to the one before `last`, list after list."""
        return self._decode_documents(first, last, self._posting_starts.range(first, last + 1))

    def _decode_documents(self, first: int, last: int, bounds: NDArray[Any]) -> NDArray[np.uint32]:
        """Decode lists, whose first postings have the numbers `bounds`."""
        byte_starts = self._document_starts.range(first, last + 1)
        coded = self._coded_documents.range(int(byte_starts[0]), int(byte_starts[-1]))
        if last == first + 1:
            return decode_list(coded, int(bounds[1]) - int(bounds[0]), self._documents)
        return decode_lists(coded, byte_starts, bounds, self._documents)

    def position_start(self, list_number: int) -> int:
        """Return the index of the first position of a list among all positions of the field."""
        return self._position_starts.item(list_number)

    def positions(self, indices: Indices) -> NDArray[np.uint32]:
        """Return the positions at these indices among all positions of the field."""
        return self._positions.take(indices)

    def read(self, first: int, last: int, terms: Sequence[bytes], *, positions: bool) -> Postings:
        """Return the lists from `first` to the one before `last`, whose terms are given, as one value."""
        documents, frequencies = self.postings(first, last)
        bounds = self._posting_starts.range(first, last + 1).astype(np.int64)
        list_positions: Any = None
        if positions:
            start, end = self._position_starts.range(first, last + 1)[[0, -1]].tolist()
            list_positions = self._positions.range(start, end)
        return Postings(terms, bounds - bounds[0], documents, frequencies, list_positions)
