"""The runs of systems on the forms of a collection's queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.forms import SAME_RANKING
from evaluation.run import count_unjudged, evaluate, rankings
from tests.support.retrieval import IdSystem, small_collection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evaluation.metrics import Values
    from evaluation.run import Rankings


def test_a_query_that_is_a_document_is_ranked_without_it() -> None:
    """The document with the query's id is dropped, and one more is asked for to make up for it."""
    system = IdSystem(["d0", "d1", "d2"])
    assert rankings(system, small_collection().queries, "accented") == {"d0": ["d1", "d2"], "q": ["d2", "d1"]}
    assert system.limits == [101, 101]


def any_hit(rankings_of_run: Rankings, _: Mapping[str, Mapping[str, int]]) -> dict[str, Values]:
    return {query: {"any": float(bool(ranking))} for query, ranking in rankings_of_run.items()}


def test_changed_rankings_are_counted_where_none_may_change() -> None:
    """Upper case, which the fake system does not know, changes both rankings; other forms count nothing."""
    runs = evaluate(
        small_collection(),
        {"fake": IdSystem(["d0", "d1", "d2"])},
        ["unaccented", "nfd", "upper"],
        any_hit,
        print,
    )
    assert [(run.form, run.changed) for run in runs] == [("unaccented", None), ("nfd", 0), ("upper", 2)]
    assert {run.form for run in runs if run.changed is not None} < SAME_RANKING


def test_unjudged_documents_are_counted_where_judges_read_rankings() -> None:
    """Only the ten best of each query count; without a document of grade 0, nothing is counted."""
    best = {"q": [f"d{number}" for number in range(12)], "r": ["d0"]}
    assert count_unjudged(best, {"q": {"d1": 1, "d11": 0}, "r": {"d0": 1}}) == 9
    assert count_unjudged(best, {"q": {"d1": 1}, "r": {"d0": 1}}) is None
