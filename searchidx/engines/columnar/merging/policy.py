"""Decides which segments are merged at a commit, and which segment is rewritten alone.

Only neighbouring segments are merged, so that documents stay in the order in which they were indexed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.states import CommittedSegment

MAX_GROWTH = 2
"""A segment is merged with the newer segments if it has at most MAX_GROWTH times their live documents.

Without deletions, each segment has more than twice the documents of the next newer segment, and a merge
enlarges each older segment by at least half. A document is therefore rewritten a logarithmic number of times.
"""


def first_to_merge(segments: Sequence[CommittedSegment]) -> int:
    """Return the index of the first segment to merge. This segment and all later ones become one segment.

    `segments` are sorted by age, the oldest first. Only live documents count. If nothing is to be merged, the
    result is the index of the last segment, which is -1 if there are no segments.

    For example, the live counts [90, 10, 4, 3] give 1, because 4 <= 2 * 3 and 10 <= 2 * 7, but 90 > 2 * 17.
    """
    first = len(segments) - 1
    size = segments[-1].live_count if segments else 0
    while first > 0 and segments[first - 1].live_count <= MAX_GROWTH * size:
        first -= 1
        size += segments[first].live_count
    return first


def is_half_deleted(segment: CommittedSegment) -> bool:
    """Return whether a segment has more deleted than live documents, and is to be rewritten without them."""
    return len(segment.deleted) > segment.live_count
