"""Array types and array operations that every part of the columnar engine uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    # What arrays hold, for type hints. A *document number* runs through all segments of an index; a
    # *segment document* counts from 0 within one segment.
    DocumentNumbers = NDArray[np.int64]
    SegmentDocuments = NDArray[np.int64]
    TermNumbers = NDArray[np.int64]
    Positions = NDArray[np.int64]
    Occurrences = NDArray[np.int64]  # texts and positions, packed as reading/occurrences.py shows
    Indices = NDArray[np.int64]  # where something stands in another array
    Counts = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Mask = NDArray[np.bool_]


def search_sorted(
    ascending: NDArray[Any], values: Any, side: Literal["left", "right"] = "left"
) -> NDArray[np.int64]:
    """Return what `np.searchsorted` does, without its copy of the whole array where the types differ.

    `values` are converted to the type of `ascending` instead, so they have to fit into it.
    """
    return ascending.searchsorted(np.asarray(values, ascending.dtype), side)


def concatenate_ranges(firsts: NDArray[np.int64], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the ranges of `counts[i]` numbers from `firsts[i]` on, one after the other.

    For example: firsts [10, 50, 30], counts [2, 0, 3] -> [10, 11, 30, 31, 32].
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(firsts - (ends - counts), counts)
    return numbers


def group_starts(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return the index of the first value of each group of equal neighbours: [7, 7, 2, 7] -> [0, 2, 3]."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])


def offsets_from_sizes(sizes: list[int] | NDArray[Any]) -> NDArray[np.int64]:
    """Return where each of several parts starts that lie one after the other, and where the last one ends.

    `sizes` are the sizes of the parts. The result starts with 0 and has one number more than there are parts,
    so that part i lies from `offsets[i]` to `offsets[i + 1]`: sizes [3, 0, 4] -> offsets [0, 3, 3, 7].
    """
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, dtype=np.int64, out=offsets[1:])
    return offsets


def pack(high: NDArray[Any], low: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return for each index `high << 32 | low`, so that sorting orders by `high` first, then by `low`.

    `high` may have any integer type; its values have to lie below 2^32.
    """
    packed = high.astype(np.uint64)
    packed <<= np.uint64(32)
    packed |= low
    return packed


def unpack(packed: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the high and the low half of each number: the arrays that `pack` was given."""
    high = np.empty(len(packed), np.uint32)
    np.right_shift(packed, np.uint64(32), out=high, casting="unsafe")  # without an array of 64-bit results
    return high, packed.astype(np.uint32)
