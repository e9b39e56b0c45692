"""The sketches of documents: written, read, merged and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.segment_writer import write_sketches
from searchidx.engines.columnar.merging.inputs import SegmentFile
from searchidx.engines.columnar.merging.merge import merge
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.reading.verify import verify
from searchidx.engines.columnar.writing.validate import check_batch
from searchidx.errors import IndexFormatError
from tests.support import engine_corpus as corpus
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NO_DELETIONS = np.zeros(0, np.uint32)
BODIES = ["an ba", "", "an", "ca an"]


def segment_at(folder: Path, *bodies: str, deleted: tuple[str, ...] = ()) -> Segment:
    return corpus.segment_of(folder, corpus.documents_of(*bodies), deleted=deleted)


def rows_of(*bodies: str) -> list[list[int]]:
    return [corpus.sketch(document) for document in corpus.documents_of(*bodies)]


def test_the_section_has_the_rows_of_all_batches(tmp_path: Path) -> None:
    """Without batches, there is no section."""
    batches = [np.array([[1, 2], [65_535, 0]], np.uint16), np.zeros((0, 2), np.uint16), np.array([[3, 4]])]
    written = write_container(tmp_path / "a", lambda writer: write_sketches(writer, batches))
    values = written.column("sketches").whole()
    assert (values.tolist(), values.dtype.str) == ([1, 2, 65_535, 0, 3, 4], "<u2")
    assert write_container(tmp_path / "b", lambda writer: write_sketches(writer, [])).names() == []


def test_a_segment_has_a_row_for_each_document(tmp_path: Path) -> None:
    """Deleted documents included. A document without a text has zeros."""
    sketches = segment_at(tmp_path, *BODIES, deleted=("0",)).sketches()
    assert sketches is not None
    assert sketches.tolist() == rows_of(*BODIES)
    assert sketches.tolist()[1] == [0, 0, 0, 0]


def test_a_merge_keeps_the_rows_of_live_documents(tmp_path: Path) -> None:
    files = [
        SegmentFile(segment_at(tmp_path / "0", *BODIES).container.path, np.array([0, 2], np.uint32)),
        SegmentFile(segment_at(tmp_path / "1", "e", "y", "e y").container.path, np.array([1], np.uint32)),
    ]
    assert merge(tmp_path / "merged", files, corpus.FIELDS, corpus.Alone()) == 4
    merged = Segment(tmp_path / "merged", NO_DELETIONS)
    sketches = merged.sketches()
    assert sketches is not None
    assert sketches.tolist() == rows_of("", "ca an", "e", "e y")
    verify([merged])


def test_sketches_are_not_needed(tmp_path: Path) -> None:
    path = segment_at(tmp_path, *BODIES).container.path
    forge(path, None)
    segment = Segment(path, NO_DELETIONS)
    assert segment.sketches() is None
    verify([segment])
    merge(tmp_path / "merged", [SegmentFile(path, NO_DELETIONS)], corpus.FIELDS, corpus.Alone())
    assert Segment(tmp_path / "merged", NO_DELETIONS).sketches() is None


def forge(path: Path, sketches: NDArray[Any] | None) -> None:
    """Replace or remove the sketches of a segment file. Its checksums are right."""
    container = Container(path)
    writer = ContainerWriter(path)
    for name in container.names():
        values = container.column(name).whole()
        if name != "sketches":
            writer.array(name, values, values.dtype.str)
    if sketches is not None:
        writer.array("sketches", sketches, sketches.dtype.str)
    writer.close(container.meta)


FORGED: list[tuple[NDArray[Any], str]] = [
    (np.ones(15, "<u2"), "its contents cannot be read"),  # four documents
    (np.ones(12, "<u2"), "sketches cannot be right"),  # a band has two numbers
    (np.ones(16, "<u4"), "sketches cannot be right"),
    (np.ones(16, "|u1"), "sketches cannot be right"),
]


@pytest.mark.parametrize(("sketches", "reason"), FORGED, ids=range(len(FORGED)))
def test_impossible_sketches_are_damage(tmp_path: Path, sketches: NDArray[Any], reason: str) -> None:
    path = segment_at(tmp_path, *BODIES).container.path
    forge(path, sketches)
    with pytest.raises(IndexFormatError, match=f"damaged.*{reason}"):
        verify([Segment(path, NO_DELETIONS)])


@pytest.mark.parametrize("shape", [(3, 3), (2, 4), (4, 4), (12,), (3, 2, 2)])
def test_a_batch_has_a_sketch_of_an_even_length_for_each_document(shape: tuple[int, ...]) -> None:
    batch = corpus.batch(corpus.documents_of("an", "ba", "ca"))
    check_batch(batch, corpus.FIELDS)
    check_batch(batch._replace(sketches=None), corpus.FIELDS)
    with pytest.raises(ValueError, match="no sketch of an even length for each document"):
        check_batch(batch._replace(sketches=np.ones(shape, np.uint16)), corpus.FIELDS)
