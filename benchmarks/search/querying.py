"""How long does a ranked search take? The contenders take turns to find the ten best documents."""

from __future__ import annotations

import importlib.util
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final, TypeVar

from benchmarks.search.peers.stock_whoosh import StockWhoosh
from benchmarks.search.peers.tantivy import Tantivy
from benchmarks.search.report import Row
from searchidx.engines import columnar as engine
from searchidx.engines.plan import Term
from searchidx.index import Index
from searchidx.planning.planner import plan
from searchidx.planning.statistics import idf
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
"""The first cell of the rows."""

_BARS = {"tantivy, any signal": ("0.5", "1"), "tantivy, same matches": ("0.5", "1"), "whoosh": ("100", "300")}
"""Name of a peer's search -> the bar and the aim for the ratio of its time to ours."""

_WHOOSH_QUERIES: Final = 200
"""The least number of evenly spaced queries for stock Whoosh, unless there are fewer queries in all."""


class Ours:
    """An index that is opened twice: to time planning and engine separately, and to time whole searches."""

    def __init__(self, folder: Path) -> None:
        self.searcher: Searcher = engine.open(folder).searcher()
        self._index = Index.open(folder)

    def measure(self, query: str, times: Times) -> Plan:
        """Add the times of planning, of the engine, of both, and of a whole search. Return the plan."""
        planned = _timed(times, "plan", _plan_of, query, self.searcher)
        _timed(times, "engine", _best_ten, self.searcher, planned)
        times["ours"].append(times["plan"][-1] + times["engine"][-1])
        _timed(times, "Index.search", self._index.search, query)
        return planned


def run(bench: Bench) -> None:
    """Report the times of searches, compared with tantivy and stock Whoosh.

    tantivy has all queries and all articles. Stock Whoosh has some of the queries and a sample of the
    articles.
    """
    times = _against_tantivy(bench)
    whoosh_queries = bench.queries[:: max(1, len(bench.queries) // _WHOOSH_QUERIES)]
    _remark_parts(bench, times, bench.corpus.number)
    for peer in ("tantivy, any signal", "tantivy, same matches"):
        if peer in times:
            _rows(bench, times, peer, f"{len(bench.queries):,} queries, {bench.corpus.number:,} articles")
    if "tantivy, any signal" not in times:
        bench.report.skip(_WORK, "tantivy-py", "tantivy is not installed")
    times = _against_whoosh(bench, whoosh_queries)
    _rows(bench, times, "whoosh", f"{len(whoosh_queries):,} queries, {bench.whoosh_articles:,} articles")


def times_of(folder: Path, queries: list[str]) -> list[float]:
    """Return the CPU seconds of planning and engine for each query."""
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
    """Return the terms of a plan's signals and pairs that the index has, each with its boost for a peer.

    The boost is the weight of the term divided by its idf, because the peers multiply the boost by the idf.
    """
    weights = [(term, signal.weight * weight) for signal in planned.signals for term, weight in signal.terms]
    boosts: Boosts = []
    for term, weight in [*weights, *_pair_weights(planned)]:
        frequency = searcher.document_frequency(term)
        if frequency:
            boosts.append((term, weight / idf(frequency, searcher.document_count())))
    return boosts


def _pair_weights(planned: Plan) -> Boosts:
    """Return the terms and weights of the pairs of a plan. The peers index pairs in separate fields."""
    rescoring = planned.rescoring
    if rescoring is None:
        return []
    return [
        (Term(layers(field).pairs, pair.name), pair.adjacent_weight * weight)
        for pair in rescoring.pairs
        for field, weight in rescoring.fields
    ]


def _remark_parts(bench: Bench, times: Times, articles: int) -> None:
    labels = {"ours": "plan + engine", "Index.search": "Index.search (snippets and suggestions too)"}
    for name in ("plan", "engine", "ours", "Index.search"):
        bench.report.remark(
            f"searchidx, {labels.get(name, name)}, {articles:,} articles: median {_ms(median(times[name]))}, "
            f"99th percentile {_ms(worst(times[name]))}"
        )


def _rows(bench: Bench, times: Times, peer: str, where: str) -> None:
    """Report the median and the 99th percentile, compared with a peer's search."""
    bar, aim = _BARS[peer]
    for name, statistic in (("median", median), ("99th percentile", worst)):
        ours, theirs = statistic(times["ours"]), statistic(times[peer])
        bars = (bar, aim) if name == "median" or peer == "whoosh" else ("", "")
        ratio = f"{theirs / ours:.2f} x faster"
        bench.report.add(Row(f"{_WORK}, {name}; {where}", peer, _ms(ours), _ms(theirs), ratio, *bars))


def worst(values: list[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100)[-1]


def _no_times() -> Times:
    return {name: [] for name in ("plan", "engine", "ours", "Index.search")}


def _plan_of(query: str, searcher: Searcher) -> Plan:
    return plan(analyze_query(parse(query)), searcher)


def _best_ten(searcher: Searcher, planned: Plan) -> object:
    return searcher.search(planned, limit=10)


def _timed(times: Times, name: str, work: Callable[..., T], *arguments: object) -> T:
    """Call a function and return its result. Append its CPU seconds to `times[name]`."""
    began = time.process_time()
    result = work(*arguments)
    times.setdefault(name, []).append(time.process_time() - began)
    return result


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.2f} ms"
