"""Is one system better than another on the same queries, or is the difference due to chance?

The paired randomisation test answers this question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIE_TOLERANCE: Final = 1e-9
"""The greatest difference of two values that counts as a rounding error, and therefore as a tie."""

_ROUNDS_PER_BLOCK: Final = 1_000
"""The number of rounds that are drawn at a time, which limits the memory."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean of `ours` - `theirs`, its p-value, and the numbers of queries that ours won, tied or lost."""

    difference: float
    p_value: float
    wins: int
    ties: int
    losses: int


def compare(
    ours: Sequence[float], theirs: Sequence[float], *, rounds: int = 10_000, seed: int = 1
) -> Comparison:
    """Compare two systems with the two-sided paired randomisation test (Smucker, Allan and Carterette, 2007).

    `ours` and `theirs` have one value for each query, in the same order. Each round swaps the two values of
    each query with a probability of one half. The p-value is the share of rounds whose absolute mean
    difference is at least the observed one. The observed values count as one of the rounds.
    """
    differences = np.asarray(ours, np.float64) - np.asarray(theirs, np.float64)
    nonzero = differences[np.abs(differences) > _TIE_TOLERANCE]
    wins = int(np.count_nonzero(nonzero > 0))
    return Comparison(
        difference=float(differences.mean()),
        p_value=_p_value(nonzero, rounds, seed),
        wins=wins,
        ties=len(differences) - len(nonzero),
        losses=len(nonzero) - wins,
    )


def _p_value(differences: np.ndarray[tuple[int], np.dtype[np.float64]], rounds: int, seed: int) -> float:
    observed = abs(float(differences.sum())) - _TIE_TOLERANCE
    random = np.random.default_rng(seed)
    extreme = 1  # the observed values
    for start in range(0, rounds, _ROUNDS_PER_BLOCK):
        # A row for each round and a column for each query: -1 if the two values are swapped, else 1.
        shape = (min(_ROUNDS_PER_BLOCK, rounds - start), len(differences))
        signs = random.integers(0, 2, shape, np.int8) * 2 - 1
        extreme += int(np.count_nonzero(np.abs(signs @ differences) >= observed))
    return extreme / (rounds + 1)
