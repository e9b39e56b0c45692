"""Rescoring: what the best documents gain by where the query's syllables stand in them.

Four parts are computed from one reading of the positions (`syllable_occurrences`): pairs that stand side by
side, pairs that stand near each other, the best passage, and the coverage of one field. docs/ranking.md has
the formulas; `searchidx/engines/plan.py` describes what a `Rescoring` asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.searching.syllable_occurrences import WantedTerm, read_syllables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, Indices, Scores, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.syllable_occurrences import SyllableOccurrences
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Plan, Rescoring

MAX_CELLS = 1 << 22
"""Windows times syllables that are laid out at once; only books and very long queries need several turns."""


class RescoreParts(NamedTuple):
    """What the parts of rescoring give to each document, without the similarity to the first of them."""

    adjacent: Scores
    """Shape (pairs, documents): for the first syllable directly followed by the second."""

    near: Scores
    """Shape (pairs, documents): for the two syllables near each other otherwise."""

    passage: Scores
    coverage: Scores

    def total(self) -> Scores:
        """Return the sum of all parts for each document."""
        total: Scores = self.adjacent.sum(0) + self.near.sum(0) + self.passage + self.coverage
        return total


class Rescorer:
    """Rescores documents of one segment, which is number `segment_number` of the index."""

    def __init__(
        self,
        plan: Plan,
        rescoring: Rescoring,
        segment: SearchableSegment,
        segment_number: int,
        resolver: TermResolver,
    ) -> None:
        self._plan, self._rescoring = plan, rescoring
        self._segment, self._segment_number, self._resolver = segment, segment_number, resolver

    def parts(self, documents: SegmentDocuments) -> RescoreParts:
        """Return what ascending documents gain."""
        occurrences = read_syllables(self._segment, self._wanted_terms(), documents)
        adjacent, near = self._pairs(occurrences, documents)
        passage = self._passage(occurrences, documents)
        return RescoreParts(adjacent, near, passage, self._coverage(occurrences, documents))

    def _wanted_terms(self) -> list[list[WantedTerm]]:
        """Return for each field of the rescoring the terms of the syllables that have positions in it."""
        wanted: dict[str, list[WantedTerm]] = {name: [] for name, _ in self._rescoring.fields}
        for syllable_number, syllable in enumerate(self._rescoring.syllables):
            for term in syllable.terms:
                number = self._resolver.term_numbers(term)[self._segment_number]
                if number >= 0:
                    field = self._segment.positions_field(term.field)
                    wanted[field].append(WantedTerm(syllable_number, term.field, number))
        return list(wanted.values())

    def _pairs(self, occurrences: SyllableOccurrences, documents: SegmentDocuments) -> tuple[Scores, Scores]:
        """Return what pairs side by side give, and what pairs near each other give: (pairs, documents) each.

        Counts are added up over the fields, weighed by field and length, and saturated: tf / (tf + k1).
        """
        pairs, fields = self._rescoring.pairs, self._rescoring.fields
        if not pairs:
            return np.zeros((0, len(documents))), np.zeros((0, len(documents)))
        counts = count_pairs(
            occurrences,
            self._pair_numbers(),
            self._rescoring.window,
            len(pairs),
            len(fields) * len(documents),
        )
        # Shape (fields, documents): the weight of a field, by the length that it has in each document.
        scales = np.array([weight * self._scale(name, documents) for name, weight in fields])
        # Shape (2, pairs, documents): side by side and near, added up over the fields.
        frequencies = (counts.reshape(2, len(pairs), *scales.shape) * scales).sum(2)
        weights = np.array([(pair.adjacent_weight, pair.near_weight) for pair in pairs])
        adjacent, near = weights.T[:, :, None] * frequencies / (frequencies + self._plan.k1)
        return adjacent, near

    def _pair_numbers(self) -> NDArray[np.int32]:
        """Return the pair of each two syllables (first, second), or the number of pairs if they are none."""
        size, pairs = len(self._rescoring.syllables), self._rescoring.pairs
        numbers = np.full((size, size), len(pairs), np.int32)
        for number, pair in enumerate(pairs):
            numbers[pair.first, pair.second] = number
        return numbers

    def _scale(self, field: str, documents: SegmentDocuments) -> Scores:
        average = self._resolver.average_length(field)
        return self._segment.scale(field, self._plan.b, average, documents)

    def _passage(self, occurrences: SyllableOccurrences, documents: SegmentDocuments) -> Scores:
        """Return what the best passages of each document give."""
        total = np.zeros(len(documents))
        if len(occurrences.texts):
            weights = np.array([syllable.weight for syllable in self._rescoring.syllables])
            lengths = [self._segment.lengths(name)[documents] for name, _ in self._rescoring.fields]
            longest = np.maximum.reduce(lengths).astype(np.int64)
            indices = occurrences.texts % len(documents)
            for step, share in self._rescoring.passages:
                window_starts = offsets_from_sizes(longest // step + 1)
                blocks = occurrences.positions // step
                total += share * best_windows(indices, blocks, occurrences.syllables, weights, window_starts)
        return total

    def _coverage(self, occurrences: SyllableOccurrences, documents: SegmentDocuments) -> Scores:
        """Return what the different syllables in one field give, by the length of the field."""
        field, weight = self._rescoring.coverage
        lengths = np.maximum(self._segment.lengths(field)[documents], 1)
        field_index = [name for name, _ in self._rescoring.fields].index(field)
        # The texts of the field have neighbouring numbers, so their occurrences are neighbours, too.
        first_text = field_index * len(documents)
        start, end = occurrences.texts.searchsorted((first_text, first_text + len(documents)))
        has_syllable = np.zeros((len(documents), len(self._rescoring.syllables)), np.bool_)
        has_syllable[occurrences.texts[start:end] - first_text, occurrences.syllables[start:end]] = True
        scores: Scores = weight * has_syllable.sum(1) / lengths
        return scores


def count_pairs(
    occurrences: SyllableOccurrences,
    pair_numbers: NDArray[np.int32],
    window: int,
    pair_count: int,
    text_count: int,
) -> Counts:
    """Return how often pairs stand in each text: shape (2, pair_count, text_count).

    The first half counts where the first syllable of a pair is directly followed by the second, the other
    half where the two stand elsewhere within the window, in either order. `pair_numbers[first, second]` is
    the number of a pair, and `pair_count` for two syllables that are none.
    """
    # The pair of two syllables in the order of the text, and in the opposite order. A syllable that is a pair
    # with itself has the same number in both, so it counts only as the first.
    in_order = pair_numbers.reshape(-1)
    opposite = pair_numbers.T.copy()
    np.fill_diagonal(opposite, pair_count)
    in_opposite_order = opposite.reshape(-1)
    # A key tells what is counted: (row of the pair, `rows` more if it is not side by side) * text_count +
    # text.
    rows = pair_count + 1
    keys: list[Indices] = [np.zeros(0, np.int64)]
    # Each occurrence is compared with the one after it, then with the second one after it, and so on, until
    # no two are within the window any more.
    for gap in range(1, len(occurrences.packed)):
        distances = occurrences.packed[gap:] - occurrences.packed[:-gap]
        left = np.flatnonzero((distances > 0) & (distances <= window))
        if not len(left):
            break
        syllables = occurrences.syllables[left] * len(pair_numbers) + occurrences.syllables[left + gap]
        text = occurrences.texts[left]
        is_apart = distances[left] > 1
        keys.append((in_order[syllables] + rows * is_apart) * text_count + text)
        keys.append((in_opposite_order[syllables] + rows) * text_count + text)
    counts = np.bincount(np.concatenate(keys), minlength=2 * rows * text_count)
    pair_counts: Counts = counts.reshape(2, rows, text_count)[:, :pair_count]
    return pair_counts


def best_windows(
    documents: Indices, blocks: Indices, syllables: Indices, weights: Scores, window_starts: Indices
) -> Scores:
    """Return for each document the largest sum of the weights of the different syllables in a window.

    Three arrays have an entry for each occurrence: the index of its document, the block of its position, and
    its syllable. Window i of a document has the blocks i and i + 1; the windows of document d are numbered
    from `window_starts[d]` to the one before `window_starts[d + 1]`.
    """
    windows = int(window_starts[-1])
    sums = np.zeros(windows)
    # An occurrence is in the window that its block begins, and in the one before (if there is one).
    window = window_starts[documents] + blocks
    window_before = window - (blocks > 0)
    syllables_at_once = max(1, MAX_CELLS // windows)
    for first in range(0, len(weights), syllables_at_once):
        turn_weights = weights[first : first + syllables_at_once]
        is_in_turn = (syllables >= first) & (syllables < first + syllables_at_once)
        # A row for each syllable, with an entry for each window: whether the syllable is in it.
        row_starts = (syllables[is_in_turn] - first) * windows
        is_in_window = np.zeros(len(turn_weights) * windows, np.bool_)
        is_in_window[row_starts + window[is_in_turn]] = True
        is_in_window[row_starts + window_before[is_in_turn]] = True
        sums += np.einsum("i,ij->j", turn_weights, is_in_window.reshape(len(turn_weights), windows))
    best: Scores = np.maximum.reduceat(sums, window_starts[:-1])
    return best
