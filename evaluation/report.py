"""Runs as tables for a terminal and as JSON for later comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.metrics import mean
from evaluation.significance import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.collection import Collection
    from evaluation.metrics import Values
    from evaluation.run import Run

OURS = "searchidx"
MEASURES = ("nDCG@10", "MRR@10", "R@100")
_HEADER = (
    f"{'form':<14} {'system':<20} {'nDCG@10':>8} {'MRR@10':>7} {'R@100':>7} {'changed':>8}   "
    f"{'we gain':>7} {'win/tie/loss':>15} {'p':>7}"
)


def collection_lines(collection: Collection, runs: Sequence[Run]) -> Iterator[str]:
    """Yield the table of one collection; every baseline with the paired test of searchidx against it."""
    documents, queries = f"{len(collection.documents):,}", f"{len(collection.queries):,}"
    yield f"{collection.name}: {documents} documents, {queries} queries"
    yield _HEADER
    for run in runs:
        ours = next((other for other in runs if (other.form, other.system) == (run.form, OURS)), None)
        against = _comparison(ours, run) if ours is not None and run is not ours else ""
        changed = "" if run.changed is None else str(run.changed)
        yield f"{_values(run.form, run.system, _mean(run))} {changed:>8}   {against}".rstrip()


def summary_lines(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the means over collections, and over all queries of all of them, by form and system."""
    collections = sorted({run.collection for run in runs})
    yield f"mean of {len(collections)} collections; mean over all their queries"
    yield f"{_HEADER[:44]} {'MRR@10':>7} {'R@100':>7}   {'nDCG@10':>8} {'MRR@10':>7} {'R@100':>7}"
    for form, system in dict.fromkeys((run.form, run.system) for run in runs):
        same = [run for run in runs if (run.form, run.system) == (form, system)]
        if len(same) == len(collections):
            pooled = mean([values for run in same for values in run.values.values()])
            yield f"{_values(form, system, mean([_mean(run) for run in same]))}   {_numbers(pooled)}"


def as_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return the runs with the values of every query, fit for `json.dump`."""
    return [
        {
            "collection": run.collection,
            "form": run.form,
            "system": run.system,
            "changed": run.changed,
            "mean": _mean(run),
            "queries": dict(run.values),
        }
        for run in runs
    ]


def _mean(run: Run) -> Values:
    return mean(list(run.values.values()))


def _values(form: str, system: str, values: Values) -> str:
    return f"{form:<14} {system:<20} {_numbers(values)}"


def _numbers(values: Values) -> str:
    ndcg, mrr, recall = (100 * values[measure] for measure in MEASURES)
    return f"{ndcg:8.2f} {mrr:7.2f} {recall:7.2f}"


def _comparison(ours: Run, theirs: Run) -> str:
    queries = list(ours.values)
    tested = compare(
        [ours.values[query]["nDCG@10"] for query in queries],
        [theirs.values[query]["nDCG@10"] for query in queries],
    )
    score = f"{tested.wins}/{tested.ties}/{tested.losses}"
    return f"{100 * tested.difference:+7.2f} {score:>15} {tested.p:7.4f}"
