"""What the constants say."""

from __future__ import annotations

import pytest

from searchidx.planning.constants import Scoring


def test_only_the_title_weighs_more() -> None:
    """An occurrence in the title counts three times as much as one elsewhere."""
    assert [Scoring().field_weight(name) for name in ("title", "body", "source")] == [3, 1, 1]
    assert Scoring(title_weight=7).field_weight("title") == 7


def test_a_saturated_signal_is_worth_k1_and_one() -> None:
    """The limit of (k1 + 1) tf / (k1 + tf) is k1 + 1."""
    assert Scoring().saturation_limit == pytest.approx(2.2)
    assert Scoring(k1=0.5).saturation_limit == 1.5
