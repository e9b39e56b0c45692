"""How is searchidx itself run? Through its public API, by functions that run in separate processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.search.measure import Meter
from searchidx.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus


def build(corpus: Corpus, number: int | None, copies: int, workers: int | None, folder: Path) -> float:
    """Index the articles. Return the CPU seconds of this process, without the reading of the articles.

    `number` and `copies` are arguments of `Corpus.documents`, and `workers` is an argument of `Index.update`.
    """
    meter = Meter()
    with Index.create(folder) as index:
        index.update(meter.apart(corpus.documents(number, copies)), workers=workers)
    return meter.seconds()


def search_all(folder: Path, queries: list[str]) -> int:
    """Search for the queries, including snippets, and return the total number of hits shown."""
    with Index.open(folder) as index:
        return sum(len(index.search(query).hits) for query in queries)
