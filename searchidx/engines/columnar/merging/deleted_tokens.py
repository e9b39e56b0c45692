"""The tokens of deleted documents, gathered while posting lists are merged.

Folded terms and pairs have no lists of their own, only counts of documents. What the counts lose with the
deleted documents is counted from the tokens of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges
from searchidx.engines.columnar.counting import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.posting_lists import Postings


class _Part(NamedTuple):
    """Deleted tokens of one segment: three arrays with one number for each token."""

    segment_number: int
    lists: NDArray[np.int64]
    documents: NDArray[np.int64]
    positions: NDArray[np.uint32]


class DeletedTokens:
    """The tokens of deleted documents in one field of all segments.

    `documents_before` has by segment the number of documents before it (`MergeInputs`), which tells the
    documents of several segments apart.
    """

    def __init__(self, documents_before: Sequence[int]) -> None:
        self._documents_before = documents_before
        self._parts: list[_Part] = []

    def add(
        self, segment_number: int, first_list: int, postings: Postings, deleted: NDArray[np.int64]
    ) -> None:
        """Take the postings with the indices `deleted` from neighbouring lists of a segment.

        `postings` are those of the lists from number `first_list` on, and have positions.
        """
        assert postings.positions is not None
        # Where the positions of each posting end, and from that where those of each deleted one start.
        counts = postings.frequencies[deleted]
        ends = np.cumsum(postings.frequencies, dtype=np.int64)[deleted]
        positions = postings.positions[concatenate_ranges(ends - counts, counts)]
        # The list and the document of each deleted posting; each has one token for each position.
        lists = np.searchsorted(postings.starts, deleted, "right") - 1 + first_list
        documents = postings.documents[deleted].astype(np.int64) + self._documents_before[segment_number]
        self._parts.append(
            _Part(segment_number, np.repeat(lists, counts), np.repeat(documents, counts), positions)
        )

    def renumber(self, by_list: Sequence[NDArray[np.int32]]) -> Tokens:
        """Return the tokens whose terms are still there, with new term numbers, by document and position.

        `by_list` has by segment and old list number the new term number, -1 for none (`TermRenumbering`).
        Documents are counted over all segments, the deleted ones included.
        """
        if not self._parts:
            return Tokens(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))
        terms = np.concatenate([by_list[part.segment_number][part.lists] for part in self._parts])
        documents = np.concatenate([part.documents for part in self._parts])
        positions = np.concatenate([part.positions for part in self._parts])
        order = np.lexsort((positions, documents))
        order = order[terms[order] >= 0]
        return Tokens(terms[order], documents[order], positions[order])
