"""Copies, found while a change is committed, against comparing all documents with all."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from searchidx.engines import columnar as engine
from searchidx.engines.columnar import states
from searchidx.engines.columnar.arrays import NO_COPIES
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.merging.inputs import SegmentFile
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.writing import copies
from searchidx.engines.columnar.writing.copies import NEIGHBOURS, find_copies, renumber_pairs, united_pairs
from searchidx.engines.columnar.writing.invert import invert
from searchidx.engines.columnar.writing.writer import ColumnarWriter
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import Batch

# --- New document numbers of old pairs -------------------------------------------------------------------

RENUMBERED = [  # live documents, their new numbers, pairs, and the pairs that are left
    ([1, 1, 1], [0, 1, 2], [(0, 2)], [(0, 2)]),
    ([1, 0, 1, 1], [0, 1, 2], [(0, 1), (0, 2), (1, 3), (2, 3)], [(0, 1), (1, 2)]),
    ([1, 1, 1], [0, 1, 5], [(0, 2), (1, 2)], [(0, 5), (1, 5)]),  # its segment follows deleted documents
    ([0, 0], [], [(0, 1)], []),
    ([], [], [], []),
    ([1, 1], [0, 1], [], []),
]


@pytest.mark.parametrize(("live", "numbers", "pairs", "expected"), RENUMBERED)
def test_pairs_of_live_documents_get_new_numbers(
    live: list[int], numbers: list[int], pairs: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    found, _ = renumber_pairs(
        np.array(pairs, np.uint32).reshape(-1, 2), np.array(live, np.bool_), np.array(numbers, np.int64)
    )
    assert found.dtype == np.uint32
    assert found.shape == (len(expected), 2)
    assert list(map(tuple, found.tolist())) == expected


def test_documents_that_lost_a_copy_are_known() -> None:
    """Documents 1 and 4 of six are gone. The others have the numbers 0, 2, 3 and 5 in the new state."""
    pairs = np.array([[0, 1], [0, 2], [1, 3], [1, 4], [3, 4], [2, 5]], np.uint32)
    live = np.array([True, False, True, True, False, True])
    found = renumber_pairs(pairs, live, np.array([0, 2, 3, 5]))
    assert found.pairs.tolist() == [[0, 2], [2, 5]]
    assert found.bereft.tolist() == [0, 3]


def test_pairs_are_united() -> None:
    """Each pair is there once, in ascending order."""
    first, second = np.array([[2, 5], [0, 2]], np.uint32), np.array([[0, 2], [0, 1]], np.uint32)
    united = united_pairs(first, second)
    assert united.dtype == np.uint32
    assert united.tolist() == [[0, 1], [0, 2], [2, 5]]
    assert united_pairs(NO_COPIES, NO_COPIES).shape == (0, 2)


# --- In segments -----------------------------------------------------------------------------------------


def segment_file(
    path: Path, documents: Sequence[Document], deleted: Sequence[int] = (), *, sketches: bool = True
) -> SegmentFile:
    def analyze(batch: Sequence[Document]) -> Batch:
        made = corpus.batch(batch)
        return made if sketches else made._replace(sketches=None)

    invert(path, corpus.FIELDS, analyze, list(map(encode_document, documents)), final=True)
    return SegmentFile(path, np.array(deleted, np.uint32))


class Comparing:
    """Compares documents as `corpus.are_copies` does, and keeps the bodies that were compared."""

    def __init__(self) -> None:
        self.calls: list[list[tuple[str, str]]] = []

    def __call__(self, documents: Sequence[Document], pairs: Sequence[tuple[int, int]]) -> list[bool]:
        self.calls.append([(documents[left].body, documents[right].body) for left, right in pairs])
        return corpus.are_copies(documents, pairs)


def from_number(first: int) -> NDArray[np.int64]:
    """The numbers of all documents from the first one on."""
    return np.arange(first, 20_000)


def found_in(files: Sequence[SegmentFile], first_new: int = 0) -> list[tuple[int, int]]:
    found = find_copies(files, from_number(first_new), corpus.are_copies)
    assert found.dtype == np.uint32
    pairs = [(left, right) for left, right in found.tolist()]
    assert len(pairs) == len(set(pairs))
    return sorted(pairs)


def test_which_pairs_are_found(tmp_path: Path) -> None:
    """In all segments, among live documents with a sketch, if at least one is new. Each once, ascending."""
    files = [
        segment_file(tmp_path / "0", corpus.documents_of("an ba", "ca", "an", "", ""), [2]),
        segment_file(tmp_path / "1", corpus.documents_of("ca", "an ba ca", ""), sketches=False),
        segment_file(tmp_path / "2", corpus.documents_of("an ba ca", "ca", "an", "ca e", "y")),
    ]
    assert found_in(files) == [(0, 8), (0, 10), (1, 9), (1, 11), (9, 11)]
    assert found_in(files, 9) == [(0, 10), (1, 9), (1, 11), (9, 11)]
    assert found_in(files, 11) == [(1, 11), (9, 11)]
    assert found_in(files, 13) == found_in(files[1:2]) == found_in([]) == []


def test_no_documents_are_compared_without_candidates(tmp_path: Path) -> None:
    compare = Comparing()
    find_copies(
        [segment_file(tmp_path / "0", corpus.documents_of("an", "ba", "", ""))], from_number(0), compare
    )
    assert compare.calls == []


@pytest.mark.parametrize("pairs_at_once", [1, 2, 3, 512])
def test_few_documents_are_in_memory_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pairs_at_once: int
) -> None:
    monkeypatch.setattr(copies, "PAIRS_AT_ONCE", pairs_at_once)
    bodies = ["an ba", "an", "ca", "an ca", "an ba ca", "ca e"]
    compare = Comparing()
    file = segment_file(tmp_path / "0", corpus.documents_of(*bodies))
    found = find_copies([file], from_number(0), compare)
    assert sorted(found.tolist()) == [[0, 1], [0, 4], [1, 3], [2, 5]]
    assert {len(call) for call in compare.calls[:-1]} <= {pairs_at_once}
    compared = [pair for call in compare.calls for pair in call]
    assert len(compared) == len(set(compared))
    assert set(compared) >= {("an ba", "an"), ("an ba", "an ba ca"), ("an", "an ca"), ("ca", "ca e")}


# --- The candidates --------------------------------------------------------------------------------------

ROWS = st.lists(st.tuples(*[st.integers(0, 2)] * 4), max_size=30)


@given(ROWS, st.integers(0, 40), st.randoms(use_true_random=False))
def test_candidates_have_a_band_in_common(
    rows: list[tuple[int, ...]], first_new: int, random: Random
) -> None:
    """At least one is new. The numbers of the documents may have gaps."""
    numbers = sorted(random.sample(range(40), len(rows)))
    expected = [
        (left, right)
        for (left, row), (right, other) in combinations(zip(numbers, rows, strict=True), 2)
        if right >= first_new and (row[:2] == other[:2] or row[2:] == other[2:])
    ]
    sketches = np.array(rows, np.uint16).reshape(-1, 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "NEIGHBOURS", 1000)
        found = copies._candidates(np.array(numbers, np.int64), sketches, from_number(first_new))
    assert sorted((left, right) for left, right in found.tolist()) == expected


@pytest.mark.parametrize(
    ("first_new", "most"), [(0, 10_000 * NEIGHBOURS), (9_999, 2 * NEIGHBOURS), (10_000, 0)]
)
def test_many_documents_of_one_form_are_not_all_compared(first_new: int, most: int) -> None:
    """Ten thousand documents have one band in common, and no other."""
    numbers = np.arange(10_000)
    sketches = np.stack([np.full(10_000, 7), np.full(10_000, 8), numbers[::-1], numbers % 9], axis=1)
    found = copies._candidates(numbers, sketches.astype(np.uint16), from_number(first_new))
    assert bool(most) * NEIGHBOURS <= len(found) <= most
    assert (found[:, 0] < found[:, 1]).all()
    assert (found[:, 1] >= first_new).all()


def test_a_document_is_compared_with_the_next_sixteen() -> None:
    """Thirty documents have one band in common, and are in the order of their sketches."""
    numbers = np.arange(30)
    sketches = np.stack([np.full(30, 7), np.full(30, 8), numbers, numbers], axis=1)
    found = copies._candidates(numbers, sketches.astype(np.uint16), numbers).tolist()
    assert found == [[left, right] for left, right in combinations(range(30), 2) if right - left <= 16]


def test_the_most_similar_sketches_are_neighbours() -> None:
    """Two of ten thousand documents have one more number in common, but no more bands."""
    numbers = np.arange(10_000)
    sketches = np.stack([np.full(10_000, 7)] * 2 + [numbers] * 4, axis=1)
    sketches[50, 2:], sketches[9_000, 2:] = [1, 20_000, 2, 30_000], [3, 20_000, 4, 30_000]
    found = copies._candidates(numbers, sketches.astype(np.uint16), from_number(0))
    assert [50, 9_000] in found.tolist()


# --- Histories of changes --------------------------------------------------------------------------------


def pairs_of_state(folder: Path) -> list[tuple[str, str]]:
    """The ids of the pairs of copies of the newest state, whose document numbers are looked up."""
    state = states.read(folder)
    searcher = engine.open(folder).searcher()
    return [
        (searcher.document(left).id, searcher.document(right).id) for left, right in state.copies.tolist()
    ]


def live_documents(folder: Path) -> list[Document]:
    """The live documents in the order of indexing."""
    documents = []
    for committed in states.read(folder).segments:
        segment = Segment(states.segment_path(folder, committed.name), committed.deleted)
        documents += [segment.stored.document(number) for number in np.flatnonzero(segment.live).tolist()]
    return documents


def all_pairs(documents: Sequence[Document]) -> list[tuple[str, str]]:
    return [(a.id, b.id) for a, b in combinations(documents, 2) if corpus.is_copy(a, b)]


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_copies_are_those_of_comparing_all(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """After any additions, replacements, deletions and merges, the pairs of all live documents, each once."""
    random, folder = Random(seed), tmp_path_factory.mktemp("index")
    engine.create(folder, corpus.FIELDS, {})
    identifiers = [str(number) for number in range(random.choice([6, 30]))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "NEIGHBOURS", 1000)
        for _ in range(random.randrange(1, 6)):
            writer = corpus.writer(folder, random.choice([1, 500, 1_000_000]))
            writer.delete(random.sample(identifiers, random.choice([0, 0, 3])))
            added = [random.choice(identifiers) for _ in range(random.choice([0, 1, 10, 40]))]
            bodies = [" ".join(random.choices(["an", "ba", "ca"], k=random.randrange(4))) for _ in added]
            writer.add([Document(each, "", body) for each, body in zip(added, bodies, strict=True)])
            writer.commit()
            assert sorted(pairs_of_state(folder)) == sorted(all_pairs(live_documents(folder)))


def commit(folder: Path, added: Sequence[Document] = (), deleted: Sequence[str] = ()) -> None:
    writer = corpus.writer(folder)
    writer.add(added)
    writer.delete(deleted)
    writer.commit()


def test_pairs_of_deleted_and_replaced_documents_go(tmp_path: Path) -> None:
    engine.create(tmp_path, corpus.FIELDS, {})
    commit(tmp_path, corpus.documents_of("an ba", "an ba", "ca", "an ba ca"))
    assert pairs_of_state(tmp_path) == [("0", "1"), ("0", "3"), ("1", "3")]
    commit(tmp_path, deleted=["1"])
    assert pairs_of_state(tmp_path) == [("0", "3")]
    commit(tmp_path, [Document("0", "", "ca e")])  # a new text of an old id, which is now the last
    assert pairs_of_state(tmp_path) == [("2", "0")]
    commit(tmp_path, [Document("5", "", "an ba")])
    assert sorted(pairs_of_state(tmp_path)) == [("2", "0"), ("3", "5")]
    commit(tmp_path, deleted=["2", "3"])
    assert pairs_of_state(tmp_path) == []


def test_old_documents_are_not_compared_again(tmp_path: Path) -> None:
    """A change compares its own documents, with one another and with the old ones."""
    engine.create(tmp_path, corpus.FIELDS, {})
    for first, second in pairwise(["an ba", "an ca", "an e"]):
        compare = Comparing()
        writer = ColumnarWriter(tmp_path, corpus.batch, corpus.Alone(), compare)
        writer.add(
            [Document(second, "", second), *([Document(first, "", first)] if first == "an ba" else [])]
        )
        writer.commit()
    assert [set(call) for call in compare.calls] == [{("an ca", "an e"), ("an ba", "an e")}]


def test_a_writer_without_a_comparison_keeps_the_pairs(tmp_path: Path) -> None:
    """It finds no new ones."""
    engine.create(tmp_path, corpus.FIELDS, {})
    commit(tmp_path, corpus.documents_of("ca", "an", "an"))
    writer = ColumnarWriter(tmp_path, corpus.batch, corpus.Alone())
    writer.add(corpus.documents_of("an", first=7))
    writer.delete(["0"])
    writer.commit()
    assert pairs_of_state(tmp_path) == [("1", "2")]


def test_a_comparison_that_fails_undoes_the_change(tmp_path: Path) -> None:
    def fail(*_: object) -> list[bool]:
        raise RuntimeError("no comparison today")

    engine.create(tmp_path, corpus.FIELDS, {})
    commit(tmp_path, corpus.documents_of("an"))
    writer = ColumnarWriter(tmp_path, corpus.batch, corpus.Alone(), fail)
    writer.add(corpus.documents_of("an", first=1))
    with pytest.raises(RuntimeError, match="no comparison today"):
        writer.commit()
    assert [document.id for document in live_documents(tmp_path)] == ["0"]
    commit(tmp_path, corpus.documents_of("an", first=1))
    assert pairs_of_state(tmp_path) == [("0", "1")]


def test_several_new_segments_have_the_copies_of_one(tmp_path: Path) -> None:
    bodies = ["an ba", "ca", "an", "an ba e", "ca y", "an"] * 3
    found = []
    for name, size in (("one", 1_000_000), ("many", 1)):
        engine.create(tmp_path / name, corpus.FIELDS, {})
        writer = corpus.writer(tmp_path / name, size)
        writer.add(corpus.documents_of(*bodies))
        writer.commit()
        found.append(states.read(tmp_path / name).copies.tolist())
    assert found[0] == found[1] != []
