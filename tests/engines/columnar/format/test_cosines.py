"""The similarity of signatures."""

from __future__ import annotations

import numpy as np
import pytest

from searchidx.engines.columnar.format.signatures import SIZE, cosines, term_hash


def signatures(*rows: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    """Hashes and weights, each row of unit length, ascending from the end."""
    hashes, weights = np.zeros((len(rows), SIZE), np.uint32), np.zeros((len(rows), SIZE), np.float32)
    for number, row in enumerate(rows):
        for place, term in enumerate(sorted(row), start=SIZE - len(row)):
            hashes[number, place], weights[number, place] = term, row[term]
        weights[number] /= max(np.sqrt((weights[number] ** 2).sum()), 1e-9)
    return hashes, weights


ROWS = signatures(
    {5: 3.0, 9: 4.0},
    {5: 3.0, 9: 4.0},
    {5: 1.0},
    {9: 1.0, 4_000_000_000: 1.0},
    {7: 1.0},
    {},
    dict.fromkeys(range(1, 17), 1.0),
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (0, [1.0, 1.0, 0.6, 0.8 / 2**0.5, 0.0, 0.0, (0.6 + 0.8) / 4]),
        (2, [0.6, 0.6, 1.0, 0.0, 0.0, 0.0, 1 / 4]),
        (3, [0.8 / 2**0.5, 0.8 / 2**0.5, 0.0, 1.0, 0.0, 0.0, 1 / 4 / 2**0.5]),
        (5, [0.0] * 7),
        (6, [1.4 / 4, 1.4 / 4, 1 / 4, 1 / 4 / 2**0.5, 1 / 4, 0.0, 1.0]),
    ],
)
def test_cosines_by_hand(row: int, expected: list[float]) -> None:
    """Equal terms count by the product of their weights; no term is no common term."""
    assert cosines(*ROWS, row).tolist() == pytest.approx(expected)


def test_the_hash_of_a_term_is_never_that_of_no_term() -> None:
    """It is the CRC-32 of the term, 1 where that is 0."""
    assert term_hash(b"an") == 0x97350446
    assert term_hash(b"") == 1
