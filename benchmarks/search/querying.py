"""Ranked searches: the best ten of every query, contenders in turn, query by query."""

from __future__ import annotations

import importlib.util
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, TypeVar

from benchmarks.search.peers.stock_whoosh import StockWhoosh
from benchmarks.search.peers.tantivy import Tantivy
from benchmarks.search.report import Row
from searchidx.engines import columnar as engine
from searchidx.engines.plan import Term
from searchidx.index import Index
from searchidx.planning.plan import plan
from searchidx.planning.scoring import idf
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.search.bench import Bench
    from searchidx.engines.base import Searcher
    from searchidx.engines.plan import Plan

    Boosts = list[tuple[Term, float]]
    Times = dict[str, list[float]]

T = TypeVar("T")

_WORK = "ranked top 10, whole plan of a plain query"
_BARS = {"tantivy, any signal": ("0.5", "1"), "tantivy, same matches": ("0.5", "1"), "whoosh": ("100", "300")}


class Ours:
    """One opened index: plans and engine apart, and whole searches over a second opening of it."""

    def __init__(self, folder: Path) -> None:
        self.searcher: Searcher = engine.open(folder).searcher()
        self._index = Index.open(folder)

    def measure(self, query: str, times: Times) -> Plan:
        """Time the three parts of a search, and a search as a whole."""
        planned = _timed(times, "plan", _planned, query, self.searcher)
        _timed(times, "engine", _found, self.searcher, planned)
        times["ours"].append(times["plan"][-1] + times["engine"][-1])
        _timed(times, "Index.search", self._index.search, query)
        return planned


def run(bench: Bench) -> None:
    """Measure all queries over all articles beside tantivy, and some over a sample beside stock Whoosh."""
    times = _against_tantivy(bench)
    few = bench.queries[:: max(1, len(bench.queries) // 200)]
    _split(bench, times, bench.corpus.number)
    for peer in ("tantivy, any signal", "tantivy, same matches"):
        if peer in times:
            _rows(bench, times, peer, f"{len(bench.queries):,} queries, {bench.corpus.number:,} articles")
    if "tantivy, any signal" not in times:
        bench.report.skip(_WORK, "tantivy-py", "tantivy is not installed")
    times = _against_whoosh(bench, few)
    _rows(bench, times, "whoosh", f"{len(few):,} queries, {bench.whoosh_articles:,} articles")


def times_of(folder: Path, queries: list[str]) -> list[float]:
    """Return the CPU seconds that plan and engine take for each query."""
    ours, times = Ours(folder), _no_times()
    for query in queries:
        ours.measure(query, times)
    return times["ours"]


def _against_tantivy(bench: Bench) -> Times:
    ours = Ours(bench.index("searchidx"))
    peer = Tantivy(bench.index("tantivy")) if importlib.util.find_spec("tantivy") else None
    times = _no_times()
    for query in bench.queries:
        planned = ours.measure(query, times)
        if peer is not None:
            boosts = boosts_of(planned, ours.searcher)
            _timed(times, "tantivy, any signal", peer.any_signal, boosts)
            _timed(times, "tantivy, same matches", peer.same_matches, planned, boosts)
    if peer is not None:
        bench.report.remark(f"tantivy's index has {peer.segments} segments")
    return times


def _against_whoosh(bench: Bench, queries: list[str]) -> Times:
    ours, peer = Ours(bench.index("searchidx sample")), StockWhoosh(bench.index("whoosh sample"))
    times = _no_times()
    for query in queries:
        planned = ours.measure(query, times)
        boosts = boosts_of(planned, ours.searcher)
        _timed(times, "whoosh", peer.any_signal, boosts)
    return times


def boosts_of(planned: Plan, searcher: Searcher) -> Boosts:
    """Return every term of the signals with what makes a peer, which multiplies by idf, weigh it as we do."""
    weights = [(term, signal.weight * weight) for signal in planned.signals for term, weight in signal.terms]
    boosts: Boosts = []
    for term, weight in [*weights, *_pairs(planned)]:
        frequency = searcher.document_frequency(term)
        if frequency:
            boosts.append((term, weight / idf(frequency, searcher.document_count())))
    return boosts


def _pairs(planned: Plan) -> Boosts:
    """Neighbours of the query as the peers have them, in lists of their own."""
    refinement = planned.rescoring
    if refinement is None:
        return []
    return [
        (Term(layers(field).pairs, pair.name), pair.adjacent_weight * weight)
        for pair in refinement.pairs
        for field, weight in refinement.fields
    ]


def _split(bench: Bench, times: Times, articles: int) -> None:
    for name in ("plan", "engine", "ours", "Index.search"):
        label = {"ours": "plan + engine", "Index.search": "Index.search (snippets and suggestions too)"}
        bench.report.remark(
            f"searchidx, {label.get(name, name)}, {articles:,} articles: median {_ms(median(times[name]))}, "
            f"99th percentile {_ms(worst(times[name]))}"
        )


def _rows(bench: Bench, times: Times, peer: str, where: str) -> None:
    bar, aim = _BARS[peer]
    for name, statistic in (("median", median), ("99th percentile", worst)):
        mine, theirs = statistic(times["ours"]), statistic(times[peer])
        bars = (bar, aim) if name == "median" or peer == "whoosh" else ("", "")
        ratio = f"{theirs / mine:.2f} x faster"
        bench.report.add(Row(f"{_WORK}, {name}; {where}", peer, _ms(mine), _ms(theirs), ratio, *bars))


def worst(values: list[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100)[-1]


def _no_times() -> Times:
    return {name: [] for name in ("plan", "engine", "ours", "Index.search")}


def _planned(query: str, searcher: Searcher) -> Plan:
    return plan(analyze_query(parse(query)), searcher)


def _found(searcher: Searcher, planned: Plan) -> object:
    return searcher.search(planned, limit=10)


def _timed(times: Times, name: str, work: Callable[..., T], *arguments: object) -> T:
    began = time.process_time()
    result = work(*arguments)
    times.setdefault(name, []).append(time.process_time() - began)
    return result


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.2f} ms"
