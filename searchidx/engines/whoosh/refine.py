"""A second look at the best documents: their best passage, and how much of their title was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.whoosh.occurrences import Chosen, ordinals_of, positions_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.resolve import Resolver
    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Refinement, Weighted

    Scores = NDArray[np.float64]


class Refiner:
    """Refines the scores of documents of one segment, number `at` of the index."""

    def __init__(self, refinement: Refinement, segment: Segment, at: int, resolver: Resolver) -> None:
        self._refinement, self._segment, self._at, self._resolver = refinement, segment, at, resolver

    def passage(self, chosen: Chosen) -> Scores:
        """Return the weight of the best passages of each of the documents."""
        slots = [(w.weight, self._places(w, chosen)) for w in self._refinement.passage]
        slots = [(weight, places) for weight, places in slots if len(places)]
        total = np.zeros(len(chosen.documents))
        if slots:
            for step, share in self._refinement.stretches:
                total += share * self._best_stretch(slots, step, len(total))
        return total

    def _best_stretch(
        self, slots: list[tuple[float, NDArray[np.int64]]], step: int, documents: int
    ) -> Scores:
        """Return the largest sum of weights in a window of each document.

        Window i has the positions of the blocks i and i + 1; the windows of all documents are laid out one
        after the other.
        """
        blocks = [(ordinals_of(places), positions_of(places) // step) for _, places in slots]
        counts = np.ones(documents, np.int64)
        for ordinals, block in blocks:
            np.maximum.at(counts, ordinals, block + 1)
        starts = np.cumsum(counts) - counts
        sums = np.zeros(int(counts.sum()))
        for (weight, _), (ordinals, block) in zip(slots, blocks, strict=True):
            has = np.zeros(len(sums), np.bool_)
            window = starts[ordinals] + block
            has[window] = True
            has[window - (block > 0)] = True
            sums += weight * has
        return np.maximum.reduceat(sums, starts)

    def title(self, chosen: Chosen) -> Scores:
        """Return the weights of what stands in each document's title, divided by the title's length."""
        total = np.zeros(len(chosen.documents))
        for weighted in self._refinement.title:
            has = np.zeros(len(total), np.bool_)
            for field, index in self._terms(weighted):
                has |= self._segment.frequencies(field, index, chosen.documents) > 0
            if has.any():
                lengths = self._segment.lengths(weighted.terms[0].field)[chosen.documents]
                total[has] += weighted.weight / lengths[has]
        return total

    def _terms(self, weighted: Weighted) -> list[tuple[str, int]]:
        found = [(term.field, self._resolver.numbers(term)[self._at]) for term in weighted.terms]
        return [(field, index) for field, index in found if index >= 0]

    def _places(self, weighted: Weighted, chosen: Chosen) -> NDArray[np.int64]:
        return chosen.slot(self._terms(weighted))
