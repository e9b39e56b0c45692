"""Reads a folded field: each of its terms unites several terms of another field, at the same positions.

Example: the terms `an án ẩn ba bà` of the field `f` fold to the two terms `an ba` of the field `g`. The lists
of `f` are in the order of the folds (`f.slots`), so that each fold owns a range of list numbers:

    g.text, g.text_starts   the dictionary: "anba", 0 2 4
    g.slot_starts           0 3 5: the first list of each fold in `f`, and the number of all lists
    g.df                    in how many documents each fold stands: at least one of its terms
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary import Dictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, TermNumbers
    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.posting_lists import PostingLists

FOLD_SEPARATOR = b"\0"
"""Joins a fold and a term. It is less than any byte of a term, so that they sort by fold, then by term."""


class FoldedTerms:
    """Reads a folded field (see `FieldReader`); `posting_lists` are those of the field that it folds."""

    def __init__(self, container: Container, name: str, posting_lists: PostingLists) -> None:
        self.posting_lists = posting_lists
        self.dictionary = Dictionary(container, name)
        self.term, self.terms = self.dictionary.term, self.dictionary.terms
        self.find, self.lower_bound = self.dictionary.find, self.dictionary.lower_bound
        self.prefix_range = self.dictionary.prefix_range
        self._list_starts = container.column(f"{name}.slot_starts", len(self.dictionary) + 1)
        self._document_frequencies = container.column(f"{name}.df", len(self.dictionary))

    def __len__(self) -> int:
        return len(self.dictionary)

    def find_all(self, texts: Sequence[str], find_in_base: Callable[[str], int]) -> list[int]:
        """Return the numbers of several terms, -1 for each that the field does not have."""
        return self.dictionary.find_all(texts)

    def list_range(self, number: int) -> tuple[int, int]:
        """Return the first list number of a term, and one more than its last."""
        first, last = self._list_starts.range(number, number + 2).tolist()
        return first, last

    def list_ranges(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the one range of list numbers that holds the terms from `first` to the one before `last`."""
        if first >= last:
            return []
        bounds = self._list_starts.range(first, last + 1)
        return [(int(bounds[0]), int(bounds[-1]))]

    def list_starts(self) -> NDArray[np.int64]:
        """Return the first list number of each term, and the number of lists."""
        return self._list_starts.whole().astype(np.int64)

    def folds_of_lists(self) -> TermNumbers:
        """Return for each list the number of its fold."""
        starts = self.list_starts()
        return np.repeat(np.arange(len(starts) - 1), np.diff(starts))

    def unfolded_terms(self, number: int) -> list[int]:
        """Return the numbers of the terms that fold to this one, in the order of their lists."""
        numbers: list[int] = self.posting_lists.terms_of_lists(*self.list_range(number)).tolist()
        return numbers

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Raise ValueError: the field has single terms."""
        raise ValueError("a field of single terms has no pairs")

    def document_frequencies(self, first: int, last: int) -> Counts:
        """Return in how many documents each of the terms from `first` to the one before `last` stands."""
        return self._document_frequencies.range(first, last).astype(np.int64)

    def document_frequency(self, number: int) -> int:
        """Return in how many documents one term stands."""
        return self._document_frequencies.item(number)
