"""Names of files, and which of them a writer keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.states import CommittedSegment, IndexState
from searchidx.errors import IndexFormatError, IndexMissingError
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path


def state(number: int, *names: str) -> IndexState:
    segments = tuple(CommittedSegment(name, 5, np.array([1, 3], np.uint32)) for name in names)
    return IndexState(number, segments, corpus.FIELDS, {"made": "by a test"})


def test_names_of_files(tmp_path: Path) -> None:
    """States are numbered; segments have random names that no other segment has."""
    assert (states.toc_name(7), states.state_name(7)) == ("_MAIN_7.toc", "_MAIN_7.state")
    assert states.segment_path(tmp_path, "MAIN_x") == tmp_path / "MAIN_x.columns"
    names = {states.random_segment_name() for _ in range(50)}
    assert len(names) == 50
    assert all(re.fullmatch(r"MAIN_[a-z0-9]{16}", name) for name in names)


def test_a_state_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Segments, deleted documents, fields and metadata of the newest state are read."""
    for number in (8, 9, 10):
        states.write(tmp_path, state(number, "MAIN_a", "MAIN_b"))
        (tmp_path / states.toc_name(number)).touch()
    found = states.read(tmp_path)
    assert (found.number, found.fields, found.metadata) == (10, corpus.FIELDS, {"made": "by a test"})
    assert [(committed.name, committed.stored_count) for committed in found.segments] == [
        ("MAIN_a", 5),
        ("MAIN_b", 5),
    ]
    assert [committed.deleted.tolist() for committed in found.segments] == [[1, 3], [1, 3]]
    assert [committed.live_count for committed in found.segments] == [3, 3]


def test_only_the_table_of_contents_commits_a_state(tmp_path: Path) -> None:
    """A state without Whoosh's file, or with half of it, is not there yet."""
    assert states.latest(tmp_path / "absent") == states.latest(tmp_path) == -1
    states.write(tmp_path, state(0))
    (tmp_path / "_MAIN_0.toc.12345").touch()
    assert states.latest(tmp_path) == -1
    with pytest.raises(IndexMissingError):
        states.read(tmp_path)
    (tmp_path / states.toc_name(0)).touch()
    assert states.latest(tmp_path) == 0


def test_cleaning_keeps_the_files_of_two_states(tmp_path: Path) -> None:
    """Files of older and of later states, of half-written ones and of unneeded segments go; others stay."""
    kept = {"MAIN_WRITELOCK", "_MAIN_4.state", "_MAIN_4.toc", "_MAIN_5.state", "_MAIN_5.toc"}
    kept |= {"MAIN_old.columns", "MAIN_both.columns", "MAIN_new.columns", "files.json", ".gitkeep"}
    gone = {"_MAIN_3.state", "_MAIN_3.toc", "_MAIN_6.state", "_MAIN_6.toc", "_MAIN_5.state.tmp"}
    gone |= {"_MAIN_5.toc.123", "MAIN_gone.columns", "MAIN_half.columns"}
    for name in kept | gone:
        (tmp_path / name).touch()
    states.write(tmp_path, state(4, "MAIN_old", "MAIN_both"))
    states.write(tmp_path, state(5, "MAIN_both", "MAIN_new"))
    states.clean(tmp_path, 5)
    assert {path.name for path in tmp_path.iterdir()} == kept


PAIRS = [[0, 1], [0, 9], [2, 4]]


def test_pairs_of_copies_come_back(tmp_path: Path) -> None:
    """Without pairs there is no section."""
    written = state(0, "MAIN_a", "MAIN_b")._replace(copies=np.array(PAIRS, np.uint32))
    states.write(tmp_path, written)
    states.write(tmp_path, state(1, "MAIN_a"))
    sections = [Container(tmp_path / states.state_name(number)).names() for number in (0, 1)]
    assert sections == [["deleted.MAIN_a", "deleted.MAIN_b", "copies"], ["deleted.MAIN_a"]]
    for number, pairs in ((0, PAIRS), (1, [])):
        (tmp_path / states.toc_name(number)).touch()
        found = states.read(tmp_path).copies
        assert (found.tolist(), found.dtype.str, found.shape) == (pairs, "<u4", (len(pairs), 2))


DAMAGED_PAIRS: list[tuple[list[int], str]] = [
    ([0, 10], "<u4"),  # there are ten documents
    ([0, 1, 2], "<u4"),
    ([1, 0], "<u4"),
    ([3, 3], "<u4"),
    ([0, 2**32 - 1], "<u4"),
    ([-1, 1], "<i4"),
    ([0, 1], "<i4"),
    ([0, 1], "<u8"),
    ([0, 2**63], "<u8"),
]


@pytest.mark.parametrize(("pairs", "dtype"), DAMAGED_PAIRS, ids=str)
def test_impossible_pairs_are_damage(tmp_path: Path, pairs: list[int], dtype: str) -> None:
    container = ContainerWriter(tmp_path / states.state_name(0))
    for name in ("MAIN_a", "MAIN_b"):
        container.array(f"deleted.{name}", np.zeros(0, np.uint32), "<u4")
    container.array("copies", np.array(pairs, dtype), dtype)
    segments = [["MAIN_a", 5], ["MAIN_b", 5]]
    container.close({"segments": segments, "fields": list(map(list, corpus.FIELDS)), "metadata": {}})
    (tmp_path / states.toc_name(0)).touch()
    with pytest.raises(IndexFormatError, match="impossible contents"):
        states.read(tmp_path)


@pytest.mark.parametrize("metadata", [{"synonyms": 7}, {"synonyms": None}, ["synonyms"], None])
def test_impossible_metadata_are_damage(tmp_path: Path, metadata: Any) -> None:
    """Metadata are strings by names; whatever else is written is recognised when the state is read."""
    container = ContainerWriter(tmp_path / states.state_name(0))
    container.close({"segments": [], "fields": list(map(list, corpus.FIELDS)), "metadata": metadata})
    (tmp_path / states.toc_name(0)).touch()
    with pytest.raises(IndexFormatError, match="impossible contents"):
        states.read(tmp_path)
