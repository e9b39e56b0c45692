"""How are time and memory measured? Either for a function in a fresh process, or for parts of one process."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")

_SAMPLING_SECONDS: Final = 0.02
"""The time between two samples of the memory of a process."""


class Meter:
    """A counter of the CPU seconds of this process and all its threads, except for excluded work."""

    def __init__(self) -> None:
        self._began = time.process_time()
        self._aside = 0.0

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Exclude the CPU time of this thread in a `with` block."""
        began = time.thread_time()
        yield
        self._aside += time.thread_time() - began

    def apart(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, and exclude the CPU time for making them."""
        remaining = iter(items)
        while True:
            with self.aside():
                try:
                    item = next(remaining)
                except StopIteration:
                    return
            yield item

    def seconds(self) -> float:
        """Return the CPU seconds so far, without the excluded ones."""
        return time.process_time() - self._began - self._aside


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value that a function returned in its process, its wall seconds, and its peaks of memory in MiB.

    `resident` includes the pages of mapped files (VmHWM). `anonymous` has only the memory of the process
    itself (RssAnon). Both include child processes, whose memory is sampled fifty times a second.
    """

    value: Any
    wall: float
    resident: float
    anonymous: float


def isolated(function: Callable[..., Any], *arguments: object) -> Outcome:
    """Call a function in a fresh process. Raises RuntimeError if the call fails.

    The function must be at the top level of a module, so that it can be pickled.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(sender, function, arguments))
    process.start()
    sender.close()
    anonymous = resident_sum = 0.0
    while not receiver.poll(_SAMPLING_SECONDS):
        family = [process.pid or 0, *_children(process.pid or 0)]
        anonymous = max(anonymous, sum(_status(pid, "RssAnon") for pid in family))
        resident_sum = max(resident_sum, sum(_status(pid, "VmRSS") for pid in family))
    try:
        value, wall, resident = receiver.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"{function.__module__}.{function.__name__} failed, see above") from None
    process.join()
    return Outcome(value, wall, max(resident, resident_sum), anonymous)


def _call(sender: Connection, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    began = time.perf_counter()
    value = function(*arguments)
    wall = time.perf_counter() - began
    # VmHWM is used because ru_maxrss would include the memory of the parent process.
    sender.send((value, wall, _status(None, "VmHWM")))


def _children(pid: int) -> list[int]:
    try:
        children_by_thread = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for children in children_by_thread for child in children.split()]


def _status(pid: int | None, name: str) -> float:
    """Return a memory size in the status of a process, in MiB. Return 0 if the process or entry is missing.

    The pid None means this process.
    """
    try:
        lines = Path(f"/proc/{pid or 'self'}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)
