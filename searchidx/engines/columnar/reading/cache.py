"""Decoded arrays kept for the next search, least recently used first out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

T = TypeVar("T", bound="tuple[NDArray[Any], ...]")


class ArrayCache:
    """Tuples of arrays by key, `size` bytes of them at most; safe to share between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._entries: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, key: Hashable) -> bool:
        """Tell whether something is kept under the key."""
        return key in self._entries

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under the key, or make and keep it."""
        with self._lock:
            found: T | None = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._entries:
                self._entries[key] = made
                self._used += _bytes(made)
            while self._used > self._size and len(self._entries) > 1:
                self._used -= _bytes(self._entries.popitem(last=False)[1])
        return made


def _bytes(arrays: tuple[NDArray[Any], ...]) -> int:
    return sum(array.nbytes for array in arrays) + 200
