"""The scores of documents by the signals of a plan, with statistics of the whole index (BM25F)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.whoosh.occurrences import Chosen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.resolve import Resolver
    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Plan, Signal

    Scores = NDArray[np.float64]


class Scorer:
    """Scores documents of one segment, number `at` of the index, under one plan."""

    def __init__(self, plan: Plan, segment: Segment, at: int, resolver: Resolver) -> None:
        self._k1, self._b = plan.k1, plan.b
        self._segment, self._at, self._resolver = segment, at, resolver
        costly = [any(segment.specs[t.field].pairs_of for t, _ in s.terms) for s in plan.signals]
        self.cheap = [s for s, is_costly in zip(plan.signals, costly, strict=True) if not is_costly]
        """Signals that are read off posting lists."""
        self.costly = [s for s, is_costly in zip(plan.signals, costly, strict=True) if is_costly]
        """Signals that need positions."""

    def scores(self, signals: list[Signal], documents: NDArray[np.int64]) -> Scores:
        """Return what the signals together give to each of the ascending documents."""
        total = np.zeros(len(documents))
        chosen = Chosen(self._segment, documents)
        for signal in signals:
            total += self.contributions(signal, chosen)
        return total

    def contributions(self, signal: Signal, chosen: Chosen) -> Scores:
        """Return what one signal gives to each of the documents."""
        tf = np.zeros(len(chosen.documents))
        for term, weight in signal.terms:
            index = self._resolver.numbers(term)[self._at]
            if index >= 0:
                tf += weight * self._frequencies(term.field, index, chosen) / self._norm(term.field, chosen)
        return signal.weight * tf / (tf + self._k1)

    def _frequencies(self, field: str, index: int, chosen: Chosen) -> NDArray[np.int64]:
        if self._segment.specs[field].pairs_of:
            return chosen.pair(field, index)
        return self._segment.frequencies(field, index, chosen.documents)

    def _norm(self, field: str, chosen: Chosen) -> Scores:
        lengths = self._segment.lengths(field)[chosen.documents]
        return 1 - self._b + self._b / self._resolver.average_length(field) * lengths
