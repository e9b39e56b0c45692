"""Finds the best documents by the signals of a plan.

The score of a document is the sum over the signals of weight * tf / (tf + k1), as in BM25F (Robertson and
Zaragoza, "The Probabilistic Relevance Framework", 2009). tf is the sum over the signal's terms of

    weight of the term * term frequency / (1 - b + b * length of the field / average length of the field)

In a segment with many matches, all documents are first scored in single precision, which is fast. The matches
that can still be among the best, given the rounding errors, are then scored in double precision, so that the
order is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import DocumentNumbers, Indices, Mask, Scores, SegmentDocuments
    from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering, SegmentPart
    from searchidx.engines.columnar.reading.frequencies import TermFrequencies
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Plan, Signal

MAX_SIGNAL_ERROR: Final = 1e-5
"""An upper bound of the error of a signal in single precision, relative to the weight of the signal."""

MAX_ADDITION_ERROR = 2.0**-23
"""An upper bound of the error of adding a signal in single precision, relative to the sum of all weights."""

SCORE_DIGITS: Final = 9
"""The decimal places of a score. Further digits would depend on the order in which signals are added."""

MAX_SIGNAL_CELLS = 1 << 20
"""The largest number of cells in a table of signals and documents.

Only very long queries need several tables.
"""

EXACT_ONLY_DIVISOR = 8
"""If at most 1 / EXACT_ONLY_DIVISOR of a segment's documents match, the step in single precision is left out.

That step scores all documents of the segment. For few matches it takes longer than it saves.
"""


class ScoredNumbers(NamedTuple):
    """Document numbers, and the score of each of these documents."""

    numbers: DocumentNumbers
    scores: Scores


class _SignalTerm(NamedTuple):
    """A term of a signal in one segment; `field_index` is an index into `SignalScorer._length_fields`."""

    frequencies: TermFrequencies
    weight: float
    field_index: int


class _LengthField(NamedTuple):
    """The field whose lengths a field has (its base field if it is folded), and the average length."""

    name: str
    average: float


class SignalScorer:
    """Scores documents by the given signals of a plan."""

    def __init__(
        self,
        signals: tuple[Signal, ...],
        plan: Plan,
        segments: Sequence[SearchableSegment],
        numbering: DocumentNumbering,
        resolver: TermResolver,
    ) -> None:
        self.signals, self._k1, self._b = signals, plan.k1, plan.b
        self._segments, self._numbering = segments, numbering
        self._weights = np.array([signal.weight for signal in signals])
        specs = segments[0].specs if segments else {}  # all segments have the same fields
        names = dict.fromkeys(term.field for signal in signals for term, _ in signal.terms)
        fields = [name for name in names if name in specs]
        length_fields = [specs[name].folds or name for name in fields]
        self._length_fields = [_LengthField(name, resolver.average_length(name)) for name in length_fields]
        self._terms = [
            [_signal_terms(signal, fields, segment, segment_number, resolver) for signal in signals]
            for segment_number, segment in enumerate(segments)
        ]
        """For each segment and each signal, the terms of the signal that the segment has."""
        max_error = (MAX_SIGNAL_ERROR + MAX_ADDITION_ERROR * len(signals)) * float(
            np.abs(self._weights).sum()
        )
        self._margin = max_error + 10.0**-SCORE_DIGITS
        """Two scores in single precision that differ by more than this are in the right order."""

    def best(self, masks: Sequence[Mask], wanted: int) -> ScoredNumbers:
        """Return the `wanted` best documents of the masks, best first, equal scores by document number.

        There are fewer documents if the masks have fewer. Scores are rounded to SCORE_DIGITS. `masks` has the
        mask of each segment, at least one, and `wanted` is at least 1. There is at least one signal.
        """
        first_numbers = self._numbering.first_numbers
        candidates = [
            first_numbers[segment_number] + self._candidates(segment_number, mask, wanted)
            for segment_number, mask in enumerate(masks)
        ]
        numbers = np.concatenate(candidates)
        scores = self._scores(numbers)
        order = best_first(numbers, scores, wanted)
        return ScoredNumbers(numbers[order], scores[order])

    # --- Exact scores of some documents ------------------------------------------------------------------

    def _scores(self, numbers: DocumentNumbers) -> Scores:
        """Return the rounded scores of ascending document numbers."""
        scores = np.zeros(len(numbers))
        documents_at_once = max(1, MAX_SIGNAL_CELLS // len(self.signals))
        for start in range(0, len(numbers), documents_at_once):
            end = start + documents_at_once
            for contribution in self.contributions(numbers[start:end]):  # always added in the same order
                scores[start:end] += contribution
        return rounded(scores)

    def contributions(self, numbers: DocumentNumbers) -> Scores:
        """Return the unrounded contribution of each signal to the score of each document.

        `numbers` are ascending. The result has the shape (signals, documents).
        """
        parts = [self._weighted_frequencies(part) for part in self._numbering.split(numbers)]
        frequencies = np.concatenate([np.zeros((len(self.signals), 0)), *parts], axis=1)
        contributions: Scores = self._weights[:, None] * frequencies / (frequencies + self._k1)
        return contributions

    def _weighted_frequencies(self, part: SegmentPart) -> Scores:
        """Return tf of each signal in documents of one segment: shape (signals, documents)."""
        segment, documents = self._segments[part.segment_number], part.documents
        frequencies = np.zeros((len(self.signals), len(documents)))
        scales = [segment.scale(name, self._b, average, documents) for name, average in self._length_fields]
        for row, terms in zip(frequencies, self._terms[part.segment_number], strict=True):
            for term in terms:
                row += term.weight * term.frequencies.at(documents) * scales[term.field_index]
        return frequencies

    # --- Candidates: documents that can be among the best ------------------------------------------------

    def _candidates(self, segment_number: int, mask: Mask, wanted: int) -> SegmentDocuments:
        """Return ascending documents of the mask, among which are its `wanted` best documents."""
        documents = np.flatnonzero(mask)
        if len(documents) <= max(wanted, len(mask) // EXACT_ONLY_DIVISOR):
            return documents
        scores = self._approximate_scores(segment_number)[documents]
        threshold = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        candidates: SegmentDocuments = documents[scores >= threshold - np.float32(self._margin)]
        return candidates

    def _approximate_scores(self, segment_number: int) -> NDArray[np.float32]:
        """Return the scores of all documents of a segment in single precision, less a constant.

        weight * tf / (tf + k1) equals weight - weight * k1 / (tf + k1). Only -weight * k1 / (tf + k1) is
        summed, over the signals that have a term in the segment. The constant is the sum of the weights of
        these signals.
        """
        segment = self._segments[segment_number]
        scores = np.zeros(segment.stored_count, np.float32)
        scales = [segment.rounded_scales(name, self._b, average) for name, average in self._length_fields]
        for terms, weight in zip(self._terms[segment_number], self._weights.tolist(), strict=True):
            if terms:
                # tf of the signal in each document. Dense terms come first: the first term makes the array.
                first, *others = sorted(terms, key=_is_sparse)
                frequencies = first.frequencies.scaled(scales[first.field_index], first.weight)
                for term in others:
                    term.frequencies.add_scaled(scales[term.field_index], term.weight, frequencies)
                # In place: tf + k1, then -weight * k1 / (tf + k1).
                frequencies += np.float32(self._k1)
                np.divide(np.float32(-weight * self._k1), frequencies, out=frequencies)
                scores += frequencies
        return scores


def _is_sparse(term: _SignalTerm) -> bool:
    return term.frequencies.is_sparse


def _signal_terms(
    signal: Signal,
    fields: list[str],
    segment: SearchableSegment,
    segment_number: int,
    resolver: TermResolver,
) -> list[_SignalTerm]:
    """Return those terms of a signal that a segment has. `fields` lists the fields of all signals."""
    terms = []
    for term, weight in signal.terms:
        term_number = resolver.term_numbers(term)[segment_number]
        if term_number >= 0:
            frequencies = segment.term_frequencies(term.field, term_number)
            terms.append(_SignalTerm(frequencies, weight, fields.index(term.field)))
    return terms


def rounded(scores: Scores) -> Scores:
    """Return the scores rounded to SCORE_DIGITS, so that the order of addition does not matter."""
    return np.round(scores, SCORE_DIGITS)


def best_first(numbers: DocumentNumbers, scores: Scores | NDArray[np.int64], wanted: int) -> Indices:
    """Return the indices of the `wanted` highest scores, highest first, equal scores by document number.

    `wanted` is at least 1. If there are fewer scores, all of them are ordered.
    """
    candidates = np.arange(len(scores))
    if wanted < len(scores):
        threshold = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        candidates = np.flatnonzero(scores >= threshold)
    return candidates[np.lexsort((numbers[candidates], -scores[candidates]))[:wanted]]
