"""Writer of signatures, which also chooses the terms of each signature.

Terms are chosen in this module, and not in writing/ or merging/, because both folders choose terms in the
same way. The docstring of signatures.py describes the layout.

A signature is the SIZE terms of a document with the greatest weights. The weight is the tf-idf of the cosine
measure (Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 6.4):

    weight(term, document) = (1 + ln tf) * ln(N / df)

Here, tf is the term frequency, df the document frequency in the segment, and N the number of documents of the
segment. Only terms with 2 <= df <= N / 10 can be chosen. Of terms with the same weight, the terms that come
first in the dictionary are chosen.
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
"""The least df of a term that can be chosen. A term of one document is in no similar document."""

MIN_INVERSE_SHARE = 10
"""The least N / df of a term that can be chosen: very common terms say little."""

UNIT_WEIGHT = 255
"""The stored value of the weight 1, which is the greatest weight after scaling."""

_MAX_PENDING_TERMS = 1 << 20
"""With more pending terms than this, the terms with the greatest weights are chosen, the others dropped."""

_PENDING_TERMS_PER_DOCUMENT = 4
"""The limit of pending terms is at least this number for each document of the segment.

A limit that grows with the documents keeps the total time of choosing in proportion to the number of terms.
"""

_BLOCK_DOCUMENTS = 1 << 15
"""The number of documents whose terms are chosen at a time."""


class _Terms(NamedTuple):
    """Terms of documents, with weights: three arrays with one value for each (document, term)."""

    documents: NDArray[np.uint32]
    weights: NDArray[np.float32]
    hashes: NDArray[np.uint32]

    def at(self, indices: NDArray[np.int64]) -> _Terms:
        """Return the values at these indices of the three arrays."""
        return _Terms(self.documents[indices], self.weights[indices], self.hashes[indices])


class SignatureWriter:
    """Chooses and writes the signatures of documents, from the posting lists of a folded field.

    `stored_count` is the number of documents of the segment.
    """

    def __init__(self, container: ContainerWriter, stored_count: int) -> None:
        self._container, self._stored_count = container, stored_count
        self._chosen = [_concatenate([]) for _ in range(0, stored_count, _BLOCK_DOCUMENTS)]
        """For each block of documents, the terms chosen so far: at most SIZE terms of each document."""
        self._pending: list[_Terms] = []
        """The terms that were added since the last choice."""
        self._pending_count = 0
        self._least_weights = np.zeros(stored_count, np.float32)
        """For each document, the weight that another term must exceed to be chosen."""

    def append(self, postings: Postings, groups: FoldGroups) -> None:
        """Add the next folded terms, in the order of the dictionary.

        `groups` has the folded terms. `postings` has their lists in the base field, in the same order. All
        lists of a folded term must come in one call.
        """
        if not groups.terms:
            return
        terms, first_lists = groups.terms, groups.first_lists()
        # The df of a folded term is at least the length of its longest list. If this length is too great, the
        # postings of the term are skipped.
        longest = np.maximum.reduceat(np.diff(postings.starts), first_lists)
        may_be_eligible = longest * MIN_INVERSE_SHARE <= self._stored_count
        # For each posting of the other terms: the number of its folded term, its document and its frequency.
        posting_offsets = postings.starts[np.append(first_lists, len(postings.terms))]
        posting_counts = np.diff(posting_offsets)
        is_candidate = np.repeat(may_be_eligible, posting_counts)
        owners = np.repeat(np.flatnonzero(may_be_eligible), posting_counts[may_be_eligible])
        owners, documents, frequencies = _sum_frequencies(
            owners, postings.documents[is_candidate], postings.frequencies[is_candidate]
        )
        # For each folded term: its df, whether it can be chosen, and its idf.
        df = np.bincount(owners, minlength=len(terms))
        eligible = (df >= MIN_DOCUMENT_FREQUENCY) & (df * MIN_INVERSE_SHARE <= self._stored_count)
        idf = np.log(self._stored_count / np.maximum(df, 1))
        # For each (term, document), its weight. Weights that are too small to be chosen are dropped.
        weights = ((1 + np.log(frequencies)) * idf[owners]).astype(np.float32)
        kept = np.flatnonzero(eligible[owners] & (weights > self._least_weights[documents]))
        hashes = np.zeros(len(terms), np.uint32)
        hashes[eligible] = [term_hash(terms[number]) for number in np.flatnonzero(eligible).tolist()]
        self._pending.append(_Terms(documents[kept], weights[kept], hashes[owners[kept]]))
        self._pending_count += len(kept)
        if self._pending_count > max(_MAX_PENDING_TERMS, _PENDING_TERMS_PER_DOCUMENT * self._stored_count):
            self._choose()

    def _choose(self) -> None:
        """Choose the terms with the greatest weights, from the terms chosen before and the pending terms."""
        pending, self._pending, self._pending_count = _concatenate(self._pending), [], 0
        blocks = pending.documents // _BLOCK_DOCUMENTS
        for block, chosen in enumerate(self._chosen):
            # Terms chosen before come first: if weights are equal, the first term is kept.
            candidates = _concatenate([chosen, pending.at(np.flatnonzero(blocks == block))])
            best, ranks = _weightiest(candidates)
            self._chosen[block] = best
            last = ranks == SIZE - 1
            self._least_weights[best.documents[last]] = best.weights[last]

    def close(self) -> None:
        """Choose from the pending terms, and write all signatures. The container remains open."""
        self._choose()
        hash_section = self._container.section(HASHES, "<u4")
        weight_section = self._container.section(WEIGHTS, "<u1")
        for block, chosen in enumerate(self._chosen):
            first = block * _BLOCK_DOCUMENTS
            end = min(first + _BLOCK_DOCUMENTS, self._stored_count)
            hashes, weights = unpack(_signature_table(chosen, first, end).reshape(-1))
            hash_section.append(hashes)
            weight_section.append(weights)


def _concatenate(parts: Sequence[_Terms]) -> _Terms:
    return _Terms(
        np.concatenate([np.zeros(0, np.uint32), *(part.documents for part in parts)]),
        np.concatenate([np.zeros(0, np.float32), *(part.weights for part in parts)]),
        np.concatenate([np.zeros(0, np.uint32), *(part.hashes for part in parts)]),
    )


def _weightiest(terms: _Terms) -> tuple[_Terms, NDArray[np.int64]]:
    """Return the SIZE terms of each document with the greatest weights, and the rank of each term from 0.

    The result is sorted by document, then by rank.
    """
    # Sort by document, then by descending weight. The bits of positive floats, read as integers, are in the
    # order of the floats. Terms of equal weight keep their order.
    order = np.argsort(pack(terms.documents, ~terms.weights.view(np.uint32)), kind="stable")
    ranks = _ranks(terms.documents[order])
    best = ranks < SIZE
    return terms.at(order[best]), ranks[best]


def _ranks(documents: NDArray[Any]) -> NDArray[np.int64]:
    """Return the rank of each element among its equals: [3, 3, 3, 7] -> [0, 1, 2, 0]. `documents` ascend."""
    starts = group_starts(documents)
    sizes = np.diff(starts, append=len(documents))
    ranks: NDArray[np.int64] = np.arange(len(documents)) - np.repeat(starts, sizes)
    return ranks


def _signature_table(chosen: _Terms, first: int, end: int) -> NDArray[np.uint64]:
    """Return the signatures of the documents in `range(first, end)`, of shape (end - first, SIZE).

    A value has the hash of a term in the high 32 bits and its stored weight in the low 32 bits. A value of 0
    means no term. The values of a row ascend.
    """
    rows = chosen.documents.astype(np.int64) - first
    weights = chosen.weights.astype(np.float64)
    # For each document, the Euclidean length of its weights.
    lengths = np.sqrt(np.bincount(rows, weights * weights, end - first))
    written = np.rint(weights / lengths[rows] * UNIT_WEIGHT).astype(np.uint32)
    table = np.zeros((end - first, SIZE), np.uint64)
    table[rows, _ranks(rows)] = pack(chosen.hashes, written)
    table.sort(axis=1)
    return table


def _sum_frequencies(
    owners: NDArray[np.int64], documents: NDArray[np.uint32], frequencies: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[Any]]:
    """Add up the frequencies that a folded term has in a document in several lists.

    The arguments and the result are three arrays with one value for each posting: the number of its folded
    term, its document and its frequency. The result has each (term, document) once, in ascending order.
    """
    keys = pack(owners, documents)
    order = np.argsort(keys, kind="stable")
    starts = group_starts(keys[order])
    if len(starts):
        frequencies = np.add.reduceat(frequencies[order], starts)
    firsts = order[starts]
    return owners[firsts], documents[firsts], frequencies
