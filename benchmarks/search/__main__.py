"""`python -m benchmarks.search`: speed beside the peers, in a table that docs/benchmarks.md explains."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.search import cold, growth, indexing, querying, space
from benchmarks.search.bench import Bench
from benchmarks.search.corpus import prepare, queries
from benchmarks.search.report import Report

_PARTS = {
    "indexing": indexing.run,
    "querying": querying.run,
    "cold": cold.run,
    "memory": space.memory,
    "size": space.size,
    "growth": growth.run,
}
_RESULTS = Path(__file__).parents[1] / "results"


def main() -> None:
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    corpus = prepare(options.data, options.work, options.articles)
    title = f"searchidx beside its peers: {corpus.number:,} articles, {corpus.size / 1e6:,.0f} MB of text"
    print(f"# {title}", flush=True)
    folder = options.indexes or Path(tempfile.mkdtemp(prefix="run-", dir=options.work))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        bench = Bench(
            corpus=corpus,
            folder=folder,
            queries=queries(options.data, options.queries),
            whoosh_articles=min(options.whoosh_articles, corpus.number),
            pyvi_articles=min(options.pyvi_articles, corpus.number),
            rounds=options.rounds,
            report=Report(title),
        )
        for name in options.only:
            _PARTS[name](bench)
        print(f"kept in {bench.report.save(options.results)}")
    finally:
        if not options.indexes:
            shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, help="that many evenly spaced ones (all)")
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--only", type=_parts, default=[name for name in _PARTS if name != "growth"])
    parser.add_argument("--rounds", type=int, default=1, help="builds of each index, taking turns (1)")
    parser.add_argument("--whoosh-articles", type=int, default=3000, help="stock Whoosh's sample (3,000)")
    parser.add_argument("--pyvi-articles", type=int, default=1500, help="pyvi's sample (1,500)")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "searchidx-benchmark")
    parser.add_argument("--indexes", type=Path, help="keep indexes there, and use those of an earlier run")
    parser.add_argument("--results", type=Path, default=_RESULTS)
    return parser.parse_args()


def _parts(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in _PARTS]:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(unknown)}; there are {', '.join(_PARTS)}")
    return names


if __name__ == "__main__":
    main()
