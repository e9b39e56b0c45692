"""Collects the tokens of the documents of one segment, batch by batch, and numbers their terms."""

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
    """The terms of a field, numbered in the order of their first use. These numbers are called term ids.

    A batch of analysed documents comes with a *batch vocabulary*, which numbers the terms in another way.
    Usually all batches share one list as their vocabulary, and each batch only adds terms to the list.
    Translations are therefore kept from batch to batch.
    """

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict(count().__next__)
        self._batch_vocabulary: Sequence[str] = ()
        """The vocabulary of the last batch."""
        self._translation = np.zeros(0, np.int32)
        """For each term of the batch vocabulary, its term id, or -1 if no token has had this term yet."""

    def translate(
        self, batch_vocabulary: Sequence[str], batch_numbers: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Return the term id of each token of a batch.

        `batch_numbers` has the index of each token's term in `batch_vocabulary`. `batch_vocabulary` may be
        the list of the last call, with terms appended since then. A term that has no id gets the next id.
        """
        if batch_vocabulary is not self._batch_vocabulary:
            self._batch_vocabulary, self._translation = batch_vocabulary, np.zeros(0, np.int32)
        grown = np.full(len(batch_vocabulary) - len(self._translation), -1, np.int32)
        if len(grown):
            self._translation = np.concatenate([self._translation, grown])
        # The batch numbers that have no translation yet, ascending. New terms get their ids in this order.
        new = np.unique(batch_numbers[self._translation[batch_numbers] < 0])
        terms = map(batch_vocabulary.__getitem__, new.tolist())
        self._translation[new] = np.fromiter(map(self._ids.__getitem__, terms), np.int32, len(new))
        ids: NDArray[np.int32] = self._translation[batch_numbers]
        return ids

    def terms(self) -> list[bytes]:
        """Return the terms in the order of their ids, encoded as the index stores them."""
        return [term.encode("utf-8", "surrogatepass") for term in self._ids]


class BatchTokens(NamedTuple):
    """The tokens of one field in a batch of documents, and the length of the field in each document."""

    ids: NDArray[np.int32]
    """The term id of each token."""
    positions: NDArray[np.int32]
    """The position of each token in its document."""
    counts: NDArray[np.int64]
    """The number of tokens of each document."""
    lengths: NDArray[np.int32]
    """The length of the field in each document, in positions."""


class FieldTokens:
    """The tokens of one field in all documents of a segment."""

    def __init__(self) -> None:
        self._batches: list[BatchTokens] = []

    def append(self, batch: BatchTokens) -> None:
        """Add the tokens of the next documents."""
        self._batches.append(batch)

    def join(self) -> tuple[Tokens, NDArray[np.int32]]:
        """Return all tokens, and the length of the field in each document.

        The terms of the tokens are term ids, the documents are segment documents (u32). At least one batch
        must have been appended.
        """
        ids, positions, counts, lengths = map(np.concatenate, zip(*self._batches, strict=True))
        documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        return Tokens(ids, documents, positions), lengths


class FoldIds:
    """A map from the term ids of a field to the ids of their folds.

    The fold of a term is a term of the folded field, so its id is an id of the folded field's vocabulary.
    """

    def __init__(self) -> None:
        self._folds = np.zeros(0, np.int32)

    def record(self, ids: NDArray[np.int32], folds: NDArray[np.int32]) -> None:
        """Record the term id of each of several tokens, and the id of its fold. A term has only one fold."""
        missing = int(ids.max(initial=-1)) + 1 - len(self._folds)
        if missing > 0:
            self._folds = np.concatenate([self._folds, np.zeros(missing, np.int32)])
        self._folds[ids] = folds

    def by_id(self) -> NDArray[np.int32]:
        """Return an array that has, at the index of each term id, the id of its fold."""
        return self._folds
