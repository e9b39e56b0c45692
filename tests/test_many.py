"""Many searches at once: the answers are those of one search a query, whoever gives them."""

from __future__ import annotations

import datetime
import gc
import inspect
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from searchidx import Document, Index, QuerySyntaxError, SearchError, many, processes
from searchidx.filters import Filters, SearchArguments
from searchidx.model import Results

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ["bão", "lũ", "mưa", "gió", "sông", "núi", "rừng", "biển", "ruộng", "lúa"]
QUERIES = [f"{first} {second}" for first in WORDS for second in (*WORDS, '"mua gio"', "xyz")]
BROKEN = 'bão "'
"""A query that cannot be read."""

Started = list[subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """The processes that a test starts. None of them may be left, and none is too much work to start."""
    started_processes: Started = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started_processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    monkeypatch.setattr(many, "START_SECONDS", 0.0)
    yield started_processes
    gc.collect()
    assert all(process.returncode is not None for process in started_processes), "a process was left"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index of sixty short articles."""
    documents = [
        Document(
            str(number),
            f"Tin {WORDS[number % 10]}",
            " ".join(WORDS[number * step % 10] for step in range(1, 9)),
            datetime.date(2021, 1 + number % 12, 1),
            source=f"Báo {number % 3}",
        )
        for number in range(60)
    ]
    with Index.create(tmp_path / "index") as index:
        index.update(documents)
        yield index


def timeless(results: Results) -> Results:
    return replace(results, took=0.0)


def fake(query: str, *, parent: int, seconds: float = 0.0, limit: int = 0) -> Results:
    """A search that is slow in the parent, so that workers get their share. Its total says who answered."""
    if query == BROKEN:
        raise QuerySyntaxError("It is broken.", query, 0)
    if os.getpid() == parent:
        time.sleep(seconds)
    return Results(query, (), os.getpid(), 0, False, None, 1.0)


def fake_many(queries: list[str], workers: int, seconds: float = 0.02) -> Iterator[Results]:
    arguments: Any = {"parent": os.getpid(), "seconds": seconds}
    return many.search_many(fake, queries, arguments, workers)


ARGUMENTS: list[SearchArguments] = [
    {},
    {"limit": 3, "offset": 2, "explain": True},
    {"typing": True, "exact": True, "copies": "fold", "facets": ("source",), "snippets": 2},
    {"plain": True, "sort": "newest", "since": "3/2021", "where": {"source": "báo 1"}},
]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", ARGUMENTS)
@pytest.mark.parametrize("workers", [0, 1, 2])
def test_answers_are_those_of_one_search_a_query(
    index: Index, started: Started, arguments: SearchArguments, workers: int
) -> None:
    """With any arguments and number of workers, the answers are equal except for their times."""
    queries = [*QUERIES[::3], *QUERIES[:20]]
    expected = [timeless(index.search(query, **arguments)) for query in queries]
    assert list(map(timeless, index.search_many(queries, workers=workers, **arguments))) == expected
    assert len({results.total for results in expected}) > 3
    assert len(started) == workers


def test_workers_answer_in_order(started: Started) -> None:
    """Both processes answer, and the answers have the order of the queries."""
    queries = [str(number) for number in range(200)]
    answers = list(fake_many(queries, 1))
    assert [answer.query for answer in answers] == queries
    assert {answer.total for answer in answers} == {os.getpid(), started[0].pid}


def test_no_query_is_searched_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a worker answers the present chunk, this process answers those after it."""
    given: list[str] = []
    future: Future[list[Results]] = Future()
    here: list[str] = []

    class SlowPool:
        """A worker that accepts one chunk, and answers it when `search` has come to query 20."""

        def __init__(self, workers: int | None) -> None:
            """Start nothing."""

        def submit(
            self, _function: object, _search: bytes, queries: list[str]
        ) -> Future[list[Results]] | None:
            if given:
                return None
            given.extend(queries)
            future.set_running_or_notify_cancel()
            return future

        def close(self) -> None:
            """Stop nothing."""

    def search(query: str) -> Results:
        here.append(query)
        if query == "20":
            future.set_result([fake(each, parent=0) for each in given])
        return fake(query, parent=0)

    monkeypatch.setattr(processes, "WorkerPool", SlowPool)
    queries = [str(number) for number in range(40)]
    assert [answer.query for answer in many.search_many(search, queries, {}, 1)] == queries
    assert given == queries[8:16]
    assert sorted([*here, *given]) == sorted(queries)


def test_arguments_are_those_of_search() -> None:
    """`SearchArguments` has every argument of `Index.search` after the query, and no others."""
    names = [name for name in inspect.signature(Index.search).parameters if name not in ("self", "query")]
    assert names.pop() == "filters"
    assert SearchArguments.__annotations__.keys() == {*names, *Filters.__annotations__}


@pytest.mark.parametrize("count", [0, 1, 40])
def test_little_work_starts_no_process(
    index: Index, monkeypatch: pytest.MonkeyPatch, started: Started, count: int
) -> None:
    """Queries that are answered sooner than a worker starts are answered here."""
    monkeypatch.setattr(many, "START_SECONDS", 1000.0)
    assert len(list(index.search_many(QUERIES[:count], workers=2))) == count
    assert not started


def test_a_single_query_may_be_a_string(index: Index) -> None:
    """A string is one query, not one query a letter."""
    assert [timeless(answer) for answer in index.search_many("bão lũ")] == [timeless(index.search("bão lũ"))]


@pytest.mark.parametrize(
    ("hits", "queries", "searched"),
    [
        (1000, "a b a b a c a", "a b c"),
        (1000, "a b c d e f g h i a i", "a b c d e f g h i"),
        (3, "a b c d e f a f", "a b c d e f a"),
    ],
)
def test_equal_queries_are_searched_once(
    monkeypatch: pytest.MonkeyPatch, hits: int, queries: str, searched: str
) -> None:
    """An answer is given again to an equal query, unless too many other answers came between."""
    calls = []

    def search(query: str) -> Results:
        calls.append(query)
        return fake(query, parent=0)

    monkeypatch.setattr(many, "REMEMBERED_HITS", hits)
    monkeypatch.setattr(many, "CHUNK_QUERIES", 2)
    monkeypatch.setattr(many, "CHUNKS_AHEAD", 1)
    answers = list(many.search_many(search, queries.split(), {}, 0))
    assert [answer.query for answer in answers] == queries.split()
    assert calls == searched.split()


def test_queries_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of endless queries, only a few chunks are read before their turn: fewer if pages are large."""
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield str(read)

    for limit, chunk in ((10, many.CHUNK_QUERIES), (many.CHUNK_HITS // 2, 2), (10**9, 1)):
        read = 0
        answers = many.search_many(fake, endless(), {"limit": limit, "parent": 0}, 0)  # type: ignore[typeddict-unknown-key]
        assert read == 0
        for _ in range(100):
            next(answers)
        assert read <= 100 + (many.CHUNKS_AHEAD + 1) * chunk


@pytest.mark.parametrize("position", [0, 1, 7, 8, 13, 40, 99])
@pytest.mark.parametrize("workers", [0, 1])
def test_a_query_that_cannot_be_read_raises_in_its_turn(position: int, workers: int) -> None:
    """All answers before it are yielded, whoever was to give them. Then the error says which query it is."""
    queries = [str(number) for number in range(100)]
    queries[position] = BROKEN
    answers = fake_many(queries, workers)
    seen: list[str] = []
    with pytest.raises(QuerySyntaxError) as caught:
        seen.extend(answer.query for answer in answers)
    assert caught.value.query == BROKEN
    assert seen == queries[:position]
    assert list(answers) == []


@pytest.mark.parametrize(
    ("arguments", "error"), [({"limit": -1}, SearchError), ({"colour": "red"}, TypeError)]
)
def test_arguments_that_search_refuses(index: Index, arguments: Any, error: type[Exception]) -> None:
    """A refused argument raises the error of `search` with the first answer."""
    with pytest.raises(error, match=str(*arguments)):
        next(index.search_many(QUERIES, **arguments))


def test_an_argument_that_cannot_be_pickled_keeps_all_work_here(index: Index, started: Started) -> None:
    """Such an argument is as good as any other, but no worker can get it."""
    where = MappingProxyType({"source": "báo 1"})
    answers = [timeless(answer) for answer in index.search_many(QUERIES, workers=1, where=where)]
    assert answers == [timeless(index.search(query, where=where)) for query in QUERIES]
    assert not started


@pytest.mark.parametrize("end", ["close", "drop", "raise"])
def test_workers_end_with_the_iterator(started: Started, end: str) -> None:
    """An iterator that is closed, dropped or ended by an error leaves no process; the fixture sees to it."""
    answers = fake_many([str(number) for number in range(1000)], 2)
    for _ in range(20):
        next(answers)
    assert [process.poll() for process in started] == [None, None]
    if end == "close":
        answers.close()  # type: ignore[attr-defined]
    elif end == "raise":
        with pytest.raises(KeyboardInterrupt):
            answers.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    del answers


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_worker_that_stops_is_done_without(started: Started, number: signal.Signals) -> None:
    """A worker that dies or hangs under way costs no answer."""
    queries = [str(number) for number in range(300)]
    seen = []
    for answer in fake_many(queries, 1, 0.005):
        seen.append(answer.query)
        if len(seen) == 10:
            started[0].send_signal(number)
    assert seen == queries


def test_a_worker_that_fails_is_reported(monkeypatch: pytest.MonkeyPatch, started: Started) -> None:
    """The answers are complete, and a warning says why they took longer."""
    broken = processes.WORKER_PROGRAM.replace(
        "serve()", "import searchidx.many as m; del m.first_answers; serve()"
    )
    monkeypatch.setattr(processes, "WORKER_PROGRAM", broken)
    queries = [str(number) for number in range(200)]
    with pytest.warns(RuntimeWarning, match=many.FAILED_WORKER_WARNING) as caught:
        answers = list(fake_many(queries, 1, 0.01))
    assert len(caught) == 1
    assert [answer.query for answer in answers] == queries
    assert {answer.total for answer in answers} == {os.getpid()}


def test_without_workers_that_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no worker can be started, this process gives all answers."""
    monkeypatch.setattr(sys, "executable", "/none")
    queries = [str(number) for number in range(50)]
    with pytest.warns(RuntimeWarning, match=processes.NO_WORKER_WARNING):
        answers = list(fake_many(queries, 1, 0.0))
    assert [answer.query for answer in answers] == queries


@pytest.mark.parametrize("commits", [1, 3])
def test_all_answers_show_the_state_of_the_call(index: Index, started: Started, commits: int) -> None:
    """Commits and `refresh` change no answer, whether a worker still finds the files of the state or not."""
    expected = [timeless(index.search(query)) for query in QUERIES]
    answers = index.search_many(QUERIES, workers=1)
    with Index.open(index.folder) as other:
        for number in range(commits):
            other.delete(list(other.ids()))
            other.update([Document(f"new{number}", "bão lũ", "bão lũ mưa gió")])
    index.refresh()
    assert list(map(timeless, answers)) == expected
    assert len(started) == 1
    assert index.search("lúa").total == 0


def test_an_index_can_be_pickled(index: Index) -> None:
    """The copy shows the same state, not the newest one. It cannot be loaded when the files are gone."""
    story = " ".join(f"{first} {second}" for first in WORDS for second in WORDS)
    index.update([Document("story", "Đập Sen", story), Document("print", "Đập Sen vỡ", f"{story} Theo báo")])
    index.delete(["3", "4", "6", "7"])
    pickled = pickle.dumps(index)
    index.update([Document("new", "bão lũ", "bão lũ mưa gió")])
    with pickle.loads(pickled) as copy:
        assert len(copy) == 58
        assert copy.get("3") is None
        assert copy.get("5") == index.get("5")
        (hit,) = copy.search('"đập sen"', copies="fold").hits
        assert (hit.document.id, hit.copies) == ("story", ("print",))
    for number in range(3):
        index.delete(list(index.ids()))
        index.update([Document(f"new{number}", "bão lũ", "bão lũ mưa gió")])
    with pytest.raises(FileNotFoundError):
        pickle.loads(pickled)
    assert many.first_answers_of_pickled(pickle.dumps(index.search), ["bão"])
    assert many.first_answers_of_pickled(pickled, ["bão"]) == []


SCRIPT = """
import subprocess, sys
from searchidx import Document, Index, many
many.START_SECONDS = 0
start = subprocess.Popen.__init__
def start_and_tell(self, *args, **options):
    start(self, *args, **options)
    print(self.pid, flush=True)
subprocess.Popen.__init__ = start_and_tell
index = Index.create(sys.argv[1])
index.update([Document("1", "bão", "bão lũ")])
answers = index.search_many((f"bão {number}" for number in range(10**6)), workers=1)
for _ in range(30):
    next(answers)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see other processes")
def test_a_script_may_end_before_its_answers(tmp_path: Path) -> None:
    """A script without a main guard, which ends with answers still to come, ends quietly with its worker."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    (worker,) = done.stdout.split()
    assert not Path(f"/proc/{worker}").exists()
