"""What do all measurements share? The corpus, the queries, and the indexes, which are built on demand."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.search import builds
from benchmarks.search.measure import Outcome, isolated
from benchmarks.search.peers import stock_whoosh, tantivy

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus
    from benchmarks.search.report import Report


@dataclass(slots=True)
class Bench:
    """One execution of the benchmark.

    Slow peers process samples of the articles: stock Whoosh indexes `whoosh_articles`, and pyvi segments
    `pyvi_articles`. The part `indexing` builds each index `rounds` times.
    """

    corpus: Corpus
    folder: Path
    queries: list[str]
    whoosh_articles: int
    pyvi_articles: int
    rounds: int
    report: Report
    _outcomes: dict[str, list[Outcome]] = field(default_factory=dict)

    def build(self, name: str) -> Outcome:
        """Build an index in a process of its own, and replace an older one. Return its outcome.

        The value of the outcome is the number of CPU seconds. Raises ValueError for an unknown name.
        """
        target = self.folder / f"{name}.part"
        shutil.rmtree(target, ignore_errors=True)
        match name:
            case "searchidx":
                outcome = isolated(builds.build, self.corpus, None, 1, 0, target)
            case "searchidx parallel":
                outcome = isolated(builds.build, self.corpus, None, 1, None, target)
            case "searchidx sample":
                outcome = isolated(builds.build, self.corpus, self.whoosh_articles, 1, 0, target)
            case "tantivy":
                outcome = isolated(tantivy.build, self.corpus, target)
            case "whoosh sample":
                outcome = isolated(stock_whoosh.build, self.corpus, self.whoosh_articles, target)
            case _:
                raise ValueError(name)
        shutil.rmtree(self._path(name), ignore_errors=True)
        target.rename(self._path(name))
        self._outcomes.setdefault(name, []).append(outcome)
        return outcome

    def index(self, name: str) -> Path:
        """Return the folder of an index. Build the index if it does not exist."""
        if not self.has(name):
            self.build(name)
        return self._path(name)

    def outcomes(self, name: str) -> list[Outcome]:
        """Return the outcomes of all builds of an index by this object. Build it if there are none."""
        if name not in self._outcomes:
            self.build(name)
        return self._outcomes[name]

    def has(self, name: str) -> bool:
        """Return whether an index exists."""
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        return self.folder / name.replace(" ", "-")

    def size(self, name: str) -> int:
        """Return the size of an index in bytes."""
        return sum(path.stat().st_size for path in self.index(name).rglob("*") if path.is_file())
