"""A second look at the best documents: where the query's syllables stand in them, and to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.searching.syllable_occurrences import WantedTerm, read_occurrences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.columnar.searching.syllable_occurrences import SyllableOccurrences
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Plan, Rescoring

    Numbers = NDArray[np.int64]
    Documents = NDArray[np.int64]
    Counts = NDArray[np.float64]
    Scores = NDArray[np.float64]

_CELLS = 1 << 22
"""Windows times syllables that are laid out at once: few but for books and very long queries."""


class RescoreParts(NamedTuple):
    """What a second look gives to each document, without the similarity to the best of them."""

    adjacent: NDArray[np.float64]
    """A row a pair of neighbours: where the first is directly followed by the second."""

    near: NDArray[np.float64]
    """The same, where they are near each other otherwise."""

    passage: Scores
    coverage: Scores

    def total(self) -> Scores:
        """Return the sum of it all."""
        scores: Scores = self.adjacent.sum(0) + self.near.sum(0) + self.passage + self.coverage
        return scores


class Rescorer:
    """Looks at documents of one segment, number `at` of the index."""

    def __init__(
        self, plan: Plan, refinement: Rescoring, segment: Segment, at: int, resolver: TermResolver
    ) -> None:
        self._plan, self._refinement = plan, refinement
        self._segment, self._at, self._resolver = segment, at, resolver

    def refined(self, documents: Documents) -> RescoreParts:
        """Return what each of the ascending documents gains."""
        hits = read_occurrences(self._segment, self._wanted(), documents)
        adjacent, near = self._neighbours(hits, documents)
        return RescoreParts(adjacent, near, self._passage(hits, documents), self._coverage(hits, documents))

    def _wanted(self) -> list[list[WantedTerm]]:
        """The terms of the syllables, by the field whose positions they have."""
        found: dict[str, list[WantedTerm]] = {name: [] for name, _ in self._refinement.fields}
        specs = self._segment.specs
        for number, syllable in enumerate(self._refinement.syllables):
            for term in syllable.terms:
                index = self._resolver.term_numbers(term)[self._at]
                if index >= 0:
                    found[specs[term.field].folds or term.field].append(WantedTerm(number, term.field, index))
        return list(found.values())

    def _neighbours(self, hits: SyllableOccurrences, documents: Documents) -> tuple[Counts, Counts]:
        neighbours, fields = self._refinement.pairs, self._refinement.fields
        if not neighbours:
            return np.zeros((0, len(documents))), np.zeros((0, len(documents)))
        counts = count_pairs(
            hits, self._pair_numbers(), self._refinement.window, len(neighbours), len(fields) * len(documents)
        )
        scales = np.array([weight * self._scale(name, documents) for name, weight in fields])
        weighed = (counts.reshape(2, len(neighbours), *scales.shape) * scales).sum(2)
        worth = np.array([(pair.adjacent_weight, pair.near_weight) for pair in neighbours])
        adjacent, near = worth.T[:, :, None] * weighed / (weighed + self._plan.k1)
        return adjacent, near

    def _pair_numbers(self) -> NDArray[np.int32]:
        """The number of the neighbours (first, second); their number at all for syllables that are none."""
        size, neighbours = len(self._refinement.syllables), self._refinement.pairs
        numbers = np.full((size, size), len(neighbours), np.int32)
        for number, pair in enumerate(neighbours):
            numbers[pair.first, pair.second] = number
        return numbers

    def _scale(self, field: str, documents: Documents) -> Scores:
        average = self._resolver.average_length(field)
        return self._segment.scale(field, self._plan.b, average, documents)

    def _passage(self, hits: SyllableOccurrences, documents: Documents) -> Scores:
        total = np.zeros(len(documents))
        if len(hits.texts):
            weights = np.array([syllable.weight for syllable in self._refinement.syllables])
            lengths = [self._segment.lengths(name)[documents] for name, _ in self._refinement.fields]
            longest = np.maximum.reduce(lengths).astype(np.int64)
            ordinals = hits.texts % len(documents)
            for step, share in self._refinement.passages:
                starts = np.zeros(len(documents) + 1, np.int64)
                np.cumsum(longest // step + 1, out=starts[1:])
                total += share * best_stretch(
                    ordinals, hits.positions // step, hits.syllables, weights, starts
                )
        return total

    def _coverage(self, hits: SyllableOccurrences, documents: Documents) -> Scores:
        """Different syllables of the query in a field, by the length of the field."""
        field, weight = self._refinement.coverage
        lengths = np.maximum(self._segment.lengths(field)[documents], 1)
        number = [name for name, _ in self._refinement.fields].index(field)
        base = number * len(documents)
        first, last = hits.texts.searchsorted((base, base + len(documents)))
        has = np.zeros((len(documents), len(self._refinement.syllables)), np.bool_)
        has[hits.texts[first:last] - base, hits.syllables[first:last]] = True
        scores: Scores = weight * has.sum(1) / lengths
        return scores


def count_pairs(
    hits: SyllableOccurrences, numbers: NDArray[np.int32], window: int, pairs: int, texts: int
) -> Numbers:
    """Return how often each pair stands side by side, and otherwise within the window, in each text.

    The shape is (2, pairs, texts). `numbers` has the pair of two syllables, `pairs` for none. Every hit is
    held against the first, second, ... one after it for as long as any is within the window.
    """
    turned = numbers.T.copy()
    np.fill_diagonal(turned, pairs)
    forward, backward, rows = numbers.reshape(-1), turned.reshape(-1), pairs + 1
    keys: list[Numbers] = []
    for gap in range(1, len(hits.places)):
        distances = hits.places[gap:] - hits.places[:-gap]
        left = np.flatnonzero((distances > 0) & (distances <= window))
        if not len(left):
            break
        both = hits.syllables[left] * len(numbers) + hits.syllables[left + gap]
        text = hits.texts[left]
        keys += [
            (forward[both] + rows * (distances[left] > 1)) * texts + text,
            (backward[both] + rows) * texts + text,
        ]
    counted = np.bincount(np.concatenate([np.zeros(0, np.int64), *keys]), minlength=2 * rows * texts)
    found: Numbers = counted.reshape(2, rows, texts)[:, :pairs]
    return found


def best_stretch(
    ordinals: NDArray[np.int64],
    blocks: NDArray[np.int64],
    syllables: NDArray[np.int64],
    weights: NDArray[np.float64],
    starts: NDArray[np.int64],
) -> Scores:
    """Return the largest sum of weights in a window of each document.

    Window i has the blocks i and i + 1; those of document d have the numbers `starts[d]` to `starts[d + 1]`.
    """
    windows = int(starts[-1])
    sums = np.zeros(windows)
    window = starts[ordinals] + blocks
    before = window - (blocks > 0)
    each = max(1, _CELLS // windows)
    for low in range(0, len(weights), each):
        some = weights[low : low + each]
        has = np.zeros(len(some) * windows, np.bool_)
        inside = (syllables >= low) & (syllables < low + each)
        rows = (syllables[inside] - low) * windows
        has[rows + window[inside]] = True
        has[rows + before[inside]] = True
        sums += np.einsum("i,ij->j", some, has.reshape(len(some), windows))
    best: Scores = np.maximum.reduceat(sums, starts[:-1])
    return best
