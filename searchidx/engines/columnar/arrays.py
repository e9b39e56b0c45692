"""Array types and array operations that the whole columnar engine shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    # Names for what an array holds. A *document number* counts from 0 through all segments of an index.
    # A *segment document* counts from 0 within one segment. Both count deleted documents, too.
    DocumentNumbers = NDArray[np.int64]
    SegmentDocuments = NDArray[np.int64]
    TermNumbers = NDArray[np.int64]
    Positions = NDArray[np.int64]
    Occurrences = NDArray[np.int64]  # text number and position, packed (see reading/occurrences.py)
    Indices = NDArray[np.int64]  # indices into another array
    Counts = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Mask = NDArray[np.bool_]


NO_COPIES: NDArray[np.uint32] = np.zeros((0, 2), np.uint32)
"""No pairs of copies. A pair is two document numbers, the smaller one first."""


def search_sorted(
    ascending: NDArray[Any], values: Any, side: Literal["left", "right"] = "left"
) -> NDArray[np.int64]:
    """Return `np.searchsorted(ascending, values, side)` without converting `ascending`.

    If the dtypes differ, NumPy converts the whole array `ascending`. This function converts `values` to the
    dtype of `ascending` instead, so the values must fit into that dtype. `values` may be a single number. The
    result has the shape of `values`.
    """
    return ascending.searchsorted(np.asarray(values, ascending.dtype), side)


def concatenate_ranges(firsts: NDArray[np.int64], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the numbers of several ranges, one range after the other.

    Range i is `range(firsts[i], firsts[i] + counts[i])`. For example, firsts [10, 50, 30] and counts
    [2, 0, 3] -> [10, 11, 30, 31, 32].
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(firsts - (ends - counts), counts)
    return numbers


def group_starts(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return the index of the first value of each group of equal neighbours.

    For example, [7, 7, 2, 7] -> [0, 2, 3].
    """
    if not len(values):
        return np.zeros(0, np.int64)
    return np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])


def offsets_from_sizes(sizes: list[int] | NDArray[Any]) -> NDArray[np.int64]:
    """Return the offset of each of several adjacent parts, followed by their total size.

    Part i has `sizes[i]` values and is `[offsets[i]:offsets[i + 1]]`. For example, sizes [3, 0, 4] -> offsets
    [0, 3, 3, 7].
    """
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, dtype=np.int64, out=offsets[1:])
    return offsets


def pack(high: NDArray[Any], low: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return `high << 32 | low` element by element.

    Packed numbers sort by `high` first, then by `low`. `high` may have any integer dtype, but its values must
    be in `range(2**32)`.
    """
    packed = high.astype(np.uint64)
    packed <<= np.uint64(32)
    packed |= low
    return packed


def unpack(packed: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the arguments of `pack`: the high and the low 32 bits of each number, both as u32."""
    high = np.empty(len(packed), np.uint32)
    np.right_shift(packed, np.uint64(32), out=high, casting="unsafe")  # saves a temporary 64-bit array
    return high, packed.astype(np.uint32)
