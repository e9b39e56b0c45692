"""Which documents match a plan, and in which tier does each of them rank?

In a tiered plan, the first tier holds the complete matches. Partial matches may follow, in one tier for each
number of `Plan.partial_levels` that they meet. In any other plan, one tier holds all matches.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.searching.matching import ConditionMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.arrays import Mask
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Condition, Plan

    Masks = list[Mask]
    """For each segment, the mask of some of its documents."""


class PlanTiers:
    """The documents that match one plan. Everything is computed when it is first needed."""

    def __init__(self, plan: Plan, segments: Sequence[SearchableSegment], resolver: TermResolver) -> None:
        self._plan = plan
        self._matchers = [
            ConditionMatcher(segment, segment_number, resolver)
            for segment_number, segment in enumerate(segments)
        ]

    def _select(self, condition: Condition) -> Masks:
        """Return the documents that meet the condition and the filter of the plan."""
        if self._filtered is not None:
            return self._select_among(condition, self._filtered)
        return [matcher.select(condition) for matcher in self._matchers]

    @cached_property
    def _filtered(self) -> Masks | None:
        """The documents that meet the filter of the plan, or None without a filter."""
        condition = self._plan.filter
        return None if condition is None else [matcher.select(condition) for matcher in self._matchers]

    def _select_among(self, condition: Condition, chosen: Masks) -> Masks:
        """Return those of the chosen documents that meet the condition."""
        return [
            matcher.select_among(condition, mask)
            for matcher, mask in zip(self._matchers, chosen, strict=True)
        ]

    @cached_property
    def complete(self) -> Masks:
        """The complete matches."""
        return self._select(self._plan.complete)

    @cached_property
    def tiers(self) -> list[Masks]:
        """The tiers, best first. Only the first one may be empty."""
        plan, complete = self._plan, self.complete
        if plan.partial is None:
            return [complete]
        if plan.tiered and count_documents(complete) >= plan.partial_below:
            return [complete]
        partial = self._select(plan.partial)
        if not plan.tiered:
            return [[first | second for first, second in zip(complete, partial, strict=True)]]
        only_partial = [second & ~first for first, second in zip(complete, partial, strict=True)]
        return [complete, *filter(count_documents, self._by_level(only_partial))]

    def _by_level(self, partial: Masks) -> list[Masks]:
        """Return the partial matches by the number of levels that they meet, the greatest number first."""
        levels = self._plan.partial_levels
        if not levels:
            return [partial]
        # For each segment, the number of levels that each of its partial matches meets.
        level_masks = [self._select_among(level, partial) for level in levels]
        numbers = [np.sum(masks, axis=0) for masks in zip(*level_masks, strict=True)]
        return [
            [mask & (met == number) for mask, met in zip(partial, numbers, strict=True)]
            for number in range(len(levels), -1, -1)
        ]

    @cached_property
    def boosts(self) -> list[Masks]:
        """For each boost of the plan, the documents of all tiers that meet its condition."""
        rescoring = self._plan.rescoring
        if rescoring is None or not rescoring.boosts:
            return []
        matches = [np.logical_or.reduce(masks) for masks in zip(*self.tiers, strict=True)]
        return [self._select_among(boost.condition, matches) for boost in rescoring.boosts]

    @cached_property
    def _any_boost(self) -> Masks:
        """The documents of all tiers with at least one boost; [] if there are none."""
        if not any(map(count_documents, self.boosts)):
            return []
        return [np.logical_or.reduce(masks) for masks in zip(*self.boosts, strict=True)]

    def boosted_first(self, tier: Masks) -> list[Masks]:
        """Return the documents of a tier with any boost, then all others; without boosts, the whole tier."""
        if not self._any_boost:
            return [tier]
        return [
            [mask & boosted for mask, boosted in zip(tier, self._any_boost, strict=True)],
            [mask & ~boosted for mask, boosted in zip(tier, self._any_boost, strict=True)],
        ]


def count_documents(masks: Masks) -> int:
    """Return the number of documents in the masks of all segments."""
    return sum(map(int, map(np.count_nonzero, masks)))
