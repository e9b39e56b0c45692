"""How long does a search take from the start to the end of its process, compared with ripgrep?"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.search.corpus import write_files
from benchmarks.search.peers import ripgrep
from benchmarks.search.report import Row

if TYPE_CHECKING:
    from benchmarks.search.bench import Bench

_COLD_ROUNDS: Final = 9
"""The number of times that each command is measured, after one more run that is not counted."""

_QUERY = "bộ quốc phòng"
"""The text to search for."""

_PYTHON_ALONE = {"Python alone": "pass", "Python and numpy alone": "import numpy"}
"""Name -> a program. Its time is part of every search, but is not spent by searchidx itself."""

_PEAK_CODE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A program that runs a command and prints its peak of resident memory in KiB."""


class Times(NamedTuple):
    """The wall time and the CPU time of a process, in seconds."""

    wall: float
    cpu: float


def run(bench: Bench) -> None:
    """Report the times of all commands, which take turns. All files are in the page cache."""
    folders = dict(
        zip(
            ("one folder", "a thousand to a folder"),
            write_files(bench.corpus, bench.folder / "files"),
            strict=True,
        )
    )
    program = Path(sys.executable).with_name("searchidx")
    search = [str(program), "search", _QUERY, "--index", str(bench.index("searchidx"))]
    commands = {"searchidx": search}
    for name, folder in folders.items():
        if command := ripgrep.command(_QUERY, folder):
            commands[name] = command
    python_alone = {name: [sys.executable, "-c", code] for name, code in _PYTHON_ALONE.items()}
    environment = _environment(bench.folder / "compiled")
    times = _median_times(commands | python_alone, environment)
    for name in python_alone:
        bench.report.remark(f"cold start, {name}, in the same rounds: {_ms(times.pop(name))}")
    bench.report.remark(
        f"cold `searchidx search`, peak resident memory: {_peak(search, environment):.0f} MiB"
    )
    ours = times.pop("searchidx")
    for name, theirs in times.items():
        bench.report.add(
            Row(
                f'cold `searchidx search "{_QUERY}"`, wall time, files in the page cache',
                f"`rg -il`, {bench.corpus.number:,} files, {name}",
                _ms(ours),
                _ms(theirs),
                f"{theirs.wall / ours.wall:.1f} x less",
                "4",
                "6",
            )
        )
    if not times:
        bench.report.skip("cold `searchidx search`", "`rg -il`", "rg is not installed")


def _environment(compiled: Path) -> dict[str, str]:
    """Return an environment in which Python keeps compiled modules, as in a normal installation."""
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return variables | {"PYTHONPYCACHEPREFIX": str(compiled)}


def _median_times(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, Times]:
    """Return name -> median times of each command. The first round fills the caches and does not count."""
    rounds: dict[str, list[Times]] = {name: [] for name in commands}
    for _ in range(_COLD_ROUNDS + 1):
        for name, command in commands.items():
            began, used = time.perf_counter(), _cpu_of_children()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            rounds[name].append(Times(time.perf_counter() - began, _cpu_of_children() - used))
    return {
        name: Times(median(times.wall for times in counted), median(times.cpu for times in counted))
        for name, (_, *counted) in rounds.items()
    }


def _peak(command: list[str], environment: dict[str, str]) -> float:
    """Return the peak of a command's resident memory in MiB.

    A small process starts the command, because ru_maxrss includes memory of the parent of the command.
    """
    small_parent = [sys.executable, "-c", _PEAK_CODE, *command]
    finished = subprocess.run(small_parent, check=True, capture_output=True, env=environment)
    return int(finished.stdout) / 1024


def _cpu_of_children() -> float:
    """Return the CPU seconds of all child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _ms(times: Times) -> str:
    return f"{1000 * times.wall:,.0f} ms ({1000 * times.cpu:,.0f} CPU)"
