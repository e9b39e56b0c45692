"""Posting lists of several parts put together, against plain lists."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.merging.interleave import interleave

PostingRow = tuple[int, list[int]]
"""A document and the positions in it."""


def postings_of(lists: list[list[PostingRow]], *, positions: bool = True) -> Postings:
    rows = [row for rows in lists for row in rows]
    return Postings(
        [b""] * len(lists),
        offsets_from_sizes([len(rows) for rows in lists]),
        np.array([document for document, _ in rows], np.uint32),
        np.array([len(places) for _, places in rows], np.uint32),
        np.array([place for _, places in rows for place in places], np.uint32) if positions else None,
    )


def rows_of(postings: Postings) -> list[list[PostingRow]]:
    assert postings.positions is not None
    ends = list(accumulate(postings.frequencies.tolist(), initial=0))
    rows = [
        (document, postings.positions[ends[index] : ends[index + 1]].tolist())
        for index, document in enumerate(postings.documents.tolist())
    ]
    return [rows[first:end] for first, end in pairwise(postings.starts.tolist())]


def test_the_example() -> None:
    """Lists of two parts go to the lists that their targets name."""
    first = postings_of([[(0, [4]), (1, [2, 9])], [(0, [1])]])
    second = postings_of([[(5, [7])], [(5, [0]), (6, [3])]])
    terms = [b"a", b"b", b"c"]
    whole = interleave(terms, [first, second], [np.array([0, 2]), np.array([0, 1])])
    assert whole.terms == terms
    assert rows_of(whole) == [
        [(0, [4]), (1, [2, 9]), (5, [7])],
        [(5, [0]), (6, [3])],
        [(0, [1])],
    ]


@pytest.mark.parametrize("positions", [False, True])
@given(
    parts=st.lists(
        st.dictionaries(st.integers(0, 9), st.lists(st.integers(1, 3), min_size=1, max_size=4), max_size=6),
        max_size=4,
    )
)
def test_each_list_is_the_parts_lists_in_their_order(
    positions: bool, parts: list[dict[int, list[int]]]
) -> None:
    """Given are, by part, the frequencies in each posting of a term; empty lists have no target."""
    merged_terms = sorted({term for part in parts for term in part})
    expected: dict[int, list[PostingRow]] = {term: [] for term in merged_terms}
    inputs, targets = [], []
    for number, part in enumerate(parts):
        lists: list[list[PostingRow]] = []
        for term in sorted(part):
            rows = [
                (100 * number + index, list(range(term, term + tf))) for index, tf in enumerate(part[term])
            ]
            expected[term] += rows
            lists.append(rows)
        lists.append([])  # of a term all of whose documents are deleted
        inputs.append(postings_of(lists, positions=positions))
        targets.append(np.array([*(merged_terms.index(term) for term in sorted(part)), -1], np.int64))
    whole = interleave([b""] * len(merged_terms), inputs, targets)
    wanted = postings_of(list(expected.values()), positions=positions and bool(parts))
    assert whole.starts.tolist() == wanted.starts.tolist()
    assert whole.documents.tolist() == wanted.documents.tolist()
    assert whole.frequencies.tolist() == wanted.frequencies.tolist()
    if wanted.positions is None:
        assert whole.positions is None
    else:
        assert whole.positions is not None
        assert whole.positions.tolist() == wanted.positions.tolist()
