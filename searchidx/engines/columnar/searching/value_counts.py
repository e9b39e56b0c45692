"""Counts the values of a field, or the days, among the documents that match a plan."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.days import EPOCH, NO_DATE
from searchidx.engines.columnar.format.dictionary import text_of
from searchidx.engines.columnar.format.fields import DATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.arrays import Mask
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


def count_values(
    field: str, masks: Sequence[Mask], segments: Sequence[SearchableSegment]
) -> tuple[tuple[str, int], ...]:
    """Return each term of a field with the number of masked documents that have it, in ascending order.

    Terms that no masked document has are left out, and an unknown field has no terms. `masks` has the mask of
    each segment. The terms of DATE are the days in ISO form. Raises ValueError for a field that is folded or
    that has pairs.
    """
    counts: Counter[str] = Counter()
    for mask, segment in zip(masks, segments, strict=True):
        if field == DATE:
            counts.update(_count_days(mask, segment))
        elif field in segment.specs:
            counts.update(_count_terms(field, mask, segment))
    return tuple(sorted(counts.items()))


def _count_days(mask: Mask, segment: SearchableSegment) -> dict[str, int]:
    days, counts = np.unique(segment.days()[mask], return_counts=True)
    dated = days != NO_DATE
    isoformat = [datetime.date.fromordinal(day + EPOCH).isoformat() for day in days[dated].tolist()]
    return dict(zip(isoformat, counts[dated].tolist(), strict=True))


def _count_terms(field: str, mask: Mask, segment: SearchableSegment) -> dict[str, int]:
    documents, starts = segment.all_documents(field)
    # The number of masked documents of each list. No list is empty.
    counts = np.add.reduceat(mask[documents], starts, dtype=np.int64) if len(starts) else starts
    lists = segment.posting_lists(field)
    found = np.flatnonzero(counts)
    term_numbers = lists.terms_of_lists(0, len(lists))[found]
    terms = [text_of(lists.term(number)) for number in term_numbers.tolist()]
    return dict(zip(terms, counts[found].tolist(), strict=True))
