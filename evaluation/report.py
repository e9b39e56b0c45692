"""How are runs shown? As tables for a terminal, and as JSON with the values of every query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.metrics import mean
from evaluation.significance import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.collection import Collection
    from evaluation.metrics import Values
    from evaluation.run import Run

OWN_SYSTEM = "searchidx"
"""The name of the system that is compared with all others."""

MEASURES = ("nDCG@10", "MRR@10", "R@100")
"""The measures of the columns."""

_VALUES_WIDTH = 44
"""The width of the first three columns: form, system and nDCG@10."""

_HEADER = (
    f"{'form':<14} {'system':<20} {'nDCG@10':>8} {'MRR@10':>7} {'R@100':>7} {'unjudged':>8} {'changed':>8}   "
    f"{'we gain':>7} {'win/tie/loss':>15} {'p':>7}"
)


def collection_lines(collection: Collection, runs: Sequence[Run]) -> Iterator[str]:
    """Yield the table of one collection. The line of a baseline has a paired test of searchidx against it."""
    documents, queries = f"{len(collection.documents):,}", f"{len(collection.queries):,}"
    yield f"{collection.name}: {documents} documents, {queries} queries"
    yield _HEADER
    for run in runs:
        ours = next((own for own in runs if (own.form, own.system) == (run.form, OWN_SYSTEM)), None)
        against = _comparison(ours, run) if ours is not None and run is not ours else ""
        counts = f"{_count(run.unjudged):>8} {_count(run.changed):>8}"
        yield f"{_values(run.form, run.system, _mean(run))} {counts}   {against}".rstrip()


def summary_lines(runs: Sequence[Run]) -> Iterator[str]:
    """Yield two heading lines, then a line for each form and system that has runs on all collections.

    A line has the means over the collections, then the means over all queries of these collections.
    """
    collections = sorted({run.collection for run in runs})
    yield f"mean of {len(collections)} collections; mean over all their queries"
    yield f"{_HEADER[:_VALUES_WIDTH]} {'MRR@10':>7} {'R@100':>7}   {'nDCG@10':>8} {'MRR@10':>7} {'R@100':>7}"
    for form, system in dict.fromkeys((run.form, run.system) for run in runs):
        runs_of_system = [run for run in runs if (run.form, run.system) == (form, system)]
        if len(runs_of_system) == len(collections):
            over_collections = mean([_mean(run) for run in runs_of_system])
            over_queries = mean([values for run in runs_of_system for values in run.values.values()])
            yield f"{_values(form, system, over_collections)}   {_numbers(over_queries)}"


def as_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return the runs, including the values of every query, as objects for `json.dump`."""
    return [
        {
            "collection": run.collection,
            "form": run.form,
            "system": run.system,
            "changed": run.changed,
            "unjudged": run.unjudged,
            "mean": _mean(run),
            "queries": dict(run.values),
        }
        for run in runs
    ]


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _mean(run: Run) -> Values:
    return mean(list(run.values.values()))


def _values(form: str, system: str, values: Values) -> str:
    return f"{form:<14} {system:<20} {_numbers(values)}"


def _numbers(values: Values) -> str:
    ndcg, mrr, recall = (100 * values[measure] for measure in MEASURES)
    return f"{ndcg:8.2f} {mrr:7.2f} {recall:7.2f}"


def _comparison(ours: Run, theirs: Run) -> str:
    queries = list(ours.values)
    comparison = compare(
        [ours.values[query]["nDCG@10"] for query in queries],
        [theirs.values[query]["nDCG@10"] for query in queries],
    )
    score = f"{comparison.wins}/{comparison.ties}/{comparison.losses}"
    return f"{100 * comparison.difference:+7.2f} {score:>15} {comparison.p_value:7.4f}"
