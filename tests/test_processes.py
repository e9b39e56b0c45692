"""Indexing with worker processes: the same index whatever their number, and never a lost document."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from searchidx import processes, schema, update
from searchidx.engines.columnar.merging import merge
from searchidx.engines.columnar.writing import new_segments
from searchidx.errors import WorkerError
from searchidx.index import Index
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TEXT = """công an bộ quốc phòng hoà bình hòa bình Hà Nội đường sắt tuyến mới 2019 03/2019/NĐ-CP giá vàng tăng
mạnh học sinh trường đại học bóng đá Việt Nam thắng đậm; nhà máy. nước sạch, kế hoạch! covid-19 TP.HCM"""
WORDS = TEXT.split()
PAIRS = ("công an", "vàng tăng", "an công", "giá giá")


def articles(count: int) -> list[Document]:
    draw = random.Random(5)
    return [
        Document(
            id=f"a{number}",
            title=" ".join(draw.choices(WORDS, k=draw.randrange(9))),
            body=" ".join(draw.choices(WORDS, k=draw.randrange(60))) + f" riêng{number}",
            source=draw.choice(["Báo Một", "Báo Hai"]),
        )
        for number in range(count)
    ]


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that a test starts, each with few articles; none of them may outlive the update."""
    started_processes: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started_processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    monkeypatch.setattr(update, "ADD_BATCH_DOCUMENTS", 5)
    monkeypatch.setattr(new_segments, "FIRST_FLUSH_BYTES", 2_000)
    monkeypatch.setattr(new_segments, "MAX_FLUSH_BYTES", 3_000)
    monkeypatch.setattr(merge, "WORKER_MIN_POSTINGS", 300)
    yield started_processes
    assert all(process.returncode is not None for process in started_processes), "a process was left"


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[Document]], Iterator[Document]]:
    """A function that yields documents, the last twenty only when a worker has begun with those before."""
    futures: list[Future[Any]] = []

    class Recorded(Future[Any]):
        def __init__(self) -> None:
            super().__init__()
            futures.append(self)

    def wait_for_workers(documents: Iterable[Document]) -> Iterator[Document]:
        given = list(documents)
        yield from given[:-20]
        deadline = time.monotonic() + 30
        while not any(future.running() or future.done() for future in futures):
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        yield from given[-20:]

    monkeypatch.setattr(processes, "Future", Recorded)
    return wait_for_workers


def contents(index: Index) -> dict[str, Any]:
    """All that can be seen of an index: its documents by number, its terms, the scores of some queries."""
    searcher = index._searcher
    answers = {}
    for query in ("hoà bình", "bo quoc phong", '"đường sắt" tuyến', "riêng7", "covid-19 -vàng"):
        results = index.search(query, limit=100, explain=True)
        hits = [(hit.document, hit.score, hit.explanation) for hit in results.hits]
        answers[query] = (results.total, results.relaxed, hits)
    return {
        "documents": {name: (searcher.document_number(name), index.get(name)) for name in index.ids()},
        "terms": {
            field.name: [(term, searcher.document_frequencies(field.name, [term])[0]) for term in terms]
            for field in schema.fields()
            if not field.pairs_of
            for terms in [sorted(searcher.terms_with_prefix(field.name, "", 100_000))]
        },
        "pairs": {
            field.name: list(searcher.document_frequencies(field.name, PAIRS))
            for field in schema.fields()
            if field.pairs_of
        },
        "answers": answers,
    }


@pytest.mark.slow
def test_the_index_does_not_depend_on_the_number_of_workers(
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
) -> None:
    """With none, one and two workers, the segment has the same bytes, and every answer is the same."""
    given = articles(98)
    given.append(Document(given[3].id, "bản sửa", "kế hoạch mới"))  # replaces one that was indexed before
    seen, files = [], []
    for count in (0, 1, 2):
        folder = tmp_path / str(count)
        with Index.create(folder) as index:
            assert index.update(at_work(given) if count else iter(given), workers=count) == 99
            seen.append(contents(index))
        files.append([path.read_bytes() for path in folder.glob("*.columns")])
    assert len(started) == 3
    assert len(files[0]) == 1
    assert files[1] == files[0]
    assert files[2] == files[0]
    assert len(seen[0]["documents"]) == 98
    assert set(seen[0]["terms"]) >= {"title", "body", "body_folded", "body_words", "source"}
    assert all(sum(counts) for counts in seen[0]["pairs"].values())
    assert all(hits for _, _, hits in seen[0]["answers"].values())
    assert seen[1] == seen[0]
    assert seen[2] == seen[0]


@pytest.mark.slow
def test_fields_are_merged_by_workers(
    tmp_path: Path,
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a large merge, a worker does the largest field; a small merge is done by the parent alone."""
    calls: list[Any] = []
    call_worker = processes._Worker.call

    def record_call(worker: Any, call: Any) -> Any:
        calls.append(call)
        return call_worker(worker, call)

    def write_slowly(*args: Any) -> None:
        time.sleep(0.3)  # a worker surely has the first field by then
        write_documents(*args)

    write_documents = merge._write_documents
    monkeypatch.setattr(merge, "_write_documents", write_slowly)
    monkeypatch.setattr(processes._Worker, "call", record_call)
    for threshold, expected in ((300, {"body"}), (1 << 21, set())):
        monkeypatch.setattr(merge, "WORKER_MIN_POSTINGS", threshold)
        calls.clear()
        with Index.create(tmp_path / str(threshold)) as index:
            assert index.update(at_work(articles(98)), workers=1) == 98
        fields = {call.arguments[-1] for call in calls if call.function is merge.merge_field}
        assert fields >= expected
        assert bool(fields) == bool(expected)


@pytest.mark.parametrize("count", [None, 1, 2])
def test_few_articles_start_no_process(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], count: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to a thousand articles are indexed by the parent alone, however many workers are wanted."""
    monkeypatch.undo()
    monkeypatch.setattr(subprocess, "Popen", None)
    with Index.create(tmp_path / "index") as index:
        assert index.update(articles(1000), workers=count) == 1000


def test_without_workers_no_process_is_started(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    """With `workers=0` the parent does all the work."""
    with Index.create(tmp_path / "index") as index:
        index.update(articles(30), workers=0)
    assert not started


@pytest.mark.parametrize(("processors", "expected"), [(1, 0), (2, 1), (64, processes.MAX_WORKERS)])
def test_workers_that_pay_off(monkeypatch: pytest.MonkeyPatch, processors: int, expected: int) -> None:
    """The default counts the processors that this process may use, not those of the machine."""
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    monkeypatch.setattr(os, "process_cpu_count", lambda: processors, raising=False)
    assert processes.default_worker_count() == expected


@pytest.mark.slow
def test_a_worker_that_dies_undoes_the_update(
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If workers are killed under way, the error says so, and the index stays as it was before."""
    slow = processes.WORKER_PROGRAM.replace(
        "serve()",
        "import time; from searchidx import schema; schema.analyze = lambda *_: time.sleep(60); serve()",
    )
    monkeypatch.setattr(processes, "WORKER_PROGRAM", slow)

    def kill_workers() -> Iterator[Document]:
        yield from at_work(articles(100))
        for process in started:
            process.kill()
        yield from articles(20)

    with Index.create(tmp_path / "index") as index:
        index.update([Document("old", "cũ", "bài cũ")])
        with pytest.raises(WorkerError, match=r"ended before its work was done .*-9.* workers=0"):
            index.update(kill_workers(), workers=2)
        index.refresh()
        assert list(index.ids()) == ["old"]
        assert index.update(articles(20), workers=0) == 20  # neither lock nor leftovers
    assert len(started) == 2


def test_an_exception_in_a_worker_is_raised_in_the_parent(
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message has the text of the exception, a note its traceback; what a worker prints does no harm."""
    broken = processes.WORKER_PROGRAM.replace(
        "serve()", "from searchidx import schema; schema.analyze = lambda *_: print('x') or 1 / 0; serve()"
    )
    monkeypatch.setattr(processes, "WORKER_PROGRAM", broken)
    with Index.create(tmp_path / "index") as index:
        with pytest.raises(WorkerError, match="ZeroDivisionError: division by zero") as caught:
            index.update(at_work(articles(50)), workers=1)
        index.refresh()
        assert len(index) == 0
    assert "Traceback" in caught.value.__notes__[0]
    assert len(started) == 1


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("after", [3, 40])
def test_input_that_fails_undoes_the_update(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], error: type[BaseException], after: int
) -> None:
    """The exception passes as it is, and nothing is committed; the fixture sees that no process is left."""

    def fail_in_between() -> Iterator[Document]:
        yield from articles(after)
        raise error("from the input")

    with Index.create(tmp_path / "index") as index:
        with pytest.raises(error, match="from the input"):
            index.update(fail_in_between(), workers=1)
        index.refresh()
        assert len(index) == 0
    assert len(started) == (after > 10)


@pytest.mark.parametrize(
    "change",
    [
        ("WORKER_PROGRAM", "import sys; sys.exit(3)"),
        ("WORKER_PROGRAM", "print('something else')"),
        ("executable", "/none"),
    ],
)
def test_processes_that_cannot_be_started_are_done_without(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list[subprocess.Popen[bytes]],
    change: tuple[str, str],
) -> None:
    """A warning says so, and the parent indexes all documents."""
    owner = sys if change[0] == "executable" else processes
    monkeypatch.setattr(owner, *change)

    def wait_until_all_ended() -> Iterator[Document]:
        yield from articles(30)
        deadline = time.monotonic() + 30
        while any(process.poll() is None for process in started) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.1)  # the thread that waits for the process has seen it, too
        yield from articles(60)[30:]

    with Index.create(tmp_path / "index") as index:
        with pytest.warns(RuntimeWarning, match=processes.NO_WORKER_WARNING):
            assert index.update(wait_until_all_ended(), workers=2) == 60
        assert sorted(index.ids()) == sorted(document.id for document in articles(60))


SCRIPT = """
import subprocess, sys, time
from searchidx import Document, Index
from searchidx.engines.columnar.merging import merge
from searchidx.engines.columnar.writing import new_segments
new_segments.FIRST_FLUSH_BYTES = 2_000
print("begins", flush=True)
start = subprocess.Popen.__init__
def start_and_tell(self, *args, **options):
    start(self, *args, **options)
    print(self.pid, flush=True)
subprocess.Popen.__init__ = start_and_tell
def documents():
    for number in range(int(sys.argv[2])):
        yield Document(f"a{number}", "bài", "giá vàng tăng")
        if number > 60: time.sleep(float(sys.argv[3]))
with Index.create(sys.argv[1]) as index:
    print(index.update(documents(), workers=2))
"""


@pytest.mark.slow
def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    """A plain script runs once, though it uses workers; files in its working folder are not imported."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "signal.py").write_text("raise SystemExit", encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "index"), "70", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path / "here")
    assert done.stderr == ""
    begins, *process_ids, indexed = done.stdout.split()
    assert (begins, len(process_ids), indexed) == ("begins", 2, "70")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see other processes")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """A program that is killed without a chance to clean up leaves no worker behind."""
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "index"), "100000", "0.05"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lines = iter(program.stdout.readline, "")
        assert next(lines) == "begins\n"
        workers = [int(next(lines)), int(next(lines))]
        time.sleep(1)  # into the update
        program.kill()
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, workers))


def is_running(process_id: int) -> bool:
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii")
    except (ProcessLookupError, FileNotFoundError):
        return False
    state = stat.rpartition(")")[2].split()[0]
    return state != "Z"  # a zombie has ended, but nobody has waited for it


@pytest.fixture
def pool() -> Iterator[processes.WorkerPool]:
    """A pool of one worker."""
    pool = processes.WorkerPool(1)
    yield pool
    pool.close()


def test_the_future_has_the_result(pool: processes.WorkerPool) -> None:
    """A function of a module is called in another process."""
    future = pool.submit(os.getppid)
    assert future is not None
    assert future.result(30) == os.getpid()


def test_a_pool_takes_one_call_more_than_it_has_workers(pool: processes.WorkerPool) -> None:
    """One call waits, so that a worker never does; the next one is refused until another is finished."""
    futures = [pool.submit(time.sleep, 0.2) for _ in range(3)]
    assert [future is None for future in futures] == [False, False, True]
    for future in futures[:2]:
        assert future is not None
        future.result(30)
    assert pool.submit(time.sleep, 0) is not None


def test_a_closed_pool_takes_no_calls(pool: processes.WorkerPool) -> None:
    """`close` ends the worker, whatever it does, and fails the call that was not finished."""
    future = pool.submit(time.sleep, 60)
    assert future is not None
    while not future.running():
        time.sleep(0.01)
    pool.close()
    with pytest.raises(WorkerError, match="ended before its work was done"):
        future.result(0)
    assert pool.submit(time.sleep, 0) is None


def test_a_pool_starts_no_process_before_there_is_work(started: list[subprocess.Popen[bytes]]) -> None:
    """A pool costs nothing until `submit` is called."""
    processes.WorkerPool(2).close()
    assert not started


def test_a_process_that_does_not_start_in_time_is_done_without(
    monkeypatch: pytest.MonkeyPatch, pool: processes.WorkerPool
) -> None:
    """A worker that is not ready after a while is ended, and its call can be cancelled."""
    monkeypatch.setattr(processes, "START_TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr(processes, "WORKER_PROGRAM", "import time; time.sleep(60)")
    future = pool.submit(os.getpid)
    assert future is not None
    (thread,) = pool._threads
    thread.join(30)
    assert future.cancel()
    with pytest.warns(RuntimeWarning, match=processes.NO_WORKER_WARNING):
        assert pool.submit(os.getpid) is None
