"""Tables that grow while texts are analysed: ids of keys, and arrays of values by id.

Chunks, pieces and terms are the keys. An `Interner` gives every distinct key an id. A `GrowingArray` has one
value for each id, such as the number of positions of each chunk:

    keys      "an"   "họp"   "TP.HCM"
    ids       0      1       2
    values    1      1       2

The chunks of the text "họp TP.HCM" have the ids 1 and 2. One numpy index operation, `values[[1, 2]]`, looks
up both values.

If a key has several values, such as the tokens of a chunk, the values of all keys are in one flat array.
`RaggedRows` has the range of each key in the flat array.
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

    `keys[i]` is the key with the id i. A key that gets an id is appended to `keys` only by the next call of
    `collect_new_keys`. The owner of the table makes this call after each batch, and computes the values of
    the new keys.
    """

    def __init__(self) -> None:
        self._ids: defaultdict[Key, int] = defaultdict(count().__next__)
        self.keys: list[Key] = []

    def __len__(self) -> int:
        return len(self._ids)

    def table(self) -> dict[Key, int]:
        """Return a new dictionary from every key that has an id to its id."""
        return dict(self._ids)

    def id(self, key: Key) -> int:
        """Return the id of a key. A new key gets the next free id."""
        return self._ids[key]

    def ids(self, keys: Collection[Key]) -> NDArray[np.int32]:
        """Return the id of each of the keys, in their order. New keys get the next free ids."""
        return np.fromiter(map(self._ids.__getitem__, keys), np.int32, len(keys))

    def collect_new_keys(self) -> list[Key]:
        """Append to `keys` the keys that got an id since the last call; return these keys in order of id."""
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
        """A view of all values appended before. It is valid until the next `extend`."""
        return self._buffer[: self._size]

    def extend(self, values: Iterable[object]) -> None:
        """Append the values, in amortised constant time for each."""
        # The buffer doubles its size when it is full; `_size` is the number of values in it.
        new = np.asarray(values, self._buffer.dtype)
        end = self._size + len(new)
        if end > len(self._buffer):
            grown = np.empty(max(end, 2 * len(self._buffer)), self._buffer.dtype)
            grown[: self._size] = self.values
            self._buffer = grown
        self._buffer[self._size : end] = new
        self._size = end


class RaggedRows:
    """The ranges of rows of different lengths in flat arrays, where the rows are stored one after the other.

    After `extend([2, 0, 3])`, row 0 is `[0:2]` of a flat array, row 1 is empty, and row 2 is `[2:5]`. The
    owner of the rows keeps the flat arrays.
    """

    def __init__(self) -> None:
        self._starts = GrowingArray(np.int32)
        self._lengths = GrowingArray(np.int32)
        self._total = 0

    def extend(self, lengths: list[int]) -> None:
        """Append rows of these lengths."""
        new = np.asarray(lengths, np.int32)
        # The end of each new row in the flat arrays.
        ends = self._total + np.cumsum(new)
        self._starts.extend(ends - new)
        self._lengths.extend(new)
        self._total += int(new.sum())

    def lengths(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the length of each of the rows, given by their numbers."""
        return self._lengths.values[rows]

    def flat_indices(self, rows: NDArray[np.int32], lengths: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the indices of all values of the rows in the flat arrays, row after row.

        `rows` may be in any order and may repeat a row. `lengths` are the lengths of the rows. In the
        example of the class, the rows 2, 0, whose lengths are 3, 2, give 2, 3, 4, 0, 1.
        """
        # The end of each row in the result: 3, 5.
        ends = np.cumsum(lengths, dtype=np.int32)
        total = int(ends[-1]) if len(ends) else 0
        # The start of each row in the flat arrays, minus its start in the result: 2 - 0, 0 - 3.
        shifts = self._starts.values[rows] - (ends - lengths)
        return np.repeat(shifts, lengths) + np.arange(total, dtype=np.int32)
