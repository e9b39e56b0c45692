"""Analysis in worker processes: the same batches in the same order, however many there are.

A worker is a child of this module's own, told what to do through its pipes: the program that uses the library
is neither forked nor imported again.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
import traceback
import warnings
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from analyzers.bulk import Analyzer
from searchidx import schema
from searchidx.engines.base import Batch
from searchidx.errors import WorkerError
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

MOST_WORKERS = 2
"""More of them would wait for the one process that writes the index: it has half of the work."""

_AHEAD = 8
"""Batches that may be under way: enough to keep workers busy while a run of them is inverted."""

_PATIENCE = 60.0
"""Seconds that a process may take to start."""

_ALONE = "No worker process could be started, so this process does their work."

_READY = b"searchidx worker is ready\n"
_SIZE = struct.Struct("<Q")
_SENT = (*schema.TEXT_FIELDS, *schema.KEYWORD_FIELDS)
_PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = sys.argv[1:]; "
    "from searchidx.workers import serve; serve()"
)


def analyzed(batches: Iterable[Sequence[Document]], workers: int | None = None) -> Generator[Batch]:
    """Yield the batches with the terms of all their layers, in order; close the iterator to end the workers.

    `workers`: how many processes, None for as many as pay off; one batch alone never starts any. Where none
    can be started, a RuntimeWarning tells it and this process does the work. Raises WorkerError.
    """
    rest = iter(batches)
    head = deque(islice(rest, 2))
    wanted = _paying() if workers is None else workers
    with _team(wanted if len(head) > 1 else 0) as team:
        analyzer = Analyzer()
        if head:
            yield schema.analyze(head.popleft(), analyzer)  # while the workers start
        ready = [worker for worker in team if worker.ready()]
        if ready:
            del analyzer
            yield from _shared_out(chain(head, rest), ready)
            return
        if wanted and head:
            warnings.warn(_ALONE, RuntimeWarning, stacklevel=2)
        for documents in chain(head, rest):
            yield schema.analyze(documents, analyzer)


def serve() -> None:
    """Analyse what standard input asks for until it ends: the whole life of a worker."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    analyzer = Analyzer()
    answers.write(_READY)
    answers.flush()
    with suppress(EOFError):
        while True:
            _send(answers, _answer(_receive(requests), analyzer))


def _answer(columns: list[list[str]], analyzer: Analyzer) -> Any:
    """Return the streams by field, or the trace of the exception that there was."""
    try:
        rows = zip(*columns, strict=True)
        documents = [Document(id="", **dict(zip(_SENT, row, strict=True))) for row in rows]
        streams = schema.analyze(documents, analyzer).streams
        return {name: stream.compact() for name, stream in streams.items()}
    except Exception:
        return traceback.format_exc()


def _paying() -> int:
    """Return how many workers pay off: one processor is for the process that writes."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        processors = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    else:
        processors = os.cpu_count() or 1
    return min(processors - 1, MOST_WORKERS)


class _Worker:
    """One process; its pipes are used by one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, *map(os.path.abspath, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def ready(self) -> bool:
        """Wait until the process has started, and tell whether it has."""
        timer = threading.Timer(_PATIENCE, self._process.kill)
        timer.start()
        try:
            return self._pipes[1].read(len(_READY)) == _READY
        finally:
            timer.cancel()

    def analyze(self, documents: Sequence[Document]) -> Batch:
        """Return the documents with their streams."""
        requests, answers = self._pipes
        try:
            _send(requests, [[_plain(document, name) for document in documents] for name in _SENT])
            answer = _receive(answers)
        except (OSError, EOFError) as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            raise WorkerError(
                f"A worker process ended before its work was done (exit status {self._process.returncode}); "
                "the update is undone. If memory ran out, free some, or index with workers=0."
            ) from error
        if isinstance(answer, str):
            failure = WorkerError(
                f"A worker process could not analyse its articles ({answer.splitlines()[-1]}); the update is "
                "undone. Index with workers=0 to see where."
            )
            failure.add_note(answer)
            raise failure
        return Batch(tuple(documents), answer)

    def kill(self) -> None:
        """End the process: a thread that waits for it sees the end of its pipe."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close the pipes."""
        for pipe in self._pipes:
            with suppress(OSError):  # what was not sent yet cannot be
                pipe.close()


@contextmanager
def _team(count: int) -> Iterator[list[_Worker]]:
    """Start so many workers, or as many as can be; all have ended after the block."""
    team: list[_Worker] = []
    try:
        if sys.executable and not getattr(sys, "frozen", False):
            with suppress(OSError):
                for _ in range(count):
                    team.append(_Worker())
        yield team
    finally:
        for worker in team:
            worker.kill()
            worker.close()


def _shared_out(batches: Iterable[Sequence[Document]], team: list[_Worker]) -> Generator[Batch]:
    """Yield the batches as the workers analyse them, in order."""
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in team:
        idle.put(worker)

    def analyze(documents: Sequence[Document]) -> Batch:
        worker = idle.get()
        try:
            return worker.analyze(documents)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(len(team))
    analyzer = Analyzer()
    pending: deque[tuple[Sequence[Document], Future[Batch]]] = deque()
    try:
        for documents in batches:
            pending.append((documents, threads.submit(analyze, documents)))
            while pending and (pending[0][1].done() or len(pending) >= _AHEAD):
                _lend_a_hand(pending, analyzer)
                yield pending.popleft()[1].result()
        while pending:
            _lend_a_hand(pending, analyzer)
            yield pending.popleft()[1].result()
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        for worker in team:
            worker.kill()
        raise
    finally:
        threads.shutdown()


def _lend_a_hand(pending: deque[tuple[Sequence[Document], Future[Batch]]], analyzer: Analyzer) -> None:
    """Analyse here what no worker has begun, as long as this process would only wait for the first."""
    for at, (documents, future) in enumerate(pending):
        if pending[0][1].done():
            return
        if future.cancel():
            done: Future[Batch] = Future()
            done.set_result(schema.analyze(documents, analyzer))
            pending[at] = documents, done


def _plain(document: Document, name: str) -> str:
    """Return a text of the document without the class of its own that it may have: workers do not know it."""
    return str.__str__(getattr(document, name))


def _send(pipe: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, protocol=5)
    pipe.write(_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """Return the next value; raises EOFError where the pipe ends."""
    (size,) = _SIZE.unpack(_read(pipe, _SIZE.size))
    return pickle.loads(_read(pipe, size))


def _read(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
