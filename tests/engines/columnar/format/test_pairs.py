"""Pairs of terms: which there are, in which order, and how frequent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.format.dictionary import Dictionary
from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.pairs_writer import PairsWriter
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 299), st.integers(0, 299)) | st.tuples(st.just(7), st.integers(0, 299)),
    st.integers(1, 1000),
    max_size=80,
)


def write(path: Path, size: int, pairs: dict[tuple[int, int], int], cuts: tuple[int, ...] = ()) -> Container:
    """Write pairs of `size` terms; first terms from each cut on are appended by themselves."""

    def fill(container: ContainerWriter) -> None:
        dictionary = DictionaryWriter(container, "f")
        dictionary.append([b"%03d" % number for number in range(size)])
        dictionary.close()
        writer = PairsWriter(container, "p", size)
        for low, high in zip((0, *cuts), (*cuts, size), strict=True):
            ordered = sorted(pair for pair in pairs if low <= pair[0] < high)
            keys = np.array([first * size + second for first, second in ordered], np.uint64)
            writer.append(keys, np.array([pairs[pair] for pair in ordered], np.int64))
        writer.close()

    return write_container(path, fill)


@given(PAIRS)
def test_pairs(tmp_path_factory: pytest.TempPathFactory, pairs: dict[tuple[int, int], int]) -> None:
    """Pairs are found one by one, by their numbers, and by ranges of first terms."""
    container = write(tmp_path_factory.mktemp("pairs") / "file", 300, pairs, cuts=(7, 8))
    dictionary, ordered = Dictionary(container, "f"), sorted(pairs)
    reader = Pairs(container, "p", dictionary)
    assert len(reader) == len(ordered)
    for number, (first, second) in enumerate(ordered):
        assert (reader.pair_number(first, second), reader.term_numbers(number)) == (number, (first, second))
        assert reader.term(number) == b"%03d %03d" % (first, second)
        assert reader.find(reader.term(number)) == reader.lower_bound(reader.term(number)) == number
        assert reader.document_frequency(number) == pairs[first, second]
    for first in (0, 7, 299):
        expected = [(first, second) in pairs for second in range(300)]
        assert [reader.pair_number(first, second) >= 0 for second in range(300)] == expected
    for low, high in ((0, 300), (5, 8), (7, 7), (200, 300)):
        expected_rows = [(*pair, pairs[pair]) for pair in ordered if low <= pair[0] < high]
        columns = (column.tolist() for column in reader.of_first_terms(low, high))
        assert list(zip(*columns, strict=True)) == expected_rows


def test_the_layout(tmp_path: Path) -> None:
    """The example of the module."""
    container = write(tmp_path / "file", 30, {(0, 2): 5, (2, 0): 1, (2, 1): 9})
    arrays = {name: container.column(name).whole().tolist() for name in container.names()}
    assert arrays["p.pair_starts"] == [0, 1, 1, *[3] * 28]
    assert arrays["p.successor_starts"] == [0, 1, 1, *[3] * 28]
    assert arrays["p.successors"] == [2, 0, 0]
    assert arrays["p.df.low"] == [5, 1, 9]


def test_no_terms(tmp_path: Path) -> None:
    """A field of a segment without any term has no pairs."""
    container = write(tmp_path / "file", 0, {})
    assert len(Pairs(container, "p", Dictionary(container, "f"))) == 0
