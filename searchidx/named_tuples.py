"""Named tuples that differ by their class: `And(x)` is not `Or(x)`.

Every search creates these classes anew, and a dataclass takes five times as long to create as a named tuple.
"""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T", bound="tuple[Any, ...]")


def distinct_by_class(kind: type[T]) -> type[T]:
    """Make the named tuples of a class equal only to those of the same class; use it as a decorator."""

    def equal(one: T, other: object) -> bool:
        return type(one) is type(other) and tuple.__eq__(one, other)

    def different(one: T, other: object) -> bool:
        return not equal(one, other)

    kind.__eq__, kind.__ne__ = equal, different  # type: ignore[assignment]
    return kind
