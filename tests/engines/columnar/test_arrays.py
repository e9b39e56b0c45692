"""The array operations that the whole engine shares, by examples and against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.arrays import (
    concatenate_ranges,
    group_starts,
    offsets_from_sizes,
    pack,
    search_sorted,
    unpack,
)

NUMBERS = st.lists(st.integers(0, (1 << 32) - 1), max_size=20)


@pytest.mark.parametrize(("sizes", "offsets"), [([], [0]), ([3, 0, 4], [0, 3, 3, 7])])
def test_offsets_start_at_zero_and_end_with_the_total(sizes: list[int], offsets: list[int]) -> None:
    """Sizes become the starts of neighbouring parts, whether they come as a list or as an array."""
    for given_sizes in (sizes, np.array(sizes, np.uint32)):
        result = offsets_from_sizes(given_sizes)
        assert (result.tolist(), result.dtype) == (offsets, np.dtype(np.int64))


def test_offsets_of_narrow_sizes_do_not_overflow() -> None:
    """The total of small types may be larger than these can hold; booleans count."""
    assert offsets_from_sizes(np.full(3, 200, np.uint8)).tolist() == [0, 200, 400, 600]
    assert offsets_from_sizes(np.array([True, False, True])).tolist() == [0, 1, 1, 2]
    assert offsets_from_sizes(np.full(2, (1 << 32) - 1, np.uint32))[-1] == 2 * ((1 << 32) - 1)


@given(st.lists(st.tuples(st.integers(0, (1 << 32) - 1), st.integers(0, (1 << 32) - 1)), max_size=20))
def test_packed_numbers_sort_like_pairs(pairs: list[tuple[int, int]]) -> None:
    """Packing keeps the order of (high, low), and unpacking gives both back."""
    high = np.array([pair[0] for pair in pairs], np.int64)
    low = np.array([pair[1] for pair in pairs], np.uint32)
    packed = pack(high, low)
    packed.sort()
    assert list(zip(*(half.tolist() for half in unpack(packed)), strict=True)) == sorted(pairs)
    assert {half.dtype for half in unpack(packed)} == {np.dtype(np.uint32)}


def test_ranges_come_one_after_the_other() -> None:
    """Each range has its own first number and size; empty ones leave nothing."""
    assert concatenate_ranges(np.array([10, 50, 30]), np.array([2, 0, 3])).tolist() == [10, 11, 30, 31, 32]
    assert concatenate_ranges(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []


@given(NUMBERS)
def test_groups_start_where_values_change(values: list[int]) -> None:
    """The starts are the indices whose value differs from the one before."""
    expected = [i for i in range(len(values)) if i == 0 or values[i] != values[i - 1]]
    assert group_starts(np.array(values, np.uint32)).tolist() == expected


def test_a_search_among_sorted_values_of_another_type() -> None:
    """Values of a wide type are looked for among those of a narrow one, from both sides."""
    ascending = np.array([1, 4, 4, 9], np.uint32)
    assert search_sorted(ascending, np.array([4, 5], np.int64)).tolist() == [1, 3]
    assert search_sorted(ascending, 4, "right") == 3
