"""Named tuples that are equal only within their class: `And(x)` is not equal to `Or(x)`.

They take the place of dataclasses on the way of a search, because every process creates these classes anew,
and a dataclass takes five times as long to create as a named tuple.
"""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T", bound="tuple[Any, ...]")


def distinct_by_class(named_tuple: type[T]) -> type[T]:
    """Make the values of a named tuple equal only to values of the same class; use it as a decorator.

    Hashes stay those of plain tuples.
    """

    def is_equal(self: T, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def is_different(self: T, other: object) -> bool:
        return not is_equal(self, other)

    named_tuple.__eq__, named_tuple.__ne__ = is_equal, is_different  # type: ignore[assignment]
    return named_tuple
