"""One plan over all segments, from its conditions to its page.

A plan has up to two *tiers*: the complete matches, then the partial ones. Within each, documents are ordered
by their signals (`scoring`). The best of them are then scored once more (`rescoring`) and ordered anew, but
no document leaves its tier.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.signatures import cosines
from searchidx.engines.columnar.searching.matching import ConditionMatcher
from searchidx.engines.columnar.searching.rescoring import RescoreParts, Rescorer
from searchidx.engines.columnar.searching.scoring import ScoredNumbers, SignalScorer, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.columnar.arrays import DocumentNumbers, Indices, Mask, Scores
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.document_numbers import DocumentNumbering
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Condition, Plan, Rescoring

    Tier = list[Mask]
    """By segment, which of its documents are in the tier."""


class _Ranking(NamedTuple):
    """The best documents by the signals: tier after tier, the best of each first; `tiers` numbers from 0."""

    numbers: DocumentNumbers
    scores: Scores
    tiers: Indices

    def at(self, indices: Indices | slice) -> _Ranking:
        """Return the documents at some indices."""
        return _Ranking(self.numbers[indices], self.scores[indices], self.tiers[indices])


_NOTHING = ScoredNumbers(np.zeros(0, np.int64), np.zeros(0))


class PlanExecution:
    """Answers one plan. Documents are given by document numbers."""

    def __init__(
        self,
        plan: Plan,
        segments: Sequence[SearchableSegment],
        numbering: DocumentNumbering,
        resolver: TermResolver,
    ) -> None:
        self._plan, self._segments, self._numbering, self._resolver = plan, segments, numbering, resolver
        self._matchers = [
            ConditionMatcher(segment, number, resolver) for number, segment in enumerate(segments)
        ]

    # --- Which documents match ---------------------------------------------------------------------------

    @cached_property
    def complete_masks(self) -> list[Mask]:
        """By segment, which of its documents are complete matches."""
        return self._select(self._plan.complete)

    @cached_property
    def _partial_masks(self) -> list[Mask]:
        assert self._plan.partial is not None
        return self._select(self._plan.partial)

    def _select(self, condition: Condition) -> list[Mask]:
        return [matcher.select(condition) for matcher in self._matchers]

    def are_complete(self, numbers: DocumentNumbers) -> Mask:
        """Return for each document, in any order, whether it is a complete match."""
        located = map(self._numbering.locate, numbers.tolist())
        return np.array([self.complete_masks[segment][number] for segment, number in located], np.bool_)

    def tiers(self, wanted: int) -> list[Tier]:
        """Return the documents that come first, then those that follow if the first are fewer than wanted.

        A plan without partial matches has one tier. So has one that is not `tiered`: complete and partial
        matches together.
        """
        plan, complete = self._plan, self.complete_masks
        if plan.partial is None:
            return [complete]
        if not plan.tiered:
            return [[first | second for first, second in zip(complete, self._partial_masks, strict=True)]]
        if count(complete) >= wanted:
            return [complete]
        return [
            complete,
            [second & ~first for first, second in zip(complete, self._partial_masks, strict=True)],
        ]

    # --- Which of them are best --------------------------------------------------------------------------

    def best(self, tiers: list[Tier], wanted: int) -> ScoredNumbers:
        """Return the `wanted` best documents, tier after tier, and their scores."""
        if not self._segments or not wanted:
            return _NOTHING
        rescoring = self._plan.rescoring
        depth = rescoring.depth if rescoring else 0
        ranking = self._rank_by_signals(tiers, max(wanted, depth))
        if rescoring and len(ranking.numbers[:depth]):
            rescored = self._rescore(rescoring, ranking.at(slice(depth)))
            ranking.numbers[:depth], ranking.scores[:depth] = rescored
        return ScoredNumbers(ranking.numbers[:wanted], ranking.scores[:wanted])

    def _rank_by_signals(self, tiers: list[Tier], wanted: int) -> _Ranking:
        """Return the `wanted` best documents by the signals."""
        parts = []
        for tier_number, masks in enumerate(tiers):
            numbers, scores = self._scorer(tier_number).best(masks, wanted) if wanted else _NOTHING
            parts.append(_Ranking(numbers, scores, np.full(len(numbers), tier_number)))
            wanted -= len(numbers)
        return _Ranking(*map(np.concatenate, zip(*parts, strict=True)))

    def _scorer(self, tier_number: int) -> SignalScorer:
        plan = self._plan
        signals = (*plan.signals, *plan.partial_signals) if tier_number else plan.signals
        return SignalScorer(signals, plan, self._segments, self._numbering, self._resolver)

    # --- Rescoring: the best by the signals once more ------------------------------------------------------

    def _rescore(self, rescoring: Rescoring, ranking: _Ranking) -> ScoredNumbers:
        """Return the documents with their new scores, ordered anew within their tiers."""
        numbers, scores, tiers = ranking.at(np.argsort(ranking.numbers))
        gains = self._rescore_parts(rescoring, numbers).total()
        gains = gains + self._similarity(rescoring, _Ranking(numbers, scores + gains, tiers))
        scores = rounded(scores + gains)
        order = np.lexsort((numbers, -scores, tiers))
        return ScoredNumbers(numbers[order], scores[order])

    def _rescore_parts(self, rescoring: Rescoring, numbers: DocumentNumbers) -> RescoreParts:
        """Return what each part of rescoring gives to ascending documents, but for the similarity."""
        parts = [
            Rescorer(self._plan, rescoring, self._segments[segment], segment, self._resolver).parts(documents)
            for segment, documents in self._numbering.split(numbers)
        ]
        return RescoreParts(*(np.concatenate(arrays, axis=-1) for arrays in zip(*parts, strict=True)))

    def _similarity(self, rescoring: Rescoring, rescored: _Ranking) -> Scores:
        """Return what ascending documents gain by being similar to the first of them by their scores."""
        numbers, scores, tiers = rescored
        if not rescoring.similarity:
            return np.zeros(len(numbers))
        signatures = [
            self._segments[segment].signatures.take(documents)
            for segment, documents in self._numbering.split(numbers)
        ]
        hashes, weights = (np.concatenate(arrays) for arrays in zip(*signatures, strict=True))
        first = int(np.lexsort((numbers, -scores, tiers))[0])
        return rescoring.similarity * cosines(hashes, weights, first)

    # --- Why a document has its score ----------------------------------------------------------------------

    def explain(self, number: int) -> Iterator[tuple[str, float]]:
        """Yield the name of each signal, and of each part of rescoring, with what it gave to a document.

        The parts of rescoring come only where the document was among those that were rescored.
        """
        numbers = np.array([number])
        scorer = self._scorer(int(self._plan.tiered and not self.are_complete(numbers)[0]))
        for signal, contributions in zip(scorer.signals, scorer.contributions(numbers), strict=True):
            yield signal.name, float(contributions[0])
        if self._plan.rescoring is not None:
            yield from self._explain_rescoring(self._plan.rescoring, number)

    def _explain_rescoring(self, rescoring: Rescoring, number: int) -> Iterator[tuple[str, float]]:
        ranking = self._rank_by_signals(self.tiers(rescoring.depth), rescoring.depth)
        ranking = ranking.at(np.argsort(ranking.numbers))
        index = int(np.searchsorted(ranking.numbers, number))
        if index == len(ranking.numbers) or ranking.numbers[index] != number:
            return
        parts = self._rescore_parts(rescoring, ranking.numbers)
        for pair, adjacent, near in zip(rescoring.pairs, parts.adjacent, parts.near, strict=True):
            yield f'"{pair.name}"', float(adjacent[index])
            yield f"{pair.name} near", float(near[index])
        yield "passage", float(parts.passage[index])
        yield rescoring.coverage.name, float(parts.coverage[index])
        rescored = ranking._replace(scores=ranking.scores + parts.total())
        yield "similarity", float(self._similarity(rescoring, rescored)[index])


def count(masks: list[Mask]) -> int:
    """Return how many documents are marked in all segments."""
    return sum(map(int, map(np.count_nonzero, masks)))
