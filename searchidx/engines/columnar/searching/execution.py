"""Runs one plan over all segments, from its conditions to the page of best documents.

A search has one or two *tiers*. In a tiered plan, the first tier holds the complete matches and the second
tier the partial matches. Otherwise one tier holds all matches. Within a tier, documents are ordered by their
signals (`scoring`). The best documents are then rescored (`rescoring`) and ordered by their new scores, but
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
    """For each segment, the mask of its documents that are in the tier."""


class _Ranking(NamedTuple):
    """Ranked documents. Each array has one entry for each document. `tiers` has tier numbers from 0 on."""

    numbers: DocumentNumbers
    scores: Scores
    tiers: Indices

    def at(self, indices: Indices | slice) -> _Ranking:
        """Return the documents at the given indices."""
        return _Ranking(self.numbers[indices], self.scores[indices], self.tiers[indices])


_NOTHING = ScoredNumbers(np.zeros(0, np.int64), np.zeros(0))


class PlanExecution:
    """One plan, run over all segments. Documents are given by their document numbers."""

    def __init__(
        self,
        plan: Plan,
        segments: Sequence[SearchableSegment],
        numbering: DocumentNumbering,
        resolver: TermResolver,
    ) -> None:
        self._plan, self._segments, self._numbering, self._resolver = plan, segments, numbering, resolver
        self._matchers = [
            ConditionMatcher(segment, segment_number, resolver)
            for segment_number, segment in enumerate(segments)
        ]

    # --- The documents that match ------------------------------------------------------------------------

    @cached_property
    def complete_masks(self) -> list[Mask]:
        """For each segment, the mask of its documents that are complete matches."""
        return self._select(self._plan.complete)

    @cached_property
    def _partial_masks(self) -> list[Mask]:
        assert self._plan.partial is not None
        return self._select(self._plan.partial)

    def _select(self, condition: Condition) -> list[Mask]:
        return [matcher.select(condition) for matcher in self._matchers]

    @cached_property
    def _boost_masks(self) -> list[list[Mask]]:
        """For each boost of the plan and each segment, the mask of the documents that gain its weight."""
        rescoring = self._plan.rescoring
        return [self._select(boost.condition) for boost in rescoring.boosts] if rescoring else []

    def are_complete(self, numbers: DocumentNumbers) -> Mask:
        """Return for each document, in any order, whether it is a complete match."""
        return self._are_in(self.complete_masks, numbers)

    def _are_in(self, masks: list[Mask], numbers: DocumentNumbers) -> Mask:
        """Return for each document, in any order, whether it is in the mask of its segment."""
        located = map(self._numbering.locate, numbers.tolist())
        return np.array([masks[segment_number][document] for segment_number, document in located], np.bool_)

    def tiers(self, wanted: int) -> list[Tier]:
        """Return the tiers in which the best `wanted` documents are found.

        If the plan is not tiered, the only tier holds complete and partial matches together. Otherwise the
        first tier holds the complete matches. A second tier holds the partial matches, if the plan has any
        and there are fewer than `wanted` complete matches.
        """
        plan, complete = self._plan, self.complete_masks
        if plan.partial is None:
            return [complete]
        if not plan.tiered:
            return [[first | second for first, second in zip(complete, self._partial_masks, strict=True)]]
        if count_documents(complete) >= wanted:
            return [complete]
        return [
            complete,
            [second & ~first for first, second in zip(complete, self._partial_masks, strict=True)],
        ]

    # --- The best of these documents ---------------------------------------------------------------------

    def best(self, tiers: list[Tier], wanted: int) -> ScoredNumbers:
        """Return the `wanted` best documents after rescoring, tier after tier, best first in each tier."""
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
        """Return the `wanted` best documents by the signals, tier after tier, best first in each tier.

        Within a tier, documents with a boost come before all others.
        """
        parts = []
        for tier_number, tier in enumerate(tiers):
            scorer = self._scorer(tier_number) if wanted else None
            for masks in self._boosted_first(tier):
                numbers, scores = scorer.best(masks, wanted) if scorer and wanted else _NOTHING
                parts.append(_Ranking(numbers, scores, np.full(len(numbers), tier_number)))
                wanted -= len(numbers)
        return _Ranking(*map(np.concatenate, zip(*parts, strict=True)))

    def _boosted_first(self, tier: Tier) -> list[Tier]:
        """Return the documents of a tier with any boost, then all others; the whole tier without boosts."""
        if not self._boost_masks:
            return [tier]
        any_boost = [np.logical_or.reduce(masks) for masks in zip(*self._boost_masks, strict=True)]
        return [
            [mask & boosted for mask, boosted in zip(tier, any_boost, strict=True)],
            [mask & ~boosted for mask, boosted in zip(tier, any_boost, strict=True)],
        ]

    def _scorer(self, tier_number: int) -> SignalScorer:
        """Return the scorer of a tier. The second tier has the partial signals in addition to the signals."""
        plan = self._plan
        signals = (*plan.signals, *plan.partial_signals) if tier_number else plan.signals
        return SignalScorer(signals, plan, self._segments, self._numbering, self._resolver)

    # --- Rescoring -----------------------------------------------------------------------------------------

    def _rescore(self, rescoring: Rescoring, ranking: _Ranking) -> ScoredNumbers:
        """Return the documents in the order of their new scores, tier after tier, best first in each tier."""
        numbers, scores, tiers = ranking.at(np.argsort(ranking.numbers))
        gains = self._rescore_parts(rescoring, numbers).total() + self._boosts(rescoring, numbers).sum(0)
        gains = gains + self._similarity(rescoring, _Ranking(numbers, scores + gains, tiers))
        scores = rounded(scores + gains)
        order = np.lexsort((numbers, -scores, tiers))
        return ScoredNumbers(numbers[order], scores[order])

    def _rescore_parts(self, rescoring: Rescoring, numbers: DocumentNumbers) -> RescoreParts:
        """Return the contributions of rescoring to ascending document numbers, except the similarity."""
        parts = [
            self._rescorer(rescoring, segment_number).parts(documents)
            for segment_number, documents in self._numbering.split(numbers)
        ]
        return RescoreParts(*(np.concatenate(arrays, axis=-1) for arrays in zip(*parts, strict=True)))

    def _rescorer(self, rescoring: Rescoring, segment_number: int) -> Rescorer:
        segment = self._segments[segment_number]
        return Rescorer(self._plan, rescoring, segment, segment_number, self._resolver)

    def _boosts(self, rescoring: Rescoring, numbers: DocumentNumbers) -> Scores:
        """Return the contribution of each boost to each document: shape (boosts, documents)."""
        contributions = [
            boost.weight * self._are_in(masks, numbers)
            for boost, masks in zip(rescoring.boosts, self._boost_masks, strict=True)
        ]
        return np.array(contributions).reshape(len(contributions), len(numbers))

    def _similarity(self, rescoring: Rescoring, rescored: _Ranking) -> Scores:
        """Return the contribution of the similarity to ascending document numbers.

        Each document is compared with the document that has the highest score in the first tier with any
        documents.
        """
        numbers, scores, tiers = rescored
        if not rescoring.similarity:
            return np.zeros(len(numbers))
        signatures = [
            self._segments[segment_number].signatures.read(documents)
            for segment_number, documents in self._numbering.split(numbers)
        ]
        # Shape (documents, SIZE): the hashes and the weights of the terms of each signature.
        hashes, weights = (np.concatenate(arrays) for arrays in zip(*signatures, strict=True))
        best = int(np.lexsort((numbers, -scores, tiers))[0])
        return rescoring.similarity * cosines(hashes, weights, best)

    # --- Explanations --------------------------------------------------------------------------------------

    def explain(self, document_number: int) -> Iterator[tuple[str, float]]:
        """Yield the names and contributions of all signals, and of all parts of rescoring, for a document.

        If the document was not rescored, only the signals are yielded.
        """
        numbers = np.array([document_number])
        scorer = self._scorer(int(self._plan.tiered and not self.are_complete(numbers)[0]))
        for signal, contributions in zip(scorer.signals, scorer.contributions(numbers), strict=True):
            yield signal.name, float(contributions[0])
        if self._plan.rescoring is not None:
            yield from self._explain_rescoring(self._plan.rescoring, document_number)

    def _explain_rescoring(self, rescoring: Rescoring, document_number: int) -> Iterator[tuple[str, float]]:
        """Yield the names and contributions of rescoring, or nothing if the document was not rescored."""
        ranking = self._rank_by_signals(self.tiers(rescoring.depth), rescoring.depth)
        ranking = ranking.at(np.argsort(ranking.numbers))
        index = int(np.searchsorted(ranking.numbers, document_number))
        if index == len(ranking.numbers) or ranking.numbers[index] != document_number:
            return
        boosts = self._boosts(rescoring, ranking.numbers)
        for boost, contributions in zip(rescoring.boosts, boosts, strict=True):
            yield f'"{boost.name}"', float(contributions[index])
        parts = self._rescore_parts(rescoring, ranking.numbers)
        for pair, adjacent, near in zip(rescoring.pairs, parts.adjacent, parts.near, strict=True):
            yield f'"{pair.name}"', float(adjacent[index])
            yield f"{pair.name} near", float(near[index])
        yield "passage", float(parts.passage[index])
        yield rescoring.coverage.name, float(parts.coverage[index])
        rescored = ranking._replace(scores=ranking.scores + (parts.total() + boosts.sum(0)))
        yield "similarity", float(self._similarity(rescoring, rescored)[index])


def count_documents(masks: list[Mask]) -> int:
    """Return the number of documents in the masks of all segments."""
    return sum(map(int, map(np.count_nonzero, masks)))
