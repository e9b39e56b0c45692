"""What do all measurements share? The corpus, the queries, and the indexes, each built when first needed."""

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
    """One execution of the benchmark. An index that is in `folder` already is not built again.

    Slow peers index samples: stock Whoosh `whoosh_articles` of the articles, pyvi `pyvi_articles`. `rounds`
    is how often `indexing` builds each index.
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
        """Build an index anew, in a process of its own; the value of the outcome is its CPU seconds."""
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
        """Return the folder of an index, which is built if it is missing."""
        if not self.has(name):
            self.build(name)
        return self._path(name)

    def outcomes(self, name: str) -> list[Outcome]:
        """Return the outcomes of all builds of an index; it is built once if it was not."""
        if name not in self._outcomes:
            self.build(name)
        return self._outcomes[name]

    def has(self, name: str) -> bool:
        """Return whether the index of a name exists."""
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        return self.folder / name.replace(" ", "-")

    def size(self, name: str) -> int:
        """Return the size of an index in bytes."""
        return sum(path.stat().st_size for path in self.index(name).rglob("*") if path.is_file())
