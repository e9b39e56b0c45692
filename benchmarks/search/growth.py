"""How do time and memory grow with the collection? Compares some articles, all, and copies of all."""

from __future__ import annotations

import shutil
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.search.builds import build
from benchmarks.search.measure import isolated
from benchmarks.search.querying import times_of
from benchmarks.search.report import Row

if TYPE_CHECKING:
    from benchmarks.search.bench import Bench

_FIRST_ARTICLES: Final = 10_000
"""The greatest number of articles in the first, smallest collection."""

_COPIES: Final = 4
"""The number of copies of all articles in the last, largest collection."""

_GROWTH_QUERIES: Final = 500
"""The greatest number of queries that are searched in each collection."""


class Growth(NamedTuple):
    """The number of articles, the CPU seconds to index them, and the CPU seconds of the median query."""

    articles: int
    indexing: float
    query: float

    def ratio_to(self, smaller: Growth) -> str:
        """Return the ratios of articles and times to a smaller collection, as text."""
        articles, indexing, query = (mine / theirs for mine, theirs in zip(self, smaller, strict=True))
        return f"{articles:.1f} x the articles: {indexing:.1f} x to index, {query:.1f} x a query"


def run(bench: Bench) -> None:
    """Index and search three collections, and report a row for each."""
    number = bench.corpus.number
    sizes = [(min(_FIRST_ARTICLES, number // 8), 1), (number, 1), (number, _COPIES)]
    smaller: Growth | None = None
    for articles, copies in sizes:
        folder = bench.folder / f"growth-{articles}-{copies}"
        shutil.rmtree(folder, ignore_errors=True)
        outcome = isolated(build, bench.corpus, articles, copies, 0, folder)
        times = isolated(times_of, folder, bench.queries[:_GROWTH_QUERIES]).value
        shutil.rmtree(folder)
        step = Growth(articles * copies, outcome.value, median(times))
        memory, query = f"{outcome.resident:,.0f} MiB", f"{1000 * step.query:.2f} ms"
        ours = f"{step.indexing:,.1f} s CPU, {memory}, median query {query}"
        ratio = step.ratio_to(smaller) if smaller else ""
        bench.report.add(Row(f"growth: {step.articles:,} articles", "", ours, "", ratio, "linear", ""))
        smaller = step
