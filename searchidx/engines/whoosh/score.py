"""The scores of documents by the signals of a plan, with statistics of the whole index (BM25F)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.whoosh.views import SEPARATOR, Pairs
from searchidx.query.ast import Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.occurrences import Chosen
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

    def scores(self, signals: list[Signal], chosen: Chosen) -> Scores:
        """Return what the signals together give to each of the documents."""
        total = np.zeros(len(chosen.documents))
        for signal in signals:
            total += self.contributions(signal, chosen)
        return total

    def bounds(self, chosen: Chosen) -> Scores:
        """Return what the costly signals can give to each of the documents at most.

        A pair stands in a document at most as often as the rarer of its two terms.
        """
        total = np.zeros(len(chosen.documents))
        for signal in self.costly:
            if signal.weight > 0:
                total += self._saturated(signal, chosen, bound=True)
        return total

    def pair_terms(self, term: Term) -> tuple[Term, ...]:
        """Return the two terms of a pair; any other term as it is."""
        base = self._segment.specs[term.field].pairs_of
        if base is None:
            return (term,)
        return tuple(Term(base, text) for text in term.text.split(SEPARATOR.decode()))

    def has(self, signal: Signal, documents: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which documents have any of the terms of a cheap signal."""
        mask = np.zeros(self._segment.documents, np.bool_)
        for term, _ in signal.terms:
            index = self._resolver.numbers(term)[self._at]
            if index >= 0:
                mask[self._segment.postings(term.field, index).documents] = True
        return mask[documents]

    def contributions(self, signal: Signal, chosen: Chosen) -> Scores:
        """Return what one signal gives to each of the documents."""
        return self._saturated(signal, chosen, bound=False)

    def _saturated(self, signal: Signal, chosen: Chosen, *, bound: bool) -> Scores:
        tf = np.zeros(len(chosen.documents))
        for term, weight in signal.terms:
            index = self._resolver.numbers(term)[self._at]
            if index >= 0:
                most = self._most(term.field, index, chosen) if bound else None
                frequencies = chosen.frequencies(term.field, index) if most is None else most
                tf += frequencies * self._scale(term.field, weight, chosen)
        total = tf + self._k1
        tf *= signal.weight
        tf /= total
        return tf

    def _most(self, field: str, index: int, chosen: Chosen) -> NDArray[Any]:
        pairs = self._segment.field(field)
        if not isinstance(pairs, Pairs):
            return chosen.frequencies(field, index)
        base = self._segment.specs[field].pairs_of
        assert base is not None
        first, second = pairs.parts(index)
        most: NDArray[Any] = np.minimum(chosen.frequencies(base, first), chosen.frequencies(base, second))
        return most

    def _scale(self, field: str, weight: float, chosen: Chosen) -> Scores:
        """The weight of a term divided by the length normalisation of its field, for each document."""
        spec = self._segment.specs[field]
        field = spec.folds or field
        found = chosen.scales.get((field, weight))
        if found is None:
            lengths = self._segment.lengths(field)[chosen.documents]
            norm = lengths * (self._b / self._resolver.average_length(field))
            norm += 1 - self._b
            found = chosen.scales[field, weight] = weight / norm
        return found
