"""Reads a field of pairs: which terms of another field stand side by side, and in how many documents.

A field of pairs has no lists: in which documents a pair stands is found from the positions of its two terms.
Pairs are numbered by their first term, then by their second. Example: the pairs `a b`, `a c` and `c a` of the
field `f`, whose terms are `a b c`, in the field `p`:

    p.pair_starts                       0 2 2 3: the first pair of each first term, and the number of all
    p.successors, p.successor_starts    the second terms by first term, here {1 2} {} {0}, coded like lists of
                                        documents (document_lists.py), and the byte at which each set starts
    p.df.*                              the number of documents of each pair, as small integers
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
"""Joins the two terms of a pair. It is less than any byte of a term, so that pairs sort like their terms."""

MAX_CACHED_FIRST_TERMS = 256
"""First terms whose successors stay decoded: the pairs of a query, or neighbours in the field, share them."""


class Successors(NamedTuple):
    """The pairs of one first term: the number of the first pair, and the ascending second terms."""

    first_pair: int
    terms: memoryview


class Pairs:
    """Reads a field of pairs (see `FieldReader`); `base` has the terms that they are of."""

    def __init__(self, container: Container, name: str, base: Terms) -> None:
        self._name, self._base = name, base
        self._pair_starts = container.column(f"{name}.pair_starts", len(base) + 1)
        self._successor_starts = container.column(f"{name}.successor_starts", len(base) + 1)
        self._coded_successors = container.column(f"{name}.successors")
        self._document_frequencies = SmallInts(container, f"{name}.df", low=8, bits=0)
        self._successors = lru_cache(maxsize=MAX_CACHED_FIRST_TERMS)(self._read_successors)

    @property
    def posting_lists(self) -> PostingLists:
        """The lists of the field: raises ValueError, for there are none."""
        self._refuse("a field of pairs has no posting lists")

    def __len__(self) -> int:
        return self._pair_starts.item(len(self._pair_starts) - 1)

    # --- Which pairs there are ---------------------------------------------------------------------------

    def _read_successors(self, first: int) -> Successors:
        start, end = self._pair_starts.range(first, first + 2).tolist()
        if start == end:
            return Successors(start, memoryview(array("I")))
        byte_start, byte_end = self._successor_starts.range(first, first + 2).tolist()
        coded = self._coded_successors.range(byte_start, byte_end)
        terms = decode_list(coded, end - start, len(self._base))
        return Successors(start, terms.data)  # single values are read faster from a memoryview

    def find(self, key: bytes) -> int:
        """Return the number of the pair, -1 where the field does not have it."""
        first, separator, second = key.partition(SEPARATOR)
        first_number = self._base.find(first) if separator else -1
        return self.pair_number(first_number, self._base.find(second)) if first_number >= 0 else -1

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the numbers of several pairs, -1 for each that the field does not have.

        `find_in_base` gives the number of a term in the field that the pairs are of.
        """
        parts = [text.partition(" ") for text in texts]
        # The pairs of a query share their terms, so each term is looked up once.
        terms = {term for first, _, second in parts for term in (first, second)}
        numbers = {term: find_in_base(term) for term in terms}
        return [self.pair_number(numbers[first], numbers[second]) for first, _, second in parts]

    def pair_number(self, first: int, second: int) -> int:
        """Return the number of the pair of two terms, -1 where the field does not have it.

        The terms are given by their numbers, -1 for one that the other field does not have.
        """
        if first < 0 or second < 0:
            return -1
        first_pair, terms = self._successors(first)
        index = bisect_left(terms, second)
        return first_pair + index if index < len(terms) and terms[index] == second else -1

    def lower_bound(self, key: bytes) -> int:
        """Return how many pairs are less than the key."""
        first, separator, second = key.partition(SEPARATOR)
        first_number = self._base.lower_bound(first)
        if first_number == len(self._base):
            return len(self)
        first_pair, terms = self._successors(first_number)
        if not separator or self._base.term(first_number) != first:
            return first_pair
        return first_pair + bisect_left(terms, self._base.lower_bound(second))

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Return the numbers of the two terms of a pair."""
        first = int(search_sorted(self._pair_starts.whole(), number, "right")) - 1
        first_pair, terms = self._successors(first)
        return first, terms[number - first_pair]

    def term(self, number: int) -> bytes:
        """Return one pair."""
        first, second = self.term_numbers(number)
        return self._base.term(first) + SEPARATOR + self._base.term(second)

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the pairs from `first` to the one before `last`."""
        return [self.term(number) for number in range(first, last)]

    # --- Statistics ----------------------------------------------------------------------------------------

    def document_frequencies(self, first: int, last: int) -> Counts:
        """Return in how many documents each of the pairs from `first` to the one before `last` stands."""
        return self._document_frequencies.range(first, last).astype(np.int64)

    def document_frequency(self, number: int) -> int:
        """Return in how many documents one pair stands."""
        return self._document_frequencies.item(number)

    def running_totals(self) -> NDArray[np.int64]:
        """Return how many pairs stand before those of each first term, and how many there are in all."""
        return self._pair_starts.whole().astype(np.int64)

    def of_first_terms(self, first: int, last: int) -> tuple[TermNumbers, TermNumbers, Counts]:
        """Return all pairs whose first term is one from `first` to the one before `last`.

        The three arrays hold, pair by pair, the first term, the second term and the document frequency.
        """
        pair_starts = self._pair_starts.range(first, last + 1).astype(np.int64)
        sizes = np.diff(pair_starts)
        with_pairs = np.flatnonzero(sizes)
        if not len(with_pairs):
            nothing = np.zeros(0, np.int64)
            return nothing, nothing, nothing
        byte_starts = self._successor_starts.range(first, last + 1)
        coded = self._coded_successors.range(int(byte_starts[0]), int(byte_starts[-1]))
        # First terms without pairs have no list to decode: only the bounds of the others are kept.
        list_bounds, bounds = (
            np.append(starts[with_pairs], starts[-1]) for starts in (byte_starts, pair_starts)
        )
        seconds = decode_lists(coded, list_bounds, bounds, len(self._base))
        firsts = np.repeat(np.arange(first, last), sizes)
        frequencies = self.document_frequencies(int(pair_starts[0]), int(pair_starts[-1]))
        return firsts, seconds.astype(np.int64), frequencies

    # --- What a field of pairs cannot do -------------------------------------------------------------------

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Raise ValueError: a prefix is one of a single term."""
        self._refuse("prefixes of pairs are not searched for")

    def list_range(self, number: int) -> tuple[int, int]:
        """Raise ValueError: pairs have no lists."""
        self._refuse("a field of pairs has no posting lists")

    def list_ranges(self, first: int, last: int) -> list[tuple[int, int]]:
        """Raise ValueError: pairs have no lists."""
        self._refuse("a field of pairs has no posting lists")

    def unfolded_terms(self, number: int) -> list[int]:
        """Raise ValueError: pairs have no positions."""
        self._refuse("a field of pairs has no positions")

    def _refuse(self, reason: str) -> NoReturn:
        raise ValueError(f"{reason} ({self._name!r})")
