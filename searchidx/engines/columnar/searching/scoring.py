"""The best documents by the signals of a plan: exactly, from one number a document and signal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.reading.frequencies import SparseFrequencies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.frequencies import TermFrequencies
    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Plan, Signal

    Numbers = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Weighed = tuple[TermFrequencies, float, int]
    """A term's tally, its weight, and the number of its field."""

_ROUNDING = 1e-5
"""More than one signal in single precision may be wrong by, as a share of its weight."""

_ADDING = 2.0**-23
"""More than adding one signal may be wrong by, as a share of all weights."""

_DIGITS = 9
"""Of scores after the point: more are noise."""

_CELLS = 1 << 20
"""Signals times documents that are laid out at once: few but for very long queries."""

_FEW = 8
"""One document in so many is few: they are scored alone."""


class SignalScorer:
    """Ranks documents by signals of one plan. Documents have numbers that run through all segments."""

    def __init__(
        self,
        signals: tuple[Signal, ...],
        plan: Plan,
        segments: Sequence[Segment],
        bases: Sequence[int],
        resolver: TermResolver,
    ) -> None:
        self.signals, self._k1, self._bases = signals, plan.k1, bases
        self._weights = np.array([signal.weight for signal in signals]).reshape(-1, 1)
        self._segments, self._b = segments, plan.b
        specs = segments[0].specs if segments else {}
        asked = dict.fromkeys(term.field for signal in signals for term, _ in signal.terms)
        fields = [field for field in asked if field in specs]
        counted = [specs[field].folds or field for field in fields]
        self._lengths = [(field, resolver.average_length(field)) for field in counted]
        """By field, the one whose lengths count, and their average."""
        self._weighed = [
            [_weighed(signal, fields, segment, at, resolver) for signal in signals]
            for at, segment in enumerate(segments)
        ]
        self._margin = (_ROUNDING + _ADDING * len(signals)) * float(np.abs(self._weights).sum())
        self._margin += 10.0**-_DIGITS  # what differs by less may be equal once it is rounded

    def best(self, masks: Sequence[Mask], wanted: int) -> tuple[Numbers, Scores]:
        """Return the best of the marked documents and their scores, best first, ties in their order."""
        if not self.signals:
            return self._newest(masks, wanted)
        numbers = np.concatenate(
            [self._bases[at] + self._promising(at, mask, wanted) for at, mask in enumerate(masks)]
        )
        scores = self.scores(numbers)
        order = top(numbers, scores, wanted)
        return numbers[order], scores[order]

    def _newest(self, masks: Sequence[Mask], wanted: int) -> tuple[Numbers, Scores]:
        """Return the newest of the marked documents, those without a date last; nothing else ranks them."""
        numbers = np.concatenate(
            [base + np.flatnonzero(mask) for base, mask in zip(self._bases, masks, strict=False)]
        )
        days = [segment.days()[mask] for segment, mask in zip(self._segments, masks, strict=True)]
        order = top(numbers, np.concatenate(days).astype(np.float64), wanted)
        return numbers[order], np.zeros(len(order))

    def scores(self, numbers: Numbers) -> Scores:
        """Return the scores of ascending documents, rounded: sums that should be equal are."""
        scores = np.zeros(len(numbers))
        each = max(1, _CELLS // max(1, len(self.signals)))
        for low in range(0, len(numbers), each):
            for contribution in self.contributions(numbers[low : low + each]):  # row by row: in one order
                scores[low : low + each] += contribution
        return rounded(scores)

    def contributions(self, numbers: Numbers) -> Scores:
        """Return what each signal gives to ascending documents: a row a signal."""
        parts = [self._frequencies(at, documents) for at, documents in split(numbers, self._bases)]
        frequencies = np.concatenate([np.zeros((len(self.signals), 0)), *parts], axis=1)
        found: Scores = self._weights * frequencies / (frequencies + self._k1)
        return found

    def _frequencies(self, at: int, documents: Numbers) -> Scores:
        """How often each signal's terms stand in some documents of a segment, weighed by field and length."""
        found = np.zeros((len(self.signals), len(documents)))
        segment, b = self._segments[at], self._b
        scales = [segment.scale(field, b, average, documents) for field, average in self._lengths]
        for row, weighed in zip(found, self._weighed[at], strict=True):
            for tally, weight, field in weighed:
                row += weight * tally.at(documents) * scales[field]
        return found

    def _promising(self, at: int, mask: Mask, wanted: int) -> Numbers:
        """Return at least the `wanted` best of a segment's marked documents, in order."""
        count = int(np.count_nonzero(mask))
        documents = np.flatnonzero(mask) if wanted else np.zeros(0, np.int64)
        if count <= max(wanted, len(mask) // _FEW):
            return documents
        scores = self._total(at)[documents]
        least = np.partition(scores, count - wanted)[count - wanted]
        promising: Numbers = documents[scores >= least - np.float32(self._margin)]
        return promising

    def _total(self, at: int) -> NDArray[np.float32]:
        """The rounded scores of all documents of a segment, all less by the same."""
        total = np.zeros(self._bases[at + 1] - self._bases[at], np.float32)
        segment, k1 = self._segments[at], self._k1
        scales = [segment.scales(field, self._b, average) for field, average in self._lengths]
        for weighed, weight in zip(self._weighed[at], self._weights[:, 0].tolist(), strict=True):
            if weighed:
                (tally, share, field), *others = sorted(weighed, key=_is_sparse)
                frequencies = tally.spread(scales[field], share)
                for tally, share, field in others:
                    tally.add(scales[field], share, frequencies)
                # weight * tf / (tf + k1) is weight - weight * k1 / (tf + k1)
                frequencies += np.float32(k1)
                np.divide(np.float32(-weight * k1), frequencies, out=frequencies)
                total += frequencies
        return total


def _is_sparse(weighed: Weighed) -> bool:
    return isinstance(weighed[0], SparseFrequencies)


def _weighed(
    signal: Signal, fields: list[str], segment: Segment, at: int, resolver: TermResolver
) -> list[Weighed]:
    """The terms of a signal that segment number `at` has."""
    found = [(term, weight, resolver.term_numbers(term)[at]) for term, weight in signal.terms]
    return [
        (segment.term_frequencies(term.field, index), weight, fields.index(term.field))
        for term, weight, index in found
        if index >= 0
    ]


def rounded(scores: Scores) -> Scores:
    """Return the scores without what the order of adding up made of them."""
    return np.round(scores, _DIGITS)


def split(numbers: Numbers, bases: Sequence[int]) -> list[tuple[int, Numbers]]:
    """Part ascending numbers by segment: (segment, documents in it), without empty ones."""
    bounds = np.searchsorted(numbers, bases).tolist()
    return [
        (at, numbers[low:high] - bases[at]) for at, (low, high) in enumerate(pairwise(bounds)) if low < high
    ]


def top(numbers: Numbers, scores: Scores, wanted: int) -> Numbers:
    """Return the indices of the `wanted` highest scores, highest first, equal ones by number."""
    kept = np.arange(len(scores))
    if wanted < len(scores):
        least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted] if wanted else np.inf
        kept = np.flatnonzero(scores >= least)
    return kept[np.lexsort((numbers[kept], -scores[kept]))[:wanted]]
