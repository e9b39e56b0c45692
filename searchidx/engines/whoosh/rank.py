"""The best documents under a plan, over all segments, exactly."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.whoosh.occurrences import Chosen
from searchidx.engines.whoosh.refine import Refiner
from searchidx.engines.whoosh.score import Scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.resolve import Resolver
    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Plan, Signal

    Numbers = NDArray[np.int64]
    Scores = NDArray[np.float64]


_SLACK = 1e-9
"""More than rounding may add to a bound."""


_MANY = 20
"""Candidates for a place from which on it pays to look for those without a chance."""


class Ranker:
    """Ranks documents under one plan. Documents have numbers that run through all segments."""

    def __init__(
        self, plan: Plan, segments: Sequence[Segment], bases: Sequence[int], resolver: Resolver
    ) -> None:
        self._segments, self._bases = segments, np.array(bases)
        self._scorers = [Scorer(plan, segment, at, resolver) for at, segment in enumerate(segments)]
        refined = plan.refinement
        self._refiners = (
            [Refiner(refined, s, at, resolver) for at, s in enumerate(segments)] if refined else []
        )

    def best(self, numbers: Numbers, wanted: int) -> tuple[Numbers, Scores]:
        """Return the best of the ascending documents and their scores, best first, ties in their order.

        What needs positions is only scored where it may decide: documents that stay below the worst of enough
        others, whatever it gives them, are left out.
        """
        if not len(numbers) or not wanted:
            return numbers[:0], np.zeros(0)
        if len(numbers) > _MANY * wanted:
            numbers = self._promising(numbers, wanted)
        cheap, upper = self._by_segment(numbers, self._cheap_part)
        if 2 * wanted < len(numbers):
            first = np.sort(np.argpartition(-upper, 2 * wanted)[: 2 * wanted])
            scores = cheap[first] + self._costly(numbers[first])
            least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
            reach = upper >= least - _SLACK
            reach[first] = False
            rest = np.flatnonzero(reach)
            scores = np.concatenate([scores, cheap[rest] + self._costly(numbers[rest])])
            numbers = numbers[np.concatenate([first, rest])]
        else:
            scores = cheap + self._costly(numbers)
        order = top(numbers, scores, wanted)
        return numbers[order], scores[order]

    def _promising(self, numbers: Numbers, wanted: int) -> Numbers:
        """Leave out documents without the weightiest signals, where the others cannot make up for it.

        The mark to reach is set by those that have the weightiest ones, scored without positions.
        """
        signals = sorted(self._scorers[0].cheap, key=lambda signal: -signal.weight)
        costly = self._scorers[0].costly
        if not signals or min(signal.weight for signal in (*signals, *costly)) < 0:
            return numbers
        covered, mark, used = np.zeros(len(numbers), np.bool_), -np.inf, 0
        while self._most(signals[used:], costly, signals[:used]) + _SLACK >= mark:
            if used == len(signals):
                return numbers
            covered |= self._by_segment(numbers, partial(self._has, signals[used])) > 0
            used += 1
            if mark < 0 and np.count_nonzero(covered) >= 2 * wanted:
                scores = self._by_segment(numbers[covered], self._cheap_part)[0]
                mark = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        return numbers[covered]

    def _most(self, cheap: list[Signal], costly: list[Signal], absent: list[Signal]) -> float:
        """Return what signals can give at most to a document that has no term of the absent ones.

        A pair one of whose terms is absent gives nothing.
        """
        gone = {term for signal in absent for term, _ in signal.terms}
        parts = self._scorers[0].pair_terms
        left = [s for s in costly if any(gone.isdisjoint(parts(term)) for term, _ in s.terms)]
        return sum(signal.weight for signal in (*cheap, *left))

    def _has(self, signal: Signal, at: int, documents: Numbers) -> Scores:
        return self._scorers[at].has(signal, documents).astype(np.float64)

    def _cheap_part(self, at: int, documents: Numbers) -> Scores:
        """(what posting lists alone give; that and the most that positions may add)."""
        chosen, scorer = Chosen(self._segments[at], documents), self._scorers[at]
        cheap = scorer.scores(scorer.cheap, chosen)
        return np.stack([cheap, cheap + scorer.bounds(chosen)])

    def refined(self, numbers: Numbers, scores: Scores) -> tuple[Numbers, Scores]:
        """Return documents in the order of their refined scores."""
        if not len(numbers):
            return numbers, scores
        order = np.argsort(numbers)
        numbers = numbers[order]
        scores = scores[order] + self._by_segment(numbers, self._second_look)
        order = top(numbers, scores, len(numbers))
        return numbers[order], scores[order]

    def _second_look(self, at: int, documents: Numbers) -> Scores:
        chosen, refiner = Chosen(self._segments[at], documents), self._refiners[at]
        return refiner.passage(chosen) + refiner.title(chosen)

    def _costly(self, numbers: Numbers) -> Scores:
        return self._by_segment(numbers, self._costly_part)

    def _costly_part(self, at: int, documents: Numbers) -> Scores:
        scorer = self._scorers[at]
        return scorer.scores(scorer.costly, Chosen(self._segments[at], documents))

    def _by_segment(self, numbers: Numbers, score: Callable[[int, Numbers], Scores]) -> Scores:
        """Score ascending documents, segment by segment."""
        bounds = np.searchsorted(numbers, self._bases).tolist()
        parts = [
            score(at, numbers[low:high] - self._bases[at])
            for at, (low, high) in enumerate(pairwise(bounds))
            if low < high
        ]
        return np.concatenate(parts, axis=-1) if parts else np.zeros(0)


def top(numbers: Numbers, scores: Scores, wanted: int) -> Numbers:
    """Return the indices of the `wanted` highest scores, highest first, equal ones by number."""
    kept = np.arange(len(scores))
    if wanted < len(scores):
        least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted] if wanted else np.inf
        kept = np.flatnonzero(scores >= least)
    return kept[np.lexsort((numbers[kept], -scores[kept]))[:wanted]]
