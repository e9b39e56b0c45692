"""How is tantivy run? The Rust library, through tantivy-py, on the terms and boosts of searchidx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from benchmarks.search.layers import peer_text, prepared
from benchmarks.search.measure import Meter
from searchidx import schema
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, NoneOf, TermPhrase

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.search.corpus import Corpus
    from searchidx.engines.plan import Condition, Plan, Term

_HEAP_BYTES: Final = 1_000_000_000
"""The memory of tantivy's only indexing thread. It is enough for a few large segments."""

Boosts = list[tuple["Term", float]]
"""Terms, each with the factor of its score in a peer."""


def build(corpus: Corpus, folder: Path) -> float:
    """Index the articles with one indexing thread and wait for all merges. Return the CPU seconds.

    Reading, analysis and joining the terms with blanks are not counted. Splitting the terms, which tantivy
    does, is counted.
    """
    import tantivy

    meter = Meter()
    folder.mkdir()
    writer = tantivy.Index(_schema(), path=str(folder)).writer(heap_size=_HEAP_BYTES, num_threads=1)
    for article in meter.apart(prepared(corpus.documents())):
        with meter.aside():
            texts = {name: " ".join(term for term, _ in terms) for name, terms in article.terms.items()}
        document = tantivy.Document()
        document.add_text("id", article.document.id)
        document.add_bytes("stored_title", article.document.title.encode())
        document.add_bytes("stored_body", article.document.body.encode())
        for name, text in texts.items():
            document.add_text(name, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return meter.seconds()


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("stored_title", "stored_body"):
        builder.add_bytes_field(name, stored=True)  # A text field would also be indexed.
    for spec in schema.fields():
        option = "position" if spec.positions else "freq"
        builder.add_text_field(spec.name, tokenizer_name="whitespace", index_option=option)
    return builder.build()


class Tantivy:
    """An index of tantivy that is open for searching. `segments` is the number of its segments."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self.segments = self._searcher.num_segments

    def any_signal(self, boosts: Boosts, limit: int = 10) -> int:
        """Rank the documents that have any of the terms; return the number of hits.

        The total is not counted, so that tantivy can skip documents that cannot be among the best.
        """
        return len(self._searcher.search(self._summed(boosts), limit=limit, count=False).hits)

    def same_matches(self, plan: Plan, boosts: Boosts, limit: int = 10) -> int:
        """Rank the plan's complete matches, or its partial matches if they are needed. Return the total."""
        result = self._matching(plan.complete, boosts, limit)
        if plan.partial is not None and (not plan.tiered or len(result.hits) < limit):
            result = self._matching(plan.partial, boosts, limit)
        return int(result.count)

    def _matching(self, condition: Condition, boosts: Boosts, limit: int) -> Any:
        must, should = self._tantivy.Occur.Must, self._tantivy.Occur.Should
        filtered = self._tantivy.Query.const_score_query(self._condition(condition), 0.0)
        parts = [(must, filtered), *((should, query) for query in self._boosted(boosts))]
        return self._searcher.search(self._tantivy.Query.boolean_query(parts), limit=limit, count=True)

    def _summed(self, boosts: Boosts) -> Any:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in self._boosted(boosts)])

    def _boosted(self, boosts: Boosts) -> list[Any]:
        boost = self._tantivy.Query.boost_query
        return [boost(self._term(term), weight) for term, weight in boosts]

    def _term(self, term: Term) -> Any:
        text = peer_text(term.field, term.text)
        return self._tantivy.Query.term_query(self._schema, term.field, text, index_option="freq")

    def _condition(self, condition: Condition) -> Any:
        """Return tantivy's query for a condition of a plain query. A phrase only requires all its terms."""
        query, occur = self._tantivy.Query, self._tantivy.Occur
        match condition:
            case AnyTerm(terms):
                return query.boolean_query([(occur.Should, self._term(term)) for term in terms])
            case AllOf(children) if not children:
                return query.all_query()
            case AllOf(children):
                return query.boolean_query([(occur.Must, self._condition(child)) for child in children])
            case AnyOf(children):
                return query.boolean_query([(occur.Should, self._condition(child)) for child in children])
            case TermPhrase(positions):
                return self._condition(AllOf(tuple(AnyTerm(terms) for terms in positions)))
            case NoneOf(child):
                without = [(occur.Must, query.all_query()), (occur.MustNot, self._condition(child))]
                return query.boolean_query(without)
        raise ValueError(f"a plain query has no such condition: {condition}")
