"""Whether one system is better than another on the same queries, or was lucky."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_EQUAL = 1e-9
_BLOCK = 1_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean difference of two systems over paired queries, its p-value, and who won how many queries."""

    difference: float
    p: float
    wins: int
    ties: int
    losses: int


def compare(
    ours: Sequence[float], theirs: Sequence[float], *, rounds: int = 10_000, seed: int = 1
) -> Comparison:
    """Return the two-sided paired randomisation test of two systems' values on the same queries.

    Under the null hypothesis the two values of a query may be swapped; p is the share of random swaps
    (the observed one among them) whose mean differs as much (Smucker, Allan and Carterette, 2007).
    """
    differences = np.asarray(ours, np.float64) - np.asarray(theirs, np.float64)
    moved = differences[np.abs(differences) > _EQUAL]
    wins = int(np.count_nonzero(moved > 0))
    return Comparison(
        difference=float(differences.mean()),
        p=_p_value(moved, rounds, seed),
        wins=wins,
        ties=len(differences) - len(moved),
        losses=len(moved) - wins,
    )


def _p_value(differences: np.ndarray[tuple[int], np.dtype[np.float64]], rounds: int, seed: int) -> float:
    observed = abs(float(differences.sum())) - _EQUAL
    random = np.random.default_rng(seed)
    extreme = 1
    for start in range(0, rounds, _BLOCK):
        shape = (min(_BLOCK, rounds - start), len(differences))
        signs = random.integers(0, 2, shape, np.int8) * 2 - 1
        extreme += int(np.count_nonzero(np.abs(signs @ differences) >= observed))
    return extreme / (rounds + 1)
