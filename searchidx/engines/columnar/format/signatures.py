"""Reads signatures: the sixteen most telling terms of each document, by which documents are compared.

A term is its 32-bit hash, so that documents of different segments can be compared. Each document has a row
of SIZE entries in both arrays:

    signatures.hashes    ascending in each row; 0 for no term, at the beginning of a row
    signatures.weights   one byte each, in proportion to the weight (signatures_writer.py has the formula)
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Scores, SegmentDocuments
    from searchidx.engines.columnar.format.container import Container

SIZE = 16
"""Terms of a signature."""

HASHES, WEIGHTS = "signatures.hashes", "signatures.weights"


def term_hash(term: bytes) -> int:
    """Return the hash of a term in signatures: its CRC-32, but 1 where that is 0, which means no term."""
    return max(zlib.crc32(term), 1)


class Signatures:
    """Reads the signatures of a segment."""

    def __init__(self, container: Container) -> None:
        self._columns = (container.column(HASHES), container.column(WEIGHTS)) if HASHES in container else None

    def take(self, documents: SegmentDocuments) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Return the hashes of the documents' terms and their weights, each of shape (documents, SIZE).

        Hashes ascend in each row. The weights of a row, squared, add up to 1. A document with fewer terms
        has hashes 0 of weight 0 at the beginning of its row; so has every document of a segment that keeps
        no signatures.
        """
        shape = (len(documents), SIZE)
        if self._columns is None:
            return np.zeros(shape, np.uint32), np.zeros(shape, np.float32)
        hashes, stored_weights = (column.rows(documents.astype(np.int64), SIZE) for column in self._columns)
        weights = stored_weights.astype(np.float32)
        weights /= np.maximum(np.sqrt((weights * weights).sum(axis=1, keepdims=True)), 1)
        return hashes, weights


def cosines(hashes: NDArray[np.uint32], weights: NDArray[np.float32], row: int) -> Scores:
    """Return the cosine of each signature with that of one row.

    `hashes` and `weights` are those of `Signatures.take`. As the rows have unit length, the cosine is the
    sum of the products of the weights of equal terms.
    """
    row_hashes, row_weights = hashes[row], weights[row]
    all_hashes = hashes.reshape(-1)
    # For every term of every signature, where it would stand in the row.
    indices = row_hashes.searchsorted(all_hashes)
    indices[indices == SIZE] = 0
    # The product of the two weights, nothing where the row has another term there, or none.
    products = weights.reshape(-1) * row_weights[indices]
    products *= (row_hashes[indices] == all_hashes) & (all_hashes > 0)
    sums: Scores = products.reshape(-1, SIZE).sum(1, dtype=np.float64)
    return sums
