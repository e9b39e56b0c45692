"""Tables that grow while texts are analysed: ids of keys, and arrays of values by id.

What the analysis knows of chunks, pieces and terms is kept in columns: an `Interner` gives every distinct key
an id, and `GrowingArray`s hold one value per id. Where a key has several values, as a chunk has several
tokens, `RaggedRows` tells which stretch of the arrays is its own. So a lookup for a whole text is one numpy
index operation.
"""

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
    """Gives every distinct key the next free id, at the speed of a dictionary lookup.

    `keys[i]` is the key with the id i. A key enters `keys` when `collect_new_keys` is called, not when it
    gets its id: the owner calls it after each batch and computes whatever else it keeps of the new keys.
    """

    def __init__(self) -> None:
        self._ids: defaultdict[Key, int] = defaultdict(count().__next__)
        self.keys: list[Key] = []

    def __len__(self) -> int:
        return len(self._ids)

    def table(self) -> dict[Key, int]:
        """Return a copy of the ids by key, which does not grow."""
        return dict(self._ids)

    def id(self, key: Key) -> int:
        """Return the id of a key, a new one if the key is new."""
        return self._ids[key]

    def ids(self, keys: Collection[Key]) -> NDArray[np.int32]:
        """Return the ids of the keys, in their order."""
        return np.fromiter(map(self._ids.__getitem__, keys), np.int32, len(keys))

    def collect_new_keys(self) -> list[Key]:
        """Append the keys that got an id since the last call to `keys`, and return them."""
        new = list(islice(reversed(self._ids), len(self._ids) - len(self.keys)))
        new.reverse()
        self.keys.extend(new)
        return new


Scalar = TypeVar("Scalar", bound=np.generic)


class GrowingArray(Generic[Scalar]):
    """A one-dimensional array that values can be appended to."""

    def __init__(self, dtype: type[Scalar]) -> None:
        self._buffer: NDArray[Scalar] = np.empty(1024, dtype)
        self._size = 0

    @property
    def values(self) -> NDArray[Scalar]:
        """A view of the values appended so far; it is valid until the next `extend`."""
        return self._buffer[: self._size]

    def extend(self, values: Iterable[object]) -> None:
        """Append the values, in amortised constant time for each."""
        new = np.asarray(values, self._buffer.dtype)
        end = self._size + len(new)
        if end > len(self._buffer):
            grown = np.empty(max(end, 2 * len(self._buffer)), self._buffer.dtype)
            grown[: self._size] = self.values
            self._buffer = grown
        self._buffer[self._size : end] = new
        self._size = end


class RaggedRows:
    """Rows of different lengths that lie one after the other in flat arrays, which the owner keeps.

    After `extend([2, 0, 3])` row 0 is 0:2 of each flat array, row 1 is empty, and row 2 is 2:5.
    """

    def __init__(self) -> None:
        self._starts = GrowingArray(np.int32)
        self._lengths = GrowingArray(np.int32)
        self._total = 0

    def extend(self, lengths: list[int]) -> None:
        """Append rows of these lengths."""
        new = np.asarray(lengths, np.int32)
        ends = self._total + np.cumsum(new)
        self._starts.extend(ends - new)
        self._lengths.extend(new)
        self._total += int(new.sum())

    def lengths(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the length of each of the rows."""
        return self._lengths.values[rows]

    def flat_indices(self, rows: NDArray[np.int32], lengths: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return where the values of the rows are in the flat arrays, row after row, given the rows' lengths.

        In the example above the rows 2, 0 give 2, 3, 4, 0, 1.
        """
        # Where each row ends in the result.
        ends = np.cumsum(lengths, dtype=np.int32)
        total = int(ends[-1]) if len(ends) else 0
        # How far each row's flat indices are from its indices in the result.
        shifts = self._starts.values[rows] - (ends - lengths)
        return np.repeat(shifts, lengths) + np.arange(total, dtype=np.int32)
