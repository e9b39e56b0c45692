"""A field as posting lists: for each term its documents, frequencies and, where kept, positions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.dictionary import Dictionary
from searchidx.engines.columnar.format.document_lists import decode_list, decode_lists
from searchidx.engines.columnar.format.small_ints import SmallInts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container


class Postings(NamedTuple):
    """Neighbouring terms with their lists: term i owns postings `starts[i]` to `starts[i+1]`.

    Posting j owns the next `frequencies[j]` of the positions (None where the field has none).
    """

    terms: Sequence[bytes]
    starts: NDArray[np.int64]
    documents: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None


class PostingLists:
    """Reads the posting lists of one field."""

    def __init__(
        self, container: Container, name: str, documents: int, *, positions: bool, grouped: bool
    ) -> None:
        self._documents = documents
        self.dictionary = Dictionary(container, name)
        size = len(self.dictionary)
        self._slots = container.column(f"{name}.slots", size) if grouped else None
        self._gaps = container.column(f"{name}.documents")
        self._gap_starts = container.column(f"{name}.document_starts", size + 1)
        self._posting_starts = container.column(f"{name}.posting_starts", size + 1)
        self._frequencies = SmallInts(container, f"{name}.frequencies", low=0, bits=4)
        if positions:
            self._positions = SmallInts(container, f"{name}.positions", low=8, bits=4)
            self._position_starts = container.column(f"{name}.position_starts", size + 1)

    def __len__(self) -> int:
        return len(self.dictionary)

    def list_number(self, index: int) -> int:
        """Return the slot of a term."""
        return index if self._slots is None else self._slots.item(index)

    def terms_of_lists(self, first: int, last: int) -> NDArray[Any]:
        """Return the numbers of the terms that have the slots from `first` to `last`."""
        return np.arange(first, last) if self._slots is None else self._names[first:last]

    @cached_property
    def _names(self) -> NDArray[np.int32]:
        """The number of the term of each slot."""
        names = np.empty(len(self), np.int32)
        names[self.list_numbers()] = np.arange(len(self))
        return names

    def list_numbers(self) -> NDArray[np.int64]:
        """Return the slot of every term, in the order of the terms."""
        return np.arange(len(self)) if self._slots is None else self._slots.whole().astype(np.int64)

    def list_ranges(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the stretches of slots that hold the terms from `first` to `last`."""
        if first >= last:
            return []
        if self._slots is None:
            return [(first, last)]
        slots = np.sort(self._slots.range(first, last).astype(np.int64))
        breaks = np.flatnonzero(np.diff(slots) > 1)
        return list(zip(slots[[0, *(breaks + 1)]].tolist(), (slots[[*breaks, -1]] + 1).tolist(), strict=True))

    def document_frequencies(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the terms from `first` to `last` stands."""
        if self._slots is not None:
            slots = self._slots.range(first, last).astype(np.int64)
            low, high = self._posting_starts.take(slots), self._posting_starts.take(slots + 1)
        else:
            bounds = self._posting_starts.range(first, last + 1)
            low, high = bounds[:-1], bounds[1:]
        df: NDArray[np.int64] = (high - low).astype(np.int64)
        return df

    def document_frequency(self, index: int) -> int:
        """Return in how many documents one term stands."""
        slot = self.list_number(index)
        start, stop = self._posting_starts.range(slot, slot + 2).tolist()
        return int(stop - start)

    def postings(self, first: int, last: int) -> tuple[NDArray[np.uint32], NDArray[Any]]:
        """Return documents and frequencies of the slots from `first` to `last`, one list after the other."""
        bounds = self._posting_starts.range(first, last + 1)
        frequencies = self._frequencies.range(int(bounds[0]), int(bounds[-1]))
        frequencies += frequencies.dtype.type(1)
        return self._decoded(first, last, bounds), frequencies

    def documents(self, first: int, last: int) -> NDArray[np.uint32]:
        """Return the documents of the slots from `first` to `last`, one list after the other."""
        return self._decoded(first, last, self._posting_starts.range(first, last + 1))

    def _decoded(self, first: int, last: int, bounds: NDArray[Any]) -> NDArray[np.uint32]:
        places = self._gap_starts.range(first, last + 1)
        coded = self._gaps.range(int(places[0]), int(places[-1]))
        if last == first + 1:
            return decode_list(coded, int(bounds[1]) - int(bounds[0]), self._documents)
        return decode_lists(coded, places, bounds, self._documents)

    def position_start(self, slot: int) -> int:
        """Return the number of the first position of a slot, counted over the whole field."""
        return self._position_starts.item(slot)

    def positions(self, which: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the positions with these numbers."""
        return self._positions.take(which)

    def read(self, first: int, last: int, terms: Sequence[bytes], *, positions: bool) -> Postings:
        """Return the lists of the slots from `first` to `last`, whose terms are given."""
        documents, frequencies = self.postings(first, last)
        bounds = self._posting_starts.range(first, last + 1).astype(np.int64)
        taken: Any = None
        if positions:
            low, high = self._position_starts.range(first, last + 1)[[0, -1]].tolist()
            taken = self._positions.range(low, high)
        return Postings(terms, bounds - bounds[0], documents, frequencies, taken)

    def running_totals(self, *, positions: bool) -> NDArray[Any]:
        """Return the running total of postings (or positions) over the slots: what reading a range costs."""
        return (self._position_starts if positions else self._posting_starts).whole()
