"""A snapshot is the same for the same behaviour, and shows where behaviour differs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from evaluation import snapshot as snapshot_module
from evaluation.collection import TOPICS, Collection, load_seeds
from evaluation.snapshot import default_collections, json_hash, main, snapshot
from searchidx.planning.constants import Scoring
from searchidx.planning.planner import plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def few_seeds() -> Collection:
    """Sixteen of the project's own articles, and three of the queries."""
    seeds = load_seeds()
    return replace(seeds, documents=seeds.documents[:16], queries=seeds.queries[:3])


@pytest.fixture(scope="module")
def few_values(few_seeds: Collection) -> dict[str, Any]:
    """A snapshot of these articles, with plans and hits."""
    return snapshot(few_seeds, with_values=True)


@pytest.mark.slow
def test_the_snapshot_of_a_version_is_always_the_same(
    few_seeds: Collection, few_values: dict[str, Any]
) -> None:
    """Segments, plans and hits are deterministic, and each commit changes the segments."""
    assert snapshot(few_seeds, with_values=True) == few_values
    assert [len(hashes) for hashes in few_values["segments"]] == [1, 2, 2]
    assert len({tuple(hashes) for hashes in few_values["segments"]}) == 3


def test_values_show_plans_hits_and_errors(few_values: dict[str, Any]) -> None:
    """With values, a query has its plan and two pages of hits, or the message of its error of syntax."""
    queries = few_values["queries"]
    first, second = queries["công*"]["hits"]
    assert queries["công*"]["plan"][0] == "Plan"
    assert first["total"] == second["total"] == 12
    assert [hit["rank"] for hit in first["hits"]] == list(range(1, 11))
    assert [hit["rank"] for hit in second["hits"]] == [9, 10, 11]
    assert "month 13" in queries["date:2021-13"]["error"]


@pytest.mark.slow
def test_hashes_differ_for_the_queries_that_behave_differently(
    few_seeds: Collection, few_values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another weight of pairs changes the hash of the plan of two syllables, but not that of one syllable."""
    changed_plan = partial(plan, scoring=Scoring(pair_weight=0.1))
    expected = {query: _hashes(answer) for query, answer in few_values["queries"].items()}
    monkeypatch.setattr(snapshot_module, "plan", changed_plan)
    hashes = snapshot(few_seeds)
    assert hashes["segments"] == few_values["segments"]
    assert hashes["queries"]["hoà bình"]["plan"] != expected["hoà bình"]["plan"]
    assert hashes["queries"]["hoà bình"]["hits"] == expected["hoà bình"]["hits"]
    assert hashes["queries"]["đ"] == expected["đ"]


def _hashes(answer: dict[str, Any]) -> dict[str, str]:
    return {name: json_hash(value) for name, value in answer.items()}


def test_without_shared_data_only_the_own_collection_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine without ../shared/data gets a sentence that says so, and a snapshot of evaluation/seeds."""
    monkeypatch.setattr(snapshot_module, "RETRIEVAL_SETS", tmp_path / "missing")
    assert default_collections() == [TOPICS]
    assert "only evaluation/seeds is used" in capsys.readouterr().err


def test_a_collection_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with status 2 and names the file."""
    assert main([str(tmp_path / "out"), str(tmp_path)]) == 2
    assert "qrels.tsv" in capsys.readouterr().err
