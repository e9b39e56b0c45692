"""Term ids across batches and vocabularies, and the tokens of a segment joined."""

from __future__ import annotations

import numpy as np

from searchidx.engines.columnar.writing.tokens import BatchTokens, FieldTokens, FoldIds, Vocabulary


def numbers(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(values, np.int32)


def test_ids_follow_first_use() -> None:
    """Terms of a batch that are new get the next ids in the order of its vocabulary; unused ones get none."""
    vocabulary = Vocabulary()
    assert vocabulary.translate(["x", "unused", "b", "a"], numbers(3, 0, 3, 2)).tolist() == [2, 0, 2, 1]
    assert vocabulary.terms() == [b"x", b"b", b"a"]


def test_a_vocabulary_that_grows_and_one_that_is_new() -> None:
    """Ids stay when the vocabulary of the batches grows, and when another one takes its place."""
    vocabulary, source = Vocabulary(), ["a", "b"]
    assert vocabulary.translate(source, numbers(1)).tolist() == [0]
    source += ["c"]
    assert vocabulary.translate(source, numbers(2, 1, 0)).tolist() == [2, 0, 1]
    assert vocabulary.translate(["c", "d", "a"], numbers(2, 1, 0)).tolist() == [1, 3, 2]
    assert vocabulary.translate([], numbers()).tolist() == []
    assert vocabulary.terms() == [b"b", b"a", b"c", b"d"]


def test_terms_may_have_surrogates() -> None:
    """Half a character, as broken texts have it, is a term as others are."""
    vocabulary = Vocabulary()
    vocabulary.translate(["\ud800"], numbers(0))
    assert vocabulary.terms() == ["\ud800".encode("utf-8", "surrogatepass")]


def test_tokens_are_joined() -> None:
    """The documents of several batches are numbered through; lengths go along."""
    tokens = FieldTokens()
    tokens.append(BatchTokens(numbers(5, 6, 5), numbers(0, 1, 7), np.array([2, 1]), numbers(2, 8)))
    tokens.append(BatchTokens(numbers(9), numbers(3), np.array([0, 1]), numbers(0, 4)))
    joined, lengths = tokens.join()
    assert joined.terms.tolist() == [5, 6, 5, 9]
    assert joined.documents.tolist() == [0, 0, 1, 3]
    assert joined.positions.tolist() == [0, 1, 7, 3]
    assert lengths.tolist() == [2, 8, 0, 4]


def test_folds_are_recorded_batch_by_batch() -> None:
    """Each term id has the fold that its tokens have, whenever it comes."""
    folds = FoldIds()
    assert folds.by_id().tolist() == []
    folds.record(numbers(1, 0, 1), numbers(7, 8, 7))
    folds.record(numbers(), numbers())
    folds.record(numbers(2, 0), numbers(7, 8))
    assert folds.by_id().tolist() == [8, 7, 7]
