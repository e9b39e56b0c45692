"""Near syllables and the best windows of positions, in arrays of occurrences."""

from __future__ import annotations

import numpy as np
import pytest

from searchidx.engines.columnar.searching import proximity
from searchidx.engines.columnar.searching.proximity import count_pairs, weigh_windows
from searchidx.engines.columnar.searching.syllable_occurrences import SyllableOccurrences

# --- Counting pairs --------------------------------------------------------------------------------------

FIRST, SECOND, NEITHER = 0, 1, 2


def occurrences(*texts: str) -> SyllableOccurrences:
    """A text is a string with a digit for a syllable, a dot for any other word."""
    triples = [
        (text, position, int(letter))
        for text, letters in enumerate(texts)
        for position, letter in enumerate(letters)
        if letter != "."
    ]
    numbers, positions, syllables = (np.array(column, np.int64) for column in zip(*triples, strict=True))
    return SyllableOccurrences((numbers << 32) + positions, numbers, positions, syllables)


PAIRS = [  # the pair 01, within 3 positions: how often side by side, and how often near
    ("01", 1, 0),
    ("0.1", 0, 1),
    ("0..1", 0, 1),
    ("0...1", 0, 0),
    ("10", 0, 1),
    ("1.0", 0, 1),
    ("1..0", 0, 1),
    ("1...0", 0, 0),
    ("0101", 2, 2),  # side by side at 0 and 2; 1 0 at 1, and 0 . . 1 at 0
    ("2", 0, 0),
    ("021", 0, 1),
    ("00", 0, 0),
    ("1", 0, 0),
]


@pytest.mark.parametrize(("text", "adjacent", "near"), PAIRS)
def test_a_pair_side_by_side_or_near(text: str, adjacent: int, near: int) -> None:
    """Syllables are near in either order; an adjacent pair in the right order is not near as well."""
    numbers = np.array([[1, 0, 1], [1, 1, 1], [1, 1, 1]], np.int32)
    counts = count_pairs(occurrences(text), numbers, max_distance=3, pair_count=1, text_count=1)
    assert counts.tolist() == [[[adjacent]], [[near]]]


@pytest.mark.parametrize(
    ("text", "adjacent", "near"), [("00", 1, 0), ("0.0", 0, 1), ("000", 2, 1), ("0...0", 0, 0)]
)
def test_a_syllable_beside_itself(text: str, adjacent: int, near: int) -> None:
    """The pair of a syllable with itself counts each two occurrences once."""
    counts = count_pairs(
        occurrences(text), np.array([[0]], np.int32), max_distance=3, pair_count=1, text_count=1
    )
    assert counts.tolist() == [[[adjacent]], [[near]]]


def test_several_pairs_in_several_texts() -> None:
    """Pairs do not reach over the end of a text, even where texts are short."""
    numbers = np.array([[3, 0, 3], [3, 3, 1], [2, 3, 3]], np.int32)  # the pairs 01, 12 and 20
    counts = count_pairs(
        occurrences("012", "2", "01", "20.1"), numbers, max_distance=8, pair_count=3, text_count=4
    )
    adjacent = [[1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]]
    near = [[0, 0, 0, 1], [0, 0, 0, 1], [1, 0, 0, 0]]
    assert counts.tolist() == [adjacent, near]


def test_syllables_that_share_a_position_are_no_pair() -> None:
    """Two syllables at one position stand neither side by side nor near each other."""
    packed = np.array([4, 4])
    shared = SyllableOccurrences(packed, packed * 0, packed, np.array([0, 1]))
    numbers = np.array([[1, 0], [1, 1]], np.int32)
    assert not count_pairs(shared, numbers, max_distance=3, pair_count=1, text_count=1).any()


def test_no_occurrence_is_no_pair() -> None:
    """Without occurrences, all counts are 0."""
    nothing = SyllableOccurrences(*[np.zeros(0, np.int64)] * 4)
    counts = count_pairs(nothing, np.array([[0]], np.int32), max_distance=3, pair_count=1, text_count=2)
    assert counts.tolist() == [[[0, 0]], [[0, 0]]]


# --- The best window -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cells", [1, 5, 7, 10, 1 << 22])
def test_the_best_window(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    """Different syllables in two neighbouring blocks, each once, however many are laid out at once."""
    monkeypatch.setattr(proximity, "MAX_WINDOW_CELLS", cells)
    # Document 0 has three windows: block 0 has syllable 0 (twice), block 1 syllables 1 and 2, block 2 has 0.
    # Document 1 has one window with syllable 2; document 2 has one without any.
    documents, blocks = np.array([0, 0, 0, 0, 0, 1]), np.array([0, 0, 1, 1, 2, 0])
    syllables, weights = np.array([0, 0, 1, 2, 0, 2]), np.array([1.0, 2.0, 4.0])
    window_starts = np.array([0, 3, 4, 5])
    best, first = weigh_windows(documents, blocks, syllables, weights, window_starts)
    assert best.tolist() == [7.0, 4.0, 0.0]
    assert first.tolist() == [7.0, 4.0, 0.0]


def test_windows_overlap_by_one_block() -> None:
    """Syllables two blocks apart are in no window together, those in neighbouring blocks are."""
    for blocks, best in (((0, 2), 2.0), ((0, 1), 3.0), ((1, 2), 3.0), ((2, 2), 3.0)):
        found = weigh_windows(
            np.array([0, 0]), np.array(blocks), np.array([0, 1]), np.array([1.0, 2.0]), np.array([0, 3])
        )
        assert found.best.tolist() == [best]


@pytest.mark.parametrize(
    ("blocks", "best", "first"),
    [((0, 1), 3.0, 3.0), ((1, 2), 3.0, 1.0), ((2, 3), 3.0, 0.0), ((0, 3), 2.0, 1.0), ((3, 0), 2.0, 2.0)],
)
def test_the_first_window(blocks: tuple[int, int], best: float, first: float) -> None:
    """It consists of the first two blocks, whatever is in the others."""
    found = weigh_windows(
        np.array([0, 0]), np.array(blocks), np.array([0, 1]), np.array([1.0, 2.0]), np.array([0, 4])
    )
    assert (found.best.tolist(), found.first.tolist()) == ([best], [first])
