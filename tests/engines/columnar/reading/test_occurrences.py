"""Occurrences: their layout, and where phrases start."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.reading.occurrences import (
    merge_occurrences,
    phrase_starts,
    positions,
    text_numbers,
)

Pairs = list[tuple[int, int]]


def packed(pairs: Pairs) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The layout, written down once more: text * 2^32 + position."""
    return np.array([text * 4294967296 + position for text, position in pairs], np.int64)


def unpacked(occurrences: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Pairs:
    return list(zip(text_numbers(occurrences).tolist(), positions(occurrences).tolist(), strict=True))


def test_texts_and_positions_come_back() -> None:
    """The largest position does not reach into the number of the text."""
    pairs = [(0, 0), (0, 7), (2, 7), (3, 2**31 - 1), (4, 0), (2**30, 5)]
    assert unpacked(packed(pairs)) == pairs


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], []),
        ([[(0, 1), (2, 3)]], [(0, 1), (2, 3)]),
        ([[(0, 1), (2, 3)], [], [(0, 0), (1, 9)]], [(0, 0), (0, 1), (1, 9), (2, 3)]),
    ],
)
def test_occurrences_of_several_terms_are_united_in_order(parts: list[Pairs], expected: Pairs) -> None:
    """One array of all, ascending."""
    assert unpacked(merge_occurrences([packed(part) for part in parts])) == expected


PHRASES: list[tuple[list[Pairs], Pairs]] = [
    ([[(0, 1), (0, 5)]], [(0, 1), (0, 5)]),
    ([[(0, 1), (0, 5)], [(0, 2), (0, 7)]], [(0, 1)]),
    ([[(0, 1), (1, 0)], [(0, 3), (1, 1)], [(0, 3), (1, 2)]], [(1, 0)]),
    ([[(0, 1)], []], []),
    ([[], [(0, 1)]], []),
    # A phrase does not reach from one text into the next.
    ([[(0, 0)], [(1, 0)]], []),
    ([[(0, 2147483647)], [(1, 0)]], []),
    ([[(0, 5), (1, 5)], [(1, 0), (1, 6)]], [(1, 5)]),
    # Terms that share a position are one start.
    ([[(0, 1), (0, 1)], [(0, 2), (0, 2)]], [(0, 1)]),
    ([[(0, 1), (0, 1)]], [(0, 1)]),
    ([[(0, 1), (0, 2), (0, 3)], [(0, 2), (0, 3), (0, 4)]], [(0, 1), (0, 2), (0, 3)]),
    ([], []),
]


@pytest.mark.parametrize(("stretch", "starts"), PHRASES)
def test_where_a_phrase_starts(stretch: list[Pairs], starts: Pairs) -> None:
    """Where each of its positions is taken, in order and side by side."""
    assert unpacked(phrase_starts([packed(part) for part in stretch])) == starts


OCCURRENCES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=12).map(sorted)


@given(st.lists(OCCURRENCES, min_size=1, max_size=4))
def test_phrases_as_by_definition(stretch: list[Pairs]) -> None:
    """Whichever part is rarest, the starts are those of the definition."""
    expected = sorted(
        {
            (text, position)
            for text, position in stretch[0]
            if all((text, position + offset) in part for offset, part in enumerate(stretch))
        }
    )
    assert unpacked(phrase_starts([packed(part) for part in stretch])) == expected
