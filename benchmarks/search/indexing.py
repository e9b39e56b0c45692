"""How long does indexing take, compared with the peers, and how much faster is it with workers?"""

from __future__ import annotations

import importlib.util
import os
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.search.measure import isolated
from benchmarks.search.peers import pyvi
from benchmarks.search.report import Row

if TYPE_CHECKING:
    from benchmarks.search.bench import Bench

_WORK = "articles to searchable index, all layers, stored text, one process"
"""The first cell of the rows."""


def run(bench: Bench) -> None:
    """Build all indexes in every round, and report the medians of the rounds."""
    report, corpus = bench.report, bench.corpus
    names = ["searchidx", "searchidx parallel"]
    names += ["tantivy"] if importlib.util.find_spec("tantivy") else []
    names += ["searchidx sample", "whoosh sample"]
    pyvi_seconds_per_byte: list[float] = []
    for _ in range(bench.rounds):
        for name in names:
            bench.build(name)
        seconds, size = isolated(pyvi.tokenize, corpus, bench.pyvi_articles).value
        pyvi_seconds_per_byte.append(seconds / size)
    ours = _cpu_seconds(bench, "searchidx")
    segmenting = median(pyvi_seconds_per_byte) * corpus.size
    report.remark(
        f"pyvi's tokenize, titles and bodies apart: {bench.pyvi_articles:,} evenly spaced articles measured, "
        f"scaled by bytes to {segmenting:,.0f} s for all"
    )
    if "tantivy" in names:
        tantivy = _cpu_seconds(bench, "tantivy")
        theirs = f"{segmenting:,.0f} + {tantivy:,.1f} s CPU"
        ratio = (segmenting + tantivy) / ours
        report.add(
            Row(_WORK, "pyvi + tantivy-py", f"{ours:,.1f} s CPU", theirs, f"{ratio:.1f} x less", "6", "10")
        )
        report.remark(
            f"tantivy alone, terms handed over ready, against all of searchidx: {tantivy / ours:.2f} x"
        )
    else:
        report.skip(_WORK, "pyvi + tantivy-py", "tantivy is not installed")
    _whoosh(bench, ours, segmenting)
    _parallel(bench)


def _whoosh(bench: Bench, ours: float, segmenting: float) -> None:
    """Report the CPU time of stock Whoosh, scaled to all articles.

    `ours` and `segmenting` are CPU seconds for all articles, of searchidx and of pyvi.
    """
    sampled_share = bench.whoosh_articles / bench.corpus.number
    stock = _cpu_seconds(bench, "whoosh sample") / sampled_share
    sample = _cpu_seconds(bench, "searchidx sample")
    ratio = (segmenting + stock) / ours
    theirs = f"{segmenting:,.0f} + {stock:,.0f} s CPU"
    bench.report.add(
        Row(_WORK, "pyvi + stock Whoosh", f"{ours:,.1f} s CPU", theirs, f"{ratio:.1f} x less", "15", "25")
    )
    bench.report.remark(
        f"stock Whoosh: {bench.whoosh_articles:,} evenly spaced articles measured and scaled by their number "
        f"({stock * sampled_share:,.1f} s CPU, searchidx {sample:,.1f} s, both without pyvi); "
        "its sorting grows faster"
    )


def _parallel(bench: Bench) -> None:
    """Report the wall time with workers, compared with one process."""
    one_process, with_workers = (
        median(outcome.wall for outcome in bench.outcomes(name))
        for name in ("searchidx", "searchidx parallel")
    )
    row = Row(
        f"the same, wall time on {os.cpu_count()} cores",
        "one process",
        f"{with_workers:,.1f} s",
        f"{one_process:,.1f} s",
        f"{one_process / with_workers:.2f} x faster",
        "1.6",
        "1.8",
    )
    bench.report.add(row)
    used = _cpu_seconds(bench, "searchidx parallel")
    bench.report.remark(
        f"with workers, the writing process used {used:,.1f} s CPU itself: "
        "on a busy machine that says more than the clock"
    )


def _cpu_seconds(bench: Bench, name: str) -> float:
    """Return the median CPU seconds of the builds of an index."""
    return median(float(outcome.value) for outcome in bench.outcomes(name))
