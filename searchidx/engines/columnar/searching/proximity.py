"""Counts pairs of syllables that are near each other, and weighs windows of positions.

Both functions work on the arrays of `SyllableOccurrences` alone; they know nothing of segments or plans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, Indices, Scores
    from searchidx.engines.columnar.searching.syllable_occurrences import SyllableOccurrences

MAX_WINDOW_CELLS = 1 << 22
"""The largest number of cells in a table of syllables and windows.

Only books and very long queries need several tables.
"""


def count_pairs(
    occurrences: SyllableOccurrences,
    pair_indices: NDArray[np.int32],
    max_distance: int,
    pair_count: int,
    text_count: int,
) -> Counts:
    """Return the number of occurrences of each pair in each text: shape (2, pair_count, text_count).

    The first half counts adjacent occurrences, the second half near occurrences. `SyllablePair` in
    `searchidx/engines/plan.py` defines both. `max_distance` is the greatest distance of a near occurrence.

    `pair_indices[first, second]` is the index of the pair of two syllables, or `pair_count` if the two
    syllables are no pair.
    """
    # `in_order` has the pair for a left and a right syllable of a text if the left syllable is the first of
    # the pair. `in_opposite_order` has the pair if the left syllable is the second. A pair of a syllable with
    # itself is only in the first table, so that no occurrence is counted twice.
    in_order = pair_indices.reshape(-1)
    opposite = pair_indices.T.copy()
    np.fill_diagonal(opposite, pair_count)
    in_opposite_order = opposite.reshape(-1)
    # Each occurrence of a pair becomes a key: row * text_count + text number. The row is the index of the
    # pair, plus `rows` if the occurrence is near. Row `pair_count` of each half counts two syllables that are
    # no pair.
    rows = pair_count + 1
    keys: list[Indices] = [np.zeros(0, np.int64)]
    # First compare each occurrence with the next occurrence, then with the second next, and so on. Stop when
    # no two compared occurrences are close enough.
    for gap in range(1, len(occurrences.packed)):
        distances = occurrences.packed[gap:] - occurrences.packed[:-gap]
        left = np.flatnonzero((distances > 0) & (distances <= max_distance))
        if not len(left):
            break
        # The cells of `in_order` and `in_opposite_order` for the left and the right syllable.
        cells = occurrences.syllables[left] * len(pair_indices) + occurrences.syllables[left + gap]
        numbers = occurrences.text_numbers[left]
        is_apart = distances[left] > 1
        keys.append((in_order[cells] + rows * is_apart) * text_count + numbers)
        keys.append((in_opposite_order[cells] + rows) * text_count + numbers)
    counts = np.bincount(np.concatenate(keys), minlength=2 * rows * text_count)
    pair_counts: Counts = counts.reshape(2, rows, text_count)[:, :pair_count]
    return pair_counts


class WindowWeights(NamedTuple):
    """The weight of the best window and of the first window of each document."""

    best: Scores
    first: Scores


def weigh_windows(
    documents: Indices, blocks: Indices, syllables: Indices, weights: Scores, window_starts: Indices
) -> WindowWeights:
    """Return for each document the weights of its best and of its first window of positions.

    The weight of a window is the sum of the weights of the different syllables in it. `weights` has one entry
    for each syllable.

    `documents`, `blocks` and `syllables` have one entry for each occurrence: the index of its document, the
    block of its position, and its syllable. Window i of a document consists of its blocks i and i + 1. The
    windows of all documents are numbered consecutively. Document d has at least one window: the windows
    `range(window_starts[d], window_starts[d + 1])`.
    """
    window_count = int(window_starts[-1])
    sums = np.zeros(window_count)
    # An occurrence is in the window that starts with its block, and in the previous window if there is one.
    windows = window_starts[documents] + blocks
    previous_windows = windows - (blocks > 0)
    # To limit the size of the table of windows, only some syllables are in the table at a time.
    syllables_at_once = max(1, MAX_WINDOW_CELLS // window_count)
    for first in range(0, len(weights), syllables_at_once):
        table_weights = weights[first : first + syllables_at_once]
        is_in_table = (syllables >= first) & (syllables < first + syllables_at_once)
        # A table with a row for each syllable and a column for each window. A cell says whether the window
        # has the syllable.
        row_starts = (syllables[is_in_table] - first) * window_count
        is_in_window = np.zeros(len(table_weights) * window_count, np.bool_)
        is_in_window[row_starts + windows[is_in_table]] = True
        is_in_window[row_starts + previous_windows[is_in_table]] = True
        sums += np.einsum("i,ij->j", table_weights, is_in_window.reshape(len(table_weights), window_count))
    starts = window_starts[:-1]
    return WindowWeights(np.maximum.reduceat(sums, starts), sums[starts])
