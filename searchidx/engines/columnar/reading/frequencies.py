"""How often a term stands in each document of a segment: as a list of documents, or as an array of all.

A rare term is a list of its documents and frequencies (`SparseFrequencies`), a common one an array with an
entry for every document (`DenseFrequencies`); both answer the same questions. Where only the documents of a
common term are asked for, a bit each is enough (`DocumentBits`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, unpack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Indices, Mask, SegmentDocuments

DENSE_FACTOR = 5
"""A term of at least one in this number of documents is kept as an array of all documents."""

MAX_LOOKED_UP_DOCUMENTS = 512
"""Documents that are looked up in a list by binary search; for more, the list is spread out into an array."""


class ChosenPostings(NamedTuple):
    """The postings of a term in chosen documents: one entry for each of them in which the term stands.

    `chosen` are indices into the chosen documents, `first_positions` the index of the document's first
    position among all positions of the field.
    """

    chosen: Indices
    frequencies: NDArray[Any]
    first_positions: Indices


class DocumentBits(NamedTuple):
    """Which documents of a segment have a term: one bit each, the lowest bit of the first byte first."""

    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, documents: NDArray[np.uint32], document_count: int) -> DocumentBits:
        """Return the bits of some documents of a segment."""
        mask = np.zeros(document_count, np.bool_)
        mask[documents.astype(np.int64)] = True
        return cls(np.packbits(mask, bitorder="little"))

    def mark(self, mask: Mask) -> None:
        """Mark the documents that have the term; `mask` has an entry for every document."""
        mask |= np.unpackbits(self.bits, count=len(mask), bitorder="little").view(np.bool_)

    def at(self, documents: SegmentDocuments) -> NDArray[np.uint8]:
        """Return 1 for each of the documents that has the term, 0 for the others."""
        bit_numbers = (documents & 7).astype(np.uint8)
        bits: NDArray[np.uint8] = self.bits[documents >> 3] >> bit_numbers & np.uint8(1)
        return bits


class SparseFrequencies(NamedTuple):
    """The ascending documents of a term (at least one), and its frequency in each."""

    documents: NDArray[np.uint32]
    frequencies: NDArray[Any]

    @property
    def is_sparse(self) -> bool:
        """Whether only the documents of the term are listed: True."""
        return True

    def mark(self, mask: Mask) -> None:
        """Mark the documents that have the term; `mask` has an entry for every document."""
        mask[self.documents.astype(np.int64)] = True  # narrower indices take twice as long

    def at(self, documents: SegmentDocuments) -> NDArray[Any]:
        """Return the frequency in each of ascending documents."""
        if len(documents) > MAX_LOOKED_UP_DOCUMENTS:
            size = max(int(documents[-1]), int(self.documents[-1])) + 1
            dense = np.zeros(size, self.frequencies.dtype)
            dense[self.documents.astype(np.int64)] = self.frequencies
            frequencies: NDArray[Any] = dense[documents]
            return frequencies
        indices, has_term = self._find(documents)
        return self.frequencies[indices] * has_term

    def scaled(self, scale: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        """Return frequency * scale * weight of every document; `scale` has an entry for each."""
        total = np.zeros(len(scale), np.float32)
        self.add_scaled(scale, weight, total)
        return total

    def add_scaled(self, scale: NDArray[np.float32], weight: float, total: NDArray[np.float32]) -> None:
        """Add frequency * scale * weight of every document to its total."""
        documents = self.documents.astype(np.int64)
        total[documents] += self.frequencies * scale[documents] * np.float32(weight)

    def listed(self) -> SparseFrequencies:
        """Return the frequencies as a list: as they are."""
        return self

    def in_chosen(self, documents: SegmentDocuments, list_start: int) -> ChosenPostings:
        """Return the postings in ascending chosen documents.

        `list_start` is the index of the first position of the term among all positions of the field.
        """
        indices, has_term = self._find(documents)
        chosen = has_term.nonzero()[0]
        indices = indices[chosen]
        first_positions = list_start + _sums_before(self.frequencies, indices)
        return ChosenPostings(chosen, self.frequencies[indices], first_positions)

    def _find(self, documents: SegmentDocuments) -> tuple[Indices, Mask]:
        """Return where each document would stand in the list, and whether it does."""
        indices = self.documents.searchsorted(documents.astype(np.uint32))
        np.minimum(indices, len(self.documents) - 1, out=indices)
        return indices, self.documents[indices] == documents


class DenseFrequencies(NamedTuple):
    """The frequency of a term in every document of the segment, 0 where it does not stand."""

    frequencies: NDArray[Any]

    @property
    def is_sparse(self) -> bool:
        """Whether only the documents of the term are listed: False."""
        return False

    def mark(self, mask: Mask) -> None:
        """Mark the documents that have the term; `mask` has an entry for every document."""
        mask |= self.frequencies > 0

    def at(self, documents: SegmentDocuments) -> NDArray[Any]:
        """Return the frequency in each of the documents."""
        frequencies: NDArray[Any] = self.frequencies[documents]
        return frequencies

    def scaled(self, scale: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        """Return frequency * scale * weight of every document; `scale` has an entry for each."""
        total = self.frequencies.astype(np.float32)  # a product of two types takes twice as long
        total *= scale
        if weight != 1:
            total *= np.float32(weight)
        return total

    def add_scaled(self, scale: NDArray[np.float32], weight: float, total: NDArray[np.float32]) -> None:
        """Add frequency * scale * weight of every document to its total."""
        total += self.scaled(scale, weight)

    def listed(self) -> SparseFrequencies:
        """Return the frequencies as a list of the documents that have the term."""
        documents = np.flatnonzero(self.frequencies)
        return SparseFrequencies(documents.astype(np.uint32), self.frequencies[documents])

    def in_chosen(self, documents: SegmentDocuments, list_start: int) -> ChosenPostings:
        """Return the postings in ascending chosen documents.

        `list_start` is the index of the first position of the term among all positions of the field.
        """
        chosen = self.frequencies[documents].nonzero()[0]
        documents = documents[chosen]
        first_positions = list_start + _sums_before(self.frequencies, documents)
        return ChosenPostings(chosen, self.frequencies[documents], first_positions)


TermFrequencies = SparseFrequencies | DenseFrequencies


def term_frequencies(
    documents: NDArray[np.uint32], frequencies: NDArray[Any], document_count: int, *, repeated: bool
) -> TermFrequencies:
    """Return the frequencies of a term in a segment of `document_count` documents.

    `documents` ascend, with the term's frequency in each. If they are `repeated`, they are several such
    lists, one after the other, whose frequencies add up.
    """
    if len(documents) * DENSE_FACTOR >= document_count:
        return DenseFrequencies(_dense(documents, frequencies, document_count, repeated=repeated))
    if repeated:
        return _united(documents, frequencies)
    return SparseFrequencies(documents, frequencies)


def _dense(
    documents: NDArray[np.uint32], frequencies: NDArray[Any], document_count: int, *, repeated: bool
) -> NDArray[Any]:
    """Return the frequency in every document, one byte each where that is enough."""
    if repeated:
        dense = np.bincount(documents, frequencies, document_count).astype(np.uint32)
    else:
        dense = np.zeros(document_count, frequencies.dtype)
        dense[documents.astype(np.int64)] = frequencies
    is_small = dense.dtype == np.uint8 or not len(dense) or int(dense.max()) < 1 << 8
    return dense.astype(np.uint8) if is_small else dense


def _united(documents: NDArray[np.uint32], frequencies: NDArray[Any]) -> SparseFrequencies:
    """Unite lists that stand one after the other: sort them, then add up the frequencies of each document."""
    # The document in the upper 32 bits, the frequency in the lower ones.
    packed = documents.astype(np.uint64) << np.uint64(32) | frequencies
    packed.sort()
    documents, sorted_frequencies = unpack(packed)
    firsts = group_starts(documents)
    return SparseFrequencies(documents[firsts], np.add.reduceat(sorted_frequencies, firsts, dtype=np.uint32))


def _sums_before(frequencies: NDArray[Any], indices: Indices) -> Indices:
    """Return for each of ascending indices the sum of all frequencies before it."""
    # The sum between each index and the one before it, the first from the beginning; then their running sum.
    between = np.zeros(len(indices), np.int64)
    if len(indices):
        between[0] = frequencies[: indices[0]].sum(dtype=np.int64)
        between[1:] = np.add.reduceat(frequencies[: indices[-1]], indices[:-1], dtype=np.uint32)
    return between.cumsum()
