"""CPU time, wall time and memory of work done in a process of its own."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")

_PERIOD = 0.02


class Meter:
    """CPU seconds of this process and all its threads, but for what is done aside in the calling one."""

    def __init__(self) -> None:
        self._began = time.process_time()
        self._aside = 0.0

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave out what this thread does in the block."""
        began = time.thread_time()
        yield
        self._aside += time.thread_time() - began

    def apart(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items; making them is done aside."""
        rest = iter(items)
        while True:
            with self.aside():
                try:
                    item = next(rest)
                except StopIteration:
                    return
            yield item

    def seconds(self) -> float:
        """Return what was used so far."""
        return time.process_time() - self._began - self._aside


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a process returned, how long it took (seconds of the clock), and its memory's peaks in MiB.

    `resident` counts file pages that it maps (VmHWM), `anonymous` only what is its own (RssAnon, looked at
    fifty times a second). Both are with the processes that it starts (looked at as often).
    """

    value: Any
    wall: float
    resident: float
    anonymous: float


def isolated(function: Callable[..., Any], *arguments: object) -> Outcome:
    """Call a module's function in a fresh process; raises RuntimeError when that fails."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(sender, function, arguments))
    process.start()
    sender.close()
    anonymous = together = 0.0
    while not receiver.poll(_PERIOD):
        family = [process.pid or 0, *_children(process.pid or 0)]
        anonymous = max(anonymous, sum(_status(pid, "RssAnon") for pid in family))
        together = max(together, sum(_status(pid, "VmRSS") for pid in family))
    try:
        value, wall, resident = receiver.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"{function.__module__}.{function.__name__} failed, see above") from None
    process.join()
    return Outcome(value, wall, max(resident, together), anonymous)


def _call(sender: Connection, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    began = time.perf_counter()
    value = function(*arguments)
    wall = time.perf_counter() - began
    # ru_maxrss would also count what the parent process held before this one was started from it.
    sender.send((value, wall, _status(None, "VmHWM")))


def _children(pid: int) -> list[int]:
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for found in lists for child in found.split()]


def _status(pid: int | None, name: str) -> float:
    """Return an entry of a process's status, in MiB; 0 when the process is gone."""
    try:
        lines = Path(f"/proc/{pid or 'self'}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)
