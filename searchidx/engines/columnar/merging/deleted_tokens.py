"""The tokens of deleted documents, gathered while posting lists are merged.

Folded terms and pairs have no posting lists of their own, only document frequencies. Merging adds up these
frequencies and then subtracts the share of the deleted documents, which is counted from their tokens.
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
    """Some deleted tokens of one segment. Each array has one value for each token."""

    segment_number: int
    lists: NDArray[np.int64]
    """The old list numbers of the tokens' terms."""
    documents: NDArray[np.int64]
    """The documents of the tokens, counted over all segments from 0, deleted documents included."""
    positions: NDArray[np.uint32]


class DeletedTokens:
    """The tokens of deleted documents in one field of all segments.

    `documents_before` is `MergeInputs.documents_before`. With it, documents are counted over all segments.
    """

    def __init__(self, documents_before: Sequence[int]) -> None:
        self._documents_before = documents_before
        self._parts: list[_Part] = []

    def add(
        self, segment_number: int, first_list: int, postings: Postings, deleted: NDArray[np.int64]
    ) -> None:
        """Add the tokens of the postings whose indices in `postings` are `deleted`.

        `postings` are the lists of a segment from the old list number `first_list` on. They have positions.
        """
        assert postings.positions is not None
        # By deleted posting: the number of its positions, the index after its last position. Then the
        # positions of all deleted postings.
        counts = postings.frequencies[deleted]
        ends = np.cumsum(postings.frequencies, dtype=np.int64)[deleted]
        positions = postings.positions[concatenate_ranges(ends - counts, counts)]
        # By deleted posting: its list and its document. Both are repeated, because each position is a token.
        lists = np.searchsorted(postings.starts, deleted, "right") - 1 + first_list
        documents = postings.documents[deleted].astype(np.int64) + self._documents_before[segment_number]
        self._parts.append(
            _Part(segment_number, np.repeat(lists, counts), np.repeat(documents, counts), positions)
        )

    def renumber(self, by_list: Sequence[NDArray[np.int32]]) -> Tokens:
        """Return the tokens, sorted by document and position, with new term numbers as terms.

        `by_list` is `TermRenumbering.by_list`. Tokens of terms that no live document has are left out.
        Documents are counted over all segments from 0, deleted documents included.
        """
        if not self._parts:
            return Tokens(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))
        terms = np.concatenate([by_list[part.segment_number][part.lists] for part in self._parts])
        documents = np.concatenate([part.documents for part in self._parts])
        positions = np.concatenate([part.positions for part in self._parts])
        order = np.lexsort((positions, documents))
        order = order[terms[order] >= 0]
        return Tokens(terms[order], documents[order], positions[order])
