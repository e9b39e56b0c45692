"""MinHash sketches of bodies, by which an engine finds the pairs that may be copies.

The sketch of a document has `SKETCH_SIZE` values of 16 bits. Each value depends on a random shingle of the
body, and two documents have the same value in a column with a probability close to the Jaccard index of their
sets of shingles. A shingle is `SKETCH_SHINGLE_TOKENS` neighbouring folded tokens.

All values come from one hash of each shingle. Its high bits choose a column, and in each column the smallest
hash wins: one-permutation hashing, from Li, Owen and Zhang, "One permutation hashing" (2012). A column
without a shingle takes the value of another column, which a fixed random order chooses: densification, from
Shrivastava, "Optimal densification for fast and accurate minwise hashing" (2017).

Two neighbouring columns, 2i and 2i + 1, are a band. Documents with an equal band are candidates.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzers.streams import Stream

SKETCH_SIZE: Final = 20
"""The number of values of a sketch. It is even, because two values are a band."""

SKETCH_SHINGLE_TOKENS: Final = 4
"""The number of tokens of a shingle of a sketch. The shingles of `compare.py` are longer."""

MIN_TOKENS: Final = 12
"""A body with fewer tokens has no sketch, because it says too little."""

_EMPTY: Final = 0xFFFFFFFF
"""The value of a column that no shingle has chosen, before densification."""


def sketches(folded: Stream) -> NDArray[np.uint16]:
    """Return the sketches of the documents of a batch, as an array of shape (documents, `SKETCH_SIZE`).

    `folded` has the folded tokens of the bodies. The sketch of a document depends on the texts of its tokens
    only, so sketches of different batches can be compared. A row of zeros means that the document has fewer
    than `MIN_TOKENS` tokens, and no sketch. No other row has a zero.
    """
    counts = np.diff(folded.offsets)
    winners = _smallest_hashes(folded, counts)
    # The rows of documents with a sketch that have an empty column.
    has_sketch = counts >= MIN_TOKENS
    gaps = np.flatnonzero(has_sketch & (winners == _EMPTY).any(axis=1))
    winners[gaps] = _densified(winners[gaps])
    # 16 bits of a second hash of each winner. The winners are small, so their own bits say less.
    values: NDArray[np.uint16] = np.maximum(_mixed(winners) >> np.uint32(16), np.uint32(1)).astype(np.uint16)
    values[~has_sketch] = 0
    return values


def _smallest_hashes(folded: Stream, counts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the smallest hash of each document in each column, or `_EMPTY`."""
    hashes = _shingle_hashes(_token_hashes(folded))
    # For each shingle, the row of its document, and whether it ends in the same document.
    rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    is_whole = rows[: len(hashes)] == rows[SKETCH_SHINGLE_TOKENS - 1 :]
    hashes, rows = hashes[is_whole], rows[: len(hashes)][is_whole]
    # The column of each shingle: its hash as a fraction of 2^32, times the number of columns.
    columns = (hashes.astype(np.uint64) * np.uint64(SKETCH_SIZE)) >> np.uint64(32)
    winners = np.full(len(counts) * SKETCH_SIZE, _EMPTY, np.uint32)
    np.minimum.at(winners, rows.astype(np.int64) * SKETCH_SIZE + columns.astype(np.int64), hashes)
    return winners.reshape(-1, SKETCH_SIZE)


def _token_hashes(folded: Stream) -> NDArray[np.uint32]:
    """Return a hash of the text of each token."""
    used = np.flatnonzero(np.bincount(folded.ids, minlength=1))
    term_hashes = np.zeros(int(used[-1]) + 1 if len(used) else 1, np.uint32)
    terms = map(folded.vocabulary.__getitem__, used.tolist())
    term_hashes[used] = [zlib.crc32(term.encode(errors="surrogatepass")) for term in terms]
    return _mixed(term_hashes)[folded.ids]


def _shingle_hashes(tokens: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return a hash of each shingle, which depends on the order of its tokens.

    Here any `SKETCH_SHINGLE_TOKENS` neighbouring tokens are a shingle, even of two documents.
    """
    count = max(0, len(tokens) - SKETCH_SHINGLE_TOKENS + 1)
    hashes = tokens[:count].copy()
    for at in range(1, SKETCH_SHINGLE_TOKENS):
        hashes *= np.uint32(0x9E3779B1)
        hashes += tokens[at : at + count]
    return _mixed(hashes)


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return another hash of each value, all of whose bits depend on all bits of the value.

    The function is `lowbias32` by Wellons, "Prospecting for hash functions" (2018).
    """
    values = values ^ (values >> np.uint32(16))
    values *= np.uint32(0x7FEB352D)
    values ^= values >> np.uint32(15)
    values *= np.uint32(0x846CA68B)
    values ^= values >> np.uint32(16)
    return values


def _densified(winners: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the rows with each empty column filled from another column of the row that is not empty."""
    # order[i] has all columns in the order in which column i looks for a value, itself first.
    columns = np.arange(SKETCH_SIZE, dtype=np.uint32)
    keys = _mixed(columns[:, None] * np.uint32(SKETCH_SIZE) + columns + np.uint32(1))
    keys[columns, columns] = 0
    order = np.argsort(keys, axis=1)
    # For each row and column, the index in its order of the first column that is not empty.
    first = np.argmax((winners != _EMPTY)[:, order], axis=2)
    return np.take_along_axis(winners, order[columns, first], axis=1)
