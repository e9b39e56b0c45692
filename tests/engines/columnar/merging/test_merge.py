"""Merged segments are the segments that indexing the live documents together would have made."""

from __future__ import annotations

import datetime
from random import Random
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx.engines.columnar.counting import PairDocumentFrequencies
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.format.stored_documents import StoredDocuments
from searchidx.engines.columnar.merging import merge, merge_lists, merge_pairs
from searchidx.engines.columnar.merging.inputs import MergeInputs, SegmentFile
from searchidx.engines.columnar.merging.merge_fields import FieldMerger
from searchidx.engines.columnar.merging.merge_pairs import _subtract
from searchidx.engines.columnar.writing.invert import invert
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write_segment(path: Path, documents: Sequence[Document]) -> Path:
    invert(
        path, corpus.FIELDS, corpus.batch, [encode_document(document) for document in documents], final=True
    )
    return path


def assert_same_sections(path: Path, expected_path: Path) -> None:
    """All sections are equal but those of the compressed blocks, whose documents are equal."""
    found, expected = Container(path), Container(expected_path)
    assert found.meta == expected.meta
    assert sorted(found.names()) == sorted(expected.names())
    for name in found.names():
        if not name.startswith("stored."):
            array, wanted = found.column(name).whole(), expected.column(name).whole()
            assert (name, array.dtype, array.tolist()) == (name, wanted.dtype, wanted.tolist())
    count = found.meta["documents"]
    stored, wanted_stored = StoredDocuments(found), StoredDocuments(expected)
    assert [stored.document(i) for i in range(count)] == [wanted_stored.document(i) for i in range(count)]


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1 << 32), st.sampled_from([1, 50, 1 << 21]), st.sampled_from([1, 9, 1 << 19]))
def test_merging_equals_indexing_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int, block_postings: int, block_pairs: int
) -> None:
    """Whatever is deleted, and however small the blocks are: the same sections, value by value."""
    random, folder = Random(seed), tmp_path_factory.mktemp("merge")
    files, live = [], []
    for number in range(random.choice([1, 2, 3])):
        count = random.choice([1, 5, 30])
        documents = [corpus.document(random, f"{number}-{index}") for index in range(count)]
        share = random.choice([0, 0.3, 1])
        deleted = [index for index in range(count) if random.random() < share]
        live += [document for index, document in enumerate(documents) if index not in deleted]
        path = write_segment(folder / f"MAIN_{number}.columns", documents)
        files.append(SegmentFile(path, np.array(deleted, np.uint32)))
    if not live:
        return
    with (
        mock.patch.object(merge_lists, "_BLOCK_POSTINGS", block_postings),
        mock.patch.object(merge_pairs, "_BLOCK_PAIRS", block_pairs),
    ):
        count = merge.merge(folder / "merged.columns", files, corpus.FIELDS, corpus.Alone())
    assert count == len(live)
    expected = write_segment(folder / "expected.columns", live)
    assert_same_sections(folder / "merged.columns", expected)


@pytest.mark.parametrize(
    ("deleted", "times"),
    [([], [0, 0, 5_000_000, 0]), ([0], [0, 5_000_000, 0]), ([2], None), ([0, 1, 2], None)],
)
def test_times_are_merged(tmp_path: Path, deleted: list[int], times: list[int] | None) -> None:
    """Inputs without times count as zeros, and so does the result if no document with a time is left."""
    second = datetime.datetime(2021, 11, 24, 0, 0, 5)
    dates = [None, datetime.date(2021, 11, 24), second]
    first = [Document(str(number), "", "an", date) for number, date in enumerate(dates)]
    files = [
        SegmentFile(write_segment(tmp_path / "a.columns", first), np.array(deleted, np.uint32)),
        SegmentFile(
            write_segment(tmp_path / "b.columns", [Document("3", "", "ba", datetime.date(2021, 11, 24))]),
            np.zeros(0, np.uint32),
        ),
    ]
    merge.merge(tmp_path / "merged.columns", files, corpus.FIELDS, corpus.Alone())
    container = Container(tmp_path / "merged.columns")
    assert (container.column("times").whole().tolist() if "times" in container else None) == times


def test_documents_get_new_numbers(tmp_path: Path) -> None:
    """The example of the class: deleted documents have none, those of later segments go on."""
    documents = [corpus.document(Random(1), str(number)) for number in range(5)]
    files = [
        SegmentFile(write_segment(tmp_path / "a.columns", documents[:3]), np.array([1], np.uint32)),
        SegmentFile(write_segment(tmp_path / "b.columns", documents[3:]), np.zeros(0, np.uint32)),
    ]
    inputs = MergeInputs(files)
    assert [numbers.tolist() for numbers in inputs.new_documents] == [[0, -1, 1], [2, 3]]
    assert inputs.documents_before == [0, 3]
    assert inputs.live_count == 4


def test_pairs_that_no_document_has_any_more_go() -> None:
    """Frequencies of lost pairs are taken off; what is left of none disappears."""
    whole = PairDocumentFrequencies(np.array([3, 5, 9], np.uint64), np.array([2, 1, 4]))
    lost = PairDocumentFrequencies(np.array([5, 9], np.uint64), np.array([1, 1]))
    left = _subtract(whole, lost)
    assert (left.pairs.tolist(), left.document_frequencies.tolist()) == ([3, 9], [2, 3])
    assert whole.document_frequencies.tolist() == [2, 1, 4]


def test_an_error_leaves_no_temporary_file(tmp_path: Path) -> None:
    """A merge that fails in the middle releases what it collected."""
    path = write_segment(tmp_path / "a.columns", [corpus.document(Random(1), "a")])
    files = [SegmentFile(path, np.zeros(0, np.uint32))]
    with (
        mock.patch.object(FieldMerger, "merge", side_effect=OSError(28, "No space left on device")),
        pytest.raises(OSError, match="No space"),
    ):
        merge.merge(tmp_path / "b.columns", files, corpus.FIELDS, corpus.Alone())
    assert [path.name for path in tmp_path.iterdir()] == ["a.columns"]
