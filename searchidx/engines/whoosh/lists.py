"""A field as posting lists: for each term its documents, frequencies and, where kept, positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.whoosh.dictionary import Dictionary, DictionaryWriter, starts
from searchidx.engines.whoosh.packing import (
    SmallInts,
    SmallIntsWriter,
    decode_list,
    decode_lists,
    encode_documents,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.container import Container, ContainerWriter


@dataclass(frozen=True, slots=True)
class Postings:
    """Neighbouring terms with their lists: term i owns postings `starts[i]` to `starts[i+1]`.

    Posting j owns the next `frequencies[j]` of the positions (None where the field has none).
    """

    terms: Sequence[bytes]
    starts: NDArray[np.int64]
    documents: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None


def expand(firsts: NDArray[np.int64], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the ranges of `counts[i]` numbers from `firsts[i]`, one after the other."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(firsts - (ends - counts), counts)


class ListsWriter:
    """Writes the posting lists of one field, given in the order of their terms."""

    def __init__(self, container: ContainerWriter, name: str, documents: int, *, positions: bool) -> None:
        self._container, self._name, self._documents = container, name, documents
        self._dictionary = DictionaryWriter(container, name)
        self._gaps = container.section(f"{name}.documents", "<u1")
        bits = 4 if positions else 2
        self._frequencies = SmallIntsWriter(container, f"{name}.frequencies", low=0, bits=bits)
        self._positions = (
            SmallIntsWriter(container, f"{name}.positions", low=8, bits=4) if positions else None
        )
        self._sizes: list[tuple[NDArray[np.int64], ...]] = []

    def append(self, postings: Postings) -> None:
        """Add lists; none may be empty."""
        if not len(postings.terms):
            return
        self._dictionary.append(postings.terms)
        coded, sizes = encode_documents(postings.documents, postings.starts, self._documents)
        self._gaps.append(coded)
        self._frequencies.append(postings.frequencies - np.uint32(1))
        totals = np.zeros(0, np.int64)
        if self._positions is not None and postings.positions is not None:
            self._positions.append(postings.positions)
            totals = np.add.reduceat(postings.frequencies, postings.starts[:-1], dtype=np.int64)
        self._sizes.append((sizes, np.diff(postings.starts), totals))

    def close(self) -> None:
        """Write what is pending and where each list starts."""
        self._dictionary.close()
        self._frequencies.close()
        columns = [np.concatenate(parts) for parts in zip(*self._sizes, strict=True)]
        sizes, df, totals = columns or [np.zeros(0, np.int64)] * 3
        starts(self._container, f"{self._name}.document_starts", sizes)
        starts(self._container, f"{self._name}.posting_starts", df)
        if self._positions is not None:
            self._positions.close()
            starts(self._container, f"{self._name}.position_starts", totals)


class Lists:
    """Reads the posting lists of one field."""

    def __init__(self, container: Container, name: str, documents: int, *, positions: bool) -> None:
        self._documents = documents
        self.dictionary = Dictionary(container, name)
        self._gaps = container.column(f"{name}.documents")
        self._gap_starts = container.column(f"{name}.document_starts")
        self._posting_starts = container.column(f"{name}.posting_starts")
        bits = 4 if positions else 2
        self._frequencies = SmallInts(container, f"{name}.frequencies", low=0, bits=bits)
        if positions:
            self._positions = SmallInts(container, f"{name}.positions", low=8, bits=4)
            self._position_starts = container.column(f"{name}.position_starts")

    def __len__(self) -> int:
        return len(self.dictionary)

    def df(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the terms from `first` to `last` stands."""
        return np.diff(self._posting_starts.range(first, last + 1).astype(np.int64))

    def postings(self, index: int) -> tuple[NDArray[np.uint32], NDArray[Any]]:
        """Return the ascending documents of a term, and its frequency in each."""
        first, last = self._posting_starts.range(index, index + 2).tolist()
        low, high = self._gap_starts.range(index, index + 2).tolist()
        documents = decode_list(self._gaps.range(low, high), last - first, self._documents)
        frequencies = self._frequencies.range(first, last)
        frequencies += np.uint32(1)
        return documents, frequencies.astype(np.uint8) if frequencies.max() < 1 << 8 else frequencies

    def positions(self, which: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the positions with these numbers, counted over all terms of the field."""
        return self._positions.take(which)

    def position_start(self, index: int) -> int:
        """Return the number of the first position of a term."""
        return self._position_starts.item(index)

    def read(self, first: int, last: int, *, positions: bool) -> Postings:
        """Return the lists of the terms from `first` to `last`."""
        bounds = self._posting_starts.range(first, last + 1).astype(np.int64)
        places = self._gap_starts.range(first, last + 1).astype(np.int64)
        coded = self._gaps.range(int(places[0]), int(places[-1]))
        documents = decode_lists(coded, np.diff(places), np.diff(bounds), self._documents)
        frequencies = self._frequencies.range(int(bounds[0]), int(bounds[-1]))
        frequencies += np.uint32(1)
        taken: Any = None
        if positions:
            low, high = self._position_starts.range(first, last + 1)[[0, -1]].tolist()
            taken = self._positions.range(low, high)
        return Postings(self.dictionary.terms(first, last), bounds - bounds[0], documents, frequencies, taken)

    def united(self, indices: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the documents of the terms with these ascending numbers; some may come several times."""
        if not len(indices):
            return np.zeros(0, np.uint32)
        span = (int(indices[0]), int(indices[-1]) + 2)
        places = self._gap_starts.range(*span).astype(np.int64)
        at = indices - indices[0]
        sizes = places[at + 1] - places[at]
        coded = self._gaps.range(int(places[0]), int(places[-1]))
        df = np.diff(self._posting_starts.range(*span).astype(np.int64))[at]
        return decode_lists(coded[expand(places[at] - places[0], sizes)], sizes, df, self._documents)

    def work(self, *, positions: bool) -> NDArray[np.int64]:
        """Return the running total of postings (or positions) over the terms: what reading a range costs."""
        column = self._position_starts if positions else self._posting_starts
        return column.whole().astype(np.int64)
