"""A cache of decoded arrays that evicts the least recently used entry first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

Arrays = TypeVar("Arrays", bound="tuple[NDArray[Any], ...]")

ENTRY_BYTES = 200
"""The approximate size of an entry without the data of its arrays."""


class ArrayCache:
    """Tuples of arrays by key. Threads may share a cache.

    The entries take at most `size` bytes, except that the newest entry is always kept, even if it is larger.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._entries: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[ArrayCache], tuple[int]]:
        """Pickle an empty cache of the same size."""
        return ArrayCache, (self._size,)

    def has(self, key: Hashable) -> bool:
        """Return whether there is an entry with this key. This does not count as a use of the entry."""
        return key in self._entries

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """Return the entry with this key. If there is none, call `make`, keep its result and return it.

        Several threads may call `make` for the same key at the same time. One result is kept.
        """
        with self._lock:
            cached: Arrays | None = self._entries.get(key)
            if cached is not None:
                self._entries.move_to_end(key)
                return cached
        arrays = make()
        with self._lock:
            if key not in self._entries:  # another thread may have added it meanwhile
                self._entries[key] = arrays
                self._used += _bytes_of(arrays)
            while self._used > self._size and len(self._entries) > 1:
                self._used -= _bytes_of(self._entries.popitem(last=False)[1])
        return arrays


def _bytes_of(arrays: tuple[NDArray[Any], ...]) -> int:
    return sum(array.nbytes for array in arrays) + ENTRY_BYTES
