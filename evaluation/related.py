"""How well are related articles found? Compares searchidx with MoreLikeThis of tantivy and of Whoosh.

    python -m evaluation.related [FOLDER]

FOLDER (default: ../shared/data/retrieval/vims_news_events) is a test collection in which each query is an
event. Every relevant article of a query is a *source* once, and the other relevant articles of the query are
its related articles. A source has two forms: as it is, and without accents. The source itself is dropped from
rankings before nDCG@10 is computed.

Every line has the mean over all sources, and the means over the sources of two halves of the events: those at
odd and those at even places in the collection. `we gain`, `win/tie/loss` and `p` compare searchidx with the
system of the line by a paired test. Its values are the means of the events, because sources of one event are
not independent.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from analyzers.fold import fold
from evaluation.bm25 import words
from evaluation.collection import load
from evaluation.metrics import ndcg
from evaluation.report import OWN_SYSTEM
from evaluation.significance import compare
from searchidx import Document, Index, SearchError
from searchidx.engines import columnar
from searchidx.planning.similar import similar_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from evaluation.collection import Collection
    from searchidx.engines.base import Searcher

DEPTH: Final = 10
"""The depth of nDCG@10."""

FOLDER: Final = Path("../shared/data/retrieval/vims_news_events")
"""The collection that is read if no other is named."""


class Source(NamedTuple):
    """An article whose related articles are sought, the query that is its event, and id -> gain of these."""

    document: Document
    event: str
    gains: Mapping[str, int]


class Related(Protocol):
    """A system that finds related articles."""

    def related(self, document: Document, limit: int) -> list[str]:
        """Return the ids of at most `limit` documents related to a document, best first.

        The document may have no accents, unlike the indexed document with the same id. This indexed document
        may be among the results.
        """


def sources(collection: Collection) -> list[Source]:
    """Return the sources of a collection, in the order of its queries. A lone relevant article is none."""
    documents = {document.id: document for document in collection.documents}
    found = []
    for query in collection.queries:
        gains = {each: gain for each, gain in collection.judgements[query.id].items() if gain > 0}
        for identifier in gains if len(gains) > 1 else ():
            others = {other: gain for other, gain in gains.items() if other != identifier}
            found.append(Source(documents[identifier], query.id, others))
    return found


def without_accents(document: Document) -> Document:
    """Return a document with the accents of its title and body removed."""
    return replace(document, title=fold(document.title), body=fold(document.body))


FORMS: Final[Mapping[str, Callable[[Document], Document]]] = {
    "accented": lambda document: document,
    "unaccented": without_accents,
}
"""Name of a form -> the function that returns a source in this form."""


# --- The systems -----------------------------------------------------------------------------------------


class SimilarPlan:
    """searchidx, through the plan of related articles."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def related(self, document: Document, limit: int) -> list[str]:
        """Return the ids of at most `limit` related documents, best first."""
        found = self._searcher.search(similar_plan(document, self._searcher), limit=limit)
        return [self._searcher.document(scored.number).id for scored in found.page]


@contextmanager
def searchidx(documents: Sequence[Document]) -> Iterator[SimilarPlan]:
    """Index the documents in a temporary folder and yield a system that searches this index."""
    with tempfile.TemporaryDirectory(prefix="evaluation-") as temporary:
        folder = Path(temporary, "index")
        with Index.create(folder) as index:
            index.update(documents)
        with columnar.open(folder) as engine:
            searcher = engine.searcher()
            yield SimilarPlan(searcher)
            searcher.close()


class Tantivy:
    """MoreLikeThis of tantivy on title and body in one field.

    `segment` divides texts into words, which are then indexed as they are. Without it, tantivy analyses the
    texts with its default analyzer, or removes accents, too, if `fold_accents`. `settings` are the arguments
    of tantivy's query.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        *,
        segment: Callable[[Sequence[str]], list[list[str]]] | None = None,
        fold_accents: bool = False,
        settings: Mapping[str, int],
    ) -> None:
        import tantivy

        self._segment, self._settings = segment, settings
        tokenizer = "whitespace" if segment else "folded" if fold_accents else "default"
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("text", tokenizer_name=tokenizer)
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema)
        lowercase, folding = tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()
        folded = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(lowercase).filter(folding)
        self._index.register_tokenizer("folded", folded.build())
        writer = self._index.writer(num_threads=1)
        for document, text in zip(documents, self._texts(documents), strict=True):
            writer.add_document(tantivy.Document(id=document.id, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _texts(self, documents: Sequence[Document]) -> list[str]:
        texts = list(map(_text, documents))
        return [" ".join(found) for found in self._segment(texts)] if self._segment else texts

    def related(self, document: Document, limit: int) -> list[str]:
        """Return the ids of at most `limit` related documents, best first."""
        import tantivy

        query = tantivy.Query.more_like_this_document_fields_query(
            self._schema, {"text": self._texts([document])}, **self._settings
        )
        hits = self._searcher.search(query, limit).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]


class Whoosh:
    """`more_like` of Whoosh on title and body in one field, with its own analyzer and `terms` key terms."""

    def __init__(self, documents: Sequence[Document], *, terms: int) -> None:
        from whoosh import fields
        from whoosh.filedb.filestore import RamStorage

        schema = fields.Schema(id=fields.ID(stored=True), text=fields.TEXT)
        index = RamStorage().create_index(schema)
        writer = index.writer()
        for document in documents:
            writer.add_document(id=document.id, text=_text(document))
        writer.commit()
        self._searcher, self._terms = index.searcher(), terms

    def related(self, document: Document, limit: int) -> list[str]:
        """Return the ids of at most `limit` related documents, best first. Never return the document."""
        number = self._searcher.document_number(id=document.id)
        hits = self._searcher.more_like(number, "text", text=_text(document), top=limit, numterms=self._terms)
        return [hit["id"] for hit in hits]


def _text(document: Document) -> str:
    return f"{document.title}\n{document.body}"


_TUNED: Final = {"min_doc_frequency": 2, "min_term_frequency": 1, "max_query_terms": 100}
"""Good settings of tantivy on the default collection, with its own analyzer and with words of pyvi."""

BASELINES: Final[Mapping[str, Callable[[Sequence[Document]], Related]]] = {
    "tantivy": partial(Tantivy, settings={}),
    "tantivy, tuned": partial(Tantivy, settings=_TUNED),
    "tantivy, pyvi words": partial(Tantivy, segment=words, settings={}),
    "tantivy, words, tuned": partial(Tantivy, segment=words, settings=_TUNED),
    "tantivy, folded, tuned": partial(Tantivy, fold_accents=True, settings=_TUNED),
    "Whoosh": partial(Whoosh, terms=5),
    "Whoosh, 40 terms": partial(Whoosh, terms=40),
}
"""Name of a baseline -> the function that builds it from the documents. 5 terms are the default of Whoosh."""


# --- The measurement -------------------------------------------------------------------------------------


def measure(
    system: Related, found: Sequence[Source], change: Callable[[Document], Document]
) -> dict[str, list[float]]:
    """Return event -> the nDCG@10 of its sources in a form, which `change` makes."""
    values: dict[str, list[float]] = {}
    for source in found:
        best = system.related(change(source.document), DEPTH + 1)  # one more, because the source may be there
        ranking = [identifier for identifier in best if identifier != source.document.id]
        values.setdefault(source.event, []).append(ndcg(ranking, source.gains, DEPTH))
    return values


def report(form: str, runs: Mapping[str, Mapping[str, Sequence[float]]]) -> Iterator[str]:
    """Yield a heading and a line for each system. `runs` is system -> event -> nDCG@10 of its sources."""
    yield f"{form:<24}  nDCG@10  half 1  half 2   we gain  win/tie/loss       p"
    ours = runs[OWN_SYSTEM]
    for system, values in runs.items():
        by_event = list(values.values())
        means = [_mean(by_event), _mean(by_event[::2]), _mean(by_event[1::2])]
        line = f"{system:<24} {means[0]:8.2f} {means[1]:7.2f} {means[2]:7.2f}"
        if system != OWN_SYSTEM:
            test = compare(list(map(fmean, ours.values())), list(map(fmean, by_event)))
            counts = f"{test.wins}/{test.ties}/{test.losses}"
            line += f"   {100 * test.difference:+7.2f} {counts:>13} {test.p_value:7.4f}"
        yield line


def _mean(by_event: Sequence[Sequence[float]]) -> float:
    """Return the mean over the sources of several events, in per cent, or NaN without events."""
    values = [value for of_event in by_event for value in of_event]
    return 100 * fmean(values) if values else float("nan")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report. Return the exit status: 2 if the collection cannot be read, else 0."""
    parser = argparse.ArgumentParser(prog="evaluation.related")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, metavar="FOLDER")
    folder: Path = parser.parse_args(arguments).folder
    try:
        collection = load(folder)
    except SearchError as error:
        print(f"related: {error}", file=sys.stderr)
        return 2
    found = sources(collection)
    if not found:
        print(f"related: no query of {folder} has two relevant articles. Give another.", file=sys.stderr)
        return 2
    print(f"{collection.name}: {len(collection.documents):,} documents, {len(found):,} sources")
    with searchidx(collection.documents) as own:
        systems: dict[str, Related] = {OWN_SYSTEM: own}
        systems |= {name: build(collection.documents) for name, build in BASELINES.items()}
        for form, change in FORMS.items():
            runs = {name: measure(system, found, change) for name, system in systems.items()}
            for line in report(form, runs):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
