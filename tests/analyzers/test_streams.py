"""Streams of given terms."""

from __future__ import annotations

import numpy as np
import pytest

from analyzers import Stream
from analyzers.streams import offsets_from_sizes


@pytest.mark.parametrize(
    ("terms", "vocabulary", "ids", "offsets", "positions", "lengths"),
    [
        ([], [], [], [0], [], []),
        ([[]], [], [], [0, 0], [], [0]),
        ([["an", "họp"], ["họp"]], ["an", "họp"], [0, 1, 1], [0, 2, 3], [0, 1, 0], [2, 1]),
        ([[], ["x", "x"], [], ["y"]], ["x", "y"], [0, 0, 1], [0, 0, 2, 2, 3], [0, 1, 0], [0, 2, 0, 1]),
    ],
)
def test_a_stream_of_terms(
    terms: list[list[str]],
    vocabulary: list[str],
    ids: list[int],
    offsets: list[int],
    positions: list[int],
    lengths: list[int],
) -> None:
    """The terms of each text have the positions 0, 1, 2. The vocabulary is in the order of first use."""
    stream = Stream.of_terms(terms)
    assert stream.vocabulary == vocabulary
    assert (stream.ids.tolist(), stream.offsets.tolist()) == (ids, offsets)
    assert (stream.positions.tolist(), stream.lengths.tolist()) == (positions, lengths)
    arrays = (stream.ids, stream.offsets, stream.positions, stream.lengths)
    assert [array.dtype.name for array in arrays] == ["int32", "int64", "int32", "int32"]


def test_offsets_are_sums_of_sizes() -> None:
    """Each range begins at the end of the previous one. The last offset is the end of the last range."""
    assert offsets_from_sizes(np.array([2, 0, 3], np.int32)).tolist() == [0, 2, 2, 5]
