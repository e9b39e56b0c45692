"""Which segments a commit merges, and which it rewrites, from both sides of each threshold."""

from __future__ import annotations

import numpy as np
import pytest

from searchidx.engines.columnar.merging.policy import first_to_merge, is_half_deleted
from searchidx.engines.columnar.states import CommittedSegment


def committed(live: int, deleted: int = 0) -> CommittedSegment:
    return CommittedSegment("MAIN_x", live + deleted, np.arange(deleted, dtype=np.uint32))


@pytest.mark.parametrize(
    ("live_counts", "first"),
    [
        ([], -1),
        ([5], 0),
        ([10, 5], 0),  # twice as large: merged
        ([11, 5], 1),  # larger than that: not
        ([90, 10, 4, 3], 1),
        ([34, 10, 4, 3], 0),  # 34 <= 2 * (10 + 4 + 3)
        ([35, 10, 4, 3], 1),
        ([1, 100, 5], 2),  # only neighbours are merged
        ([3, 2, 100], 0),
    ],
)
def test_the_newest_segments_are_merged_with_older_ones_up_to_twice_their_size(
    live_counts: list[int], first: int
) -> None:
    """From the newest one on, as long as the one before has at most twice the documents of those after it."""
    assert first_to_merge([committed(count) for count in live_counts]) == first


def test_deleted_documents_count_nothing_when_sizes_are_compared() -> None:
    """A large segment of which little is left is as small as what is left."""
    assert first_to_merge([committed(10, deleted=90), committed(5)]) == 0
    assert first_to_merge([committed(11), committed(5, deleted=90)]) == 1


@pytest.mark.parametrize(
    ("live", "deleted", "half_deleted"),
    [
        (5, 5, False),
        (4, 5, True),
        (5, 4, False),
        (0, 1, True),
        (1, 0, False),
        (1, 1, False),
        (1, 2, True),
    ],
)
def test_a_segment_of_more_deleted_than_live_documents_is_rewritten(
    live: int, deleted: int, half_deleted: bool
) -> None:
    """Exactly half is not enough."""
    assert is_half_deleted(committed(live, deleted)) == half_deleted
