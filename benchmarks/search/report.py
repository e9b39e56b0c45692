"""The table: one row a piece of work, with the bar that was set; printed, and kept with its date."""

from __future__ import annotations

import datetime
import os
import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison; `ratio` is of the unit that the bar is in ("x less", MiB, ...), None when skipped."""

    work: str
    against: str
    ours: str
    theirs: str
    ratio: str
    bar: str
    aim: str


@dataclass(slots=True)
class Report:
    """What a run found: the table, and remarks on how it came about."""

    title: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Take a row in, and show it at once: a run is long."""
        self.rows.append(row)
        print(_line(row), flush=True)

    def skip(self, work: str, against: str, reason: str) -> None:
        """Say that a row was not measured, and why."""
        self.add(Row(work, against, "", "", f"skipped: {reason}", "", ""))

    def remark(self, text: str) -> None:
        """Add a remark and show it."""
        self.remarks.append(text)
        print(f"- {text}", flush=True)

    def save(self, folder: Path) -> Path:
        """Write the report as markdown, in a file named by its time."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"search-{datetime.datetime.now():%Y-%m-%d-%H%M}.md"
        header = Row("work", "against", "searchidx", "peer", "ratio", "bar", "aim")
        lines = [f"# {self.title}", "", _machine(), "", _line(header), "|---" * 7 + "|"]
        lines += [*map(_line, self.rows), "", *(f"- {remark}" for remark in self.remarks), ""]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path


def _line(row: Row) -> str:
    cells = row.work, row.against, row.ours, row.theirs, row.ratio, row.bar, row.aim
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    packages = ", ".join(f"{name} {_version(name)}" for name in ("numpy", "tantivy", "whoosh", "pyvi"))
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{datetime.datetime.now():%Y-%m-%d %H:%M}, {_processor()}, {os.cpu_count()} cores (load {load} at "
        f"the end of the run), Python {platform.python_version()}, {packages}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
