"""The suggestions for a table of queries over the sample articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluation.suggestions import cases, outcomes, precision, recall
from searchidx import read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_the_table_over_the_seeds(seeds: Path) -> None:
    """Over the sample articles, the table's precision and recall do not fall below their floors."""
    asked = cases()
    assert len(asked) >= 200
    found = outcomes(read(seeds), asked)
    assert precision(found) >= 0.98
    assert recall(found) >= 0.70
    assert recall([outcome for outcome in found if outcome.case.kind == "spelling"]) >= 0.74
    assert recall([outcome for outcome in found if outcome.case.kind == "keyboard"]) == 1.0
    assert not [outcome for outcome in found if outcome.suggestion and not outcome.case.expected]
