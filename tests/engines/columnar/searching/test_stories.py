"""Stories: sets of documents that pairs of copies connect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.arrays import NO_COPIES
from searchidx.engines.columnar.searching.stories import Stories

NUMBERS = st.integers(0, 30) | st.integers(2**32 - 3, 2**32 - 1)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=40)


def stories_of(pairs: list[tuple[int, int]]) -> Stories:
    return Stories.connected_by(np.array(pairs, np.uint32).reshape(-1, 2))


def union_find(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The least number of the story of each number in a pair."""
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        while parents.setdefault(number, number) != number:
            number = parents[number]
        return number

    for left, right in pairs:
        low, high = sorted([root(left), root(right)])
        parents[high] = low
    return {number: root(number) for number in parents}


@given(PAIRS)
def test_stories_are_the_connected_parts(pairs: list[tuple[int, int]]) -> None:
    """In whatever order the pairs come, and whichever of their documents is first."""
    expected = dict(sorted(union_find(pairs).items()))
    found = stories_of(pairs)
    assert dict(zip(found.members.tolist(), found.stories.tolist(), strict=True)) == expected
    assert found.members.tolist() == sorted(expected)
    numbers = np.array([*expected, 31, 7, 2**33])
    assert found.of(numbers).tolist() == [expected.get(number, number) for number in numbers.tolist()]
    for number in [*list(expected)[:3], 31]:
        story = expected.get(number, number)
        others = [other for other, its_story in expected.items() if its_story == story and other != number]
        assert found.others(number).tolist() == others


@given(PAIRS, st.lists(NUMBERS, max_size=20, unique=True))
def test_the_first_of_each_story_in_a_ranking(pairs: list[tuple[int, int]], ranking: list[int]) -> None:
    expected, seen = union_find(pairs), set()
    firsts = []
    for index, number in enumerate(ranking):
        story = expected.get(number, number)
        if story not in seen:
            firsts.append(index)
        seen.add(story)
    assert stories_of(pairs).first_of_each(np.array(ranking, np.int64)).tolist() == firsts


def test_without_pairs_each_document_is_a_story() -> None:
    found = Stories.connected_by(NO_COPIES)
    numbers = np.array([4, 2, 9])
    assert found.of(numbers).tolist() == [4, 2, 9]
    assert found.first_of_each(numbers).tolist() == [0, 1, 2]
    assert found.others(4).tolist() == []


@pytest.mark.parametrize("order", ["ascending", "descending", "shuffled", "two ends"])
def test_a_long_story_takes_few_rounds(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of 20,000 copies, each of which is a copy of the next only."""
    count = 20_000
    chain = {
        "ascending": np.arange(count),
        "descending": np.arange(count)[::-1],
        "shuffled": np.random.default_rng(1).permutation(count),
        "two ends": np.stack([np.arange(count // 2), np.arange(count)[: count // 2 - 1 : -1]], 1).ravel(),
    }[order]
    rounds = []

    def compare(left: object, right: object) -> bool:
        rounds.append(1)
        return bool(np.all(left == right))

    monkeypatch.setattr(np, "array_equal", compare)
    found = Stories.connected_by(np.stack([chain[:-1], chain[1:]], 1).astype(np.uint32))
    assert not found.stories.any()
    assert len(rounds) < 40
