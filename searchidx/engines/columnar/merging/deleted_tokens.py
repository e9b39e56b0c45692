"""The tokens of deleted documents, met while merging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.posting_lists import Postings


class DeletedTokens:
    """The tokens of deleted documents: what has to be taken off the counts of the views."""

    def __init__(self) -> None:
        self._segments: list[int] = []
        self._slots: list[NDArray[np.int64]] = []
        self._documents: list[NDArray[np.int64]] = []
        self._positions: list[NDArray[np.uint32]] = []

    def add(self, at: int, first: int, postings: Postings, lost: NDArray[np.int64], before: int) -> None:
        """Take the lost postings among lists of segment `at` from slot `first`; `before` it are documents."""
        assert postings.positions is not None
        counts = postings.frequencies[lost]
        ends = np.cumsum(postings.frequencies, dtype=np.int64)[lost]
        rows = np.searchsorted(postings.starts, lost, "right") - 1 + first
        self._segments.append(at)
        self._slots.append(np.repeat(rows, counts))
        self._documents.append(np.repeat(postings.documents[lost].astype(np.int64) + before, counts))
        self._positions.append(postings.positions[concatenate_ranges(ends - counts, counts)])

    def tokens(self, moved: list[NDArray[np.int32]]) -> tuple[NDArray[np.int64], Any, Any]:
        """(new number, document, position) of the tokens that have a new number, by document and position.

        `moved` has the new number of each slot, segment by segment.
        """
        if not self._segments:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        pairs = zip(self._segments, self._slots, strict=True)
        terms = np.concatenate([moved[at][slots] for at, slots in pairs])
        documents, positions = np.concatenate(self._documents), np.concatenate(self._positions)
        order = np.lexsort((positions, documents))
        order = order[terms[order] >= 0]
        return terms[order], documents[order], positions[order]
