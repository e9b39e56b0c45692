"""What all measurements share: the corpus, the folders, and the indexes, built once a run."""

from __future__ import annotations

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
    """One run. `folder` is its own and goes with it; a small sample serves the slow peers."""

    corpus: Corpus
    folder: Path
    queries: list[str]
    whoosh_articles: int
    pyvi_articles: int
    rounds: int
    report: Report
    _built: dict[str, Path] = field(default_factory=dict)
    _outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    _count: int = 0

    def build(self, name: str) -> Outcome:
        """Build one of the indexes anew in a process of its own; its value is the CPU seconds."""
        self._count += 1
        target = self.folder / f"{name}-{self._count}"
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
        self._built[name] = target
        self._outcomes.setdefault(name, []).append(outcome)
        return outcome

    def index(self, name: str) -> Path:
        """Return the folder of an index, building it unless this run did."""
        if name not in self._built:
            self.build(name)
        return self._built[name]

    def outcomes(self, name: str) -> list[Outcome]:
        """Return what all builds of an index took, at least one."""
        self.index(name)
        return self._outcomes[name]

    def built(self) -> set[str]:
        """Return the names of the indexes that there are."""
        return set(self._built)

    def size(self, name: str) -> int:
        """Return the bytes of an index's files."""
        return sum(path.stat().st_size for path in self.index(name).rglob("*") if path.is_file())
