"""Joins the posting lists of several segments, list by list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges, offsets_from_sizes
from searchidx.engines.columnar.format.posting_lists import Postings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class _PartSizes(NamedTuple):
    """The sizes of the lists of a part that have a target. Each array has one value for each list."""

    targets: NDArray[np.int64]
    """The index of the list of the result to which the list is added."""
    postings: NDArray[np.int64]
    """The number of postings of the list."""
    positions: NDArray[np.int64]
    """The number of positions of all its postings."""


def interleave(
    terms: list[bytes], parts: Sequence[Postings], targets: Sequence[NDArray[np.int64]]
) -> Postings:
    """Return one posting list for each term, which joins the postings of all parts.

    `targets` has an array for each part: list i of the part is added to the list `targets[part][i]` of the
    result. A list with the target -1 must be empty. The documents of a part must be greater than those of the
    parts before it. Either all parts have positions, or none does.

    For example, one part has the lists [0, 1], [0] and the targets [0, 2]. Another part has the lists [5],
    [5, 6] and the targets [0, 1]. The result has the lists [0, 1, 5], [5, 6], [0].
    """
    sizes = [_measure(part, part_targets) for part, part_targets in zip(parts, targets, strict=True)]
    # For each list of the result, the number of its postings and positions, and then the offsets of both.
    posting_counts, position_counts = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for size in sizes:
        posting_counts[size.targets] += size.postings
        position_counts[size.targets] += size.positions
    posting_offsets, position_offsets = (
        offsets_from_sizes(posting_counts),
        offsets_from_sizes(position_counts),
    )
    documents = np.empty(int(posting_offsets[-1]), np.uint32)
    frequencies = np.empty(int(posting_offsets[-1]), np.uint32)
    with_positions = bool(parts) and parts[0].positions is not None
    positions = np.empty(int(position_offsets[-1]), np.uint32) if with_positions else None
    # For each list of the result, the index of its next posting and of its next position.
    next_posting, next_position = posting_offsets[:-1].copy(), position_offsets[:-1].copy()
    for part, size in zip(parts, sizes, strict=True):
        # For each posting of the part, its index in the result; below, the same for each position.
        posting_indices = concatenate_ranges(next_posting[size.targets], size.postings)
        documents[posting_indices] = part.documents
        frequencies[posting_indices] = part.frequencies
        next_posting[size.targets] += size.postings
        if positions is not None and part.positions is not None:
            position_indices = concatenate_ranges(next_position[size.targets], size.positions)
            positions[position_indices] = part.positions
            next_position[size.targets] += size.positions
    return Postings(terms, posting_offsets, documents, frequencies, positions)


def _measure(part: Postings, targets: NDArray[np.int64]) -> _PartSizes:
    """Return the sizes of the lists of a part whose target is not -1."""
    kept = targets >= 0
    # For each posting, the offset of its positions. For each list, the number of its positions.
    position_offsets = offsets_from_sizes(part.frequencies)
    positions = np.diff(position_offsets[part.starts])
    return _PartSizes(targets[kept], np.diff(part.starts)[kept], positions[kept])
