"""Choosing the signatures of documents from the posting lists of their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts
from searchidx.engines.columnar.format.signatures import HASHES, SIZE, WEIGHTS, term_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.format.posting_lists import Postings

LEAST = 2
"""Terms of fewer documents say nothing about how alike two documents are."""

COMMON = 10
"""Terms of more than one document in so many are left out."""

_FULL = 255
_PENDING = 1 << 20
"""Terms of documents that are collected before the weightiest of them are chosen; or, if more, _EACH."""

_EACH = 4
"""As many terms a document: so choosing takes the same time for each of more documents."""

_BLOCK = 1 << 15
"""Documents whose terms are chosen at a time."""


class _Terms(NamedTuple):
    """Terms of documents, and how much they tell."""

    documents: NDArray[np.uint32]
    weights: NDArray[np.float32]
    hashes: NDArray[np.uint32]

    def take(self, which: NDArray[np.int64]) -> _Terms:
        """Return the terms with these numbers."""
        return _Terms(self.documents[which], self.weights[which], self.hashes[which])


class SignatureWriter:
    """Chooses the SIZE weightiest terms of each document, by (1 + ln tf) * ln(N / df), from posting lists.

    Of equal weights the first term counts. Weights are scaled to unit length and kept in 1/255.
    """

    def __init__(self, container: ContainerWriter, documents: int) -> None:
        self._container, self._number = container, documents
        self._chosen = [_united([]) for _ in range(0, documents, _BLOCK)]
        """By block of documents, those that were the weightiest up to now."""
        self._collected: list[_Terms] = []
        self._pending = 0
        self._least = np.zeros(documents, np.float32)
        """By document, the weight that a further term has to exceed."""

    def append(self, postings: Postings, terms: Sequence[bytes], runs: NDArray[np.int64]) -> None:
        """Take whole terms: the documents of term i are those of the lists from `runs[i]` to `runs[i+1]`."""
        if not len(terms):
            return
        most = np.maximum.reduceat(np.diff(postings.starts), runs)
        which = np.flatnonzero(most * COMMON <= self._number)
        bounds = postings.starts[np.append(runs, len(postings.terms))]
        chosen = np.zeros(len(terms), np.bool_)
        chosen[which] = True
        taken = np.repeat(chosen, np.diff(bounds))
        owners = np.repeat(which, np.diff(bounds)[which])
        owners, documents, frequencies = _added_up(
            owners, postings.documents[taken], postings.frequencies[taken]
        )
        df = np.bincount(owners, minlength=len(terms))
        telling = (df >= LEAST) & (df * COMMON <= self._number)
        rarity = np.log(self._number / np.maximum(df, 1))
        weights = ((1 + np.log(frequencies)) * rarity[owners]).astype(np.float32)
        kept = np.flatnonzero(telling[owners] & (weights > self._least[documents]))
        hashes = np.zeros(len(terms), np.uint32)
        hashes[telling] = [term_hash(terms[i]) for i in np.flatnonzero(telling).tolist()]
        self._collected.append(_Terms(documents[kept], weights[kept], hashes[owners[kept]]))
        self._pending += len(kept)
        if self._pending > max(_PENDING, _EACH * self._number):
            self._choose()

    def _choose(self) -> None:
        """Keep the weightiest terms of each document."""
        fresh, self._collected, self._pending = _united(self._collected), [], 0
        blocks = fresh.documents // _BLOCK
        for at, chosen in enumerate(self._chosen):
            here = np.flatnonzero(blocks == at)
            best, ranks = _weightiest(_united([chosen, fresh.take(here)]))
            self._chosen[at] = best
            last = ranks == SIZE - 1
            self._least[best.documents[last]] = best.weights[last]

    def close(self) -> None:
        """Write the signatures, document by document."""
        self._choose()
        hashes = self._container.section(HASHES, "<u4")
        weights = self._container.section(WEIGHTS, "<u1")
        for at, chosen in enumerate(self._chosen):
            first = at * _BLOCK
            table = _table(chosen, first, min(first + _BLOCK, self._number))
            hashes.append(table >> np.uint64(32))
            weights.append(table & np.uint64(_FULL))


def _united(parts: Sequence[_Terms]) -> _Terms:
    return _Terms(
        np.concatenate([np.zeros(0, np.uint32), *(part.documents for part in parts)]),
        np.concatenate([np.zeros(0, np.float32), *(part.weights for part in parts)]),
        np.concatenate([np.zeros(0, np.uint32), *(part.hashes for part in parts)]),
    )


def _weightiest(terms: _Terms) -> tuple[_Terms, NDArray[np.int64]]:
    """Return the SIZE weightiest terms of each document, by document, and their ranks."""
    # The bits of positive floats are in the order of their values.
    order = np.argsort(
        terms.documents.astype(np.uint64) << np.uint64(32) | ~terms.weights.view(np.uint32), kind="stable"
    )
    documents = terms.documents[order]
    ranks = _ranks(documents)
    best = ranks < SIZE
    return terms.take(order[best]), ranks[best]


def _ranks(documents: NDArray[Any]) -> NDArray[np.int64]:
    """Return, for documents that ascend, the how manieth of equal ones each is."""
    firsts = group_starts(documents)
    ranks: NDArray[np.int64] = np.arange(len(documents)) - np.repeat(
        firsts, np.diff(firsts, append=len(documents))
    )
    return ranks


def _table(chosen: _Terms, first: int, last: int) -> NDArray[np.uint64]:
    """Return the signatures of the documents from `first` to `last`: hashes above weights, ascending."""
    documents = chosen.documents.astype(np.int64) - first
    weights = chosen.weights.astype(np.float64)
    lengths = np.sqrt(np.bincount(documents, weights * weights, last - first))
    coded = np.rint(weights / lengths[documents] * _FULL).astype(np.uint64)
    table = np.zeros((last - first, SIZE), np.uint64)
    table[documents, _ranks(documents)] = chosen.hashes.astype(np.uint64) << np.uint64(32) | coded
    table.sort(axis=1)
    return table


def _added_up(
    owners: NDArray[np.int64], documents: NDArray[np.uint32], frequencies: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[Any]]:
    """Add up the frequencies where a term has a document more than once, in ascending order of both."""
    keys = owners.astype(np.uint64) << np.uint64(32) | documents
    order = np.argsort(keys, kind="stable")
    firsts = group_starts(keys[order])
    if len(firsts):
        frequencies = np.add.reduceat(frequencies[order], firsts)
    found = order[firsts]
    return owners[found], documents[found], frequencies
