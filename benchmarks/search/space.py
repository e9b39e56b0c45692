"""How much memory do indexing and searching take at most, and how large is the index?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.search.builds import search_all
from benchmarks.search.measure import isolated
from benchmarks.search.report import Row

if TYPE_CHECKING:
    from benchmarks.search.bench import Bench

_MEMORY_QUERIES: Final = 500
"""The greatest number of queries for the searching process."""


def memory(bench: Bench) -> None:
    """Report the peak memory of processes that only index or only search."""
    indexing = max(bench.outcomes("searchidx"), key=lambda outcome: outcome.resident)
    queries = bench.queries[:_MEMORY_QUERIES]
    searching = isolated(search_all, bench.index("searchidx"), queries)
    parallel = max(bench.outcomes("searchidx parallel"), key=lambda outcome: outcome.resident)
    for name, outcome, bar, aim in (
        ("indexing, one process", indexing, "1 GiB", "500 MiB"),
        ("indexing, as many processes as pay off, all together", parallel, "1 GiB", "500 MiB"),
        (f"searching, {len(queries):,} queries", searching, "200 MiB", "100 MiB"),
    ):
        ours = f"{outcome.resident:,.0f} MiB, {outcome.anonymous:,.0f} of them its own"
        bench.report.add(Row(f"peak memory, {name}", "", ours, "", "", bar, aim))
    bench.report.remark(
        "peak memory counts the touched pages of the mapped index, which the system takes back when it needs "
        "them; what is the process's own (anonymous pages, Python and numpy included) is beside it"
    )


def size(bench: Bench) -> None:
    """Report the size of the index, and its ratio to the size of the text."""
    index_size = bench.size("searchidx")
    ours, text = f"{index_size / 1e6:,.1f} MB", f"{bench.corpus.size / 1e6:,.1f} MB"
    ratio = f"{index_size / bench.corpus.size:.2f}"
    bench.report.add(
        Row("index folder, stored text included", "size of the text", ours, text, ratio, "1.0", "0.6")
    )
    if bench.has("tantivy"):
        bench.report.remark(f"tantivy's folder: {bench.size('tantivy') / bench.corpus.size:.2f} of the text")
