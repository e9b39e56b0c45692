"""Named tuples that are equal only to values of the same class: `And(x)` is not equal to `Or(x)`.

The modules that a search needs use them instead of dataclasses. Every process creates these classes anew, and
creating a dataclass takes five times longer than creating a named tuple.
"""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T", bound="tuple[Any, ...]")


def distinct_by_class(named_tuple: type[T]) -> type[T]:
    """Change a named tuple class in place and return it: its values become equal only to values of the class.

    Plain tuples and values of subclasses are different. Hashes do not change: equal contents have equal
    hashes in all classes.
    """

    def is_equal(self: T, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def is_different(self: T, other: object) -> bool:
        return not is_equal(self, other)

    named_tuple.__eq__, named_tuple.__ne__ = is_equal, is_different  # type: ignore[assignment]
    return named_tuple
