"""How is work done in other processes, and how does their failure become an error?

`WorkerPool.submit` takes a function and its arguments and returns a future of the result. A worker is a
Python process of its own, started as a child and served through its pipes: the program that uses the library
is neither forked nor imported again, so it needs no `if __name__ == "__main__"`.

Both pipes carry messages: eight bytes with the size of a pickle, then the pickle. A request is a `_Call`, its
reply a `_Reply`. The first bytes from a worker are `READY_LINE`.
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
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar, TypeVarTuple

from searchidx.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

MAX_WORKERS = 2
"""The most workers that are started unasked: each takes as much memory as the process that it works for."""

START_TIMEOUT_SECONDS = 60.0
"""How long a process may take to start. After that it is ended, and its work is done without it."""

NO_WORKER_WARNING = "No worker process could be started, so this process does their work."

READY_LINE = b"searchidx worker is ready\n"
"""What a worker writes when it is ready to receive calls."""

WORKER_PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = sys.argv[1:]; "
    "from searchidx.processes import serve; serve()"
)
"""What a worker runs. Ctrl-C is left to its parent, and modules are found where the parent finds them."""

_MESSAGE_SIZE = struct.Struct("<Q")


class _Call(NamedTuple):
    """A request: a function of a module, which is pickled by its name, and its arguments."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class _Failure(NamedTuple):
    """An exception in a worker: its text in one line, and its traceback."""

    summary: str
    traceback: str


class _Reply(NamedTuple):
    """What a worker sends back: the result of a call, or why there is none."""

    result: Any
    failure: _Failure | None = None


class _Job(NamedTuple):
    """A call that waits for a worker, and the future that gets its result."""

    future: Future[Any]
    call: _Call


class WorkerPool:
    """Worker processes, started when there is the first work for them and ended by `close`.

    `workers` is how many; None stands for as many as pay off, see `default_worker_count`. If none can be
    started, a RuntimeWarning says so, and `submit` takes no calls.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._wanted = default_worker_count() if workers is None else workers
        self._workers: list[_Worker] = []
        self._threads: list[threading.Thread] = []
        """One for each worker: it waits for the replies."""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        """What the threads take their calls from; a None ends one thread."""
        self._unfinished: list[Future[Any]] = []

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        """Have a worker call a module's function, and return a future of the result.

        Returns None if more than one other call would have to be waited for. The future raises WorkerError
        where the function raised an exception. Who wants the result must first try to cancel the future, and
        call the function here if that succeeds: perhaps no worker ever starts.
        """
        if self._wanted and not self._workers:
            self._start()
        if self._wanted and all(worker.failed for worker in self._workers):
            self._wanted = 0
            warnings.warn(NO_WORKER_WARNING, RuntimeWarning, stacklevel=2)
        self._unfinished = [future for future in self._unfinished if not future.done()]
        if len(self._unfinished) > len(self._workers) or not self._wanted:
            return None
        future: Future[T] = Future()
        self._unfinished.append(future)
        self._jobs.put(_Job(future, _Call(function, args)))
        return future

    def close(self) -> None:
        """End the processes, whatever they do."""
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
        # In a frozen program, sys.executable is the program itself and no Python.
        if sys.executable and not getattr(sys, "frozen", False):
            with suppress(OSError):
                for _ in range(self._wanted):
                    self._workers.append(_Worker())
        self._threads = [threading.Thread(target=self._feed, args=[worker]) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def _feed(self, worker: _Worker) -> None:
        """Hand calls to a worker until `close`: what the thread of the worker does."""
        if not worker.wait_until_ready():
            return
        while job := self._jobs.get():
            if job.future.set_running_or_notify_cancel():
                try:
                    job.future.set_result(worker.call(job.call))
                except BaseException as error:
                    job.future.set_exception(error)


def default_worker_count() -> int:
    """Return how many workers pay off: one for each processor but one, which is for the parent."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        processors = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    else:
        processors = os.cpu_count() or 1
    return min(processors - 1, MAX_WORKERS)


def serve() -> None:
    """Answer the calls from standard input until it ends: the whole life of a worker."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What a function prints must not come between the replies.
    replies.write(READY_LINE)
    replies.flush()
    with suppress(EOFError):
        while True:
            _send(replies, _execute(_receive(requests)))


def _execute(call: _Call) -> _Reply:
    try:
        return _Reply(call.function(*call.arguments))
    except Exception as error:
        summary = " ".join("".join(traceback.format_exception_only(error)).split())
        return _Reply(None, _Failure(summary, traceback.format_exc()))


class _Worker:
    """The parent's side of one worker process. Only one thread at a time uses its pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", WORKER_PROGRAM, *map(os.path.abspath, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.failed = False
        """Whether the process is known not to have started."""

    @property
    def _requests(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _replies(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def wait_until_ready(self) -> bool:
        """Wait until the process has started, and return whether it has."""
        timer = threading.Timer(START_TIMEOUT_SECONDS, self._process.kill)
        timer.start()
        try:
            self.failed = self._replies.read(len(READY_LINE)) != READY_LINE
        finally:
            timer.cancel()
        return not self.failed

    def call(self, call: _Call) -> Any:
        """Return what the function returns; raises WorkerError if it raises or the process ends."""
        try:
            _send(self._requests, call)
            reply: _Reply = _receive(self._replies)
        except (OSError, EOFError) as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            raise WorkerError(
                f"A worker process ended before its work was done (exit status {self._process.returncode}); "
                "the update is undone. If memory ran out, free some, or index with workers=0."
            ) from error
        if reply.failure is not None:
            worker_error = WorkerError(
                f"A worker process could not index its articles ({reply.failure.summary}); "
                "the update is undone. "
                "If the disk is full, free some of it; otherwise index with workers=0 to see where."
            )
            worker_error.add_note(reply.failure.traceback)
            raise worker_error
        return reply.result

    def kill(self) -> None:
        """End the process: a thread that waits for a reply sees the end of the pipe."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close the pipes."""
        for pipe in (self._requests, self._replies):
            with suppress(OSError):  # What was not sent yet can no longer be sent.
                pipe.close()


def _send(pipe: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, protocol=5)
    pipe.write(_MESSAGE_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """Return the next value; raises EOFError where the pipe ends."""
    (size,) = _MESSAGE_SIZE.unpack(_read_exactly(pipe, _MESSAGE_SIZE.size))
    return pickle.loads(_read_exactly(pipe, size))


def _read_exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
