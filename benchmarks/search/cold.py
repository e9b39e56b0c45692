"""One search as a whole process, beside ripgrep over the same articles as files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.search.corpus import write_files
from benchmarks.search.peers import ripgrep
from benchmarks.search.report import Row

if TYPE_CHECKING:
    from benchmarks.search.bench import Bench

_ROUNDS = 9
_TEXT = "bộ quốc phòng"
_FLOORS = {"Python alone": "pass", "Python and numpy alone": "import numpy"}
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def run(bench: Bench) -> None:
    """Run the commands in turn; all files are in the page cache."""
    folders = dict(
        zip(
            ("one folder", "a thousand to a folder"),
            write_files(bench.corpus, bench.folder / "files"),
            strict=True,
        )
    )
    program = Path(sys.executable).with_name("searchidx")
    ours = [str(program), "search", _TEXT, "--index", str(bench.index("searchidx"))]
    commands = {"searchidx": ours}
    for name, folder in folders.items():
        if command := ripgrep.command(_TEXT, folder):
            commands[name] = command
    floors = {name: [sys.executable, "-c", code] for name, code in _FLOORS.items()}
    environment = _environment(bench.folder / "compiled")
    times = _measured(commands | floors, environment)
    for name in floors:
        bench.report.remark(f"cold start, {name}, in the same rounds: {_ms(times.pop(name))}")
    bench.report.remark(f"cold `searchidx search`, peak resident memory: {_peak(ours, environment):.0f} MiB")
    mine = times.pop("searchidx")
    for name, theirs in times.items():
        bench.report.add(
            Row(
                f'cold `searchidx search "{_TEXT}"`, wall time, files in the page cache',
                f"`rg -il`, {bench.corpus.number:,} files, {name}",
                _ms(mine),
                _ms(theirs),
                f"{theirs[0] / mine[0]:.1f} x less",
                "4",
                "6",
            )
        )
    if not times:
        bench.report.skip("cold `searchidx search`", "`rg -il`", "rg is not installed")


def _environment(compiled: Path) -> dict[str, str]:
    """Python finds compiled modules, as installed ones are."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(compiled)}


def _measured(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Command -> median (wall seconds, CPU seconds); the first round fills the caches and is not counted."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(_ROUNDS + 1):
        for name, command in commands.items():
            began, used = time.perf_counter(), _children()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            found[name].append((time.perf_counter() - began, _children() - used))
    return {
        name: (median(run[0] for run in runs[1:]), median(run[1] for run in runs[1:]))
        for name, runs in found.items()
    }


def _peak(command: list[str], environment: dict[str, str]) -> float:
    """MiB; asked for by a small process, since what its parent holds counts for a process too."""
    small = [sys.executable, "-c", _PEAK, *command]
    done = subprocess.run(small, check=True, capture_output=True, env=environment)
    return int(done.stdout) / 1024


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _ms(seconds: tuple[float, float]) -> str:
    return f"{1000 * seconds[0]:,.0f} ms ({1000 * seconds[1]:,.0f} CPU)"
