"""Work in other processes: functions are called there, and what they return comes back.

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
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, TypeVar, TypeVarTuple

from searchidx.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

MOST_WORKERS = 2
"""Each takes as much memory as the process that they help."""

_PATIENCE = 60.0
"""Seconds that a process may take to start."""

_ALONE = "No worker process could be started, so this process does their work."

_READY = b"searchidx worker is ready\n"
_SIZE = struct.Struct("<Q")
_PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = sys.argv[1:]; "
    "from searchidx.processes import serve; serve()"
)


class WorkerPool:
    """Workers, started when there is work for them; `close` ends them, whatever they do.

    `workers`: how many, None for as many as pay off. Where none can be started, a RuntimeWarning tells it.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._wanted = _paying() if workers is None else workers
        self._workers: list[_Worker] = []
        self._threads: list[threading.Thread] = []
        self._jobs: SimpleQueue[tuple[Future[Any], tuple[Any, ...]] | None] = SimpleQueue()
        self._given: list[Future[Any]] = []

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        """Have a module's function called; None where that would have to wait for more than one other call.

        The future raises WorkerError for an exception. Who wants the result calls the function himself if
        the future can be cancelled: it may be that no worker ever starts.
        """
        if self._wanted and not self._workers:
            self._start()
        if self._wanted and all(worker.failed for worker in self._workers):
            self._wanted = 0
            warnings.warn(_ALONE, RuntimeWarning, stacklevel=2)
        self._given = [future for future in self._given if not future.done()]
        if len(self._given) > len(self._workers) or not self._wanted:
            return None
        future: Future[T] = Future()
        self._given.append(future)
        self._jobs.put((future, (function, args)))
        return future

    def close(self) -> None:
        """End the processes."""
        self._wanted = 0
        for _ in self._threads:
            self._jobs.put(None)
        for worker in self._workers:
            worker.kill()
        for thread in self._threads:
            thread.join()
        for worker in self._workers:
            worker.close()
        self._workers, self._threads = [], []

    def _start(self) -> None:
        if sys.executable and not getattr(sys, "frozen", False):
            with suppress(OSError):
                for _ in range(self._wanted):
                    self._workers.append(_Worker())
        self._threads = [threading.Thread(target=self._serve, args=[worker]) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def _serve(self, worker: _Worker) -> None:
        """Hand jobs to a worker until there are no more: what its thread does."""
        if not worker.ready():
            return
        while job := self._jobs.get():
            future, call = job
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(worker.call(call))
                except BaseException as error:
                    future.set_exception(error)


def serve() -> None:
    """Do what standard input asks for until it ends: the whole life of a worker."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed here must not come between the answers
    answers.write(_READY)
    answers.flush()
    with suppress(EOFError):
        while True:
            _send(answers, _answer(_receive(requests)))


def _answer(call: tuple[Callable[..., Any], tuple[Any, ...]]) -> tuple[bool, Any]:
    """Return (True, the result), or (False, (the exception that there was in a line, its trace))."""
    function, args = call
    try:
        return True, function(*args)
    except Exception as error:
        told = " ".join("".join(traceback.format_exception_only(error)).split())
        return False, (told, traceback.format_exc())


def _paying() -> int:
    """Return how many workers pay off: one processor is for the process that they help."""
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
        self.failed = False
        """Whether it is known that the process did not start."""

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
            self.failed = self._pipes[1].read(len(_READY)) != _READY
        finally:
            timer.cancel()
        return not self.failed

    def call(self, call: tuple[Any, ...]) -> Any:
        """Return what the function returns; raises WorkerError for an exception or a process that ended."""
        requests, answers = self._pipes
        try:
            _send(requests, call)
            done, answer = _receive(answers)
        except (OSError, EOFError) as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            raise WorkerError(
                f"A worker process ended before its work was done (exit status {self._process.returncode}); "
                "the update is undone. If memory ran out, free some, or index with workers=0."
            ) from error
        if not done:
            told, trace = answer
            failure = WorkerError(
                f"A worker process could not index its articles ({told}); the update is undone. "
                "If the disk is full, free some of it; otherwise index with workers=0 to see where."
            )
            failure.add_note(trace)
            raise failure
        return answer

    def kill(self) -> None:
        """End the process: a thread that waits for it sees the end of its pipe."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close the pipes."""
        for pipe in self._pipes:
            with suppress(OSError):  # what was not sent yet cannot be
                pipe.close()


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
