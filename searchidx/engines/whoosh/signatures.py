"""Signatures: the few terms that tell most about a document, to compare documents of any segments."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.whoosh.derive import heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.container import Container
    from searchidx.engines.whoosh.container_writer import ContainerWriter
    from searchidx.engines.whoosh.lists import Postings

SIZE = 16
"""Terms of a signature."""

LEAST = 2
"""Terms of fewer documents say nothing about how alike two documents are."""

COMMON = 10
"""Terms of more than one document in so many are left out."""

_HASHES, _WEIGHTS = "signatures.hashes", "signatures.weights"
_FULL = 255
_PENDING = 1 << 20
"""Terms of documents that are collected before the weightiest of them are chosen."""


def term_hash(term: bytes) -> int:
    """Return the 32-bit number of a term in signatures: its CRC-32; 0 stands for no term."""
    return max(zlib.crc32(term), 1)


class SignatureWriter:
    """Chooses the SIZE weightiest terms of each document, by (1 + ln tf) * ln(N / df), from posting lists.

    Of equal weights the first term counts. Weights are scaled to unit length and kept in 1/255.
    """

    def __init__(self, container: ContainerWriter, documents: int) -> None:
        self._container, self._number = container, documents
        self._documents: list[NDArray[np.uint32]] = []
        self._weights: list[NDArray[np.float32]] = []
        self._hashes: list[NDArray[np.uint32]] = []
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
        owners, documents, frequencies = _united(
            owners, postings.documents[taken], postings.frequencies[taken]
        )
        df = np.bincount(owners, minlength=len(terms))
        telling = (df >= LEAST) & (df * COMMON <= self._number)
        rarity = np.log(self._number / np.maximum(df, 1))
        weights = ((1 + np.log(frequencies)) * rarity[owners]).astype(np.float32)
        kept = np.flatnonzero(telling[owners] & (weights > self._least[documents]))
        hashes = np.zeros(len(terms), np.uint32)
        hashes[telling] = [term_hash(terms[i]) for i in np.flatnonzero(telling).tolist()]
        self._collect(documents[kept], weights[kept], hashes[owners[kept]])

    def _collect(
        self, documents: NDArray[np.uint32], weights: NDArray[np.float32], hashes: NDArray[np.uint32]
    ) -> None:
        self._documents.append(documents)
        self._weights.append(weights)
        self._hashes.append(hashes)
        self._pending += len(documents)
        if self._pending > _PENDING:
            self._choose()

    def _choose(self) -> NDArray[np.int64]:
        """Keep the weightiest terms of each document, in order; return the rank of each among its own."""
        documents = np.concatenate([np.zeros(0, np.uint32), *self._documents])
        weights = np.concatenate([np.zeros(0, np.float32), *self._weights])
        hashes = np.concatenate([np.zeros(0, np.uint32), *self._hashes])
        # The bits of positive floats are in the order of their values.
        order = np.argsort(
            documents.astype(np.uint64) << np.uint64(32) | ~weights.view(np.uint32), kind="stable"
        )
        documents = documents[order]
        firsts = heads(documents)
        ranks = np.arange(len(documents)) - np.repeat(firsts, np.diff(firsts, append=len(documents)))
        best = ranks < SIZE
        order, documents, ranks = order[best], documents[best], ranks[best]
        weights, hashes = weights[order], hashes[order]
        last = ranks == SIZE - 1
        self._least[documents[last]] = weights[last]
        self._documents, self._weights, self._hashes = [documents], [weights], [hashes]
        self._pending = 0
        return ranks

    def close(self) -> None:
        """Write the signatures, document by document."""
        ranks = self._choose()
        documents, weights = self._documents[0].astype(np.int64), self._weights[0].astype(np.float64)
        lengths = np.sqrt(np.bincount(documents, weights * weights, self._number))
        coded = np.rint(weights / lengths[documents] * _FULL).astype(np.uint64)
        table = np.zeros((self._number, SIZE), np.uint64)
        table[documents, ranks] = self._hashes[0].astype(np.uint64) << np.uint64(32) | coded
        table.sort(axis=1)
        self._container.array(_HASHES, table >> np.uint64(32), "<u4")
        self._container.array(_WEIGHTS, table & np.uint64(_FULL), "<u1")


def _united(
    owners: NDArray[np.int64], documents: NDArray[np.uint32], frequencies: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[Any]]:
    """Add up the frequencies where a term has a document more than once, in ascending order of both."""
    keys = owners.astype(np.uint64) << np.uint64(32) | documents
    order = np.argsort(keys, kind="stable")
    firsts = heads(keys[order])
    if len(firsts):
        frequencies = np.add.reduceat(frequencies[order], firsts)
    found = order[firsts]
    return owners[found], documents[found], frequencies


class Signatures:
    """Reads the signatures of a segment."""

    def __init__(self, container: Container) -> None:
        self._columns = (
            (container.column(_HASHES), container.column(_WEIGHTS)) if _HASHES in container else None
        )

    def take(self, documents: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Return the hashes of the documents' terms and their weights, both of shape (n, SIZE).

        Hashes ascend in each row, weights have unit length. What is missing (in a segment that keeps no
        signatures, all) is a hash 0 of weight 0, at the beginning of the row.
        """
        shape = (len(documents), SIZE)
        if self._columns is None:
            return np.zeros(shape, np.uint32), np.zeros(shape, np.float32)
        hashes, weights = (column.rows(documents.astype(np.int64), SIZE) for column in self._columns)
        scaled = weights.astype(np.float32)
        scaled /= np.maximum(np.sqrt((scaled * scaled).sum(axis=1, keepdims=True)), 1)
        return hashes, scaled


def cosines(hashes: NDArray[np.uint32], weights: NDArray[np.float32], one: int) -> NDArray[np.float64]:
    """Return the cosine of each document's signature with that of one of them."""
    terms, worth = hashes[one], weights[one]
    flat = hashes.reshape(-1)
    places = terms.searchsorted(flat)
    places[places == SIZE] = 0
    products = weights.reshape(-1) * worth[places]
    products *= (terms[places] == flat) & (flat > 0)
    found: NDArray[np.float64] = products.reshape(-1, SIZE).sum(1, dtype=np.float64)
    return found
