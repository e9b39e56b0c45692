"""Puts the posting lists of several segments together, list by list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges, offsets_from_sizes
from searchidx.engines.columnar.format.posting_lists import Postings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class _PartSizes(NamedTuple):
    """The lists of a part that have a place in the result: three arrays with one number for each."""

    targets: NDArray[np.int64]
    """Which list of the result it goes to."""
    postings: NDArray[np.int64]
    """How many postings it has."""
    positions: NDArray[np.int64]
    """How many positions these have."""


def interleave(
    terms: list[bytes], parts: Sequence[Postings], targets: Sequence[NDArray[np.int64]]
) -> Postings:
    """Return one list for each term: the postings of the parts, one part after the other.

    List i of a part goes to the list `target[i]` of the result; lists with -1 have to be empty. Documents
    have to be numbered such that those of a part are greater than those of the parts before.

    For example, a part with the lists [0, 1], [0] and the targets [0, 2], and a part with the lists [5], [5,
    6] and the targets [0, 1], are the lists [0, 1, 5], [5, 6], [0].
    """
    sizes = [_measure(part, target) for part, target in zip(parts, targets, strict=True)]
    # By list of the result, the number of its postings and of its positions, and where these start.
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
    # By list of the result, where the next posting and the next position go.
    next_posting, next_position = posting_offsets[:-1].copy(), position_offsets[:-1].copy()
    for part, size in zip(parts, sizes, strict=True):
        places = concatenate_ranges(next_posting[size.targets], size.postings)
        documents[places] = part.documents
        frequencies[places] = part.frequencies
        next_posting[size.targets] += size.postings
        if positions is not None and part.positions is not None:
            position_places = concatenate_ranges(next_position[size.targets], size.positions)
            positions[position_places] = part.positions
            next_position[size.targets] += size.positions
    return Postings(terms, posting_offsets, documents, frequencies, positions)


def _measure(part: Postings, target: NDArray[np.int64]) -> _PartSizes:
    kept = target >= 0
    # By posting, where its positions start: the difference over a list is the number of the list's positions.
    position_offsets = offsets_from_sizes(part.frequencies)
    positions = np.diff(position_offsets[part.starts])
    return _PartSizes(target[kept], np.diff(part.starts)[kept], positions[kept])
