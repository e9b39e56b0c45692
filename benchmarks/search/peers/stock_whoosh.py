"""Whoosh as it comes: its default codec, its BM25F, the same layers, the same boosts."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from benchmarks.search.layers import peer_text, prepared
from benchmarks.search.measure import Meter
from searchidx import schema

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus
    from searchidx.engines.plan import Term

_MEMORY = 512
"""Its `limitmb`: the larger, the fewer runs it sorts on the disk."""


def build(corpus: Corpus, number: int, folder: Path) -> float:
    """Index a sample of the articles in one process; return its CPU seconds. Analysis is done aside."""
    from whoosh.index import create_in

    meter = Meter()
    folder.mkdir()
    writer = create_in(folder, _schema()).writer(limitmb=_MEMORY)
    for one in meter.apart(prepared(corpus.documents(number))):
        document = one.document
        stored = {"id": document.id, "stored_title": document.title, "stored_body": document.body}
        writer.add_document(**stored, **one.terms)
    writer.commit()
    return meter.seconds()


def _schema() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its strings have escapes that Python 3.12 warns of
        from whoosh import fields

        from benchmarks.search.peers.whoosh_field import Ready

    found = fields.Schema(id=fields.ID(unique=True, stored=True))
    for name in ("stored_title", "stored_body"):
        found.add(name, fields.STORED())
    for spec in schema.fields():
        found.add(spec.name, Ready(phrase=spec.positions))
    return found


class StockWhoosh:
    """An index opened for searching."""

    def __init__(self, folder: Path) -> None:
        from whoosh.index import open_dir
        from whoosh.scoring import BM25F

        self._searcher = open_dir(folder).searcher(weighting=BM25F(B=0.75, K1=1.2))

    def any_signal(self, boosts: list[tuple[Term, float]], limit: int = 10) -> int:
        """Rank the documents with any of the terms, with its own shortcuts (which are not always right)."""
        from whoosh import query

        terms = [query.Term(term.field, peer_text(term.field, term.text), boost=b) for term, b in boosts]
        return len(self._searcher.search(query.Or(terms), limit=limit).top_n)
