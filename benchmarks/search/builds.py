"""Builds of our own index, through the public interface, to be called in processes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.search.measure import Meter
from searchidx.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus


def build(corpus: Corpus, number: int | None, copies: int, workers: int | None, folder: Path) -> float:
    """Index the articles; return the CPU seconds of this process. Only reading them is done aside.

    `workers`: 0 for one process, None for as many helpers as pay off.
    """
    meter = Meter()
    with Index.create(folder) as index:
        index.update(meter.apart(corpus.documents(number, copies)), workers=workers)
    return meter.seconds()


def search_all(folder: Path, queries: list[str]) -> int:
    """Answer the queries, snippets included; return the hits shown."""
    with Index.open(folder) as index:
        return sum(len(index.search(query).hits) for query in queries)
