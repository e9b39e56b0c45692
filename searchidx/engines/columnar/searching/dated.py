"""Orders the documents of a plan without signals: by date, the newest or the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from searchidx.engines.columnar.format.days import MICROSECONDS_PER_DAY, NO_DATE
from searchidx.engines.columnar.searching.scoring import ScoredNumbers, best_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Mask
    from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment

_LAST: Final = -(1 << 62)
"""The rank of a document without a date. It is less than the rank of any date."""


def first_by_date(
    masks: Sequence[Mask],
    wanted: int,
    segments: Sequence[SearchableSegment],
    numbering: DocumentNumbering,
    *,
    oldest_first: bool,
) -> ScoredNumbers:
    """Return the `wanted` newest or oldest documents of the masks, in order, equal dates by document number.

    Documents of one day are ordered by their times as written. A date without a time is the beginning of its
    day. Documents without a date come last. All scores are 0. `masks` has the mask of each segment, at least
    one, and `wanted` is at least 1.
    """
    numbers = np.concatenate(
        [
            first_number + np.flatnonzero(mask)
            for first_number, mask in zip(numbering.first_numbers, masks, strict=False)
        ]
    )
    order = best_first(numbers, _ranks(masks, segments, oldest_first=oldest_first), wanted)
    return ScoredNumbers(numbers[order], np.zeros(len(order)))


def _ranks(
    masks: Sequence[Mask], segments: Sequence[SearchableSegment], *, oldest_first: bool
) -> NDArray[np.int64]:
    """Return the rank of each document of the masks. The greater its rank, the earlier a document comes."""
    days = np.concatenate([segment.days()[mask] for segment, mask in zip(segments, masks, strict=True)])
    # For each document, its day number; or, if there are times, the microseconds since 1970. The numbers are
    # integers of 64 bits, because a float holds microseconds exactly only up to the year 2255.
    ranks = days.astype(np.int64)
    if any(segment.has_times for segment in segments):
        times = np.concatenate([segment.times()[mask] for segment, mask in zip(segments, masks, strict=True)])
        ranks = ranks * MICROSECONDS_PER_DAY + times.astype(np.int64)
    if oldest_first:
        ranks = -ranks
    ranks[days == NO_DATE] = _LAST
    return ranks
