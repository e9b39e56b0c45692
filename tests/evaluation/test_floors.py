"""The floors under the ranking of the project's own collection, and that it keeps them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evaluation import floors as floors_module
from evaluation.collection import load_seeds, seeds_fingerprint
from evaluation.floors import FLOORS, below, floors_for, lowered, measure, read_floors
from evaluation.forms import FORMS
from evaluation.systems import searchidx
from tests.support.retrieval import id_system

if TYPE_CHECKING:
    from pathlib import Path


def test_floors_are_compared_value_by_value() -> None:
    """A value that lies below its floor, or is missing, is named; one on or above it is not."""
    table = {"nfd": {"nDCG@10": 0.9, "MRR@10": 0.8}}
    assert below(table, table) == []
    assert below({"nfd": {"nDCG@10": 0.89, "MRR@10": 0.9}}, table) == [
        "nfd nDCG@10: 0.8900 is below its floor 0.9000"
    ]
    assert len(below({}, table)) == 2
    assert floors_for({"nfd": {"nDCG@10": 0.90071, "MRR@10": 0.0}}) == {
        "nfd": {"nDCG@10": 0.895, "MRR@10": 0.0}
    }
    assert lowered({"nfd": {"nDCG@10": 0.95, "MRR@10": 0.7}}, table) == ["nfd MRR@10: 0.800 -> 0.700"]


def test_a_floor_is_lowered_only_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Worse values are refused and change nothing, unless --lower is given."""
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"sha256": "", "floors": {"nfd": {"nDCG@10": 0.9}}}), encoding="utf-8")
    monkeypatch.setattr(floors_module, "FLOORS", path)
    monkeypatch.setattr(floors_module, "searchidx", id_system)
    assert floors_module.main(["--write"]) == 1
    assert "nfd nDCG@10: 0.900 -> 0.000" in capsys.readouterr().err
    assert read_floors(path).values == {"nfd": {"nDCG@10": 0.9}}
    assert floors_module.main(["--write", "--lower"]) == 0
    assert read_floors(path).sha256 == seeds_fingerprint()
    assert read_floors(path).values["nfd"]["nDCG@10"] == 0.0
    assert set(read_floors(path).values) == set(FORMS)


def test_the_floors_are_those_of_this_collection() -> None:
    """Floors hold for one state of articles, topics and judgements only, and this is that state."""
    assert read_floors(FLOORS).sha256 == seeds_fingerprint(), (
        "seeds/, topics.jsonl or judgements.tsv have changed since the floors were measured. "
        "Look at `python -m evaluation.floors`, then set them with `python -m evaluation.floors --write`."
    )


@pytest.mark.slow
def test_the_project_ranks_its_own_collection_no_worse_than_its_floors() -> None:
    """In every form, searchidx reaches its floors on the project's own topics, by the public API."""
    collection = load_seeds()
    with searchidx(collection.documents) as system:
        measured = measure(system, collection)
    assert below(measured, read_floors(FLOORS).values) == []
