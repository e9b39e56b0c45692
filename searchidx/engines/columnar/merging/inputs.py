"""The segments that are merged, and the new numbers of their documents and terms.

These words have the same meaning in all modules of this folder:

- a *segment number* is the index of a segment among the segments that are merged,
- an *old* document, list or term number is a number in one of these segments, counted from 0,
- a *new* document, list or term number is a number in the merged segment.

In the base field of a folded field, the list number of a term may differ from its term number
(format/posting_lists.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.reading.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class SegmentFile(NamedTuple):
    """The file of a segment, and its deleted segment documents, ascending. It is pickled for workers."""

    path: Path
    deleted: NDArray[np.uint32]


class MergeInputs:
    """The segments that are merged into one segment, in the order of their documents.

    For example, two segments have 3 and 2 documents, and document 1 of the first segment is deleted. Then
    `new_documents` is [[0, -1, 1], [2, 3]], `documents_before` is [0, 3], and `live_count` is 4.
    """

    def __init__(self, files: Sequence[SegmentFile]) -> None:
        self.segments = [Segment(file.path, file.deleted) for file in files]
        self.documents_before: list[int] = []
        """For each segment, the number of documents in the segments before it, deleted ones included."""
        self.new_documents: list[NDArray[np.int64]] = []
        """For each segment, the new number of each of its documents, or -1 for a deleted document."""
        self.live_count = 0
        """The total number of live documents, which is the size of the merged segment."""
        total = 0
        for segment in self.segments:
            self.documents_before.append(total)
            new_numbers = np.cumsum(segment.live) - 1 + self.live_count
            self.new_documents.append(np.where(segment.live, new_numbers, -1))
            total += segment.stored_count
            self.live_count += segment.live_count

    def release(self) -> None:
        """Let the system reclaim the memory of the file pages that were read."""
        for segment in self.segments:
            segment.container.release()


class TermRenumbering(NamedTuple):
    """The new term numbers of one field. A term that no live document has gets -1."""

    term_count: int
    """The number of terms that the field has after merging."""
    by_term: list[NDArray[np.int32]]
    """For each segment, the new term number of each old term number."""
    by_list: list[NDArray[np.int32]]
    """For each segment, the new term number of each old list number.

    A folded field has no lists of its own. Its list numbers are list numbers of its base field.
    """


def translate(numbers: NDArray[np.int32], old: NDArray[Any]) -> NDArray[np.int32]:
    """Return `numbers[i]` for each i in `old`, or -1 if i is -1. The result may be `old` itself.

    For example, numbers [5, 7] and old [1, -1, 0] give [7, -1, 5].
    """
    return np.where(old >= 0, numbers[old], -1) if len(numbers) else old
