"""Integers come back as they were packed, whatever they are."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.format import document_lists
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.dictionary import Dictionary
from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.pairs_writer import PairsWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = st.sampled_from([1, 2, 7, 8, 9, 100, 70_000])


@st.composite
def ascending_lists(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    """(number of documents, ascending lists of them, none empty): short ones, long ones, everything."""
    documents = draw(SIZES)
    few = st.sets(st.integers(0, documents - 1), min_size=1, max_size=6).map(sorted)
    steps = st.integers(1, 300).map(lambda step: list(range(step % documents, documents, step)))
    return documents, draw(st.lists(few | steps, max_size=6))


def packed(lists: list[list[int]], documents: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    starts = np.cumsum([0, *map(len, lists)])
    flat = np.array([number for numbers in lists for number in numbers], np.uint32)
    return document_lists.encode_documents(flat, starts, documents)


@given(ascending_lists())
def test_lists_of_documents(case: tuple[int, list[list[int]]]) -> None:
    """Bits, gaps of one byte and of two: each list alone, and all of them together."""
    documents, lists = case
    raw, sizes = packed(lists, documents)
    places, starts = np.cumsum([0, *sizes]), np.cumsum([0, *map(len, lists)])
    for many in (0, len(lists)):  # those that are coded alike together, and one after the other
        with mock.patch.object(document_lists, "_MANY", many):
            together = document_lists.decode_lists(raw, places, starts, documents)
        assert together.tolist() == [number for numbers in lists for number in numbers]
    for (low, high), numbers in zip(pairwise(places.tolist()), lists, strict=True):
        assert document_lists.decode_list(raw[low:high], len(numbers), documents).tolist() == numbers


@pytest.mark.parametrize(
    ("numbers", "documents", "size"),
    [
        (range(0, 8000, 8), 8000, 1000),
        (range(0, 8000, 9), 8000, 889),
        ([0, 7999], 8000, 4),
        ([69_999], 70_000, 4),
        ([5], 40, 1),
        ([5], 8, 1),
    ],
)
def test_a_list_takes_the_fewest_bytes(numbers: list[int], documents: int, size: int) -> None:
    """One document in eight is a bit each; the rarer take gaps of one byte, the rarest of two."""
    assert packed([list(numbers)], documents)[1].tolist() == [size]


WORDS = st.text("ab\u00e2\u0111", min_size=1, max_size=5).map(str.encode)


@given(st.sets(WORDS, max_size=80), st.lists(WORDS, max_size=8))
def test_terms(tmp_path_factory: pytest.TempPathFactory, terms: set[bytes], others: list[bytes]) -> None:
    """Terms are found where they are and nowhere else, the first time as when asked often."""
    path = tmp_path_factory.mktemp("terms") / "file"
    writer = ContainerWriter(path)
    dictionary = DictionaryWriter(writer, "f")
    dictionary.append(ordered := sorted(terms))
    dictionary.close()
    writer.close({})
    container = Container(path)
    often = Dictionary(container, "f")
    for _ in range(40):
        often.find(b"a")
    for key in [*ordered, *others, b"", b"\xff"]:
        place = bisect_left(ordered, key)
        starting = [term.startswith(key) for term in ordered]
        for found in (Dictionary(container, "f"), often):
            assert found.find(key) == (place if key in terms else -1)
            assert found.lower_bound(key) == place
            if key < b"\xff":
                assert found.prefix_range(key) == (place, place + sum(starting))


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 299), st.integers(0, 299)) | st.tuples(st.just(7), st.integers(0, 299)),
    st.integers(1, 1000),
    max_size=80,
)


@given(PAIRS)
def test_pairs(tmp_path_factory: pytest.TempPathFactory, pairs: dict[tuple[int, int], int]) -> None:
    """Which pairs there are, their order and their frequencies: one by one, and by stretch."""
    path = tmp_path_factory.mktemp("pairs") / "file"
    terms = [b"%03d" % i for i in range(300)]
    writer = ContainerWriter(path)
    dictionary = DictionaryWriter(writer, "f")
    dictionary.append(terms)
    dictionary.close()
    ordered = sorted(pairs)
    keys = np.array([a * 300 + b for a, b in ordered], np.uint64)
    counts = np.array([pairs[pair] for pair in ordered], np.int64)
    pairs_writer = PairsWriter(writer, "p", 300)
    pairs_writer.append(keys, counts)
    pairs_writer.close()
    writer.close({})
    container = Container(path)
    found = Pairs(container, "p", Dictionary(container, "f"))
    assert len(found) == len(ordered)
    for i, (a, b) in enumerate(ordered):
        assert (found.pair_number(a, b), found.term_numbers(i)) == (i, (a, b))
        assert found.term(i) == terms[a] + b" " + terms[b]
        assert found.find(found.term(i)) == found.lower_bound(found.term(i)) == i
        assert found.document_frequency(i) == pairs[a, b]
    for first in (0, 7, 299):
        wanted = [(first, second) in pairs for second in range(300)]
        assert [found.pair_number(first, second) >= 0 for second in range(300)] == wanted
    for low, high in ((0, 300), (5, 8), (7, 7), (200, 300)):
        part = [(a, b, pairs[a, b]) for a, b in ordered if low <= a < high]
        assert list(zip(*map(np.ndarray.tolist, found.of_first_terms(low, high)), strict=True)) == part
