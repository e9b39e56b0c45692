"""The paired randomisation test."""

from __future__ import annotations

import itertools

import pytest

from evaluation.significance import compare


def test_the_randomisation_test_is_close_to_counting_all_swaps() -> None:
    """Sampled p-values are near those of all 256 sign patterns of eight differences."""
    differences = [0.3, -0.1, 0.2, 0.4, -0.2, 0.1, 0.3, 0.05]
    patterns = itertools.product([1, -1], repeat=len(differences))
    sums = [
        abs(sum(sign * value for sign, value in zip(signs, differences, strict=True))) for signs in patterns
    ]
    exact = sum(total >= abs(sum(differences)) - 1e-9 for total in sums) / len(sums)
    assert compare(differences, [0.0] * 8).p_value == pytest.approx(exact, abs=0.02)


def test_equal_systems_are_equal_and_swapped_systems_mirror() -> None:
    """Equal values give p 1; exchanging the systems turns the difference and keeps p."""
    assert compare([0.5] * 9, [0.5] * 9) == compare([0.1] * 9, [0.1] * 9)
    assert compare([0.5] * 9, [0.5] * 9).p_value == 1.0
    ours, theirs = [1.0, 0.5, 0.7, 0.2], [0.5, 0.5, 0.8, 0.0]
    gain, loss = compare(ours, theirs), compare(theirs, ours)
    assert (gain.wins, gain.ties, gain.losses) == (2, 1, 1) == (loss.losses, loss.ties, loss.wins)
    assert gain.difference == pytest.approx(0.15) == -loss.difference
    assert gain.p_value == loss.p_value


def test_a_clear_gain_is_significant() -> None:
    """Forty queries that are all better by one amount give the smallest p that the rounds allow."""
    assert compare([1.0] * 40, [0.9] * 40).p_value == pytest.approx(1 / 10_001)
