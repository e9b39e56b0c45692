"""How do the systems rank the documents of a collection, and how good are these rankings?

A run is a TREC run: the rankings of one system for all queries of a collection. The queries of a run are
typed in one form, so a collection has one run for each system and form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from evaluation.forms import FORMS, SAME_RANKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from evaluation.collection import Collection, Query
    from evaluation.metrics import Values
    from evaluation.systems import System

RUN_DEPTH: Final = 100
"""The maximum number of documents in the ranking of a query."""

JUDGED_DEPTH: Final = 10
"""The depth up to which unjudged documents are counted, which is the depth of nDCG@10."""

Rankings = dict[str, list[str]]
"""Query id -> the ids of the best documents, the best first."""


@dataclass(frozen=True, slots=True)
class Run:
    """The measures of a TREC run: one system, one collection, and one form of its queries.

    `values` is query id -> measure -> value. `changed` is the number of queries whose ranking differs from
    their ranking in the accented form. It is None for the forms that are not in `SAME_RANKING`. `unjudged` is
    the number of documents among the `JUDGED_DEPTH` best of all queries that nobody judged. It is None for
    collections in which no document is judged as not relevant, because their judges read no rankings.
    """

    collection: str
    form: str
    system: str
    values: Mapping[str, Values]
    changed: int | None
    unjudged: int | None = None


def rankings(system: System, queries: Iterable[Query], form: str, depth: int = RUN_DEPTH) -> Rankings:
    """Return the rankings of the best `depth` documents for the queries in a form.

    If a query is itself a document of the collection, with the same id, this document is left out.
    """
    return {query.id: _ranking(system, query, FORMS[form](query), depth) for query in queries}


def _ranking(system: System, query: Query, text: str, depth: int) -> list[str]:
    best = system.rank(text, depth + 1)  # One more, because the query's own document may be among them.
    return [document for document, _ in best if document != query.id][:depth]


def evaluate(
    collection: Collection,
    systems: Mapping[str, System],
    forms: Sequence[str],
    measure: Callable[[Rankings, Mapping[str, Mapping[str, int]]], dict[str, Values]],
    say: Callable[[str], None],
) -> list[Run]:
    """Return the runs of all systems in the given forms, in the order of the forms, then of the systems.

    `measure` returns query id -> measure -> value for rankings and judgements. `say` is called with a line of
    progress before each run.
    """
    accented: dict[str, Rankings] = {}
    runs: list[Run] = []
    for form in forms:
        for name, system in systems.items():
            say(f"{collection.name}: {form}, {name}")
            rankings_in_form = rankings(system, collection.queries, form)
            if form == "accented":
                accented[name] = rankings_in_form
            changed = None
            if form in SAME_RANKING:
                if name not in accented:
                    accented[name] = rankings(system, collection.queries, "accented")
                changed = sum(ranking != accented[name][query] for query, ranking in rankings_in_form.items())
            values = measure(rankings_in_form, collection.judgements)
            unjudged = count_unjudged(rankings_in_form, collection.judgements)
            runs.append(Run(collection.name, form, name, values, changed, unjudged))
    return runs


def count_unjudged(rankings: Rankings, judgements: Mapping[str, Mapping[str, int]]) -> int | None:
    """Return the number of unjudged documents among the `JUDGED_DEPTH` best of each query, summed up.

    The result is None if no document is judged as not relevant, as in `Run.unjudged`.
    """
    if not any(gain == 0 for gains in judgements.values() for gain in gains.values()):
        return None
    return sum(
        document not in judgements[query]
        for query, ranking in rankings.items()
        for document in ranking[:JUDGED_DEPTH]
    )
