"""Stories: which documents are copies of one another, and which of them does a ranking keep?

A story is a set of documents that pairs of copies connect. If copies are folded, only the best document of
each story is a hit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import DocumentNumbers, Indices


class Stories(NamedTuple):
    """The documents that have copies. All other documents are stories of their own.

    `members` has their document numbers, ascending. `stories[i]` is the least document number of the story of
    `members[i]`.
    """

    members: DocumentNumbers
    stories: DocumentNumbers

    @classmethod
    def connected_by(cls, pairs: NDArray[Any]) -> Stories:
        """Return the stories that pairs of document numbers connect. `pairs` has the shape (pairs, 2)."""
        members, inverse = np.unique(pairs.astype(np.int64), return_inverse=True)
        # For each pair, the indices of its two documents in `members`.
        first, second = inverse.reshape(-1, 2).T
        # For each member, the least index that is known of its story. Each round passes the lesser index of
        # a pair on to the members that the two indices name, and from these to all members that have their
        # indices (hooking and pointer jumping). A round joins whole parts of a story, so few rounds suffice.
        least = np.arange(len(members))
        while True:
            of_first, of_second = least[first], least[second]
            of_pairs = np.minimum(of_first, of_second)
            lower = least.copy()
            np.minimum.at(lower, of_first, of_pairs)
            np.minimum.at(lower, of_second, of_pairs)
            lower = lower[lower]
            if np.array_equal(lower, least):
                return cls(members, members[least])
            least = lower

    def of(self, numbers: DocumentNumbers) -> DocumentNumbers:
        """Return the story of each of these documents: a document without copies has its own number."""
        if not len(self.members):
            return numbers
        index = np.minimum(search_sorted(self.members, numbers), len(self.members) - 1)
        stories: DocumentNumbers = np.where(self.members[index] == numbers, self.stories[index], numbers)
        return stories

    def first_of_each(self, numbers: DocumentNumbers) -> Indices:
        """Return the ascending indices of the documents that are the first of their story in `numbers`."""
        _, firsts = np.unique(self.of(numbers), return_index=True)
        firsts.sort()
        return firsts

    def others(self, number: int) -> DocumentNumbers:
        """Return the other documents of a document's story, ascending."""
        (story,) = self.of(np.array([number]))
        members = self.members[self.stories == story]
        others: DocumentNumbers = members[members != number]
        return others
