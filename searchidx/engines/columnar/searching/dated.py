"""Orders the documents of a plan without signals: by date, the newest or the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.days import NO_DATE
from searchidx.engines.columnar.searching.scoring import ScoredNumbers, best_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.arrays import Mask
    from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


def first_by_date(
    masks: Sequence[Mask],
    wanted: int,
    segments: Sequence[SearchableSegment],
    numbering: DocumentNumbering,
    *,
    oldest_first: bool,
) -> ScoredNumbers:
    """Return the `wanted` newest or oldest documents of the masks, in order, equal dates by document number.

    Documents without a date come last. All scores are 0. `masks` has the mask of each segment, at least one,
    and `wanted` is at least 1.
    """
    numbers = np.concatenate(
        [
            first_number + np.flatnonzero(mask)
            for first_number, mask in zip(numbering.first_numbers, masks, strict=False)
        ]
    )
    days = np.concatenate([segment.days()[mask] for segment, mask in zip(segments, masks, strict=True)])
    # The greater its rank, the earlier a document comes. NO_DATE is less than any other day.
    ranks = days.astype(np.float64)
    if oldest_first:
        ranks = np.where(days == NO_DATE, -np.inf, -ranks)
    order = best_first(numbers, ranks, wanted)
    return ScoredNumbers(numbers[order], np.zeros(len(order)))
