"""What does a search pay for filters, orders, counts, copies and snippets?

    python -m benchmarks.features INDEX [QUERIES]

INDEX is the folder of an index, for example one that `python -m benchmarks.search --indexes FOLDER` has kept.
The queries (default: 200) are drawn from ../shared/data. Each query is asked in every way before the next
query, so that other work of the machine affects all ways alike. A time is the least CPU time of three equal
questions in a row, on an open index. The ratio is the median over the queries of the time divided by that of
the plain search.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.search.corpus import queries
from searchidx import Index

if TYPE_CHECKING:
    from collections.abc import Callable

    Question = Callable[[Index, str], object]

_DATA = Path("../shared/data")
"""The folder that has the queries."""

_QUESTIONS: Final[dict[str, Question]] = {
    "plain search": lambda index, query: index.search(query),
    "copies folded": lambda index, query: index.search(query, copies="fold"),
    "three facets": lambda index, query: index.search(query, facets=("source", "category", "year")),
    "newest first": lambda index, query: index.search(query, sort="newest"),
    "one source": lambda index, query: index.search(query, source="VnExpress"),
    "one year": lambda index, query: index.search(query, since="2026", until="2026"),
    "three snippets": lambda index, query: index.search(query, snippets=3),
    "no snippets": lambda index, query: index.search(query, snippets=0),
    "count": lambda index, query: index.count(query),
    "timeline": lambda index, query: index.timeline(query),
}
_REPETITIONS: Final = 3


def _milliseconds(question: Question, index: Index, query: str) -> float:
    """Return the least CPU time of a question."""
    times = []
    for _ in range(_REPETITIONS):
        started = time.process_time()
        question(index, query)
        times.append(time.process_time() - started)
    return min(times) * 1000


def main() -> None:
    """Print the table."""
    texts = queries(_DATA, int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    with Index.open(sys.argv[1]) as index:
        for text in texts[:30]:  # loads modules and fills caches
            index.search(text)
        measured = {
            text: {name: _milliseconds(question, index, text) for name, question in _QUESTIONS.items()}
            for text in texts
        }
    print("| | median, ms | 99th percentile, ms | ratio |\n|---|---|---|---|")
    for name in _QUESTIONS:
        times = sorted(of_query[name] for of_query in measured.values())
        ratios = [of_query[name] / of_query["plain search"] for of_query in measured.values()]
        worst = times[int(0.99 * len(times))]
        print(f"| {name} | {median(times):.2f} | {worst:.2f} | {median(ratios):.2f} |")


if __name__ == "__main__":
    main()
