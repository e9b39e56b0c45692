"""The runs of an earlier version: read from a file, and matched with the new runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evaluation import report
from evaluation.earlier import EARLIER_SYSTEM, matching_runs, read_runs
from evaluation.run import Run
from searchidx import SearchError
from tests.support.retrieval import small_collection

if TYPE_CHECKING:
    from pathlib import Path


def run_of(form: str, system: str, *values: float) -> Run:
    queries = {f"q{number}": dict.fromkeys(report.MEASURES, value) for number, value in enumerate(values)}
    return Run("small", form, system, queries, None)


def write(path: Path, runs: list[Run]) -> Path:
    path.write_text(json.dumps({"format": 1, "runs": report.as_json(runs)}), encoding="utf-8")
    return path


def test_earlier_runs_are_compared_with_new_ones(tmp_path: Path) -> None:
    """Only the runs of searchidx are read, and only those in a form that was run now are shown."""
    old = [run_of("accented", "searchidx", 0.5, 0.5), run_of("nfd", "searchidx", 0, 0)]
    path = write(tmp_path / "old.json", [*old, run_of("accented", "tantivy", 1, 1)])
    new = [run_of("accented", "searchidx", 1.0, 0.5)]
    earlier = matching_runs(read_runs(path), new)
    assert [(run.form, run.system) for run in earlier] == [("accented", EARLIER_SYSTEM)]
    *_, line = report.collection_lines(small_collection(), [*new, *earlier])
    assert line.split()[:8] == ["accented", "searchidx", "before", *["50.00"] * 3, "+25.00", "1/1/0"]


def test_other_queries_are_not_compared(tmp_path: Path) -> None:
    """Means over different queries say nothing about the versions."""
    earlier = read_runs(write(tmp_path / "old.json", [run_of("accented", "searchidx", 1, 1, 1)]))
    with pytest.raises(SearchError, match=r"small, accented: .* other queries; measure it again"):
        matching_runs(earlier, [run_of("accented", "searchidx", 1, 1)])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"runs": [{}]}', '{"runs": 1}', '{"runs": [1]}'])
def test_a_file_without_values_is_refused(tmp_path: Path, content: str) -> None:
    """The message names the file and the option that writes one."""
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SearchError, match=r"broken\.json: .*--json FILE"):
        read_runs(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match=r"none\.json"):
        read_runs(tmp_path / "none.json")
