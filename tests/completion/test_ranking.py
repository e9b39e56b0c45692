"""How estimates and counted titles make an order."""

from __future__ import annotations

import pytest

from searchidx.completion.endings import Ending
from searchidx.completion.heads import Head
from searchidx.completion.ranking import rank

TINH, THANH = Head(("công", "an", "tỉnh"), 2, 0.2), Head(("công", "an", "thành"), 2, 0.6)
ENDINGS = [
    Ending(TINH, (), 0.9, 3.0),
    Ending(THANH, (), 0.2, 3.0),
    Ending(THANH, ("phố",), 0.5, 3.0),
    Ending(THANH, ("tích",), 0.3, 3.0),
]


@pytest.mark.parametrize(
    ("counts", "order"),
    [
        ({}, ["thành phố", "tỉnh", "thành tích", "thành"]),
        ({"an tỉnh": 9, "an thành": 1, "an thành phố": 1}, ["tỉnh", "thành phố"]),
        ({"an thành": 9, "an thành tích": 8}, ["thành tích", "thành", "tỉnh"]),
        ({"an thành": 9}, ["thành", "tỉnh"]),
    ],
)
def test_titles_correct_the_estimates(counts: dict[str, int], order: list[str]) -> None:
    """The best ending of a head ranks by the head. Other endings that no title has are left out."""
    by_tail = {tuple(text.split(" ")): count for text, count in counts.items()}
    assert [" ".join(ending.phrase[2:]) for ending in rank(ENDINGS, by_tail)] == order


def test_titles_do_not_change_what_follows_one_word() -> None:
    """Its document frequencies are exact. What follows a whole word after it is counted."""
    an, nhan = Head(("công", "an"), 1, 0.5), Head(("công", "nhân"), 1, 0.4)
    tinh, xa = Head(("công", "an", "tỉnh"), 1, 0.1), Head(("công", "an", "xã"), 1, 0.2)
    endings = [Ending(head, (), 0.9, 2.0) for head in (an, nhan, xa, tinh)]
    counts = {("công", "nhân"): 9, ("công", "an"): 4, ("công", "an", "tỉnh"): 4}
    assert [ending.head for ending in rank(endings, counts)] == [an, tinh, nhan, xa]


def test_frequent_words_rank_lower() -> None:
    """Above all as the first word."""
    of, gold = Head(("của",), 0, 0.9), Head(("vàng",), 0, 0.1)
    assert rank([Ending(of, (), 1.0, 0.2), Ending(gold, (), 1.0, 3.0)], {})[0].head == gold


def test_nothing_is_ranked() -> None:
    assert rank([], {}) == []


def test_a_longer_ending_takes_its_titles_from_a_shorter_one() -> None:
    """`tây ban` is only the beginning of `tây ban nha`."""
    west = Head(("người", "tây"), 1, 1.0)
    endings = [Ending(west, rest, 0.3, 2.0) for rest in ((), ("ban",), ("ban", "nha"))]
    counts = {("người", "tây"): 6, ("người", "tây", "ban"): 4, ("người", "tây", "ban", "nha"): 4}
    assert [ending.rest for ending in rank(endings, counts)] == [("ban", "nha")]
