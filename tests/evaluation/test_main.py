"""The command `python -m evaluation`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evaluation import __main__ as command
from tests.support.retrieval import id_system, write_collection

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_prints_tables_and_writes_every_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables go to stdout, progress to stderr, the values of every query to the JSON file."""
    pytest.importorskip("ir_measures")
    monkeypatch.setattr(command, "searchidx", id_system)
    folder, out = write_collection(tmp_path / "small"), tmp_path / "out.json"
    options = ["--forms", "accented,nfd", "--no-baselines", "--limit-queries", "1", "--json", str(out)]
    assert command.main([*options, str(folder)]) == 0
    printed = capsys.readouterr()
    assert "small: 3 documents, 1 queries" in printed.out
    assert "100.00" in printed.out
    assert "small: nfd, searchidx" in printed.err
    runs = json.loads(out.read_text(encoding="utf-8"))["runs"]
    assert [(run["form"], run["changed"]) for run in runs] == [("accented", None), ("nfd", 0)]
    assert runs[0]["queries"] == {"q1": {"nDCG@10": 1.0, "MRR@10": 1.0, "R@100": 1.0}}


def test_the_command_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no collection gives a message and status 2, not a traceback."""
    pytest.importorskip("ir_measures")
    assert command.main([str(tmp_path)]) == 2
    assert "qrels.tsv" in capsys.readouterr().err
