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

from searchidx import index as facade
from searchidx import processes as workers
from searchidx import schema
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
    """The processes that a test starts, in small runs of articles; none of them outlives the update."""
    processes: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    monkeypatch.setattr(facade, "_TOGETHER", 5)
    monkeypatch.setattr(new_segments, "FIRST_SIZE", 2_000)
    monkeypatch.setattr(new_segments, "RUN_SIZE", 3_000)
    monkeypatch.setattr(merge, "SHARED", 300)
    yield processes
    assert all(process.returncode is not None for process in processes), "a process was not waited for"


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[Document]], Iterator[Document]]:
    """Documents of which the last come when workers have begun with what came before."""
    jobs: list[Future[Any]] = []

    class Recorded(Future[Any]):
        def __init__(self) -> None:
            super().__init__()
            jobs.append(self)

    def begun(documents: Iterable[Document]) -> Iterator[Document]:
        waiting = list(documents)
        yield from waiting[:-20]
        until = time.monotonic() + 30
        while not any(job.running() or job.done() for job in jobs) and time.monotonic() < until:
            time.sleep(0.01)
        yield from waiting[-20:]

    monkeypatch.setattr(workers, "Future", Recorded)
    return begun


def contents(index: Index) -> dict[str, Any]:
    """All that can be seen of an index: its documents by number, its terms, the scores of some queries."""
    searcher = index._searcher
    found = {}
    for query in ("hoà bình", "bo quoc phong", '"đường sắt" tuyến', "riêng7", "covid-19 -vàng"):
        results = index.search(query, limit=100, explain=True)
        hits = [(hit.document, hit.score, hit.explanation) for hit in results.hits]
        found[query] = (results.total, results.relaxed, hits)
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
        "found": found,
    }


def test_the_index_does_not_depend_on_the_number_of_workers(
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
) -> None:
    """The segment's file is the same, byte by byte, with none, one and two workers; so is what is found."""
    given = articles(98)
    given.append(Document(given[3].id, "bản sửa", "kế hoạch mới"))  # replaces one of an earlier run
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
    assert all(hits for _, _, hits in seen[0]["found"].values())
    assert seen[1] == seen[0]
    assert seen[2] == seen[0]


def test_fields_are_merged_by_workers(
    tmp_path: Path,
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a large merge, the largest field is done elsewhere; of a small one, none."""
    done: list[Any] = []
    call = workers._Worker.call

    def told(worker: Any, job: tuple[Any, ...]) -> Any:
        done.append(job)
        return call(worker, job)

    def unhurried(*args: Any) -> None:
        time.sleep(0.3)  # a worker surely has the first field by then
        write_documents(*args)

    write_documents = merge._write_documents
    monkeypatch.setattr(merge, "_write_documents", unhurried)
    monkeypatch.setattr(workers._Worker, "call", told)
    for least, expected in ((300, {"body"}), (1 << 21, set())):
        monkeypatch.setattr(merge, "SHARED", least)
        done.clear()
        with Index.create(tmp_path / str(least)) as index:
            assert index.update(at_work(articles(98)), workers=1) == 98
        assert {args[-1] for function, args in done if function is merge.merge_field} >= expected
        assert bool(expected) == any(function is merge.merge_field for function, _ in done)


@pytest.mark.parametrize("count", [None, 1, 2])
def test_one_run_starts_no_process(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], count: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand articles and less are indexed where they are, whatever was asked for."""
    monkeypatch.undo()
    monkeypatch.setattr(subprocess, "Popen", None)
    with Index.create(tmp_path / "index") as index:
        assert index.update(articles(1000), workers=count) == 1000


def test_no_workers_are_none(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """`workers=0` keeps all work in this process."""
    with Index.create(tmp_path / "index") as index:
        index.update(articles(30), workers=0)
    assert not started


@pytest.mark.parametrize(("processors", "expected"), [(1, 0), (2, 1), (64, workers.MOST_WORKERS)])
def test_workers_that_pay_off(monkeypatch: pytest.MonkeyPatch, processors: int, expected: int) -> None:
    """The default follows the processors that this process may use, not those of the machine."""
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    monkeypatch.setattr(os, "process_cpu_count", lambda: processors, raising=False)
    assert workers._paying() == expected


def test_a_worker_that_dies_undoes_the_update(
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Killed under way, it is reported; the documents of before stay, the new ones are not half there."""
    slow = workers._PROGRAM.replace(
        "serve()",
        "import time; from searchidx import schema; schema.analyze = lambda *_: time.sleep(60); serve()",
    )
    monkeypatch.setattr(workers, "_PROGRAM", slow)

    def deadly() -> Iterator[Document]:
        yield from at_work(articles(100))
        for process in started:
            process.kill()
        yield from articles(20)

    with Index.create(tmp_path / "index") as index:
        index.update([Document("old", "cũ", "bài cũ")])
        with pytest.raises(WorkerError, match=r"ended before its work was done .*-9.* workers=0"):
            index.update(deadly(), workers=2)
        index.refresh()
        assert list(index.ids()) == ["old"]
        assert index.update(articles(20), workers=0) == 20  # neither lock nor leftovers
    assert len(started) == 2


def test_an_exception_in_a_worker_is_raised_here(
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    at_work: Callable[[Iterable[Document]], Iterator[Document]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its text is in the message, its trace in a note; what was printed there disturbs nothing."""
    broken = workers._PROGRAM.replace(
        "serve()", "from searchidx import schema; schema.analyze = lambda *_: print('x') or 1 / 0; serve()"
    )
    monkeypatch.setattr(workers, "_PROGRAM", broken)
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
    """The exception passes as it is, nothing is committed (and, by the fixture, no process is left)."""

    def failing() -> Iterator[Document]:
        yield from articles(after)
        raise error("from the input")

    with Index.create(tmp_path / "index") as index:
        with pytest.raises(error, match="from the input"):
            index.update(failing(), workers=1)
        index.refresh()
        assert len(index) == 0
    assert len(started) == (after > 10)


@pytest.mark.parametrize(
    "change",
    [
        ("_PROGRAM", "import sys; sys.exit(3)"),
        ("_PROGRAM", "print('something else')"),
        ("executable", "/none"),
    ],
)
def test_processes_that_cannot_be_started_are_done_without(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list[subprocess.Popen[bytes]],
    change: tuple[str, str],
) -> None:
    """A warning tells it, and all documents are there."""
    owner = sys if change[0] == "executable" else workers
    monkeypatch.setattr(owner, *change)

    def patient() -> Iterator[Document]:
        yield from articles(30)
        until = time.monotonic() + 30
        while any(process.poll() is None for process in started) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.1)  # the thread that waits for the process has seen it, too
        yield from articles(60)[30:]

    with Index.create(tmp_path / "index") as index:
        with pytest.warns(RuntimeWarning, match="No worker process could be started"):
            assert index.update(patient(), workers=2) == 60
        assert sorted(index.ids()) == sorted(document.id for document in articles(60))


SCRIPT = """
import subprocess, sys, time
from searchidx import Document, Index
from searchidx.engines.columnar.merging import merge
from searchidx.engines.columnar.writing import new_segments
new_segments.FIRST_SIZE = 2_000
print("begins", flush=True)
start = subprocess.Popen.__init__
def told(self, *args, **options):
    start(self, *args, **options)
    print(self.pid, flush=True)
subprocess.Popen.__init__ = told
def documents():
    for number in range(int(sys.argv[2])):
        yield Document(f"a{number}", "bài", "giá vàng tăng")
        if number > 60: time.sleep(float(sys.argv[3]))
with Index.create(sys.argv[1]) as made:
    print(made.update(documents(), workers=2))
"""


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    """A plain script indexes with workers and runs once; files where it runs are not taken for modules."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "signal.py").write_text("raise SystemExit", encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "index"), "70", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path / "here")
    assert done.stderr == ""
    begins, *processes, taken = done.stdout.split()
    assert (begins, len(processes), taken) == ("begins", 2, "70")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see other processes")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """Killed without a chance to clean up, a program leaves no worker behind."""
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "index"), "100000", "0.05"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lines = iter(program.stdout.readline, "")
        assert next(lines) == "begins\n"
        processes = [int(next(lines)), int(next(lines))]
        time.sleep(1)  # into the update
        program.kill()
    waited = time.monotonic() + 10
    while any(alive(process) for process in processes) and time.monotonic() < waited:
        time.sleep(0.05)
    assert not any(alive(process) for process in processes)


def alive(process: int) -> bool:
    """Tell whether the process still runs."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
