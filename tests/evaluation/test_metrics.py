"""The measures of one ranking: by hand, and against ir-measures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import metrics

GRADES = {"x": 2, "y": 1, "n": 0}
MEASURED = [
    # ranking, depth, nDCG, reciprocal rank, recall
    (["x", "y"], 10, 1.0, 1.0, 1.0),
    (["y", "n", "x"], 10, (1 + 2 / 2) / (2 + 1 / math.log2(3)), 1.0, 1.0),
    (["n", "y"], 10, (1 / math.log2(3)) / (2 + 1 / math.log2(3)), 0.5, 0.5),
    (["y", "x"], 1, 0.5, 1.0, 0.5),
    (["n", "unjudged", "x"], 2, 0.0, 0.0, 0.0),
    ([], 10, 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("ranking", "depth", "ndcg", "reciprocal_rank", "recall"), MEASURED)
def test_measures_are_those_computed_by_hand(
    ranking: list[str], depth: int, ndcg: float, reciprocal_rank: float, recall: float
) -> None:
    """nDCG, reciprocal rank and recall of small rankings are what paper and pencil give."""
    assert metrics.ndcg(ranking, GRADES, depth) == pytest.approx(ndcg)
    assert metrics.reciprocal_rank(ranking, GRADES, depth) == reciprocal_rank
    assert metrics.recall(ranking, GRADES, depth) == recall


def test_a_query_without_relevant_documents_measures_nothing() -> None:
    """Grades of 0 alone give zeros, not a division by zero."""
    assert metrics.ndcg(["a"], {"a": 0}, 10) == metrics.recall(["a"], {"a": 0}, 10) == 0.0


@given(
    st.permutations([f"d{n}" for n in range(14)]),
    st.dictionaries(st.sampled_from(["d0", "d1", "d2", "d13", "no"]), st.integers(0, 3), min_size=1),
)
def test_own_measures_are_those_of_ir_measures(ranking: list[str], grades: dict[str, int]) -> None:
    """The floors' measures agree with the reference tool on arbitrary rankings and judgements."""
    pytest.importorskip("ir_measures")
    reference = metrics.by_ir_measures({"q": ranking}, {"q": grades})["q"]
    assert reference["nDCG@10"] == pytest.approx(metrics.ndcg(ranking, grades, 10))
    assert reference["MRR@10"] == pytest.approx(metrics.reciprocal_rank(ranking, grades, 10))
    assert reference["R@100"] == pytest.approx(metrics.recall(ranking, grades, 100))


def test_ir_measures_counts_a_query_that_finds_nothing() -> None:
    """A query with an empty ranking is a zero in the mean, not left out of it."""
    pytest.importorskip("ir_measures")
    values = metrics.by_ir_measures({"q": [], "r": ["a"]}, {"q": {"a": 1}, "r": {"a": 1}})
    assert values["q"]["nDCG@10"] == 0.0
    assert metrics.mean(list(values.values()))["nDCG@10"] == 0.5
