"""Document frequencies of terms and pairs against plain sets of documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar import counting
from searchidx.engines.columnar.counting import (
    PairDocumentFrequencies,
    Tokens,
    add_document_frequencies,
    document_frequencies,
    neighbour_indices,
    pair_document_frequencies,
    pair_keys,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOKENS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(0, 3)), max_size=40).map(sorted)
"""(document, position, term), in the order of documents and positions; several may share a position."""


def tokens_of(rows: list[tuple[int, int, int]]) -> Tokens:
    documents, positions, terms = np.array(rows, np.int64).reshape(-1, 3).T
    return Tokens(terms, documents.astype(np.uint32), positions.astype(np.uint32))


def frequencies(pairs: dict[int, int]) -> PairDocumentFrequencies:
    ordered = sorted(pairs)
    counts: NDArray[np.int64] = np.array([pairs[pair] for pair in ordered], np.int64)
    return PairDocumentFrequencies(np.array(ordered, np.uint64), counts)


@given(TOKENS)
def test_document_frequencies(rows: list[tuple[int, int, int]]) -> None:
    """A term counts once in a document, however often it stands there; tokens may come in any order."""
    tokens = tokens_of(rows)
    expected = [len({document for document, _, term in rows if term == number}) for number in range(5)]
    for order in (slice(None), slice(None, None, -1)):
        assert document_frequencies(tokens.terms[order], tokens.documents[order], 5).tolist() == expected


@pytest.mark.parametrize(
    ("documents", "positions", "pairs"),
    [
        ([0, 0, 0], [4, 5, 7], {(0, 1)}),
        ([0, 1], [4, 5], set()),  # of two documents
        ([0, 0, 0, 0], [0, 1, 1, 2], {(0, 1), (0, 2), (1, 3), (2, 3)}),
        ([0, 0, 0, 0, 0], [3, 3, 3, 4, 4], {(0, 3), (1, 3), (2, 3), (0, 4), (1, 4), (2, 4)}),
        ([0], [0], set()),
        ([], [], set()),
    ],
)
def test_neighbours(documents: list[int], positions: list[int], pairs: set[tuple[int, int]]) -> None:
    """Tokens one position apart in a document are neighbours, each of those that share a position."""
    firsts, seconds = neighbour_indices(np.array(documents, np.uint32), np.array(positions, np.uint32))
    assert sorted(zip(firsts.tolist(), seconds.tolist(), strict=True)) == sorted(pairs)


@given(TOKENS, st.sampled_from([1, 3, 1 << 19]), st.sampled_from([4, 300, 1 << 31]))
def test_pair_frequencies(rows: list[tuple[int, int, int]], block: int, size: int) -> None:
    """A pair counts once in a document, in whatever blocks the documents are worked through."""
    documents_of: dict[int, set[int]] = {}
    for document, position, term in rows:
        for other_document, other_position, other_term in rows:
            if other_document == document and other_position == position + 1:
                documents_of.setdefault(term * size + other_term, set()).add(document)
    with mock.patch.multiple(counting, _BLOCK_TOKENS=block, _RANGE_PAIRS=block):
        found = pair_document_frequencies(tokens_of(rows), size)
    assert found.pairs.tolist() == sorted(documents_of)
    assert found.document_frequencies.tolist() == [len(documents_of[pair]) for pair in sorted(documents_of)]


PARTS = st.lists(st.dictionaries(st.integers(0, 30), st.integers(1, 9), max_size=20), max_size=4)


@given(PARTS, st.sampled_from([1, 4, 1 << 19]))
def test_frequencies_of_equal_pairs_are_added(parts: list[dict[int, int]], block: int) -> None:
    """Parts are united into ascending pairs with the sums of their frequencies."""
    total: Counter[int] = Counter()
    for part in parts:
        total.update(part)
    with mock.patch.object(counting, "_RANGE_PAIRS", block):
        found = add_document_frequencies([frequencies(part) for part in parts])
    assert found.pairs.tolist() == sorted(total)
    assert found.document_frequencies.tolist() == [total[pair] for pair in sorted(total)]


def test_a_pair_is_one_number() -> None:
    """The first term counts `size` times, and large vocabularies do not overflow."""
    assert pair_keys(np.array([2], np.int32), np.array([5], np.int32), 300).tolist() == [605]
    last = (1 << 31) - 1
    numbers = np.array([last], np.int32)
    assert pair_keys(numbers, numbers, 1 << 31).tolist() == [last * (1 << 31) + last]
