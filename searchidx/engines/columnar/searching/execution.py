"""Runs one plan over all segments, from its conditions to the page of best documents.

Documents are ranked tier after tier (`tiers`). Within a tier, documents are ordered by their signals
(`scoring`). The best documents are then rescored (`rescoring`) and ordered by their new scores, within each
tier. If partial matches follow, only complete matches whose syllables are in one passage stay in the first
tier.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.signatures import cosines
from searchidx.engines.columnar.searching.dated import first_by_date
from searchidx.engines.columnar.searching.rescoring import RescoreParts, Rescorer
from searchidx.engines.columnar.searching.scoring import ScoredNumbers, SignalScorer, rounded
from searchidx.engines.columnar.searching.tiers import PlanTiers, count_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.columnar.arrays import DocumentNumbers, Indices, Mask, Scores
    from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.stories import Stories
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Plan, Rescoring


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
        self.matches = PlanTiers(plan, segments, resolver)

    def are_complete(self, numbers: DocumentNumbers) -> Mask:
        """Return for each document, in any order, whether it is a complete match."""
        complete, located = self.matches.complete, map(self._numbering.locate, numbers.tolist())
        are_complete = [complete[segment_number][document] for segment_number, document in located]
        return np.array(are_complete, np.bool_)

    # --- The best documents --------------------------------------------------------------------------------

    def best(self, wanted: int) -> ScoredNumbers:
        """Return the `wanted` best documents after rescoring, tier after tier, best first in each tier."""
        if not self._segments or not wanted:
            return _NOTHING
        rescoring = self._plan.rescoring
        depth = rescoring.depth if rescoring else 0
        ranking = self._rank_by_signals(max(wanted, depth))
        if rescoring and len(ranking.numbers[:depth]):
            rescored = self._rescore(rescoring, ranking.at(slice(depth)))
            ranking.numbers[:depth], ranking.scores[:depth] = rescored
        return ScoredNumbers(ranking.numbers[:wanted], ranking.scores[:wanted])

    def best_of_stories(self, wanted: int, stories: Stories) -> ScoredNumbers:
        """Return the best documents of the `wanted` best stories, best first.

        The best documents are taken until they are of enough stories. Rescored documents cost nothing more.
        """
        rescoring = self._plan.rescoring
        taken = max(wanted, rescoring.depth if rescoring else 0)
        while True:
            numbers, scores = self.best(taken)
            firsts = stories.first_of_each(numbers)
            if len(firsts) >= wanted or len(numbers) < taken:
                firsts = firsts[:wanted]
                return ScoredNumbers(numbers[firsts], scores[firsts])
            taken *= 2

    def matching(self, numbers: DocumentNumbers) -> tuple[int, ...]:
        """Return those of ascending document numbers that match the plan, completely or in part."""
        matching: list[int] = []
        for segment_number, documents in self._numbering.split(numbers):
            is_match = np.logical_or.reduce([tier[segment_number][documents] for tier in self.matches.tiers])
            matching += (documents[is_match] + self._numbering.first_numbers[segment_number]).tolist()
        return tuple(matching)

    def _rank_by_signals(self, wanted: int) -> _Ranking:
        """Return the `wanted` best documents by the signals, tier after tier, best first in each tier.

        Within a tier, documents with a boost come before all others.
        """
        parts = []
        for tier_number, tier in enumerate(self.matches.tiers):
            for masks in self.matches.boosted_first(tier):
                is_needed = wanted and count_documents(masks)
                numbers, scores = self._first(masks, wanted) if is_needed else _NOTHING
                parts.append(_Ranking(numbers, scores, np.full(len(numbers), tier_number)))
                wanted -= len(numbers)
        return _Ranking(*map(np.concatenate, zip(*parts, strict=True)))

    def _first(self, masks: Sequence[Mask], wanted: int) -> ScoredNumbers:
        """Return the `wanted` best documents of the masks of all segments, by signals or else by date."""
        if self._scorer.signals:
            return self._scorer.best(masks, wanted)
        oldest_first = self._plan.oldest_first
        return first_by_date(masks, wanted, self._segments, self._numbering, oldest_first=oldest_first)

    @cached_property
    def _scorer(self) -> SignalScorer:
        """The scorer of all tiers. If partial matches follow, it also has the partial signals."""
        signals = self._plan.signals
        if self._has_partial_tiers:
            signals += self._plan.partial_signals
        return SignalScorer(signals, self._plan, self._segments, self._numbering, self._resolver)

    @property
    def _has_partial_tiers(self) -> bool:
        return len(self.matches.tiers) > 1

    # --- Rescoring -----------------------------------------------------------------------------------------

    def _rescore(self, rescoring: Rescoring, ranking: _Ranking) -> ScoredNumbers:
        """Return the documents in the order of their new scores, tier after tier, best first in each tier."""
        numbers, scores, tiers = ranking.at(np.argsort(ranking.numbers))
        parts = self._rescore_parts(rescoring, numbers)
        tiers = self._demoted(tiers, parts)
        gains = parts.total() + self._boosts(rescoring, numbers).sum(0)
        gains = gains + self._similarity(rescoring, _Ranking(numbers, scores + gains, tiers))
        scores = rounded(scores + gains)
        order = np.lexsort((numbers, -scores, tiers))
        return ScoredNumbers(numbers[order], scores[order])

    def _demoted(self, tiers: Indices, parts: RescoreParts) -> Indices:
        """Return the tiers. Scattered complete matches move to the first tier of partial matches."""
        if not self._has_partial_tiers:
            return tiers
        demoted: Indices = np.where(parts.is_scattered & (tiers == 0), 1, tiers)
        return demoted

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
        """Return the contribution of each boost to ascending document numbers: shape (boosts, documents)."""
        parts = self._numbering.split(numbers)
        contributions = np.zeros((len(rescoring.boosts), len(numbers)))
        for row, boost, masks in zip(contributions, rescoring.boosts, self.matches.boosts, strict=True):
            has_boost = [masks[segment_number][documents] for segment_number, documents in parts]
            row[:] = boost.weight * np.concatenate(has_boost)
        return contributions

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
        scorer = self._scorer
        for signal, contributions in zip(scorer.signals, scorer.contributions(numbers), strict=True):
            yield signal.name, float(contributions[0])
        if self._plan.rescoring is not None:
            yield from self._explain_rescoring(self._plan.rescoring, document_number)

    def _explain_rescoring(self, rescoring: Rescoring, document_number: int) -> Iterator[tuple[str, float]]:
        """Yield the names and contributions of rescoring, or nothing if the document was not rescored."""
        ranking = self._rank_by_signals(rescoring.depth)
        ranking = ranking.at(np.argsort(ranking.numbers))
        index = int(np.searchsorted(ranking.numbers, document_number))
        if index == len(ranking.numbers) or ranking.numbers[index] != document_number:
            return
        boosts = self._boosts(rescoring, ranking.numbers)
        for boost, contributions in zip(rescoring.boosts, boosts, strict=True):
            yield boost.name, float(contributions[index])
        parts = self._rescore_parts(rescoring, ranking.numbers)
        for pair, adjacent, near in zip(rescoring.pairs, parts.adjacent, parts.near, strict=True):
            yield f'"{pair.name}"', float(adjacent[index])
            yield f"{pair.name} near", float(near[index])
        yield "passage", float(parts.passage[index])
        yield rescoring.coverage.name, float(parts.coverage[index])
        rescored = ranking._replace(
            scores=ranking.scores + (parts.total() + boosts.sum(0)), tiers=self._demoted(ranking.tiers, parts)
        )
        yield "similarity", float(self._similarity(rescoring, rescored)[index])
