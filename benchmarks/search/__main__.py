"""How fast and how large is searchidx, compared with its peers? The table is saved in benchmarks/results/.

docs/benchmarks.md explains the comparisons and the rows of the table.
"""

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
"""Name of a part -> the function that measures the part and reports its rows."""

_RESULTS = Path(__file__).parents[1] / "results"
"""The default folder of the tables."""


def main() -> None:
    """Measure the parts in the options, and save the table."""
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
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

    def number(option: str, default: int | None, text: str) -> None:
        parser.add_argument(option, type=int, default=default, metavar="N", help=text)

    def folder(option: str, default: Path | None, text: str) -> None:
        parser.add_argument(option, type=Path, default=default, metavar="FOLDER", help=text)

    number("--articles", None, "index N evenly spaced articles (default: all)")
    number("--queries", 2000, "search N queries (default: 2,000)")
    parser.add_argument(
        "--only",
        type=_parts,
        default=[name for name in _PARTS if name != "growth"],
        metavar="PART,...",
        help=f"measure only these parts of {', '.join(_PARTS)} (default: all but growth)",
    )
    number("--rounds", 1, "build every index N times, in turns (default: 1)")
    number("--whoosh-articles", 3000, "index N articles with stock Whoosh (default: 3,000)")
    number("--pyvi-articles", 1500, "segment N articles with pyvi (default: 1,500)")
    folder(
        "--data",
        Path("../shared/data"),
        "read articles and queries from this folder (default: ../shared/data)",
    )
    work = Path(tempfile.gettempdir()) / "searchidx-benchmark"
    folder("--work", work, f"unpack articles and build indexes in this folder (default: {work})")
    folder("--indexes", None, "keep the indexes in this folder, and use indexes that are already there")
    folder("--results", _RESULTS, "save the table in this folder (default: benchmarks/results)")
    return parser.parse_args()


def _parts(text: str) -> list[str]:
    """Return the names in a comma-separated list of parts. Raises ArgumentTypeError for an unknown name."""
    names = text.split(",")
    if unknown := [name for name in names if name not in _PARTS]:
        raise argparse.ArgumentTypeError(
            f"no such part: {', '.join(unknown)}; choose from {', '.join(_PARTS)}"
        )
    return names


if __name__ == "__main__":
    main()
