"""Where new segments end, who writes them, and what a worker's error or delay does."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

import pytest

from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.states import segment_path
from searchidx.engines.columnar.writing import invert, new_segments
from searchidx.engines.columnar.writing.new_segments import NewSegments
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from searchidx.engines.base import Batch, Workers

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

ENCODED_BYTES = 100
"""The size of each document of these tests."""

SIZE = ENCODED_BYTES + 200
"""What each adds to the size of a segment."""


def encode(number: int) -> bytes:
    """A document whose encoded form has ENCODED_BYTES."""
    empty = Document(f"{number:03}", "", "an ", extra={"x": ""})
    missing = ENCODED_BYTES - len(encode_document(empty))
    return encode_document(Document(empty.id, "", "an ", extra={"x": "x" * missing}))


def analyze(documents: Sequence[Document]) -> Batch:
    return corpus.batch(list(documents))


class WorkersOfTest:
    """One worker that keeps its jobs until they are asked for; `busy` workers take none."""

    def __init__(self, *, busy: bool = False) -> None:
        self.busy = busy
        self.jobs: list[tuple[Future[Any], Callable[[], object]]] = []

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        if self.busy:
            return None
        future: Future[T] = Future()
        self.jobs.append((future, lambda: function(*args)))
        return future

    def close(self) -> None:
        pass

    def begin(self, job: int) -> None:
        assert self.jobs[job][0].set_running_or_notify_cancel()

    def end(self, job: int, error: Exception | None = None) -> None:
        future, work = self.jobs[job]
        if error is None:
            future.set_result(work())
        else:
            future.set_exception(error)


def segments_in(folder: Path, workers: Workers) -> NewSegments:
    return NewSegments(folder, corpus.FIELDS, analyze, workers)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of 2, then 4, then 5 documents."""
    monkeypatch.setattr(new_segments, "FIRST_FLUSH_BYTES", 2 * SIZE)
    monkeypatch.setattr(new_segments, "MAX_FLUSH_BYTES", 5 * SIZE)


@pytest.mark.parametrize(
    ("documents", "sizes"),
    [(0, []), (1, [1]), (2, [2]), (3, [2, 1]), (6, [2, 4]), (7, [2, 4, 1]), (17, [2, 4, 5, 5, 1])],
)
@pytest.mark.parametrize("busy", [False, True])
def test_segments_grow_to_a_limit(tmp_path: Path, documents: int, sizes: list[int], busy: bool) -> None:
    """The first is small, each later one twice as large up to the limit, whoever writes them."""
    segments = segments_in(tmp_path, WorkersOfTest(busy=busy))
    assert [segments.append(encode(number)) for number in range(documents)] == list(range(documents))
    written = segments.finish()
    assert [segment.stored_count for segment in written] == sizes
    containers = [Container(segment_path(tmp_path, segment.name)) for segment in written]
    assert [container.meta["documents"] for container in containers] == sizes


def test_a_size_is_reached_exactly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A segment is flushed when it has its size, not a byte before; a document counts 200 bytes more."""
    for limit, sizes in ((2 * SIZE, [2, 1]), (2 * SIZE + 1, [3])):
        monkeypatch.setattr(new_segments, "FIRST_FLUSH_BYTES", limit)
        segments = segments_in(tmp_path, corpus.Alone())
        for number in range(3):
            segments.append(encode(number))
        assert [segment.stored_count for segment in segments.finish()] == sizes


def test_dropped_documents_are_found_in_their_segment(tmp_path: Path) -> None:
    """Numbers are those that `append` gave, whether the document is still gathered or written."""
    segments = segments_in(tmp_path, corpus.Alone())
    for number in range(8):
        segments.append(encode(number))
        segments.delete(number // 2)  # some of them in segments that are written already
    segments.delete(7)
    assert [segment.deleted for segment in segments.finish()] == [{0, 1}, {0, 1}, {1}]


def test_jobs_that_no_worker_began_are_done_here(tmp_path: Path) -> None:
    """A worker's unfinished job is waited for, one that it has not begun is taken back."""
    workers = WorkersOfTest()
    segments = segments_in(tmp_path, workers)
    for number in range(7):
        segments.append(encode(number))
    assert len(workers.jobs) == 2
    workers.begin(0)
    workers.end(0)
    assert [segment.stored_count for segment in segments.finish()] == [2, 4, 1]
    assert [future.cancelled() for future, _ in workers.jobs] == [False, True]
    assert len(list(tmp_path.glob("*.columns"))) == 3


def test_the_error_of_a_worker_is_raised(tmp_path: Path) -> None:
    """At the next flush, or at the end."""
    for documents in (6, 7):
        workers = WorkersOfTest()
        segments = segments_in(tmp_path, workers)
        for number in range(3):
            segments.append(encode(number))
        workers.begin(0)
        workers.end(0, ValueError("what a worker met"))
        for number in range(3, 6):
            segments.append(encode(number))
        with pytest.raises(ValueError, match="what a worker met"):
            segments.append(encode(6)) if documents == 7 else segments.finish()


@pytest.mark.parametrize(("documents", "signed"), [(2, [True]), (3, [False, False])])
def test_only_a_single_new_segment_is_final(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: int, signed: list[bool]
) -> None:
    """Several are merged before the commit: only a single one is synced, and gets signatures."""
    final: list[bool] = []
    finish = invert.Inverter.finish

    def recorded(inverter: invert.Inverter, *, final: bool, seen: list[bool] = final) -> None:
        seen.append(final)
        finish(inverter, final=final)

    monkeypatch.setattr(invert.Inverter, "finish", recorded)
    segments = segments_in(tmp_path, corpus.Alone())
    for number in range(documents):
        segments.append(encode(number))
    segments.finish()
    assert final == signed


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 5), (200, [2, 2, 1]), (201, [3, 2]), (500, [5])])
def test_batches_of_the_analysis(monkeypatch: pytest.MonkeyPatch, limit: int, sizes: list[int]) -> None:
    """A batch ends with the document that brings it to its size."""
    monkeypatch.setattr(invert, "ANALYSIS_BATCH_BYTES", limit)
    batches = list(invert.split_batches([bytes(100)] * 5))
    assert [len(batch) for batch in batches] == sizes


def test_an_error_of_the_analysis_leaves_no_file(tmp_path: Path) -> None:
    """What was collected is released."""

    def failing(documents: Sequence[Document]) -> Batch:
        raise RuntimeError("no analysis")

    with pytest.raises(RuntimeError, match="no analysis"):
        invert.invert(tmp_path / "a.columns", corpus.FIELDS, failing, [encode(0)])
    assert list(tmp_path.iterdir()) == []
