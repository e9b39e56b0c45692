"""Writes the posting lists of a field."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter, write_starts
from searchidx.engines.columnar.format.document_lists import encode_documents
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.small_ints_writer import SmallIntsWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

_PIECE = 1 << 18
"""Postings that are coded at a time."""


def split_postings(postings: Postings) -> Iterator[Postings]:
    """Yield the lists in stretches of about _PIECE postings each."""
    starts = postings.starts
    goals = np.arange(_PIECE, int(starts[-1]), _PIECE)
    cuts = [0, *np.unique(np.searchsorted(starts, goals)).tolist(), len(postings.terms)]
    place = 0
    for low, high in pairwise(cuts):
        span = slice(int(starts[low]), int(starts[high]))
        frequencies, positions = postings.frequencies[span], None
        if postings.positions is not None:
            size = int(frequencies.sum(dtype=np.int64))
            positions = postings.positions[place : place + size]
            place += size
        yield Postings(
            postings.terms[low:high],
            starts[low : high + 1] - starts[low],
            postings.documents[span],
            frequencies,
            positions,
        )


class PostingListsWriter:
    """Writes the posting lists of one field, one slot after the other.

    Slots are in the order of the terms, but for the base of a folded field (`grouped`): there the terms of
    one fold come together, so that its lists are read in one go.
    """

    def __init__(
        self, container: ContainerWriter, name: str, documents: int, *, positions: bool, grouped: bool
    ) -> None:
        self._container, self._name, self._documents = container, name, documents
        self._grouped = grouped
        self._terms: list[bytes] = []
        self._gaps = container.section(f"{name}.documents", "<u1")
        self._frequencies = SmallIntsWriter(container, f"{name}.frequencies", low=0, bits=4)
        self._positions = (
            SmallIntsWriter(container, f"{name}.positions", low=8, bits=4) if positions else None
        )
        self._sizes: list[tuple[NDArray[np.int64], ...]] = []

    def append(self, postings: Postings) -> None:
        """Add lists; none may be empty."""
        if not len(postings.terms):
            return
        self._terms += postings.terms
        coded, sizes = encode_documents(postings.documents, postings.starts, self._documents)
        self._gaps.append(coded)
        self._frequencies.append(postings.frequencies - np.uint32(1))
        totals = np.zeros(0, np.int64)
        if self._positions is not None and postings.positions is not None:
            self._positions.append(postings.positions)
            totals = np.add.reduceat(postings.frequencies, postings.starts[:-1], dtype=np.int64)
        self._sizes.append((sizes, np.diff(postings.starts), totals))

    def close(self) -> NDArray[np.int64]:
        """Write what is pending, where lists start, and the terms; return the term's number of each slot."""
        self._frequencies.close()
        columns = [np.concatenate(parts) for parts in zip(*self._sizes, strict=True)]
        sizes, df, totals = columns or [np.zeros(0, np.int64)] * 3
        write_starts(self._container, f"{self._name}.document_starts", sizes)
        write_starts(self._container, f"{self._name}.posting_starts", df)
        if self._positions is not None:
            self._positions.close()
            write_starts(self._container, f"{self._name}.position_starts", totals)
        return self._name_slots()

    def _name_slots(self) -> NDArray[np.int64]:
        terms = self._terms
        slots = np.arange(len(terms))
        if self._grouped:
            slots = np.array(sorted(range(len(terms)), key=terms.__getitem__), np.int64)
            self._container.array(f"{self._name}.slots", slots, "<u4")
        dictionary = DictionaryWriter(self._container, self._name)
        dictionary.append([terms[slot] for slot in slots])
        dictionary.close()
        numbers = np.empty(len(terms), np.int64)
        numbers[slots] = np.arange(len(terms))
        return numbers
