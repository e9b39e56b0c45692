"""Reader of signatures: the sixteen terms with the largest weights in each document.

Documents are compared by their signatures. The terms of a signature are stored as 32-bit hashes, because term
numbers differ between segments. For N documents:

    signatures.hashes     u32[N * 16]: by document, the hashes of its terms, ascending; a document with fewer
                          than 16 terms has zeros before its hashes
    signatures.weights    u8[N * 16]: the weight of each hash; the weights of a document are scaled to the
                          Euclidean length 255 and rounded

For example, a document has two terms, with the hashes 70 and 50 and the weights 3 and 4. The weights have the
length 5, so the weight 4 becomes 4/5 * 255 = 204, and the weight 3 becomes 153:

    signatures.hashes     0 ... 0 50 70
    signatures.weights    0 ... 0 204 153

signatures_writer.py chooses the terms of a document and computes their weights.
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
"""The number of terms in a signature."""

HASHES, WEIGHTS = "signatures.hashes", "signatures.weights"


def term_hash(term: bytes) -> int:
    """Return the hash of a term: its CRC-32, or 1 if the CRC-32 is 0, because 0 stands for no term."""
    return max(zlib.crc32(term), 1)


class Signatures:
    """Reads the signatures of the documents of a segment."""

    def __init__(self, container: Container) -> None:
        self._columns = (container.column(HASHES), container.column(WEIGHTS)) if HASHES in container else None

    def read(self, documents: SegmentDocuments) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Return the hashes and the weights of these documents, two arrays of shape (len(documents), SIZE).

        Hashes ascend in each row, and the squares of the weights of a row add up to 1. If a document has
        fewer than SIZE terms, its row begins with hashes and weights of 0. If it has no terms, or if the
        segment has no signatures, its whole row is 0.
        """
        shape = (len(documents), SIZE)
        if self._columns is None:
            return np.zeros(shape, np.uint32), np.zeros(shape, np.float32)
        hashes, stored_weights = (column.rows(documents.astype(np.int64), SIZE) for column in self._columns)
        weights = stored_weights.astype(np.float32)
        weights /= np.maximum(np.sqrt((weights * weights).sum(axis=1, keepdims=True)), 1)
        return hashes, weights


def cosines(hashes: NDArray[np.uint32], weights: NDArray[np.float32], row: int) -> Scores:
    """Return the cosine similarity of every signature to the signature in row `row`.

    `hashes` and `weights` come from `Signatures.read`. The result has one value for each row, also for `row`
    itself. A signature without terms has the cosine 0. All other rows have unit length, so the cosine is the
    sum of the products of the weights of common terms.
    """
    row_hashes, row_weights = hashes[row], weights[row]
    all_hashes = hashes.reshape(-1)
    # For every term of every signature, the index in `row` where an equal term would be.
    indices = row_hashes.searchsorted(all_hashes)
    indices[indices == SIZE] = 0
    # The products of the two weights, set to 0 where the row has another term or where there is no term.
    products = weights.reshape(-1) * row_weights[indices]
    products *= (row_hashes[indices] == all_hashes) & (all_hashes > 0)
    sums: Scores = products.reshape(-1, SIZE).sum(1, dtype=np.float64)
    return sums
