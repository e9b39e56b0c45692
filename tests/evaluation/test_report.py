"""The tables of runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import report
from evaluation.run import Run
from tests.support.retrieval import small_collection

if TYPE_CHECKING:
    from collections.abc import Sequence


def run_of(system: str, values: Sequence[float]) -> Run:
    return Run(
        "small",
        "accented",
        system,
        {f"q{n}": dict.fromkeys(report.MEASURES, value) for n, value in enumerate(values)},
        None,
    )


def test_the_table_has_means_and_the_paired_test() -> None:
    """A baseline's line shows its means in hundredths, our gain, wins, ties and losses, and p."""
    lines = list(
        report.collection_lines(
            small_collection(), [run_of("searchidx", [1.0, 0.5, 0.5]), run_of("base", [0.0, 0.5, 1.0])]
        )
    )
    assert lines[0] == "small: 3 documents, 2 queries"
    assert lines[2].split() == ["accented", "searchidx", "66.67", "66.67", "66.67"]
    assert lines[3].split()[:7] == ["accented", "base", "50.00", "50.00", "50.00", "+16.67", "1/1/1"]


def test_the_summary_weighs_collections_and_queries() -> None:
    """The first mean gives every collection the same weight, the second every query."""
    other = Run("other", "accented", "searchidx", {"x": dict.fromkeys(report.MEASURES, 0.0)}, None)
    lines = list(report.summary_lines([run_of("searchidx", [1.0, 1.0, 1.0]), other]))
    assert lines[-1].split() == ["accented", "searchidx", *["50.00"] * 3, *["75.00"] * 3]


def test_counts_stand_between_the_measures_and_the_comparison() -> None:
    """The columns are the unjudged documents and the changed rankings; both may be empty."""
    run = run_of("searchidx", [1.0])
    for counted, unjudged, changed in ((replace(run, unjudged=7, changed=2), "7", "2"), (run, "", "")):
        *_, header, line = report.collection_lines(small_collection(), [counted])
        end = header.index("changed") + len("changed")
        assert line[header.index("R@100") + len("R@100") : end] == (
            f"{unjudged:>9}{changed:>9}" if unjudged else ""
        )
        assert line[end:] == ""
