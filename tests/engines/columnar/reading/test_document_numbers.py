"""Document numbers and segment documents."""

from __future__ import annotations

import numpy as np
import pytest

from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering

NUMBERING = DocumentNumbering([3, 0, 2])


@pytest.mark.parametrize(("number", "located"), [(0, (0, 0)), (2, (0, 2)), (3, (2, 0)), (4, (2, 1))], ids=str)
def test_a_number_is_located_in_its_segment(number: int, located: tuple[int, int]) -> None:
    """Segments begin where the one before ends; one without documents has no number."""
    assert NUMBERING.locate(number) == located


def test_first_numbers() -> None:
    """Every segment has the number of its first document; the last entry is the number of all."""
    assert NUMBERING.first_numbers == [0, 3, 3, 5]
    assert DocumentNumbering([]).first_numbers == [0]


@pytest.mark.parametrize(
    ("numbers", "parts"),
    [
        ([], []),
        ([1], [(0, [1])]),
        ([3], [(2, [0])]),
        ([0, 2, 3, 4], [(0, [0, 2]), (2, [0, 1])]),
    ],
    ids=str,
)
def test_numbers_are_split_by_segment(numbers: list[int], parts: list[tuple[int, list[int]]]) -> None:
    """Each part counts within its segment; segments without any of the numbers are left out."""
    split = NUMBERING.split(np.array(numbers, np.int64))
    assert [(part.segment_number, part.documents.tolist()) for part in split] == parts
