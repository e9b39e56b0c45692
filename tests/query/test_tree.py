"""Which leaves of a tree are wanted."""

from __future__ import annotations

import pytest

from searchidx.query.parse import parse
from searchidx.query.tree import wanted_leaves

WANTED = [
    ("a", "a"),
    ("a +b -c", "ab"),
    ("a AND b AND c", "abc"),
    ("a OR b", "ab"),
    ("NOT a", ""),
    ("a NOT b", "a"),
    ("date:2020", ""),
    ('a* "b"', "ab"),
    ("x -(a OR b) (c OR NOT d)", "xc"),
]


@pytest.mark.parametrize(("query", "expected"), WANTED)
def test_the_leaves_that_a_document_may_match(query: str, expected: str) -> None:
    """Leaves below NOT or `-` are left out, and so are dates."""
    root = parse(query).root
    assert root is not None
    assert sorted(leaf.text for leaf in wanted_leaves(root)) == sorted(expected)
