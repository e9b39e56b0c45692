"""Four parts of rescoring: adjacent pairs, near pairs, passages, and the coverage of one field.

A part adds a contribution to the score of each of the best documents. `syllable_occurrences` reads the
positions of the query's syllables once, and all four parts are computed from these positions. The similarity
of documents and the boosts, which are also parts of rescoring, are added by `execution`. `Rescoring` in
`searchidx/engines/plan.py` defines the parts; docs/ranking.md has the weights.

Here, a *passage* is the best or the first window of positions in a document (`proximity.weigh_windows`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.reading.occurrences import phrase_starts, positions, text_numbers
from searchidx.engines.columnar.searching.proximity import count_pairs, weigh_windows
from searchidx.engines.columnar.searching.syllable_occurrences import WantedTerm, read_syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Indices, Mask, Positions, Scores, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.syllable_occurrences import SyllableOccurrences
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Plan, RescoredForm, Rescoring, Term


class RescoreParts(NamedTuple):
    """The contributions of rescoring to the scores of some documents, except the similarity and the boosts.

    `passage`, `coverage` and `is_scattered` have one entry for each document.
    """

    adjacent: Scores
    """The contributions of adjacent pairs: shape (pairs, documents)."""

    near: Scores
    """The contributions of near pairs: shape (pairs, documents)."""

    passage: Scores
    coverage: Scores

    is_scattered: Mask
    """Whether the syllables of the query that the document has are too far apart for one passage."""

    def total(self) -> Scores:
        """Return the sum of these contributions to the score of each document."""
        total: Scores = self.adjacent.sum(0) + self.near.sum(0) + self.passage + self.coverage
        return total


class _FormOccurrences(NamedTuple):
    """Another form, and where its occurrences begin: the text numbers and the positions, one by one."""

    form: RescoredForm
    text_numbers: Indices
    positions: Positions


class Rescorer:
    """Computes the `RescoreParts` of documents of one segment.

    `segment_number` is the index of the segment among all segments of the index.
    """

    def __init__(
        self,
        plan: Plan,
        rescoring: Rescoring,
        segment: SearchableSegment,
        segment_number: int,
        resolver: TermResolver,
    ) -> None:
        self._plan, self._rescoring = plan, rescoring
        self._segment, self._segment_number, self._resolver = segment, segment_number, resolver

    def parts(self, documents: SegmentDocuments) -> RescoreParts:
        """Return the contributions to the scores of `documents`, which are ascending segment documents."""
        terms_of_syllables = [syllable.terms for syllable in self._rescoring.syllables]
        occurrences = read_syllables(self._segment, self._wanted_terms(terms_of_syllables), documents)
        forms = self._form_occurrences(documents)
        adjacent, near = self._pairs(occurrences, forms, documents)
        passage, is_scattered = self._passage(occurrences, forms, documents)
        coverage = self._coverage(occurrences, forms, documents)
        return RescoreParts(adjacent, near, passage, coverage, is_scattered)

    def _form_occurrences(self, documents: SegmentDocuments) -> list[_FormOccurrences]:
        """Return the forms that occur in the documents, with their occurrences."""
        forms = self._rescoring.forms
        if not forms:
            return []
        # Forms have positions in common. The terms of a position are read like those of a syllable.
        distinct = list(dict.fromkeys(terms for form in forms for terms in form.positions))
        found = read_syllables(self._segment, self._wanted_terms(distinct), documents)
        by_terms = {terms: found.packed[found.syllables == index] for index, terms in enumerate(distinct)}
        occurrences = []
        for form in forms:
            starts = phrase_starts([by_terms[terms] for terms in form.positions])
            if len(starts):
                occurrences.append(_FormOccurrences(form, text_numbers(starts), positions(starts)))
        return occurrences

    def _wanted_terms(self, syllables: Sequence[tuple[Term, ...]]) -> list[list[WantedTerm]]:
        """Return for each field of the rescoring those terms of some syllables that the segment has.

        A field also has the terms of its folded field, because both fields have the same positions.
        """
        wanted: dict[str, list[WantedTerm]] = {name: [] for name, _ in self._rescoring.fields}
        for syllable_index, syllable in enumerate(syllables):
            for term in syllable:
                term_number = self._resolver.term_numbers(term)[self._segment_number]
                if term_number >= 0:
                    field = self._segment.positions_field(term.field)
                    wanted[field].append(WantedTerm(syllable_index, term.field, term_number))
        return list(wanted.values())

    def _pairs(
        self,
        occurrences: SyllableOccurrences,
        forms: Sequence[_FormOccurrences],
        documents: SegmentDocuments,
    ) -> tuple[Scores, Scores]:
        """Return the contributions of adjacent and of near pairs, each of shape (pairs, documents).

        A contribution is weight * tf / (tf + k1). tf is the sum over the fields of

            weight of the field * number of occurrences of the pair / length norm

        The length norm is 1 - b + b * length of the field / average length of the field.
        """
        pairs, fields = self._rescoring.pairs, self._rescoring.fields
        if not pairs:
            return np.zeros((0, len(documents))), np.zeros((0, len(documents)))
        counts: Scores = count_pairs(
            occurrences,
            self._pair_indices(),
            self._rescoring.near_distance,
            len(pairs),
            len(fields) * len(documents),
        ).astype(np.float64)
        for form, numbers, _ in forms:
            of_form = np.bincount(numbers, minlength=len(fields) * len(documents))
            for pair_index in form.pairs:
                adjacent_counts, near_counts = counts[:, pair_index]
                np.maximum(adjacent_counts, form.pair_share * of_form, out=adjacent_counts)
                np.maximum(near_counts - of_form, 0, out=near_counts)
        # Shape (fields, documents): the weight of the field / the length norm of the document.
        scales = np.array([weight * self._scale(name, documents) for name, weight in fields])
        # Shape (2, pairs, documents): tf of the adjacent and of the near pairs.
        frequencies = (counts.reshape(2, len(pairs), *scales.shape) * scales).sum(2)
        weights = np.array([(pair.adjacent_weight, pair.near_weight) for pair in pairs])
        adjacent, near = weights.T[:, :, None] * frequencies / (frequencies + self._plan.k1)
        return adjacent, near

    def _pair_indices(self) -> NDArray[np.int32]:
        """Return the table of pairs for `count_pairs`, of shape (syllables, syllables)."""
        size, pairs = len(self._rescoring.syllables), self._rescoring.pairs
        indices = np.full((size, size), len(pairs), np.int32)
        for pair_index, pair in enumerate(pairs):
            indices[pair.first, pair.second] = pair_index
        return indices

    def _scale(self, field: str, documents: SegmentDocuments) -> Scores:
        """Return 1 / length norm of a field in each document."""
        average = self._resolver.average_length(field)
        return self._segment.scale(field, self._plan.b, average, documents)

    def _passage(
        self,
        occurrences: SyllableOccurrences,
        forms: Sequence[_FormOccurrences],
        documents: SegmentDocuments,
    ) -> tuple[Scores, Mask]:
        """Return the contribution of the passages, and for each document whether it is scattered.

        The best and the first window of each `PassageWeight` contribute. A document is scattered if no window
        has all of the query's syllables that the document has. A window has positions of all fields of a
        document together. Without passages, no document is scattered.
        """
        total, best = np.zeros(len(documents)), np.zeros(len(documents))
        in_document = np.zeros(len(documents))
        occurrences = _with_forms(occurrences, forms)
        if len(occurrences.text_numbers) and self._rescoring.passages:
            weights = np.array([syllable.weight for syllable in self._rescoring.syllables])
            lengths = [self._segment.lengths(name)[documents] for name, _ in self._rescoring.fields]
            longest = np.maximum.reduce(lengths).astype(np.int64)
            # For each occurrence, the index of its document among `documents`.
            indices = occurrences.text_numbers % len(documents)
            for half_window, share, first_share in self._rescoring.passages:
                # The windows of a document cover its longest field.
                window_starts = offsets_from_sizes(longest // half_window + 1)
                blocks = occurrences.positions // half_window
                windows = weigh_windows(indices, blocks, occurrences.syllables, weights, window_starts)
                total += share * windows.best + first_share * windows.first
                best = np.maximum(best, windows.best)
            # Shape (documents, syllables): whether the document has the syllable.
            has_syllable = np.zeros((len(documents), len(weights)), np.bool_)
            has_syllable[indices, occurrences.syllables] = True
            in_document = has_syllable @ weights
        # Equal sums may differ by a rounding error.
        return total, best < in_document * (1 - 1e-9)

    def _coverage(
        self,
        occurrences: SyllableOccurrences,
        forms: Sequence[_FormOccurrences],
        documents: SegmentDocuments,
    ) -> Scores:
        """Return the contribution of the different syllables that occur in the coverage field."""
        field, weight = self._rescoring.coverage
        lengths = np.maximum(self._segment.lengths(field)[documents], 1)
        field_index = [name for name, _ in self._rescoring.fields].index(field)
        # The text numbers of the field are consecutive, so the occurrences in the field are consecutive, too.
        first_text = field_index * len(documents)
        start, end = occurrences.text_numbers.searchsorted((first_text, first_text + len(documents)))
        # Shape (documents, syllables): whether the syllable occurs in the field.
        has_syllable = np.zeros((len(documents), len(self._rescoring.syllables)), np.bool_)
        has_syllable[occurrences.text_numbers[start:end] - first_text, occurrences.syllables[start:end]] = (
            True
        )
        covered = has_syllable.astype(np.float64)
        for form, numbers, _ in forms:
            in_field = numbers[(numbers >= first_text) & (numbers < first_text + len(documents))] - first_text
            for syllable in form.syllables:
                covered[in_field, syllable] = np.maximum(covered[in_field, syllable], form.coverage)
        scores: Scores = weight * covered.sum(1) / lengths
        return scores


def _with_forms(occurrences: SyllableOccurrences, forms: Sequence[_FormOccurrences]) -> SyllableOccurrences:
    """Return the occurrences with those of the syllables that the forms replace, which are not sorted."""
    added = [(numbers, starts, syllable) for form, numbers, starts in forms for syllable in form.syllables]
    if not added:
        return occurrences
    return occurrences._replace(
        text_numbers=np.concatenate([occurrences.text_numbers, *[numbers for numbers, _, _ in added]]),
        positions=np.concatenate([occurrences.positions, *[starts for _, starts, _ in added]]),
        syllables=np.concatenate(
            [occurrences.syllables, *[np.full(len(starts), syllable) for _, starts, syllable in added]]
        ),
    )
