"""Posting lists come back, list by list, wherever the lists of a fold lie."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format import posting_lists_writer
from searchidx.engines.columnar.format.posting_lists import PostingLists, Postings
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter, split_postings
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

DOCUMENTS = 100
LISTS = st.lists(
    st.dictionaries(
        st.integers(0, DOCUMENTS - 1),
        st.sets(st.integers(0, 5000), min_size=1, max_size=20).map(sorted),
        min_size=1,
        max_size=8,
    ),
    max_size=8,
)
"""For each list, the positions in each of its documents."""


def postings_of(terms: list[bytes], lists: list[dict[int, list[int]]]) -> Postings:
    rows = [(document, found[document]) for found in lists for document in sorted(found)]
    return Postings(
        terms,
        offsets_from_sizes([len(found) for found in lists]),
        np.array([document for document, _ in rows], np.uint32),
        np.array([len(positions) for _, positions in rows], np.uint32),
        np.array([position for _, positions in rows for position in positions], np.uint32),
    )


def write(path: Path, postings: Postings, *, sorted_by_fold: bool, term_numbers: list[int]) -> Container:
    def fill(container: ContainerWriter) -> None:
        writer = PostingListsWriter(container, "f", DOCUMENTS, positions=True, sorted_by_fold=sorted_by_fold)
        for portion in split_postings(postings):
            writer.append(portion)
        term_numbers.extend(writer.close().tolist())

    return write_container(path, fill)


@pytest.mark.slow
@given(LISTS, st.randoms(use_true_random=False), st.sampled_from([1, 5, 1 << 18]))
def test_lists_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    lists: list[dict[int, list[int]]],
    random: Random,
    portion: int,
) -> None:
    """Lists are written in any order of terms and in portions, and read by list number and by term."""
    terms = [b"%03d" % number for number in range(len(lists))]
    random.shuffle(terms)
    postings, term_numbers = postings_of(terms, lists), list[int]()
    with mock.patch.object(posting_lists_writer, "_CODED_POSTINGS", portion):
        path = tmp_path_factory.mktemp("lists") / "file"
        container = write(path, postings, sorted_by_fold=True, term_numbers=term_numbers)
    assert [sorted(terms)[number] for number in term_numbers] == terms
    reader = PostingLists(container, "f", DOCUMENTS, positions=True, sorted_by_fold=True)
    assert reader.list_numbers().tolist() == [terms.index(term) for term in sorted(terms)]
    whole = reader.read(0, len(lists), terms, positions=True)
    assert whole.starts.tolist() == postings.starts.tolist()
    assert whole.documents.tolist() == postings.documents.tolist()
    assert whole.frequencies.tolist() == postings.frequencies.tolist()
    assert whole.positions is not None
    assert postings.positions is not None
    assert whole.positions.tolist() == postings.positions.tolist()
    for number, found in enumerate(lists):
        one = reader.read(number, number + 1, [b""], positions=True)
        assert one.documents.tolist() == sorted(found)
        assert one.frequencies.tolist() == [len(found[document]) for document in sorted(found)]
        term = term_numbers[number]
        assert reader.list_number(term) == number
        assert reader.document_frequency(term) == len(found)


def test_the_layout(tmp_path: Path) -> None:
    """The example of the module."""
    lists = [{7: [1]}, {7: [0, 2]}, {9: [0]}]
    terms = [b"an", b"ba", "bá".encode()]
    container = write(tmp_path / "file", postings_of(terms, lists), sorted_by_fold=False, term_numbers=[])
    arrays = {name: container.column(name).whole().tolist() for name in container.names()}
    assert arrays["f.documents"] == [7, 7, 9]
    assert arrays["f.document_starts"] == arrays["f.posting_starts"] == [0, 1, 2, 3]
    assert arrays["f.frequencies.code"] == [0x10, 0x00]
    assert arrays["f.positions.low"] == [1, 0, 2, 0]
    assert arrays["f.position_starts"] == [0, 1, 3, 4]
    assert "f.slots" not in arrays


def test_slots(tmp_path: Path) -> None:
    """The lists of one fold lie side by side: by term, the number of its list."""
    term_numbers: list[int] = []
    terms = [b"an", "án".encode(), b"ca"]
    postings = postings_of(terms, [{1: [0]}, {2: [0]}, {3: [0]}])
    container = write(tmp_path / "file", postings, sorted_by_fold=True, term_numbers=term_numbers)
    assert container.column("f.slots").whole().tolist() == [0, 2, 1]
    assert term_numbers == [0, 2, 1]


@pytest.mark.parametrize(
    ("portion", "sizes"), [(1, [2, 3, 1, 4]), (5, [5, 5]), (6, [6, 4]), (9, [10]), (10, [10]), (11, [10])]
)
def test_postings_are_split_between_lists(portion: int, sizes: list[int]) -> None:
    """A portion ends with the list that brings it to its size (the last may be empty); positions go along."""
    lists = [{document: [document] for document in range(size)} for size in (2, 3, 1, 4)]
    postings = postings_of([b"a", b"b", b"c", b"d"], lists)
    with mock.patch.object(posting_lists_writer, "_CODED_POSTINGS", portion):
        portions = list(split_postings(postings))
    assert [len(part.documents) for part in portions if len(part.terms)] == sizes
    assert [term for part in portions for term in part.terms] == postings.terms
    for part in portions:
        assert part.starts[0] == 0
        assert part.starts[-1] == len(part.documents)
        assert part.positions is not None
        assert part.positions.tolist() == part.documents.tolist()
