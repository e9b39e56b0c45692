"""Signatures: the few terms that tell most about a document, to compare documents of any segments."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container

SIZE = 16
"""Terms of a signature."""

HASHES, WEIGHTS = "signatures.hashes", "signatures.weights"


def term_hash(term: bytes) -> int:
    """Return the 32-bit number of a term in signatures: its CRC-32; 0 stands for no term."""
    return max(zlib.crc32(term), 1)


class Signatures:
    """Reads the signatures of a segment."""

    def __init__(self, container: Container) -> None:
        self._columns = (container.column(HASHES), container.column(WEIGHTS)) if HASHES in container else None

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
