"""The segments that are merged, and the new numbers of their documents and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.reading.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class SegmentFile(NamedTuple):
    """The file of a segment, and the ascending numbers of its deleted documents; pickled for workers."""

    path: Path
    deleted: NDArray[np.uint32]


class MergeInputs:
    """The segments that are merged into one, in the order of their documents.

    For example, of 3 and 2 documents, of which number 1 of the first segment is deleted, `new_documents` is
    [[0, -1, 1], [2, 3]], `documents_before` [0, 3] and `live_count` 4.
    """

    def __init__(self, files: Sequence[SegmentFile]) -> None:
        self.segments = [Segment(file.path, file.deleted) for file in files]
        self.documents_before: list[int] = []
        """By segment, the number of documents in all segments before it, the deleted ones counted."""
        self.new_documents: list[NDArray[np.int64]] = []
        """By segment and document, the document's new number, -1 for a deleted one."""
        self.live_count = 0
        """The number of documents that are not deleted, in all segments."""
        total = 0
        for segment in self.segments:
            self.documents_before.append(total)
            numbers = np.cumsum(segment.alive) - 1 + self.live_count
            self.new_documents.append(np.where(segment.alive, numbers, -1))
            total += segment.document_count
            self.live_count += segment.live_count

    def release(self) -> None:
        """Give the memory of what was read back to the system."""
        for segment in self.segments:
            segment.container.release()


class TermRenumbering(NamedTuple):
    """The terms of a field after merging, and the new numbers of the old ones; -1 for a term that is gone."""

    term_count: int
    by_term: list[NDArray[np.int32]]
    """By segment and old term number, the new term number."""
    by_list: list[NDArray[np.int32]]
    """By segment and old list number, the new term number. The lists of a folded field are those of its base.
    """


def translate(numbers: NDArray[np.int32], old: NDArray[Any]) -> NDArray[np.int32]:
    """Return `numbers[i]` for each i of `old`, and -1 for -1.

    For example, numbers [5, 7] and old [1, -1, 0] give [7, -1, 5].
    """
    return np.where(old >= 0, numbers[old], -1) if len(numbers) else old
