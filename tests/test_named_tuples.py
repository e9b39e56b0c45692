"""Named tuples that are equal only within their class."""

from __future__ import annotations

from operator import eq, ne
from typing import NamedTuple

import pytest

from searchidx.named_tuples import distinct_by_class


@distinct_by_class
class Metres(NamedTuple):
    number: int


@distinct_by_class
class Feet(NamedTuple):
    number: int


def test_equal_values_of_one_class_are_equal() -> None:
    assert eq(Metres(1), Metres(1))
    assert not ne(Metres(1), Metres(1))
    assert hash(Metres(1)) == hash(Metres(1))


@pytest.mark.parametrize("other", [Feet(1), (1,), Metres(2), None])
def test_other_values_differ(other: object) -> None:
    """From either side, a plain tuple too; and so do values that contain them."""
    assert ne(Metres(1), other)
    assert ne(other, Metres(1))
    assert not eq(Metres(1), other)
    assert ne([Metres(1)], [other])
    assert len({Metres(1), other, Metres(1)}) == 2
