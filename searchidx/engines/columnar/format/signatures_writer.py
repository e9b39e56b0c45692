"""Chooses and writes the signatures of documents, from which signatures.py reads.

A signature is the 16 (SIZE) weightiest terms of a document. A term weighs (1 + ln tf) * ln(N / df) in a
document that has it tf times, where N documents are in the segment and df of them have the term: the usual
tf-idf of the cosine measure (Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 6.4).
Only terms with 2 <= df <= N / 10 count. Of equal weights, the term that comes first in the dictionary is
taken.

    signatures.hashes     u32[N * 16]: the hashes of each document's terms (`signatures.term_hash`) ascending;
                          where there are fewer than 16 terms, zeros come first
    signatures.weights    u8[N * 16]: beside each hash its weight times 255, after all weights of a document
                          were scaled to unit length

For example, a document with two such terms, of the hashes 70 and 50 and of the weights 3 and 4, has the
hashes [0, ..., 0, 50, 70] and the weights [0, ..., 0, 204, 153]: the length is 5, and 4/5 of 255 is 204.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, pack, unpack
from searchidx.engines.columnar.format.signatures import HASHES, SIZE, WEIGHTS, term_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups
    from searchidx.engines.columnar.format.posting_lists import Postings

MIN_DOCUMENT_FREQUENCY = 2
"""The least df of a term: a term of one document does not tell how alike two documents are."""

MIN_INVERSE_SHARE = 10
"""The least N / df of a term: a term of more than one document in ten tells little about each."""

UNIT_WEIGHT = 255
"""What is written for a weight of 1, the largest that there is."""

_MAX_PENDING_TERMS = 1 << 20
"""Terms of documents that are collected before the weightiest of them are chosen."""

_PENDING_TERMS_PER_DOCUMENT = 4
"""Of many documents, so many terms of each are collected: choosing takes equally long for each then."""

_BLOCK_DOCUMENTS = 1 << 15
"""Documents whose terms are chosen at a time."""


class _Terms(NamedTuple):
    """Terms of documents: three arrays with one value for each (document, term)."""

    documents: NDArray[np.uint32]
    weights: NDArray[np.float32]
    hashes: NDArray[np.uint32]

    def take(self, indices: NDArray[np.int64]) -> _Terms:
        """Return the terms at these indices."""
        return _Terms(self.documents[indices], self.weights[indices], self.hashes[indices])


class SignatureWriter:
    """Chooses signatures from the posting lists of a folded field, which come in portions of whole terms."""

    def __init__(self, container: ContainerWriter, documents: int) -> None:
        self._container, self._document_count = container, documents
        self._chosen = [_concatenate([]) for _ in range(0, documents, _BLOCK_DOCUMENTS)]
        """For each block of documents, the weightiest of the terms up to now."""
        self._pending: list[_Terms] = []
        """The terms since then."""
        self._pending_count = 0
        self._least_weights = np.zeros(documents, np.float32)
        """For each document, the weight that a further term has to exceed to be chosen."""

    def append(self, postings: Postings, groups: FoldGroups) -> None:
        """Take the next folded terms, with the postings of all their lists in the base."""
        if not groups.terms:
            return
        terms, first_lists = groups.terms, groups.first_lists()
        # A term has at least the documents of its longest list. Where these are too many, nothing of it is
        # looked at.
        longest = np.maximum.reduceat(np.diff(postings.starts), first_lists)
        may_count = longest * MIN_INVERSE_SHARE <= self._document_count
        # The postings of the other terms: for each, the number of its term, its document, and its frequency.
        posting_offsets = postings.starts[np.append(first_lists, len(postings.terms))]
        posting_counts = np.diff(posting_offsets)
        taken = np.repeat(may_count, posting_counts)
        owners = np.repeat(np.flatnonzero(may_count), posting_counts[may_count])
        owners, documents, frequencies = _sum_frequencies(
            owners, postings.documents[taken], postings.frequencies[taken]
        )
        # By term: in how many documents it stands, whether it counts, and its idf.
        df = np.bincount(owners, minlength=len(terms))
        counts = (df >= MIN_DOCUMENT_FREQUENCY) & (df * MIN_INVERSE_SHARE <= self._document_count)
        idf = np.log(self._document_count / np.maximum(df, 1))
        # By (term, document): the weight. Those that cannot be chosen any more are dropped.
        weights = ((1 + np.log(frequencies)) * idf[owners]).astype(np.float32)
        kept = np.flatnonzero(counts[owners] & (weights > self._least_weights[documents]))
        hashes = np.zeros(len(terms), np.uint32)
        hashes[counts] = [term_hash(terms[number]) for number in np.flatnonzero(counts).tolist()]
        self._pending.append(_Terms(documents[kept], weights[kept], hashes[owners[kept]]))
        self._pending_count += len(kept)
        if self._pending_count > max(_MAX_PENDING_TERMS, _PENDING_TERMS_PER_DOCUMENT * self._document_count):
            self._choose()

    def _choose(self) -> None:
        """Keep the weightiest terms of each document, of those chosen before and those pending."""
        pending, self._pending, self._pending_count = _concatenate(self._pending), [], 0
        blocks = pending.documents // _BLOCK_DOCUMENTS
        for block, chosen in enumerate(self._chosen):
            # Terms chosen before come first: of equal weights, the first term stays.
            candidates = _concatenate([chosen, pending.take(np.flatnonzero(blocks == block))])
            best, ranks = _weightiest(candidates)
            self._chosen[block] = best
            last = ranks == SIZE - 1
            self._least_weights[best.documents[last]] = best.weights[last]

    def close(self) -> None:
        """Write the signatures, in the order of the documents."""
        self._choose()
        hash_section = self._container.section(HASHES, "<u4")
        weight_section = self._container.section(WEIGHTS, "<u1")
        for block, chosen in enumerate(self._chosen):
            first = block * _BLOCK_DOCUMENTS
            last = min(first + _BLOCK_DOCUMENTS, self._document_count)
            hashes, weights = unpack(_signature_table(chosen, first, last).reshape(-1))
            hash_section.append(hashes)
            weight_section.append(weights)


def _concatenate(parts: Sequence[_Terms]) -> _Terms:
    return _Terms(
        np.concatenate([np.zeros(0, np.uint32), *(part.documents for part in parts)]),
        np.concatenate([np.zeros(0, np.float32), *(part.weights for part in parts)]),
        np.concatenate([np.zeros(0, np.uint32), *(part.hashes for part in parts)]),
    )


def _weightiest(terms: _Terms) -> tuple[_Terms, NDArray[np.int64]]:
    """Return the SIZE weightiest terms of each document, by document and rank, and their ranks from 0."""
    # Sort by document, then by falling weight: the bits of positive floats are in the order of their values.
    # Terms of equal weight stay in the order in which they came.
    order = np.argsort(pack(terms.documents, ~terms.weights.view(np.uint32)), kind="stable")
    ranks = _ranks(terms.documents[order])
    best = ranks < SIZE
    return terms.take(order[best]), ranks[best]


def _ranks(documents: NDArray[Any]) -> NDArray[np.int64]:
    """Return how many equal documents come before each of ascending ones: [3, 3, 3, 7] -> [0, 1, 2, 0]."""
    starts = group_starts(documents)
    sizes = np.diff(starts, append=len(documents))
    ranks: NDArray[np.int64] = np.arange(len(documents)) - np.repeat(starts, sizes)
    return ranks


def _signature_table(chosen: _Terms, first: int, last: int) -> NDArray[np.uint64]:
    """Return the signatures of the documents from `first` to `last`: shape (documents, SIZE), rows ascend.

    A value is the hash of a term packed above its written weight, or 0 where there is no term.
    """
    rows = chosen.documents.astype(np.int64) - first
    weights = chosen.weights.astype(np.float64)
    # By document, the length of the vector of its weights.
    lengths = np.sqrt(np.bincount(rows, weights * weights, last - first))
    written = np.rint(weights / lengths[rows] * UNIT_WEIGHT).astype(np.uint32)
    table = np.zeros((last - first, SIZE), np.uint64)
    table[rows, _ranks(rows)] = pack(chosen.hashes, written)
    table.sort(axis=1)
    return table


def _sum_frequencies(
    owners: NDArray[np.int64], documents: NDArray[np.uint32], frequencies: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[Any]]:
    """Add up the frequencies that a term has in a document in several lists.

    Takes and returns three arrays with one value for each posting: the number of its term, its document and
    its frequency. The result ascends by term and document and has each (term, document) once.
    """
    keys = pack(owners, documents)
    order = np.argsort(keys, kind="stable")
    starts = group_starts(keys[order])
    if len(starts):
        frequencies = np.add.reduceat(frequencies[order], starts)
    firsts = order[starts]
    return owners[firsts], documents[firsts], frequencies
