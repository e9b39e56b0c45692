"""Which segments are merged at a commit, and which are rewritten by themselves.

Only neighbours are merged, so that documents stay in the order of indexing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.states import CommittedSegment

MAX_GROWTH = 2
"""A segment joins the newer ones that are merged if it has at most so many times their documents.

So sizes at least double from each segment to the one before it, and a document is merged a few times only.
"""


def first_to_merge(segments: Sequence[CommittedSegment]) -> int:
    """Return the index of the first of the segments, sorted by age, that are merged with the last one.

    Only documents that are not deleted count. Where nothing is to be merged, it is the index of the last
    segment, and -1 without any: live counts [90, 10, 4, 3] -> 1, as 4 <= 2 * 3 and 10 <= 2 * 7, but 90 > 2 *
    17.
    """
    first = len(segments) - 1
    size = segments[-1].live_count if segments else 0
    while first > 0 and segments[first - 1].live_count <= MAX_GROWTH * size:
        first -= 1
        size += segments[first].live_count
    return first


def is_half_dead(segment: CommittedSegment) -> bool:
    """Tell whether a segment has more deleted than living documents, and is to be rewritten without them."""
    return len(segment.deleted) > segment.live_count
