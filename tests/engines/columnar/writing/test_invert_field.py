"""From tokens to posting lists, against plain dictionaries."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.counting import Tokens
from searchidx.engines.columnar.writing.invert_field import TermOrder, group_folds, make_postings

TOKENS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 4)), max_size=40).map(sorted)
"""(document, position, term id), in the order of documents and positions."""


@given(TOKENS, st.permutations(range(5)))
def test_postings(rows: list[tuple[int, int, int]], list_numbers: list[int]) -> None:
    """By list: its documents, how often the term stands there, and where."""
    used = sorted({term for _, _, term in rows}, key=list_numbers.__getitem__)
    numbers = np.zeros(5, np.int32)
    numbers[used] = np.arange(len(used))
    documents, positions, terms = np.array(rows, np.int32).reshape(-1, 3).T
    order = TermOrder([b"%d" % term for term in used], numbers)
    tokens = Tokens(terms, documents.astype(np.uint32), positions)
    postings = make_postings(order, tokens, positions=True)
    expected = [
        [
            [position for other, position, owner in rows if (other, owner) == (document, term)]
            for document in sorted({other for other, _, owner in rows if owner == term})
        ]
        for term in used
    ]
    assert postings.terms == [b"%d" % term for term in used]
    assert np.diff(postings.starts).tolist() == [len(found) for found in expected]
    assert postings.documents.tolist() == [
        document for term in used for document in sorted({d for d, _, owner in rows if owner == term})
    ]
    assert postings.frequencies.tolist() == [len(places) for found in expected for places in found]
    assert postings.positions is not None
    assert postings.positions.tolist() == [
        place for found in expected for places in found for place in places
    ]
    assert make_postings(order, tokens, positions=False).positions is None


def test_the_example() -> None:
    """The example of the function: two terms in one document."""
    order = TermOrder([b"a", b"b"], np.array([0, 1], np.int32))
    tokens = Tokens(np.array([1, 0, 1]), np.zeros(3, np.uint32), np.array([0, 1, 2], np.int32))
    postings = make_postings(order, tokens, positions=True)
    assert postings.starts.tolist() == [0, 1, 2]
    assert postings.documents.tolist() == [0, 0]
    assert postings.frequencies.tolist() == [1, 2]
    assert postings.positions is not None
    assert postings.positions.tolist() == [1, 0, 2]


def test_lists_of_one_fold() -> None:
    """Neighbouring lists with one fold are a group."""
    groups = group_folds(np.array([4, 4, 0, 2], np.int32), [b"a", b"", b"c", b"", b"e"])
    assert groups.terms == [b"e", b"a", b"c"]
    assert groups.list_counts.tolist() == [2, 1, 1]
    assert group_folds(np.zeros(0, np.int32), []).terms == []
