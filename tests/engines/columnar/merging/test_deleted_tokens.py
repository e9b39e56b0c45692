"""The tokens of deleted documents, gathered from posting lists of several segments."""

from __future__ import annotations

import numpy as np

from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.merging.deleted_tokens import DeletedTokens
from searchidx.engines.columnar.merging.inputs import translate


def test_tokens_of_deleted_postings() -> None:
    """They come by document and position, with new numbers; those of terms that are gone are left out."""
    tokens = DeletedTokens([0, 10])
    # Lists 5 and 6 of the first segment: (1 at 3 and 8, 4 at 0) and (1 at 2). Document 1 is deleted.
    lists = Postings(
        [b"a", b"b"],
        np.array([0, 2, 3]),
        np.array([1, 4, 1], np.uint32),
        np.array([2, 1, 1], np.uint32),
        np.array([3, 8, 0, 2], np.uint32),
    )
    tokens.add(0, 5, lists, np.array([0, 2]))
    # List 0 of the second segment: (0 at 6, 2 at 1 and 9). Both are deleted.
    other = Postings(
        [b"c"], np.array([0, 2]), np.array([0, 2], np.uint32), np.array([1, 2], np.uint32),
        np.array([6, 1, 9], np.uint32),
    )  # fmt: skip
    tokens.add(1, 0, other, np.array([0, 1]))
    by_list = [np.array([-1, -1, -1, -1, -1, 70, 60], np.int32), np.array([70], np.int32)]
    found = tokens.renumber(by_list)
    assert list(zip(*(array.tolist() for array in found), strict=True)) == [
        (60, 1, 2),
        (70, 1, 3),
        (70, 1, 8),
        (70, 10, 6),
        (70, 12, 1),
        (70, 12, 9),
    ]
    by_list[0][6] = -1
    assert tokens.renumber(by_list).positions.tolist() == [3, 8, 6, 1, 9]


def test_nothing_deleted() -> None:
    """Without deleted documents there are no tokens."""
    assert [len(array) for array in DeletedTokens([0]).renumber([np.zeros(3, np.int32)])] == [0, 0, 0]


def test_numbers_that_are_gone_stay_gone() -> None:
    """-1 is translated to -1, also where nothing is left."""
    numbers, old = np.array([5, 7], np.int32), np.array([1, -1, 0], np.int32)
    assert translate(numbers, old).tolist() == [7, -1, 5]
    assert translate(np.zeros(0, np.int32), np.array([-1, -1], np.int32)).tolist() == [-1, -1]
