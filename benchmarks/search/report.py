"""How are results shown? As a table with a row for each comparison, which is printed and saved to a file."""

from __future__ import annotations

import datetime
import os
import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: the cells of a row of the table.

    `bar` is the ratio that must be reached, and `aim` is the ratio that is hoped for. Both are in the unit of
    `ratio`, or of `ours` if there is no ratio.
    """

    work: str
    against: str
    ours: str
    theirs: str
    ratio: str
    bar: str
    aim: str


@dataclass(slots=True)
class Report:
    """The results of one execution: the rows of the table, and remarks on the measurements."""

    title: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Add a row and print it at once, because the benchmark takes long."""
        self.rows.append(row)
        print(_line(row), flush=True)

    def skip(self, work: str, against: str, reason: str) -> None:
        """Add a row for a comparison that was not measured, with the reason."""
        self.add(Row(work, against, "", "", f"skipped: {reason}", "", ""))

    def remark(self, text: str) -> None:
        """Add a remark and print it."""
        self.remarks.append(text)
        print(f"- {text}", flush=True)

    def save(self, folder: Path) -> Path:
        """Write the report as Markdown to a file whose name has the time. Return the path of the file."""
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
    """Return a sentence with the time, the machine, its load, and the versions of Python and the packages."""
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
