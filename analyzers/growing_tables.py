"""Growing tables behind the analysis: strings to ids, and columns of values by id."""

from __future__ import annotations

from collections import defaultdict
from itertools import count, islice
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    from numpy.typing import NDArray

Key = TypeVar("Key", bound="Hashable")


class Interner(Generic[Key]):
    """Gives every distinct key the next free id, at the speed of a dictionary look-up.

    `keys[i]` is the key of id i. `fresh()` moves the keys that appeared since the last call into `keys` and
    returns them, so that whatever is known by id can be computed once for each.
    """

    def __init__(self) -> None:
        self._ids: defaultdict[Key, int] = defaultdict(count().__next__)
        self.keys: list[Key] = []

    def __len__(self) -> int:
        return len(self._ids)

    def table(self) -> dict[Key, int]:
        """Return the ids by key, as a table that does not grow."""
        return dict(self._ids)

    def id(self, key: Key) -> int:
        """Return the id of one key."""
        return self._ids[key]

    def ids(self, keys: Collection[Key]) -> NDArray[np.int32]:
        """Return the ids of the keys, in their order."""
        return np.fromiter(map(self._ids.__getitem__, keys), np.int32, len(keys))

    def fresh(self) -> list[Key]:
        """Return the keys that have an id but are not in `keys` yet, and add them there."""
        new = list(islice(reversed(self._ids), len(self._ids) - len(self.keys)))
        new.reverse()
        self.keys.extend(new)
        return new


Scalar = TypeVar("Scalar", bound=np.generic)


class Column(Generic[Scalar]):
    """A growing array; `values` is a view of what has been appended so far."""

    def __init__(self, dtype: type[Scalar]) -> None:
        self._buffer: NDArray[Scalar] = np.empty(1024, dtype)
        self._size = 0

    @property
    def values(self) -> NDArray[Scalar]:
        """The values so far, valid until the next `extend`."""
        return self._buffer[: self._size]

    def extend(self, values: Iterable[object]) -> None:
        """Append the values, in amortised constant time each."""
        new = np.asarray(values, self._buffer.dtype)
        end = self._size + len(new)
        if end > len(self._buffer):
            grown = np.empty(max(end, 2 * len(self._buffer)), self._buffer.dtype)
            grown[: self._size] = self.values
            self._buffer = grown
        self._buffer[self._size : end] = new
        self._size = end


class Ragged:
    """Rows of different lengths over flat columns that the owner keeps: where each begins, how long it is."""

    def __init__(self) -> None:
        self._starts = Column(np.int32)
        self._counts = Column(np.int32)
        self._total = 0

    def extend(self, counts: list[int]) -> None:
        """Append rows of these lengths."""
        lengths = np.asarray(counts, np.int32)
        ends = self._total + np.cumsum(lengths)
        self._starts.extend(ends - lengths)
        self._counts.extend(lengths)
        self._total += int(lengths.sum())

    def counts(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the length of each of the rows."""
        return self._counts.values[rows]

    def expand(self, rows: NDArray[np.int32], counts: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the flat indices of the rows' values, row after row."""
        ends = np.cumsum(counts, dtype=np.int32)
        total = int(ends[-1]) if len(ends) else 0
        shifts = self._starts.values[rows] - (ends - counts)
        return np.repeat(shifts, counts) + np.arange(total, dtype=np.int32)
