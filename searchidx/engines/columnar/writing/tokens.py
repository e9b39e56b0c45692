"""The tokens of a run of documents, and numbers for their terms."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Vocabulary:
    """Numbers the terms of a field in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._source: Sequence[str] = ()
        self._map = np.zeros(0, np.int32)

    def numbers(self, source: Sequence[str], ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the numbers of terms given as ids of another vocabulary, which may since have grown."""
        if source is not self._source:
            self._source, self._map = source, np.zeros(0, np.int32)
        grown = np.full(len(source) - len(self._map), -1, np.int32)
        if len(grown):
            self._map = np.concatenate([self._map, grown])
        new = np.unique(ids[self._map[ids] < 0])
        terms = map(source.__getitem__, new.tolist())
        self._map[new] = np.fromiter(map(self._numbers.__getitem__, terms), np.int32, len(new))
        numbers: NDArray[np.int32] = self._map[ids]
        return numbers

    def terms(self) -> list[bytes]:
        """Return the terms in the order of their numbers."""
        return [term.encode("utf-8", "surrogatepass") for term in self._numbers]


class FieldTokens:
    """The tokens of one field, document by document."""

    def __init__(self) -> None:
        self._ids: list[NDArray[np.int32]] = []
        self._positions: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.int64]] = []
        self._lengths: list[NDArray[np.int32]] = []

    def append(
        self,
        ids: NDArray[np.int32],
        positions: NDArray[np.int32],
        counts: NDArray[np.int64],
        lengths: NDArray[np.int32],
    ) -> None:
        """Add the tokens of further documents."""
        self._ids.append(ids)
        self._positions.append(positions)
        self._counts.append(counts)
        self._lengths.append(lengths)

    def joined(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32], NDArray[np.int32]]:
        """Return term, position and document of every token, and the length of every document."""
        counts = np.concatenate(self._counts)
        documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        return (
            np.concatenate(self._ids),
            np.concatenate(self._positions),
            documents,
            np.concatenate(self._lengths),
        )
