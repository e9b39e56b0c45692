"""The tokens of the documents of one segment, collected batch by batch, with numbers for their terms."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.counting import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Vocabulary:
    """Numbers the terms of a field in the order of their first use: these numbers are called term ids.

    The batches of an analysis number their terms, too, each by its own vocabulary, which mostly is that of
    the batch before, grown. So the numbers that were translated are kept for the next batch.
    """

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict(count().__next__)
        self._source: Sequence[str] = ()
        """The vocabulary of the last batch."""
        self._translation = np.zeros(0, np.int32)
        """For each number of that vocabulary our term id, -1 where it was not met yet."""

    def translate(self, source: Sequence[str], numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the term ids of terms that are given as numbers in another vocabulary, `source`.

        `source` may be that of the last call, grown since.
        """
        if source is not self._source:
            self._source, self._translation = source, np.zeros(0, np.int32)
        grown = np.full(len(source) - len(self._translation), -1, np.int32)
        if len(grown):
            self._translation = np.concatenate([self._translation, grown])
        # The numbers that are met for the first time, ascending: the order in which new terms get their ids.
        new = np.unique(numbers[self._translation[numbers] < 0])
        terms = map(source.__getitem__, new.tolist())
        self._translation[new] = np.fromiter(map(self._ids.__getitem__, terms), np.int32, len(new))
        ids: NDArray[np.int32] = self._translation[numbers]
        return ids

    def terms(self) -> list[bytes]:
        """Return the terms, as the index keeps them, in the order of their ids."""
        return [term.encode("utf-8", "surrogatepass") for term in self._ids]


class BatchTokens(NamedTuple):
    """The tokens of one field in a batch of documents, and how long the field is in each document."""

    ids: NDArray[np.int32]
    """By token, the id of its term."""
    positions: NDArray[np.int32]
    """By token."""
    counts: NDArray[np.int64]
    """By document, the number of its tokens."""
    lengths: NDArray[np.int32]
    """By document, the number of positions."""


class FieldTokens:
    """The tokens of one field in all documents of a segment."""

    def __init__(self) -> None:
        self._batches: list[BatchTokens] = []

    def append(self, batch: BatchTokens) -> None:
        """Add the tokens of further documents."""
        self._batches.append(batch)

    def join(self) -> tuple[Tokens, NDArray[np.int32]]:
        """Return all tokens (terms are ids, documents u32), and the length of the field in each document."""
        ids, positions, counts, lengths = map(np.concatenate, zip(*self._batches, strict=True))
        documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        return Tokens(ids, documents, positions), lengths


class FoldIds:
    """For each term id of a field, the id of the term's fold in the vocabulary of the field that folds it."""

    def __init__(self) -> None:
        self._folds = np.zeros(0, np.int32)

    def record(self, ids: NDArray[np.int32], folds: NDArray[np.int32]) -> None:
        """Take the ids of tokens' terms, and the ids of their folds; a term always has the same fold."""
        missing = int(ids.max(initial=-1)) + 1 - len(self._folds)
        if missing > 0:
            self._folds = np.concatenate([self._folds, np.zeros(missing, np.int32)])
        self._folds[ids] = folds

    def by_id(self) -> NDArray[np.int32]:
        """Return the fold of each term id."""
        return self._folds
