"""A second look at the best documents: where the query's syllables stand in them, and to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.whoosh.hits import Hits, read_hits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.resolve import Resolver
    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Plan, Refinement

    Documents = NDArray[np.int64]
    Counts = NDArray[np.float64]
    Scores = NDArray[np.float64]

_CELLS = 1 << 22
"""Windows times syllables that are laid out at once: few but for books and very long queries."""


class Refined(NamedTuple):
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


class Refiner:
    """Looks at documents of one segment, number `at` of the index."""

    def __init__(
        self, plan: Plan, refinement: Refinement, segment: Segment, at: int, resolver: Resolver
    ) -> None:
        self._plan, self._refinement = plan, refinement
        self._segment, self._at, self._resolver = segment, at, resolver

    def refined(self, documents: Documents) -> Refined:
        """Return what each of the ascending documents gains."""
        hits = self._hits(documents)
        adjacent, near = self._neighbours(hits, documents)
        passage = self._passage(hits, documents)
        return Refined(adjacent, near, passage, self._coverage(hits, documents))

    def _hits(self, documents: Documents) -> dict[str, Hits]:
        """Return by field (the one whose positions they are) where the syllables stand."""
        found: dict[str, list[tuple[int, str, int]]] = {name: [] for name, _ in self._refinement.fields}
        specs = self._segment.specs
        for number, syllable in enumerate(self._refinement.syllables):
            for term in syllable.terms:
                index = self._resolver.numbers(term)[self._at]
                if index >= 0:
                    found[specs[term.field].folds or term.field].append((number, term.field, index))
        return {name: read_hits(self._segment, terms, documents) for name, terms in found.items()}

    def _neighbours(self, hits: dict[str, Hits], documents: Documents) -> tuple[Counts, Counts]:
        neighbours, size = self._refinement.neighbours, len(documents)
        adjacent, near = np.zeros((2, len(neighbours), size))
        if neighbours:
            numbers = self._pair_numbers()
            for name, weight in self._refinement.fields:
                if len(hits[name].ordinals) > 1:
                    scale = weight * self._scale(name)[documents]
                    side, by = count_pairs(
                        hits[name], numbers, self._refinement.window, len(neighbours), size
                    )
                    adjacent += side * scale
                    near += by * scale
        worth = np.array([(pair.adjacent, pair.near) for pair in neighbours]).reshape(-1, 2)
        k1 = self._plan.k1
        return worth[:, :1] * adjacent / (adjacent + k1), worth[:, 1:] * near / (near + k1)

    def _pair_numbers(self) -> NDArray[np.int32]:
        """The number of the neighbours (first, second), -1 for syllables that are none."""
        size = len(self._refinement.syllables)
        numbers = np.full((size, size), -1, np.int32)
        for number, pair in enumerate(self._refinement.neighbours):
            numbers[pair.first, pair.second] = number
        return numbers

    def _scale(self, field: str) -> NDArray[np.float32]:
        return self._segment.scale(field, self._plan.b, self._resolver.average_length(field))

    def _passage(self, hits: dict[str, Hits], documents: Documents) -> Scores:
        total = np.zeros(len(documents))
        weights = np.array([syllable.weight for syllable in self._refinement.syllables])
        ordinals, positions, syllables = (
            np.concatenate(part)
            for part in zip(*((h.ordinals, h.positions, h.syllables) for h in hits.values()), strict=True)
        )
        if len(ordinals):
            length = np.maximum.reduce([self._segment.lengths(name)[documents] for name in hits]).astype(
                np.int64
            )
            for step, share in self._refinement.stretches:
                starts = np.zeros(len(documents) + 1, np.int64)
                np.cumsum(length // step + 1, out=starts[1:])
                total += share * best_stretch(ordinals, positions // step, syllables, weights, starts)
        return total

    def _coverage(self, hits: dict[str, Hits], documents: Documents) -> Scores:
        """Different syllables of the query in a field, by the length of the field."""
        field, weight = self._refinement.coverage
        lengths = np.maximum(self._segment.lengths(field)[documents], 1)
        of = hits[field]
        size = len(self._refinement.syllables)
        has = np.zeros(len(documents) * size, np.bool_)
        has[of.ordinals * size + of.syllables] = True
        scores: Scores = weight * has.reshape(len(documents), size).sum(1) / lengths
        return scores


def count_pairs(
    hits: Hits, numbers: NDArray[np.int32], window: int, pairs: int, documents: int
) -> tuple[Counts, Counts]:
    """Return how often each pair stands side by side, and otherwise within the window, in each document.

    Every hit is held against the first, second, ... one after it for as long as any is within the window.
    """
    side, by = [], []
    left, gap = np.arange(len(hits.places) - 1), 1
    while len(left):
        distance = hits.places[left + gap] - hits.places[left]
        left, distance = left[distance <= window], distance[distance <= window]
        first, second = hits.syllables[left], hits.syllables[left + gap]
        cell = hits.ordinals[left]
        forward, backward = numbers[first, second], numbers[second, first]
        follows = distance == 1
        apart = (forward >= 0) & (distance > 1)
        turned = (backward >= 0) & (distance > 0) & (first != second)
        together = (forward >= 0) & follows
        side.append(forward[together] * documents + cell[together])
        by += [forward[apart] * documents + cell[apart], backward[turned] * documents + cell[turned]]
        gap += 1
        left = left[: len(left) - int(np.count_nonzero(left + gap >= len(hits.places)))]
    shape, cells = (pairs, documents), pairs * documents
    counted = (np.bincount(np.concatenate(keys), minlength=cells).reshape(shape) for keys in (side, by))
    adjacent, near = counted
    return adjacent.astype(np.float64), near.astype(np.float64)


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
