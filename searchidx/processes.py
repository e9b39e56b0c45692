"""How are functions called in worker processes, and how does the failure of a worker become an error?

`WorkerPool.submit` gets a function and its arguments, and returns a future of the result. A worker is a new
Python process, a child of the process that uses the pool. worker.py has the loop of a worker, and the
messages between a worker and its parent. The program that uses the library is neither forked nor imported
again, so this program needs no `if __name__ == "__main__"`.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
import warnings
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar, TypeVarTuple

from searchidx.errors import WorkerError
from searchidx.worker import READY_LINE, Call, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.worker import Reply

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

MAX_WORKERS = 2
"""The largest default number of workers. Each worker needs about the memory of its parent."""

START_TIMEOUT_SECONDS = 60.0
"""The maximum time for the start of a worker. A slower worker is killed, and the work is done without it."""

NO_WORKER_WARNING = "No worker process could be started, so this process does all the work."

WORKER_PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = sys.argv[1:]; "
    "from searchidx.worker import serve; serve()"
)
"""The Python program of a worker. It ignores Ctrl-C, and its arguments are the parent's `sys.path`."""


class _Job(NamedTuple):
    """A call for a worker, and the future that gets its result."""

    future: Future[Any]
    call: Call


class WorkerPool:
    """A number of worker processes. The first call of `submit` starts them, and `close` ends them.

    `workers` is the number of workers, possibly 0. None means `default_worker_count()`. If no worker can be
    started, `submit` issues a RuntimeWarning once and accepts no calls. Only one thread may use a pool.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._wanted = default_worker_count() if workers is None else workers
        self._workers: list[_Worker] = []
        self._threads: list[threading.Thread] = []
        """A thread for each worker, which sends calls to the worker and waits for the replies."""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        """The calls that wait for a worker. A None ends the thread that takes it."""
        self._unfinished: list[Future[Any]] = []
        """The futures of the calls that were accepted and may be unfinished."""

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        """Let a worker call a function of a module. Return a future of the result, or None.

        None means that the call is not accepted, because no worker is available or because there are already
        more unfinished calls than workers. The future raises WorkerError if the function raises an exception
        or the worker ends.

        A caller that needs the result must first try to cancel the future. If this succeeds, the caller calls
        the function itself. Without this step it might wait forever, because workers may fail to start.
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
        self._jobs.put(_Job(future, Call(function, args)))
        return future

    def close(self) -> None:
        """End all workers, even during a call, and wait until they have ended. Accept no further calls.

        The future of an unfinished call raises WorkerError, or stays pending if no worker has started. May be
        called more than once.
        """
        self._wanted = 0
        atexit.unregister(self.close)
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
        # In a frozen program, sys.executable is the program itself, not a Python interpreter.
        if sys.executable and not getattr(sys, "frozen", False):
            with suppress(OSError):
                for _ in range(self._wanted):
                    self._workers.append(_Worker())
        # Python waits for threads that are not daemons before it calls `close` at its exit.
        self._threads = [
            threading.Thread(target=self._feed, args=[worker], daemon=True) for worker in self._workers
        ]
        atexit.register(self.close)
        for thread in self._threads:
            thread.start()

    def _feed(self, worker: _Worker) -> None:
        """Give calls to a worker until `close`. The thread of the worker runs this."""
        if not worker.wait_until_ready():
            return
        while job := self._jobs.get():
            if job.future.set_running_or_notify_cancel():
                try:
                    job.future.set_result(worker.call(job.call))
                except BaseException as error:
                    job.future.set_exception(error)


def default_worker_count() -> int:
    """Return the number of available processors less one for the parent, but at most MAX_WORKERS.

    With a single processor, the number is 0.
    """
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        processors = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    else:
        processors = os.cpu_count() or 1
    return min(processors - 1, MAX_WORKERS)


class _Worker:
    """The parent's side of one worker. Only one thread at a time may use its pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", WORKER_PROGRAM, *map(os.path.abspath, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.failed = False
        """Whether `wait_until_ready` has found that the worker did not start."""

    @property
    def _requests(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _replies(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def wait_until_ready(self) -> bool:
        """Wait until the worker has started, at most START_TIMEOUT_SECONDS. Return whether it has started."""
        timer = threading.Timer(START_TIMEOUT_SECONDS, self._process.kill)
        timer.start()
        try:
            self.failed = self._replies.read(len(READY_LINE)) != READY_LINE
        finally:
            timer.cancel()
        return not self.failed

    def call(self, call: Call) -> Any:
        """Let the worker execute a call, and return the result of the function.

        Raises WorkerError if the function raises an exception or the worker ends.
        """
        try:
            send(self._requests, call)
            reply: Reply = receive(self._replies)
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
        """End the process. A thread that waits for a reply then reads the end of the pipe."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close the pipes."""
        for pipe in (self._requests, self._replies):
            with suppress(OSError):  # closing flushes, and the process that would read the rest is gone
                pipe.close()
