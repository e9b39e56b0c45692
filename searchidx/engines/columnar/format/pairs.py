"""Reader of a field of pairs: pairs of neighbouring terms of the base field, with document frequencies.

A field of pairs P has no posting lists. The documents of a pair are found from the positions of its two
terms. Each term is a term number of the base field, which has T terms. Pairs are numbered in ascending order
of their first term, then of their second term.

    P.pair_starts         u32[T + 1]: the number of the first pair of each first term, followed by the number
                          of all pairs
    P.successors          bytes: for each first term, the ascending list of its second terms, coded like
                          documents (document_lists.py), with T in place of the number of documents
    P.successor_starts    u32[T + 1]: the offset of each list in `successors`, followed by the size of
                          `successors`
    P.df.*                by pair, its document frequency (small_ints.py, low 8, bits 0)

For example, of 30 terms the pairs (0, 2), (2, 0) and (2, 1) occur in 5, 1 and 9 documents:

    P.pair_starts         0 1 1 3 3 ... 3
    P.successors          2 | 0 0    (the bar is not stored): the lists {2} and {0, 1} as gaps of one byte
    P.successor_starts    0 1 1 3 3 ... 3
    P.df.low              5 1 9

The pair (2, 1) has the number 2.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted
from searchidx.engines.columnar.format.document_lists import decode_list, decode_lists
from searchidx.engines.columnar.format.small_ints import SmallInts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, TermNumbers
    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.field_reader import Terms
    from searchidx.engines.columnar.format.posting_lists import PostingLists

SEPARATOR = b" "
"""Joins the two terms of a pair.

It is less than any byte of a term, so pairs sort by their first term, then by their second term.
"""

MAX_CACHED_FIRST_TERMS = 256
"""The number of first terms whose successors are kept decoded.

The pairs of a query often share a first term, and so do pairs with neighbouring numbers.
"""


class Successors(NamedTuple):
    """The pairs of one first term: the number of its first pair, and its ascending second terms.

    The second terms are term numbers of the base field.
    """

    first_pair: int
    terms: memoryview


class Pairs:
    """Reads the field of pairs `name` (see `FieldReader`). `base` has the terms of the base field.

    The number of a pair is its term number. Document frequencies include deleted documents.
    """

    def __init__(self, container: Container, name: str, base: Terms) -> None:
        self._name, self._base = name, base
        self._pair_starts = container.column(f"{name}.pair_starts", len(base) + 1)
        self._successor_starts = container.column(f"{name}.successor_starts", len(base) + 1)
        self._coded_successors = container.column(f"{name}.successors")
        self._document_frequencies = SmallInts(container, f"{name}.df", low=8, bits=0)
        self._successors = lru_cache(maxsize=MAX_CACHED_FIRST_TERMS)(self._read_successors)

    @property
    def posting_lists(self) -> PostingLists:
        """Raise ValueError, because pairs have no posting lists."""
        self._refuse("a field of pairs has no posting lists")

    def __len__(self) -> int:
        return self._pair_starts.item(len(self._pair_starts) - 1)

    # --- Which pairs there are ---------------------------------------------------------------------------

    def _read_successors(self, first: int) -> Successors:
        """Decode the pairs whose first term is `first`."""
        start, end = self._pair_starts.range(first, first + 2).tolist()
        if start == end:
            return Successors(start, memoryview(array("I")))
        byte_start, byte_end = self._successor_starts.range(first, first + 2).tolist()
        coded = self._coded_successors.range(byte_start, byte_end)
        terms = decode_list(coded, end - start, len(self._base))
        return Successors(start, terms.data)  # single values are read faster from a memoryview

    def find(self, key: bytes) -> int:
        """Return the number of the pair `key`, two terms joined by SEPARATOR, or -1 if it is absent."""
        first, separator, second = key.partition(SEPARATOR)
        first_number = self._base.find(first) if separator else -1
        return self.pair_number(first_number, self._base.find(second)) if first_number >= 0 else -1

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the number of each of the pairs, in their order, or -1 for an absent pair.

        A pair is given as its two terms, joined by a space. `find_in_base` returns the term number of a
        single term in the base field, or -1.
        """
        parts = [text.partition(" ") for text in texts]
        # The pairs of a query share terms, so each distinct term is looked up once.
        terms = {term for first, _, second in parts for term in (first, second)}
        numbers = {term: find_in_base(term) for term in terms}
        return [self.pair_number(numbers[first], numbers[second]) for first, _, second in parts]

    def pair_number(self, first: int, second: int) -> int:
        """Return the number of the pair of two terms, or -1 if the field does not have it.

        `first` and `second` are term numbers of the base field, or -1 for a term that it does not have.
        """
        if first < 0 or second < 0:
            return -1
        first_pair, terms = self._successors(first)
        index = bisect_left(terms, second)
        return first_pair + index if index < len(terms) and terms[index] == second else -1

    def lower_bound(self, key: bytes) -> int:
        """Return the number of pairs less than `key`."""
        first, separator, second = key.partition(SEPARATOR)
        first_number = self._base.lower_bound(first)
        if first_number == len(self._base):
            return len(self)
        first_pair, terms = self._successors(first_number)
        if not separator or self._base.term(first_number) != first:
            return first_pair
        return first_pair + bisect_left(terms, self._base.lower_bound(second))

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Return the term numbers, in the base field, of the two terms of pair `number`."""
        first = int(search_sorted(self._pair_starts.whole(), number, "right")) - 1
        first_pair, terms = self._successors(first)
        return first, terms[number - first_pair]

    def term(self, number: int) -> bytes:
        """Return the bytes of pair `number`: its two terms, joined by SEPARATOR."""
        first, second = self.term_numbers(number)
        return self._base.term(first) + SEPARATOR + self._base.term(second)

    def terms(self, first: int, end: int) -> list[bytes]:
        """Return the bytes of each pair with a number in `range(first, end)`, in ascending order."""
        return [self.term(number) for number in range(first, end)]

    # --- Statistics ----------------------------------------------------------------------------------------

    def document_frequencies(self, first: int, end: int) -> Counts:
        """Return the document frequencies of the pairs with numbers in `range(first, end)`, as int64.

        Deleted documents are included.
        """
        return self._document_frequencies.range(first, end).astype(np.int64)

    def document_frequency(self, number: int) -> int:
        """Return the document frequency of pair `number`, with deleted documents included."""
        return self._document_frequencies.item(number)

    def running_totals(self) -> NDArray[np.int64]:
        """Return the number of the first pair of each first term, followed by the number of all pairs."""
        return self._pair_starts.whole().astype(np.int64)

    def of_first_terms(self, first: int, end: int) -> tuple[TermNumbers, TermNumbers, Counts]:
        """Return all pairs whose first term has a term number in `range(first, end)`, in ascending order.

        The three arrays hold the first term, the second term and the document frequency of each pair. Terms
        are term numbers of the base field.
        """
        pair_starts = self._pair_starts.range(first, end + 1).astype(np.int64)
        sizes = np.diff(pair_starts)
        with_pairs = np.flatnonzero(sizes)
        if not len(with_pairs):
            nothing = np.zeros(0, np.int64)
            return nothing, nothing, nothing
        byte_starts = self._successor_starts.range(first, end + 1)
        coded = self._coded_successors.range(int(byte_starts[0]), int(byte_starts[-1]))
        # First terms without pairs have no list to decode, so only the bounds of other first terms are kept.
        list_bounds, bounds = (
            np.append(starts[with_pairs], starts[-1]) for starts in (byte_starts, pair_starts)
        )
        seconds = decode_lists(coded, list_bounds, bounds, len(self._base))
        firsts = np.repeat(np.arange(first, end), sizes)
        frequencies = self.document_frequencies(int(pair_starts[0]), int(pair_starts[-1]))
        return firsts, seconds.astype(np.int64), frequencies

    # --- What a field of pairs does not support ------------------------------------------------------------

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Raise ValueError, because prefixes are searched for only among single terms."""
        self._refuse("prefixes of pairs are not supported")

    def list_range(self, number: int) -> tuple[int, int]:
        """Raise ValueError, because pairs have no posting lists."""
        self._refuse("a field of pairs has no posting lists")

    def joined_list_ranges(self, first: int, end: int) -> list[tuple[int, int]]:
        """Raise ValueError, because pairs have no posting lists."""
        self._refuse("a field of pairs has no posting lists")

    def unfolded_terms(self, number: int) -> list[int]:
        """Raise ValueError, because pairs have no positions."""
        self._refuse("a field of pairs has no positions")

    def _refuse(self, reason: str) -> NoReturn:
        raise ValueError(f"{reason} ({self._name!r})")
