"""Frequencies as lists, as arrays of all documents, and as bits: the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.reading import frequencies as module
from searchidx.engines.columnar.reading.frequencies import (
    DenseFrequencies,
    DocumentBits,
    SparseFrequencies,
    term_frequencies,
)

if TYPE_CHECKING:
    from searchidx.engines.columnar.reading.frequencies import TermFrequencies

SIZE = 40
POSTINGS = st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 400), min_size=1)


def both(postings: dict[int, int]) -> list[TermFrequencies]:
    """The frequencies by document, as a list and as an array."""
    dense = np.zeros(SIZE, np.uint32)
    dense[list(postings)] = list(postings.values())
    documents = np.flatnonzero(dense)
    return [SparseFrequencies(documents.astype(np.uint32), dense[documents]), DenseFrequencies(dense)]


@given(POSTINGS, st.sets(st.integers(0, SIZE - 1)), st.sampled_from([0, 512]))
def test_some_documents(postings: dict[int, int], chosen: set[int], limit: int) -> None:
    """Each form tells the frequencies in ascending documents, and where their positions start."""
    documents = np.array(sorted(chosen), np.int64)
    expected = [postings.get(document, 0) for document in sorted(chosen)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_LOOKED_UP_DOCUMENTS", limit)
        for frequencies in both(postings):
            assert frequencies.at(documents).tolist() == expected
            found = frequencies.in_chosen(documents, 1000)
            assert found.chosen.tolist() == [i for i, frequency in enumerate(expected) if frequency]
            assert found.frequencies.tolist() == [frequency for frequency in expected if frequency]
            assert found.first_positions.tolist() == [
                1000 + sum(frequency for before, frequency in postings.items() if before < document)
                for document in sorted(chosen & postings.keys())
            ]
    bits = DocumentBits.of(both(postings)[0].listed().documents, SIZE)
    assert bits.at(documents).tolist() == [int(frequency > 0) for frequency in expected]


@given(POSTINGS, st.sets(st.integers(0, SIZE - 1)))
def test_all_documents(postings: dict[int, int], marked: set[int]) -> None:
    """Each form marks its documents beside those that are marked, and scales and adds its frequencies."""
    scale = np.linspace(0.5, 2, SIZE, dtype=np.float32)
    expected = [postings.get(document, 0) * float(scale[document]) for document in range(SIZE)]
    forms = [*both(postings), DocumentBits.of(both(postings)[0].listed().documents, SIZE)]
    for form in forms:
        mask = np.zeros(SIZE, np.bool_)
        mask[list(marked)] = True
        form.add_to(mask)
        assert set(np.flatnonzero(mask).tolist()) == marked | postings.keys()
    for weight in (1.0, 2.5):
        for frequencies in both(postings):
            scaled = frequencies.scaled(scale, weight)
            assert scaled.dtype == np.float32
            assert scaled.tolist() == pytest.approx([weight * value for value in expected], rel=1e-6)
            total = np.ones(SIZE, np.float32)
            frequencies.add_scaled(scale, weight, total)
            assert total.tolist() == pytest.approx([1 + weight * value for value in expected], rel=1e-6)
    sparse, dense = both(postings)
    assert sparse.listed() is sparse
    assert [array.tolist() for array in dense.listed()] == [array.tolist() for array in sparse]
    assert (sparse.is_sparse, dense.is_sparse) == (True, False)


@pytest.mark.parametrize(("documents", "is_sparse"), [(3, True), (4, False)])
@pytest.mark.parametrize("repeated", [False, True])
def test_a_term_of_a_fifth_of_all_documents_is_dense(documents: int, is_sparse: bool, repeated: bool) -> None:
    """Fewer than one document in DENSE_FACTOR are a list, of 20 documents 3."""
    frequencies = term_frequencies(
        np.arange(documents, dtype=np.uint32), np.full(documents, 7, np.uint8), 20, repeated=repeated
    )
    assert frequencies.is_sparse is is_sparse
    assert frequencies.at(np.arange(6)).tolist() == [7] * documents + [0] * (6 - documents)


@pytest.mark.parametrize("stored_count", [5, 1000])
def test_frequencies_of_several_lists_are_added_up(stored_count: int) -> None:
    """The lists of the terms of a fold come one after the other; each document stands once in the result."""
    documents, frequencies = np.array([1, 3, 0, 3, 3], np.uint32), np.array([1, 2, 4, 100, 200], np.uint8)
    united = term_frequencies(documents, frequencies, stored_count, repeated=True).listed()
    assert (united.documents.tolist(), united.frequencies.tolist()) == ([0, 1, 3], [4, 1, 302])


@pytest.mark.parametrize(("largest", "dtype"), [(255, np.uint8), (256, np.uint32)])
@pytest.mark.parametrize("repeated", [False, True])
def test_small_frequencies_take_a_byte_each(
    largest: int, dtype: type[np.unsignedinteger], repeated: bool
) -> None:
    """An array of all documents is as narrow as its largest frequency allows."""
    documents, frequencies = np.arange(2, dtype=np.uint32), np.array([1, largest], np.uint32)
    dense = term_frequencies(documents, frequencies, 2, repeated=repeated)
    assert dense.frequencies.dtype == dtype
    assert dense.frequencies.tolist() == [1, largest]
