"""One field of one segment as merging reads it: stretch by stretch, by the keys of its slots."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted
from searchidx.engines.columnar.format.folded_terms import FOLD_SEPARATOR, FoldedTerms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.reading.segment import Segment


class FieldSource:
    """The slots of a field, and the new number of each (`slots`, -1 for none).

    A slot's key puts the slots of several segments in order: its term, or its fold and its term. A unit is
    what a stretch holds whole: a term, or all terms of a fold.
    """

    def __init__(self, segment: Segment, spec: FieldSpec, view: FieldSpec | None) -> None:
        self.segment, self.posting_lists = segment, segment.posting_lists(spec.name)
        self.slots = np.full(len(self.posting_lists), -1, np.int32)
        self.units = self.posting_lists.dictionary
        self._folded: FoldedTerms | None = None
        self.work = self.posting_lists.running_totals(positions=spec.positions)
        """The running total of postings (or positions) over the units."""
        if view is not None:
            folded = segment.field(view.name)
            assert isinstance(folded, FoldedTerms)
            self._folded, self.units, self._unit_starts = folded, folded.dictionary, folded.list_starts()
            self._text, self._text_starts = self.posting_lists.dictionary.whole()
            self.work = self.work[self._unit_starts]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the slots of the units from `first` to `last`."""
        if self._folded is None:
            return first, last
        return int(self._unit_starts[first]), int(self._unit_starts[last])

    def keys(self, first: int, last: int) -> list[bytes]:
        """Return the keys of the slots of the units from `first` to `last`."""
        units = self.units.terms(first, last)
        if self._folded is None:
            return units
        low, high = self.span(first, last)
        sizes = np.diff(self._unit_starts[first : last + 1]).tolist()
        starts = [unit + FOLD_SEPARATOR for unit, size in zip(units, sizes, strict=True) for _ in range(size)]
        numbers = self.posting_lists.terms_of_lists(low, high)
        places = self._text_starts[numbers].tolist(), self._text_starts[numbers + 1].tolist()
        return [start + self._text[a:b] for start, a, b in zip(starts, *places, strict=True)]

    def terms(self, keys: list[bytes]) -> list[bytes]:
        """Return the terms of slots' keys."""
        return keys if self._folded is None else [key.partition(FOLD_SEPARATOR)[2] for key in keys]

    def owners(self) -> NDArray[np.int64]:
        """Return the fold of each slot."""
        assert self._folded is not None
        return self._folded.folds_of_lists()


def folds_of(keys: Sequence[bytes]) -> tuple[list[bytes], list[int]]:
    """Return the different folds of the keys, in order, and where each starts."""
    folds = [key.partition(FOLD_SEPARATOR)[0] for key in keys]
    runs = [0] * bool(folds) + [i for i, (a, b) in enumerate(pairwise(folds), start=1) if a != b]
    return [folds[i] for i in runs], runs


def stretches(sources: Sequence[FieldSource], size: int) -> Iterator[list[tuple[int, int]]]:
    """Yield neighbouring spans of units, one a source, that cover all and hold about `size` of work each."""
    at = [0] * len(sources)
    while any(start < len(source.units) for start, source in zip(at, sources, strict=True)):
        limits = []
        for start, source in zip(at, sources, strict=True):
            goal = int(source.work[start]) + size // len(sources)
            reach = max(
                int(search_sorted(source.work, min(goal, int(source.work[-1])), "right")) - 1, start + 1
            )
            if reach < len(source.units):
                limits.append(source.units.term(reach))
        ends = [s.units.lower_bound(min(limits)) if limits else len(s.units) for s in sources]
        yield list(zip(at, ends, strict=True))
        at = ends
