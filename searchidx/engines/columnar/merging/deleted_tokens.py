"""The tokens of deleted documents, gathered while posting lists are merged.

Folded terms and pairs have no posting lists of their own, only document frequencies. Merging adds up these
frequencies, counts the deleted documents of each term and pair from these tokens, and subtracts them.
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

    `documents_before` is `MergeInputs.documents_before`, which is added to old document numbers so that they
    count documents over all segments.
    """

    def __init__(self, documents_before: Sequence[int]) -> None:
        self._documents_before = documents_before
        self._parts: list[_Part] = []

    def add(
        self, segment_number: int, first_list: int, postings: Postings, deleted: NDArray[np.int64]
    ) -> None:
        """Add the tokens of deleted postings. `deleted` has the indices of these postings in `postings`.

        `postings` has lists of a segment, beginning with the old list number `first_list`, with positions.
        """
        assert postings.positions is not None
        # For each deleted posting, the number of its positions and the index after its last position. Then
        # the positions of all deleted postings, one posting after the other.
        counts = postings.frequencies[deleted]
        ends = np.cumsum(postings.frequencies, dtype=np.int64)[deleted]
        positions = postings.positions[concatenate_ranges(ends - counts, counts)]
        # For each deleted posting, its list and its document. Both are repeated for each position, because
        # each position is a token.
        lists = np.searchsorted(postings.starts, deleted, "right") - 1 + first_list
        documents = postings.documents[deleted].astype(np.int64) + self._documents_before[segment_number]
        self._parts.append(
            _Part(segment_number, np.repeat(lists, counts), np.repeat(documents, counts), positions)
        )

    def renumber(self, by_list: Sequence[NDArray[np.int32]]) -> Tokens:
        """Return the tokens, sorted by document and position, with new term numbers as terms.

        `by_list` is `TermRenumbering.by_list`. A token is left out if no live document has its term.
        Documents are counted over all segments from 0, deleted documents included. The gathered tokens stay,
        so this may be called several times.
        """
        if not self._parts:
            return Tokens(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))
        terms = np.concatenate([by_list[part.segment_number][part.lists] for part in self._parts])
        documents = np.concatenate([part.documents for part in self._parts])
        positions = np.concatenate([part.positions for part in self._parts])
        order = np.lexsort((positions, documents))
        order = order[terms[order] >= 0]
        return Tokens(terms[order], documents[order], positions[order])
