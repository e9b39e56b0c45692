"""Systems x forms over one collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.forms import FORMS, SAME_RANKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from evaluation.collection import Collection, Query
    from evaluation.metrics import Values
    from evaluation.systems import System

DEPTH = 100
Rankings = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Run:
    """One system on one form of all queries: the values of each, by query id.

    `changed` counts the queries whose ranking is another than for the accented form; None where it may be.
    """

    collection: str
    form: str
    system: str
    values: Mapping[str, Values]
    changed: int | None


def rankings(system: System, queries: Iterable[Query], form: str, depth: int = DEPTH) -> Rankings:
    """Return query id -> ids of the best `depth` documents for the queries in a form.

    A query that is itself a document of the collection (the same id) is ranked without that document.
    """
    return {query.id: _ranking(system, query, FORMS[form](query), depth) for query in queries}


def _ranking(system: System, query: Query, text: str, depth: int) -> list[str]:
    found = system.rank(text, depth + 1)
    return [document for document, _ in found if document != query.id][:depth]


def evaluate(
    collection: Collection,
    systems: Mapping[str, System],
    forms: Sequence[str],
    measure: Callable[[Rankings, Mapping[str, Mapping[str, int]]], dict[str, Values]],
    say: Callable[[str], None],
) -> list[Run]:
    """Return the runs of every system on every form, form by form."""
    accented: dict[str, Rankings] = {}
    runs: list[Run] = []
    for form in forms:
        for name, system in systems.items():
            say(f"{collection.name}: {form}, {name}")
            ranked = rankings(system, collection.queries, form)
            if form == "accented":
                accented[name] = ranked
            changed = None
            if form in SAME_RANKING:
                if name not in accented:
                    accented[name] = rankings(system, collection.queries, "accented")
                changed = sum(ranked[query] != accented[name][query] for query in ranked)
            runs.append(Run(collection.name, form, name, measure(ranked, collection.judgements), changed))
    return runs
