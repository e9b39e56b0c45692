"""The tool for mutation testing shows mutmut what mutmut leaves out."""

from __future__ import annotations

import pytest

from tests.mutation import expose, own_tests

SOURCE = '''from functools import cache

LIMIT: Final = 50
"""A limit."""


@cache
def double(number):
    return [left * right for left, right in zip(number, LIMIT, strict=True)]


class Box:
    @property
    def full(self):
        return self.size > LIMIT

    @staticmethod
    def empty():
        return 0
'''
EXPOSED = '''from functools import cache

LIMIT: Final = 50
"""A limit."""



def double(number):
    return [left * right for left, right in zip(number, 50, )]
double = cache(double)

class Box:

    def full(self):
        return self.size > 50
    full = property(full)
    @staticmethod
    def empty():
        return 0
'''


def test_decorators_and_constants_are_moved_to_where_they_are_mutated() -> None:
    """Functions lose their decorators to an assignment, numbers stand where they are used, lines stay."""
    assert expose(SOURCE) == EXPOSED
    assert EXPOSED.count("\n") == SOURCE.count("\n")


@pytest.mark.parametrize(
    ("part", "tests"),
    [
        ("suggest", "tests/suggest"),
        ("planning/words.py", "tests/planning/test_words.py"),
        ("engines/columnar/searching", "tests/engines/columnar/searching"),
    ],
)
def test_the_own_tests_a_part_mirror_it(part: str, tests: str) -> None:
    assert own_tests(part) == tests
