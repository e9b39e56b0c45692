"""One plan over all segments: which documents match, and which are best, before and after a second look."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.signatures import cosines
from searchidx.engines.columnar.searching.matching import ConditionMatcher
from searchidx.engines.columnar.searching.rescoring import RescoreParts, Rescorer
from searchidx.engines.columnar.searching.scoring import SignalScorer, rounded, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Condition, Plan

    Numbers = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Masks = list[Mask]


_NONE = np.zeros(0, np.int64)


class PlanExecution:
    """Answers one plan. Documents have numbers that run through all segments."""

    def __init__(
        self, plan: Plan, segments: Sequence[Segment], bases: Sequence[int], resolver: TermResolver
    ) -> None:
        self._plan, self._segments, self._bases, self._resolver = plan, segments, bases, resolver
        self._selectors = [ConditionMatcher(segment, at, resolver) for at, segment in enumerate(segments)]

    def _ranker(self, tier: int) -> SignalScorer:
        plan = self._plan
        signals = (*plan.signals, *plan.partial_signals) if tier else plan.signals
        return SignalScorer(signals, plan, self._segments, self._bases, self._resolver)

    @cached_property
    def complete_masks(self) -> Masks:
        """The documents that match the whole plan, by segment."""
        return self._select(self._plan.complete)

    def complete(self, numbers: Numbers) -> Mask:
        """Tell which of the documents match the whole plan."""
        whole = np.zeros(len(numbers), np.bool_)
        places = np.searchsorted(self._bases, numbers, "right") - 1
        for i, (at, number) in enumerate(zip(places.tolist(), numbers.tolist(), strict=True)):
            whole[i] = self.complete_masks[at][number - self._bases[at]]
        return whole

    def tiers(self, wanted: int) -> list[Masks]:
        """Return the documents that come first, and those that follow where that gives fewer than wanted."""
        plan, complete = self._plan, self.complete_masks
        if plan.partial is None:
            return [complete]
        if not plan.tiered:
            return [[whole | part for whole, part in zip(complete, self._partial, strict=True)]]
        if count(complete) >= wanted:
            return [complete]
        return [complete, [part & ~whole for whole, part in zip(complete, self._partial, strict=True)]]

    @cached_property
    def _partial(self) -> Masks:
        assert self._plan.partial is not None
        return self._select(self._plan.partial)

    def _select(self, condition: Condition) -> Masks:
        return [selector.select(condition) for selector in self._selectors]

    def best(self, tiers: list[Masks], wanted: int) -> tuple[Numbers, Scores]:
        """Return the best documents of the first tier, then of the next, and their scores."""
        if not self._segments or not wanted:
            return np.zeros(0, np.int64), np.zeros(0)
        pool = self._plan.rescoring.depth if self._plan.rescoring else 0
        numbers, scores, tier = self._drawn(tiers, max(wanted, pool))
        if pool and len(numbers):
            order = np.argsort(numbers[:pool])
            gained = self._gained(numbers[:pool][order], scores[:pool][order], tier[:pool][order])
            scores[:pool][order] = rounded(scores[:pool][order] + gained)
            order = np.lexsort((numbers[:pool], -scores[:pool], tier[:pool]))
            numbers[:pool], scores[:pool] = numbers[:pool][order], scores[:pool][order]
        return numbers[:wanted], scores[:wanted]

    def _drawn(self, tiers: list[Masks], wanted: int) -> tuple[Numbers, Scores, Numbers]:
        """The best by the signals: their numbers, scores and tiers."""
        parts = []
        for at, masks in enumerate(tiers):
            numbers, scores = self._ranker(at).best(masks, wanted) if wanted else (_NONE, np.zeros(0))
            parts.append((numbers, scores, np.full(len(numbers), at)))
            wanted -= len(numbers)
        numbers, scores, tier = (np.concatenate(part) for part in zip(*parts, strict=True))
        return numbers, scores, tier

    def _gained(self, numbers: Numbers, scores: Scores, tier: Numbers) -> Scores:
        """What a second look adds to the scores of ascending documents."""
        gained: Scores = self._refined(numbers).total()
        return gained + self._similarity(numbers, scores + gained, tier)

    def _refined(self, numbers: Numbers) -> RescoreParts:
        refinement = self._plan.rescoring
        assert refinement is not None
        parts = [
            Rescorer(self._plan, refinement, self._segments[at], at, self._resolver).refined(documents)
            for at, documents in split(numbers, self._bases)
        ]
        return (
            parts[0]
            if len(parts) == 1
            else RescoreParts(*(np.concatenate(part, -1) for part in zip(*parts, strict=True)))
        )

    def _similarity(self, numbers: Numbers, scores: Scores, tier: Numbers) -> Scores:
        """What documents gain by being like the one that is first by their scores."""
        refinement = self._plan.rescoring
        assert refinement is not None
        if not refinement.similarity or not len(numbers):
            return np.zeros(len(numbers))
        taken = [
            self._segments[at].signatures.take(documents) for at, documents in split(numbers, self._bases)
        ]
        hashes, weights = (np.concatenate(part) for part in zip(*taken, strict=True))
        first = int(np.lexsort((numbers, -scores, tier))[0])
        return refinement.similarity * cosines(hashes, weights, first)

    def explain(self, number: int) -> Iterator[tuple[str, float]]:
        """Yield what the document got of each signal, and of a second look if one was taken, by name."""
        one = np.array([number])
        ranker = self._ranker(int(self._plan.tiered and not self.complete(one)[0]))
        for signal, score in zip(ranker.signals, ranker.contributions(one), strict=True):
            yield signal.name, float(score[0])
        refinement = self._plan.rescoring
        if refinement is None:
            return
        numbers, scores, tier = self._drawn(self.tiers(refinement.depth), refinement.depth)
        order = np.argsort(numbers)
        numbers, scores, tier = numbers[order], scores[order], tier[order]
        at = int(np.searchsorted(numbers, number))
        if at == len(numbers) or numbers[at] != number:
            return
        refined = self._refined(numbers)
        for pair, adjacent, near in zip(refinement.pairs, refined.adjacent, refined.near, strict=True):
            yield f'"{pair.name}"', float(adjacent[at])
            yield f"{pair.name} near", float(near[at])
        yield "passage", float(refined.passage[at])
        yield refinement.coverage[0], float(refined.coverage[at])
        yield "similarity", float(self._similarity(numbers, scores + refined.total(), tier)[at])


def count(masks: Masks) -> int:
    """Return how many documents are marked."""
    return sum(map(int, map(np.count_nonzero, masks)))
