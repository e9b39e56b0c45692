"""How is stock Whoosh run? With its default codec and its own BM25F, on the terms and boosts of searchidx."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

from benchmarks.search.layers import peer_text, prepared
from benchmarks.search.measure import Meter
from searchidx import schema

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus
    from searchidx.engines.plan import Term

_MEMORY_MEGABYTES: Final = 512
"""The `limitmb` of Whoosh's writer. With more memory, less is sorted on the disk."""


def build(corpus: Corpus, number: int, folder: Path) -> float:
    """Index `number` articles in this process. Return the CPU seconds, without reading and analysis."""
    from whoosh.index import create_in

    meter = Meter()
    folder.mkdir()
    writer = create_in(folder, _schema()).writer(limitmb=_MEMORY_MEGABYTES)
    for article in meter.apart(prepared(corpus.documents(number))):
        document = article.document
        stored = {"id": document.id, "stored_title": document.title, "stored_body": document.body}
        writer.add_document(**stored, **article.terms)
    writer.commit()
    return meter.seconds()


def _schema() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns about escapes in Whoosh's strings.
        from whoosh import fields

        from benchmarks.search.peers.whoosh_field import ReadyTerms

    whoosh_schema = fields.Schema(id=fields.ID(unique=True, stored=True))
    for name in ("stored_title", "stored_body"):
        whoosh_schema.add(name, fields.STORED())
    for spec in schema.fields():
        whoosh_schema.add(spec.name, ReadyTerms(phrase=spec.positions))
    return whoosh_schema


class StockWhoosh:
    """An index of stock Whoosh that is open for searching."""

    def __init__(self, folder: Path) -> None:
        from whoosh.index import open_dir
        from whoosh.scoring import BM25F

        self._searcher = open_dir(folder).searcher(weighting=BM25F(B=0.75, K1=1.2))

    def any_signal(self, boosts: list[tuple[Term, float]], limit: int = 10) -> int:
        """Rank the documents that have any of the terms; return the number of hits.

        Whoosh uses shortcuts of its own, which may miss some of the best documents.
        """
        from whoosh import query

        terms = [
            query.Term(term.field, peer_text(term.field, term.text), boost=boost) for term, boost in boosts
        ]
        return len(self._searcher.search(query.Or(terms), limit=limit).top_n)
