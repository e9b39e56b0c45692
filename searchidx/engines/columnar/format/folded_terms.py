"""Reader of a folded field: each of its terms unites the terms of another field, the base, that fold to it.

For example, the folded term `bao` unites `báo` and `bão`. A folded field G stores no posting lists. In the
base F, the lists of all terms with the same fold are adjacent, so that a folded term only stores a range of
list numbers:

    G.text, G.text_starts    the folded terms (dictionary.py)
    G.slot_starts            u32: the number of the first list of each folded term, followed by the number of
                             all lists of F
    G.df                     u32: the document frequency of each folded term

For example, F has the terms `an`, `ba`, `bá` and `án` (in the order of their bytes), and G has the terms `an`
and `ba`. Sorted by folded term, the lists of F are an, án, ba and bá:

    F.slots          0 2 3 1    (posting_lists.py)
    G.slot_starts    0 2 4

The folded term `ba` has the lists 2 and 3. If `ba` occurs in document 1, and `bá` in the documents 1 and
2, the document frequency of the folded term `ba` is 2, because document 1 counts once.
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
"""Joins a folded term and a term into a sort key.

It is less than any byte of a term, so the keys sort by folded term, then by term.
"""


class FoldedTerms:
    """Reads the folded field `name` (see `FieldReader`).

    `posting_lists` is the reader of its base field. Arguments named `number`, `first` and `end` are term
    numbers of the folded field.
    """

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
        """Return the term number of each of the terms, in their order, or -1 for an absent term.

        `find_in_base` is not used.
        """
        return self.dictionary.find_all(texts)

    def list_range(self, number: int) -> tuple[int, int]:
        """Return (first, end): folded term `number` has the list numbers in `range(first, end)`."""
        first, end = self._list_starts.range(number, number + 2).tolist()
        return first, end

    def joined_list_ranges(self, first: int, end: int) -> list[tuple[int, int]]:
        """Return the list ranges of the folded terms in `range(first, end)`, joined into one (first, end).

        Every folded term has a range of lists, and the ranges of consecutive folded terms are adjacent. If
        `first >= end`, the result is empty.
        """
        if first >= end:
            return []
        bounds = self._list_starts.range(first, end + 1)
        return [(int(bounds[0]), int(bounds[-1]))]

    def list_starts(self) -> NDArray[np.int64]:
        """Return the first list number of each folded term, followed by the number of all lists."""
        return self._list_starts.whole().astype(np.int64)

    def folds_of_lists(self) -> TermNumbers:
        """Return the term number of the folded term of each list, by list number."""
        starts = self.list_starts()
        return np.repeat(np.arange(len(starts) - 1), np.diff(starts))

    def unfolded_terms(self, number: int) -> list[int]:
        """Return the ascending term numbers, in the base field, of the terms that fold to term `number`."""
        numbers: list[int] = self.posting_lists.terms_of_lists(*self.list_range(number)).tolist()
        return numbers

    def term_numbers(self, number: int) -> tuple[int, int]:
        """Raise ValueError, because the field has single terms."""
        raise ValueError("a field of single terms has no pairs")

    def document_frequencies(self, first: int, end: int) -> Counts:
        """Return the document frequencies of the terms with numbers in `range(first, end)`, as int64.

        Deleted documents are included.
        """
        return self._document_frequencies.range(first, end).astype(np.int64)

    def document_frequency(self, number: int) -> int:
        """Return the document frequency of term `number`, with deleted documents included."""
        return self._document_frequencies.item(number)
