"""How much faster is `Index.search_many` than one search after the other?

    python -m benchmarks.many INDEX [ROUNDS]

INDEX is the folder of an index, for example one that `python -m benchmarks.search --indexes FOLDER` has kept.
The queries are drawn from ../shared/data. Every measurement is a fresh process with empty caches, and the two
ways take turns, so that other work of the machine affects both alike. The table has medians of ROUNDS
(default: 5) measurements.

If the machine has other work, processes wait for processors, and the gain by the clock shrinks or is lost.
The last column, which is computed from CPU times, is the gain if no process has to wait for a processor.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.search.corpus import queries
from benchmarks.search.measure import isolated
from searchidx import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DATA = Path("../shared/data")
"""The folder that has the queries."""

_SIZES: Final = (2, 30, 300, 3_000)
"""The numbers of queries."""


_WORKERS: Final = 1
"""The number of workers. `_Seconds.busier` is right for one worker only."""


class _Seconds(NamedTuple):
    """What a way took: by the clock, and of CPU time in this process and in its workers."""

    clock: float
    own: float
    workers: float

    @property
    def busier(self) -> float:
        """The CPU time of the busier process. With one worker, both work at the same time."""
        return max(self.own, self.workers)


def _measure(folder: Path, texts: Sequence[str], *, together: bool) -> _Seconds:
    """Search for all texts, one after the other or all together."""
    with Index.open(folder) as index:
        index.search("bão lũ")  # loads the modules that every search needs
        clock, own = time.perf_counter(), time.process_time()
        results = index.search_many(texts, workers=_WORKERS) if together else map(index.search, texts)
        for _ in results:
            pass
        clock, own = time.perf_counter() - clock, time.process_time() - own
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return _Seconds(clock, own, children.ru_utime + children.ru_stime)


def _one_by_one(folder: Path, texts: Sequence[str]) -> _Seconds:
    return _measure(folder, texts, together=False)


def _together(folder: Path, texts: Sequence[str]) -> _Seconds:
    return _measure(folder, texts, together=True)


def _medians(measurements: Sequence[_Seconds]) -> _Seconds:
    return _Seconds(*map(median, zip(*measurements, strict=True)))


def _taking_turns(rounds: int, folder: Path, texts: Sequence[str]) -> tuple[_Seconds, _Seconds]:
    """Return the medians of both ways."""
    ways: tuple[Callable[[Path, Sequence[str]], _Seconds], ...] = (_one_by_one, _together)
    measured = [[isolated(way, folder, texts).value for way in ways] for _ in range(rounds)]
    single, many = (_medians(of_way) for of_way in zip(*measured, strict=True))
    return single, many


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    texts = list(dict.fromkeys(queries(_DATA, 2 * max(_SIZES))))
    print("| queries | one by one, s | together, s | ratio | CPU one by one | CPU together | idle ratio |")
    print("|---" * 7 + "|")
    for size in _SIZES:
        single, many = _taking_turns(rounds, folder, texts[:size])
        print(
            f"| {size:,} | {single.clock:.3f} | {many.clock:.3f} | {single.clock / many.clock:.2f} "
            f"| {single.own:.3f} | {many.own:.3f} + {many.workers:.3f} | {single.own / many.busier:.2f} |",
            flush=True,
        )
    print(f"\nload at the end: {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
