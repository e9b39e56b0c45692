"""The frequencies of a term in the documents of a segment, in one of two forms with the same methods.

A rare term is a list of its documents, each with the term frequency (`SparseFrequencies`). A common term is
an array with the term frequency in every document of the segment (`DenseFrequencies`). If no frequencies are
needed, one bit for each document is enough (`DocumentBits`). Deleted documents are included in every form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, unpack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Indices, Mask, SegmentDocuments

DENSE_FACTOR = 5
"""A term is dense if it has a posting for at least 1 / DENSE_FACTOR of the segment's documents."""

MAX_LOOKED_UP_DOCUMENTS = 512
"""Up to this number of documents are looked up in a sparse list by binary search.

For more documents, expanding the list into an array is faster.
"""


class ChosenPostings(NamedTuple):
    """The postings of a term in chosen documents.

    Each array has one entry for each chosen document in which the term occurs.
    """

    chosen: Indices
    """The index of the document among the chosen documents."""
    frequencies: NDArray[Any]
    """The term frequency in the document."""
    first_positions: Indices
    """Where the positions of the term in the document begin: an index into all positions of the field."""


class DocumentBits(NamedTuple):
    """One bit for each document of a segment, set if the document has a term.

    Document d is bit d % 8 of byte d // 8; bit 0 is the lowest.
    """

    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, documents: NDArray[np.uint32], stored_count: int) -> DocumentBits:
        """Return the bits of a segment of `stored_count` documents, set for the given documents."""
        mask = np.zeros(stored_count, np.bool_)
        mask[documents.astype(np.int64)] = True
        return cls(np.packbits(mask, bitorder="little"))

    def add_to(self, mask: Mask) -> None:
        """Set `mask[d]` to True for each document d that has the term. Other entries are not changed."""
        mask |= np.unpackbits(self.bits, count=len(mask), bitorder="little").view(np.bool_)

    def at(self, documents: SegmentDocuments) -> NDArray[np.uint8]:
        """Return 1 for each of the given documents that has the term, and 0 for any other, in their order."""
        bit_numbers = (documents & 7).astype(np.uint8)
        bits: NDArray[np.uint8] = self.bits[documents >> 3] >> bit_numbers & np.uint8(1)
        return bits


class SparseFrequencies(NamedTuple):
    """The ascending documents of a term (at least one), and the term frequency in each of them."""

    documents: NDArray[np.uint32]
    frequencies: NDArray[Any]

    @property
    def is_sparse(self) -> bool:
        """Always True: only the documents that have the term are listed."""
        return True

    def add_to(self, mask: Mask) -> None:
        """Set `mask[d]` to True for each document d that has the term. Other entries are not changed."""
        mask[self.documents.astype(np.int64)] = True  # narrower indices take twice as long

    def at(self, documents: SegmentDocuments) -> NDArray[Any]:
        """Return the term frequency in each of the given documents, which ascend; 0 without the term."""
        if len(documents) > MAX_LOOKED_UP_DOCUMENTS:
            size = max(int(documents[-1]), int(self.documents[-1])) + 1
            dense = np.zeros(size, self.frequencies.dtype)
            dense[self.documents.astype(np.int64)] = self.frequencies
            frequencies: NDArray[Any] = dense[documents]
            return frequencies
        indices, has_term = self._find(documents)
        return self.frequencies[indices] * has_term

    def scaled(self, scale: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        """Return term frequency * scale * weight. The result and `scale` have one entry for each document."""
        total = np.zeros(len(scale), np.float32)
        self.add_scaled(scale, weight, total)
        return total

    def add_scaled(self, scale: NDArray[np.float32], weight: float, total: NDArray[np.float32]) -> None:
        """Add term frequency * scale * weight to `total`. Both arrays have one entry for each document."""
        documents = self.documents.astype(np.int64)
        total[documents] += self.frequencies * scale[documents] * np.float32(weight)

    def listed(self) -> SparseFrequencies:
        """Return the frequencies as a list, which they already are."""
        return self

    def in_chosen(self, documents: SegmentDocuments, list_start: int) -> ChosenPostings:
        """Return the postings of the term in ascending chosen documents.

        `list_start` is the index of the first position of the posting list among all positions of the field.
        """
        indices, has_term = self._find(documents)
        chosen = has_term.nonzero()[0]
        indices = indices[chosen]
        first_positions = list_start + _sums_before(self.frequencies, indices)
        return ChosenPostings(chosen, self.frequencies[indices], first_positions)

    def _find(self, documents: SegmentDocuments) -> tuple[Indices, Mask]:
        """Return for each document an index into the list, and whether the document is at this index.

        Every index is valid, even if the list does not have the document.
        """
        indices = self.documents.searchsorted(documents.astype(np.uint32))
        np.minimum(indices, len(self.documents) - 1, out=indices)
        return indices, self.documents[indices] == documents


class DenseFrequencies(NamedTuple):
    """The term frequency in every document of the segment, 0 for a document without the term."""

    frequencies: NDArray[Any]

    @property
    def is_sparse(self) -> bool:
        """Always False: every document of the segment has an entry."""
        return False

    def add_to(self, mask: Mask) -> None:
        """Set `mask[d]` to True for each document d that has the term. Other entries are not changed."""
        mask |= self.frequencies > 0

    def at(self, documents: SegmentDocuments) -> NDArray[Any]:
        """Return the term frequency in each of the given documents; 0 without the term."""
        frequencies: NDArray[Any] = self.frequencies[documents]
        return frequencies

    def scaled(self, scale: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        """Return term frequency * scale * weight. The result and `scale` have one entry for each document."""
        total = self.frequencies.astype(np.float32)  # multiplying arrays of two types takes twice as long
        total *= scale
        if weight != 1:
            total *= np.float32(weight)
        return total

    def add_scaled(self, scale: NDArray[np.float32], weight: float, total: NDArray[np.float32]) -> None:
        """Add term frequency * scale * weight to `total`. Both arrays have one entry for each document."""
        total += self.scaled(scale, weight)

    def listed(self) -> SparseFrequencies:
        """Return the documents that have the term, ascending, with the term frequency in each of them."""
        documents = np.flatnonzero(self.frequencies)
        return SparseFrequencies(documents.astype(np.uint32), self.frequencies[documents])

    def in_chosen(self, documents: SegmentDocuments, list_start: int) -> ChosenPostings:
        """Return the postings of the term in ascending chosen documents.

        `list_start` is the index of the first position of the posting list among all positions of the field.
        """
        chosen = self.frequencies[documents].nonzero()[0]
        documents = documents[chosen]
        first_positions = list_start + _sums_before(self.frequencies, documents)
        return ChosenPostings(chosen, self.frequencies[documents], first_positions)


TermFrequencies = SparseFrequencies | DenseFrequencies


def term_frequencies(
    documents: NDArray[np.uint32], frequencies: NDArray[Any], stored_count: int, *, repeated: bool
) -> TermFrequencies:
    """Return the frequencies of a term in a segment of `stored_count` documents: dense or sparse.

    `documents` and `frequencies` are one posting list with ascending documents. If `repeated` is true, they
    are several posting lists, one after the other, and the frequencies of a repeated document are added up.
    The result is dense if there are at least `stored_count / DENSE_FACTOR` postings.
    """
    if len(documents) * DENSE_FACTOR >= stored_count:
        return DenseFrequencies(_dense(documents, frequencies, stored_count, repeated=repeated))
    if repeated:
        return _add_up_repeated(documents, frequencies)
    return SparseFrequencies(documents, frequencies)


def _dense(
    documents: NDArray[np.uint32], frequencies: NDArray[Any], stored_count: int, *, repeated: bool
) -> NDArray[Any]:
    """Return the term frequency in every document. The dtype is u8 if the largest frequency fits into it."""
    if repeated:
        dense = np.bincount(documents, frequencies, stored_count).astype(np.uint32)
    else:
        dense = np.zeros(stored_count, frequencies.dtype)
        dense[documents.astype(np.int64)] = frequencies
    is_small = dense.dtype == np.uint8 or not len(dense) or int(dense.max()) < 1 << 8
    return dense.astype(np.uint8) if is_small else dense


def _add_up_repeated(documents: NDArray[np.uint32], frequencies: NDArray[Any]) -> SparseFrequencies:
    """Return each document once, in ascending order, with the sum of its frequencies."""
    # The document in the high 32 bits, the term frequency in the low 32 bits.
    packed = documents.astype(np.uint64) << np.uint64(32) | frequencies
    packed.sort()
    documents, sorted_frequencies = unpack(packed)
    # The index of the first posting of each document.
    firsts = group_starts(documents)
    return SparseFrequencies(documents[firsts], np.add.reduceat(sorted_frequencies, firsts, dtype=np.uint32))


def _sums_before(frequencies: NDArray[Any], indices: Indices) -> Indices:
    """Return the sum of all frequencies before each of `indices`, which ascend strictly."""
    # For each index, the sum of the frequencies in range(previous index, index); the first range starts at 0.
    between = np.zeros(len(indices), np.int64)
    if len(indices):
        between[0] = frequencies[: indices[0]].sum(dtype=np.int64)
        between[1:] = np.add.reduceat(frequencies[: indices[-1]], indices[:-1], dtype=np.uint32)
    return between.cumsum()
