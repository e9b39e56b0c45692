"""One field of one segment as merging reads it: block by block, by the keys of its lists.

The key of a list is what puts the lists of all segments in one order: its term or, where another field folds
this one, its fold, a zero byte and its term. A unit is what a block never divides: one list or, where another
field folds this one, all lists of a fold.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted
from searchidx.engines.columnar.format.folded_terms import FOLD_SEPARATOR, FoldedTerms
from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.reading.segment import Segment

    UnitRange = tuple[int, int]
    KeyBlock = list[UnitRange]


class FieldSource:
    """The posting lists of a field of a segment; `folded` is the field that folds it, if there is one."""

    def __init__(self, segment: Segment, spec: FieldSpec, folded: FieldSpec | None) -> None:
        self.segment, self.posting_lists = segment, segment.posting_lists(spec.name)
        self.new_lists = np.full(len(self.posting_lists), -1, np.int32)
        """By list number, the number of the list after merging, -1 for none: filled in block by block."""
        self.units = self.posting_lists.dictionary
        """The term of each unit: its only list's, or the fold."""
        self.work_before = self.posting_lists.running_totals(positions=spec.positions)
        """By unit, how many postings (or positions, if the field has them) come before it; and the total."""
        self._folded: FoldedTerms | None = None
        if folded is not None:
            folded_terms = segment.field(folded.name)
            assert isinstance(folded_terms, FoldedTerms)
            self._folded, self.units = folded_terms, folded_terms.dictionary
            self._first_lists = folded_terms.list_starts()
            self._text, self._text_offsets = self.posting_lists.dictionary.whole()
            self.work_before = self.work_before[self._first_lists]

    def list_range(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of list numbers of the units from `first` to `last`."""
        if self._folded is None:
            return first, last
        return int(self._first_lists[first]), int(self._first_lists[last])

    def keys(self, first: int, last: int) -> list[bytes]:
        """Return the keys of the lists of the units from `first` to `last`."""
        units = self.units.terms(first, last)
        if self._folded is None:
            return units
        first_list, last_list = self.list_range(first, last)
        # For each list, the beginning of its key, and where its term lies in the text of all terms.
        list_counts = np.diff(self._first_lists[first : last + 1]).tolist()
        folds = [
            fold + FOLD_SEPARATOR for fold, size in zip(units, list_counts, strict=True) for _ in range(size)
        ]
        terms = self.posting_lists.terms_of_lists(first_list, last_list)
        starts, ends = self._text_offsets[terms].tolist(), self._text_offsets[terms + 1].tolist()
        return [fold + self._text[start:end] for fold, start, end in zip(folds, starts, ends, strict=True)]

    def terms_of_keys(self, keys: list[bytes]) -> list[bytes]:
        """Return the terms that the keys of lists, of any segment, have."""
        return keys if self._folded is None else [key.partition(FOLD_SEPARATOR)[2] for key in keys]

    def folds_of_lists(self) -> NDArray[np.int64]:
        """Return the number of the folded term of each list."""
        assert self._folded is not None
        return self._folded.folds_of_lists()


def group_keys(keys: Sequence[bytes]) -> FoldGroups:
    """Return the folds of ascending keys, with how many keys each has."""
    folds = [key.partition(FOLD_SEPARATOR)[0] for key in keys]
    starts = [0] * bool(folds)
    starts += [index for index, (fold, next_fold) in enumerate(pairwise(folds), start=1) if fold != next_fold]
    return FoldGroups([folds[start] for start in starts], np.diff([*starts, len(folds)]))


def key_blocks(sources: Sequence[FieldSource], size: int) -> Iterator[KeyBlock]:
    """Yield blocks of keys that cover all units of all sources, in order, and have about `size` of work each.

    A block is a range of units for each source; all keys of a block are less than those of the next one.
    """
    starts = [0] * len(sources)
    while any(start < len(source.units) for start, source in zip(starts, sources, strict=True)):
        # Each source may give its share of the work, but at least one unit: its first unit after these is a
        # limit to the block. The least of these units ends the block, in all sources.
        limits = []
        for start, source in zip(starts, sources, strict=True):
            goal = int(source.work_before[start]) + size // len(sources)
            goal = min(goal, int(source.work_before[-1]))
            limit = max(int(search_sorted(source.work_before, goal, "right")) - 1, start + 1)
            if limit < len(source.units):
                limits.append(source.units.term(limit))
        ends = [source.units.lower_bound(min(limits)) if limits else len(source.units) for source in sources]
        yield list(zip(starts, ends, strict=True))
        starts = ends
