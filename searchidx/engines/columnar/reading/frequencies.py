"""How often a term stands in each document of a segment: as a list of few, or as an array of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Documents = NDArray[np.int64]

_DENSE_SHARE = 5
"""Terms of at least one document in so many are tallied in an array."""

_MANY = 512
"""Documents that are looked up in a list one by one; for more the list is spread out."""


class Within(NamedTuple):
    """Which of some documents have a term: ordinals, frequencies, and how often it stands in all before."""

    ordinals: NDArray[np.int64]
    frequencies: NDArray[Any]
    before: NDArray[np.int64]


class DocumentBits(NamedTuple):
    """Which documents of a segment have a term: a bit each, the lowest first."""

    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, documents: NDArray[np.uint32], size: int) -> DocumentBits:
        """Mark documents of a segment of so many."""
        mask = np.zeros(size, np.bool_)
        mask[documents.astype(np.int64)] = True
        return cls(np.packbits(mask, bitorder="little"))

    def mark(self, mask: NDArray[np.bool_]) -> None:
        """Mark the documents that have the term."""
        mask |= np.unpackbits(self.bits, count=len(mask), bitorder="little").view(np.bool_)

    def at(self, documents: Documents) -> NDArray[np.uint8]:
        """Return what is not 0 for the documents that have the term."""
        places = (documents & 7).astype(np.uint8)
        found: NDArray[np.uint8] = self.bits[documents >> 3] >> places & np.uint8(1)
        return found


class SparseFrequencies(NamedTuple):
    """The ascending documents of a term, and its frequency in each."""

    documents: NDArray[np.uint32]
    frequencies: NDArray[Any]

    def mark(self, mask: NDArray[np.bool_]) -> None:
        """Mark the documents that have the term."""
        mask[self.documents.astype(np.int64)] = True  # narrower indices take twice as long

    def at(self, documents: Documents) -> NDArray[Any]:
        """Return the frequency in each of ascending documents."""
        if len(documents) > _MANY:
            spread = np.zeros(max(int(documents[-1]), int(self.documents[-1])) + 1, self.frequencies.dtype)
            spread[self.documents.astype(np.int64)] = self.frequencies
            found: NDArray[Any] = spread[documents]
            return found
        places, has = self._find(documents)
        return self.frequencies[places] * has

    def spread(self, scale: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        """Return frequency * scale * weight for every document that has a scale."""
        total = np.zeros(len(scale), np.float32)
        self.add(scale, weight, total)
        return total

    def add(self, scale: NDArray[np.float32], weight: float, total: NDArray[np.float32]) -> None:
        """Add frequency * scale of its document * weight to the total of each document."""
        documents = self.documents.astype(np.int64)
        total[documents] += self.frequencies * scale[documents] * np.float32(weight)

    def within(self, documents: Documents) -> Within:
        """Return which of ascending documents have the term."""
        places, found = self._find(documents)
        ordinals = found.nonzero()[0]
        places = places[ordinals]
        return Within(ordinals, self.frequencies[places], _before(self.frequencies, places))

    def _find(self, documents: Documents) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        places = self.documents.searchsorted(documents.astype(np.uint32))
        np.minimum(places, len(self.documents) - 1, out=places)
        return places, self.documents[places] == documents


class DenseFrequencies(NamedTuple):
    """The frequency of a term in every document of the segment."""

    frequencies: NDArray[Any]

    def mark(self, mask: NDArray[np.bool_]) -> None:
        """Mark the documents that have the term."""
        mask |= self.frequencies > 0

    def at(self, documents: Documents) -> NDArray[Any]:
        """Return the frequency in each of the documents."""
        frequencies: NDArray[Any] = self.frequencies[documents]
        return frequencies

    def spread(self, scale: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        """Return frequency * scale * weight for every document that has a scale."""
        total = self.frequencies.astype(np.float32)  # a product of two types takes twice as long
        total *= scale
        if weight != 1:
            total *= np.float32(weight)
        return total

    def add(self, scale: NDArray[np.float32], weight: float, total: NDArray[np.float32]) -> None:
        """Add frequency * scale of its document * weight to the total of each document."""
        total += self.spread(scale, weight)

    def listed(self) -> SparseFrequencies:
        """Return the same as a list."""
        documents = np.flatnonzero(self.frequencies)
        return SparseFrequencies(documents.astype(np.uint32), self.frequencies[documents])

    def within(self, documents: Documents) -> Within:
        """Return which of ascending documents have the term."""
        ordinals = self.frequencies[documents].nonzero()[0]
        documents = documents[ordinals]
        return Within(ordinals, self.frequencies[documents], _before(self.frequencies, documents))


TermFrequencies = SparseFrequencies | DenseFrequencies


def term_frequencies(
    documents: NDArray[np.uint32], frequencies: NDArray[Any], size: int, *, repeated: bool
) -> TermFrequencies:
    """Return the tally of a term in a segment of so many documents.

    `repeated`: a document may stand there several times, its frequencies add up.
    """
    if len(documents) * _DENSE_SHARE >= size:
        if repeated:
            dense = np.bincount(documents, frequencies, size).astype(np.uint32)
        else:
            dense = np.zeros(size, frequencies.dtype)
            dense[documents.astype(np.int64)] = frequencies
        small = dense.dtype == np.uint8 or not len(dense) or int(dense.max()) < 1 << 8
        return DenseFrequencies(dense.astype(np.uint8) if small else dense)
    return (
        SparseFrequencies(*_united(documents, frequencies))
        if repeated
        else SparseFrequencies(documents, frequencies)
    )


def _before(frequencies: NDArray[Any], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of the frequencies before each of ascending places."""
    between = np.zeros(len(places), np.int64)
    if len(places):
        between[0] = frequencies[: places[0]].sum(dtype=np.int64)
        between[1:] = np.add.reduceat(frequencies[: places[-1]], places[:-1], dtype=np.uint32)
    return between.cumsum()


def _united(
    documents: NDArray[np.uint32], frequencies: NDArray[Any]
) -> tuple[NDArray[np.uint32], NDArray[Any]]:
    """Sort documents and frequencies packed together, then add up those of equal documents."""
    packed = documents.astype(np.uint64) << np.uint64(32) | frequencies
    packed.sort()
    documents = (packed >> np.uint64(32)).astype(np.uint32)
    firsts = group_starts(documents)
    return documents[firsts], np.add.reduceat(packed.astype(np.uint32), firsts, dtype=np.uint32)
