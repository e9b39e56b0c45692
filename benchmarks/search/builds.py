"""How is searchidx itself run? Through its public API, by functions that get processes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.search.measure import Meter
from searchidx.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus


def build(corpus: Corpus, number: int | None, copies: int, workers: int | None, folder: Path) -> float:
    """Index the articles; return the CPU seconds of this process, without those of reading them.

    `number` and `copies` are as for `Corpus.documents`, `workers` is as for `Index.update`.
    """
    meter = Meter()
    with Index.create(folder) as index:
        index.update(meter.apart(corpus.documents(number, copies)), workers=workers)
    return meter.seconds()


def search_all(folder: Path, queries: list[str]) -> int:
    """Search the queries, snippets included, and return the number of hits."""
    with Index.open(folder) as index:
        return sum(len(index.search(query).hits) for query in queries)
