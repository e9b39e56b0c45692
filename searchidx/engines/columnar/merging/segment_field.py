"""Reads one field of one segment for merging: block by block, in the order of the keys of its lists.

The *key* of a list determines the order of the lists in all segments. It is the term of the list. In the base
field of a folded field, it is the folded term, a zero byte and the term.

A block consists of whole groups. A *group* is a single list or, in the base field of a folded field, all
lists of one folded term. Groups are numbered from 0 within the field of a segment. List numbers here are old
list numbers (inputs.py).
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


class SegmentField:
    """The posting lists of a field of one segment. `folded` is the folded field of this field, or None."""

    def __init__(self, segment: Segment, spec: FieldSpec, folded: FieldSpec | None) -> None:
        self.segment, self.posting_lists = segment, segment.posting_lists(spec.name)
        self.new_lists = np.full(len(self.posting_lists), -1, np.int32)
        """The new number of each list, or -1 if no live document is left. `ListMerger` fills in the array."""
        self.groups = self.posting_lists.dictionary
        """The term of each group: the term of its only list, or the folded term of its lists."""
        self.work_before = self.posting_lists.running_totals(positions=spec.positions)
        """The number of postings (or positions, if the field has them) before each group, and then the total.

        Differences of these numbers measure the work of merging the groups between them.
        """
        self._folded: FoldedTerms | None = None
        if folded is not None:
            folded_terms = segment.field(folded.name)
            assert isinstance(folded_terms, FoldedTerms)
            self._folded, self.groups = folded_terms, folded_terms.dictionary
            self._first_lists = folded_terms.list_starts()
            self._text, self._text_offsets = self.posting_lists.dictionary.whole()
            self.work_before = self.work_before[self._first_lists]

    def list_range(self, first: int, end: int) -> tuple[int, int]:
        """Return the list numbers of the groups in `range(first, end)`, as a range (start, end)."""
        if self._folded is None:
            return first, end
        return int(self._first_lists[first]), int(self._first_lists[end])

    def keys(self, first: int, end: int) -> list[bytes]:
        """Return the keys of all lists of the groups in `range(first, end)`, ascending."""
        groups = self.groups.terms(first, end)
        if self._folded is None:
            return groups
        first_list, list_end = self.list_range(first, end)
        # For each list, the beginning of its key, its term number, and the offsets of its term in the
        # dictionary.
        list_counts = np.diff(self._first_lists[first : end + 1]).tolist()
        folds = [
            fold + FOLD_SEPARATOR for fold, size in zip(groups, list_counts, strict=True) for _ in range(size)
        ]
        terms = self.posting_lists.terms_of_lists(first_list, list_end)
        starts, ends = self._text_offsets[terms].tolist(), self._text_offsets[terms + 1].tolist()
        return [
            fold + self._text[text_start:text_end]
            for fold, text_start, text_end in zip(folds, starts, ends, strict=True)
        ]

    def terms_of_keys(self, keys: list[bytes]) -> list[bytes]:
        """Return the term that each of these keys ends with. The keys may be from any segment."""
        return keys if self._folded is None else [key.partition(FOLD_SEPARATOR)[2] for key in keys]

    def folds_of_lists(self) -> NDArray[np.int64]:
        """Return the old term number of each list's folded term, by list number.

        There must be a folded field. The numbers are term numbers of that field.
        """
        assert self._folded is not None
        return self._folded.folds_of_lists()


def group_keys(keys: Sequence[bytes]) -> FoldGroups:
    """Return the folds of ascending keys, and the number of keys that each fold has."""
    folds = [key.partition(FOLD_SEPARATOR)[0] for key in keys]
    starts = [0] * bool(folds)
    starts += [index for index, (fold, next_fold) in enumerate(pairwise(folds), start=1) if fold != next_fold]
    return FoldGroups([folds[start] for start in starts], np.diff([*starts, len(folds)]))


def key_blocks(fields: Sequence[SegmentField], size: int) -> Iterator[KeyBlock]:
    """Yield blocks that together cover all groups of all fields, in the order of their keys.

    `fields` has the same field of each segment. A block has a pair (first, end) for each of them: its groups
    in `range(first, end)`. All keys of a block are less than all keys of the next block. A block has at most
    `size` postings (or positions), unless single groups have more.
    """
    starts = [0] * len(fields)
    while any(start < len(field.groups) for start, field in zip(starts, fields, strict=True)):
        # Each field may contribute an equal share of `size`, but at least one group. The limit of a field is
        # the first group after this share. The least limit ends the block in all fields.
        limits = []
        for start, field in zip(starts, fields, strict=True):
            goal = int(field.work_before[start]) + size // len(fields)
            goal = min(goal, int(field.work_before[-1]))
            limit = max(int(search_sorted(field.work_before, goal, "right")) - 1, start + 1)
            if limit < len(field.groups):
                limits.append(field.groups.term(limit))
        ends = [field.groups.lower_bound(min(limits)) if limits else len(field.groups) for field in fields]
        yield list(zip(starts, ends, strict=True))
        starts = ends
