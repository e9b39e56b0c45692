"""The inverse document frequency, and what the constants say."""

from __future__ import annotations

from math import inf, log

import pytest

from searchidx.planning.constants import Scoring, idf

IDF = [
    (0, 104, log(210)),  # 105 / 0.5
    (3, 104, log(30)),  # 105 / 3.5
    (10, 104, log(10)),
    (104, 104, log(210 / 209)),
    (2.5, 104, log(35)),  # a fraction counts as it is
    (105, 104, log(210 / 209)),  # deleted documents still count: no more than all documents
    (inf, 104, log(210 / 209)),
    (0, 0, log(2)),
    (7, 0, log(2)),
]


@pytest.mark.parametrize(("frequency", "documents", "expected"), IDF)
def test_idf_is_that_of_bm25(frequency: float, documents: int, expected: float) -> None:
    """It is ln(1 + (N - df + 0.5) / (df + 0.5)) = ln((N + 1) / (df + 0.5)), and never negative."""
    assert idf(frequency, documents) == pytest.approx(expected)


def test_only_the_title_weighs_more() -> None:
    """An occurrence in the title counts three times as much as one elsewhere."""
    assert [Scoring().field_weight(name) for name in ("title", "body", "source")] == [3, 1, 1]
    assert Scoring(title=7).field_weight("title") == 7


def test_a_saturated_signal_is_worth_k1_and_one() -> None:
    """The limit of (k1 + 1) tf / (k1 + tf) is k1 + 1."""
    assert Scoring().saturation_limit == pytest.approx(2.2)
    assert Scoring(k1=0.5).saturation_limit == 1.5
