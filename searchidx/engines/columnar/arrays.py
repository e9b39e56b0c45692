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
    """Return np.searchsorted without its copy of the whole array when the types differ."""
    return ascending.searchsorted(np.asarray(values, ascending.dtype), side)


def concatenate_ranges(firsts: NDArray[np.int64], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the ranges of `counts[i]` numbers from `firsts[i]`, one after the other."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(firsts - (ends - counts), counts)
    return numbers


def group_starts(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return where runs of equal values start."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])
