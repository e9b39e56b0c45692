"""How time grows with the collection: copies of the articles with changed words."""

from __future__ import annotations

import shutil
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.search.builds import build
from benchmarks.search.measure import isolated
from benchmarks.search.querying import times_of
from benchmarks.search.report import Row

if TYPE_CHECKING:
    from benchmarks.search.bench import Bench

_FIRST = 10_000
_COPIES = 4
_QUERIES = 500


def run(bench: Bench) -> None:
    """Index a part, the whole, and the whole several times over; answer some of the queries on each."""
    number = bench.corpus.number
    sizes = [(min(_FIRST, number // 8), 1), (number, 1), (number, _COPIES)]
    before: tuple[int, float, float] | None = None
    for articles, copies in sizes:
        folder = bench.folder / f"growth-{articles}-{copies}"
        shutil.rmtree(folder, ignore_errors=True)
        outcome = isolated(build, bench.corpus, articles, copies, 0, folder)
        times = isolated(times_of, folder, bench.queries[:_QUERIES]).value
        shutil.rmtree(folder)
        total, query = articles * copies, median(times)
        ours = f"{outcome.value:,.1f} s CPU, {outcome.resident:,.0f} MiB, median query {1000 * query:.2f} ms"
        ratio = ""
        if before:
            more, slower, longer = total / before[0], outcome.value / before[1], query / before[2]
            ratio = f"{more:.1f} x the articles: {slower:.1f} x to index, {longer:.1f} x a query"
        bench.report.add(Row(f"growth: {total:,} articles", "", ours, "", ratio, "linear", ""))
        before = total, outcome.value, query
