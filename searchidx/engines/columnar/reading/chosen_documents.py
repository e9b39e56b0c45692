"""Reads the occurrences of many terms in the same few documents, each term once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.reading.occurrences import (
    POSITION_BITS,
    merge_occurrences,
    phrase_starts,
    positions,
    text_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.columnar.arrays import Counts, Mask, Occurrences, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


class ChosenDocuments:
    """A few chosen documents of a segment, in ascending order.

    A term is given by its field and its term number. The text number of an occurrence is the index of the
    document among the chosen documents.
    """

    def __init__(self, segment: SearchableSegment, documents: SegmentDocuments) -> None:
        self._segment, self._documents = segment, documents
        self._occurrences: dict[tuple[str, int], Occurrences] = {}
        self._numbers: dict[tuple[str, str], Occurrences] = {}
        """The occurrences of numbers in the segment, by field and ending, which phrases often share."""

    def occurrences(self, field: str, term_number: int) -> Occurrences:
        """Return the ascending occurrences of a term in the chosen documents.

        As in `SearchableSegment.occurrences`, an occurrence of a folded term may be repeated. Raises
        ValueError for a field without positions.
        """
        self.read([(field, term_number)])
        return self._occurrences[field, term_number]

    def have_phrase(
        self,
        phrase: Sequence[Sequence[tuple[str, int]]],
        prefixes: Sequence[tuple[str, str]] = (),
        not_after: Sequence[tuple[str, int]] = (),
        not_before: Sequence[tuple[str, str]] = (),
    ) -> Mask:
        """Return for each chosen document whether the phrase occurs in it.

        All terms are terms of one field with positions, or of its folded field.
        `phrase[i]` lists the terms that may occur at position i of the phrase, each as its field and its term
        number. If there are `prefixes`, each a field and a text, the term at one more position must start
        with one of them. An occurrence does not count if one of the terms `not_after` directly follows it, or
        if it directly follows a number with one of the endings `not_before`, each a field and a text. A
        phrase without positions occurs in no document.
        """
        mask = np.zeros(len(self._documents), np.bool_)
        if (phrase or prefixes) and all(phrase) and len(mask):
            self.read(chain(*phrase))
            occurrences = [merge_occurrences([self.occurrences(*term) for term in terms]) for terms in phrase]
            if prefixes:
                parts = [self._segment.prefix_occurrences(*prefix, self._documents) for prefix in prefixes]
                occurrences.append(merge_occurrences(parts))
            starts = phrase_starts(occurrences)
            if not_after:
                following = merge_occurrences([self.occurrences(*term) for term in not_after])
                starts = starts[~np.isin(starts + len(occurrences), following)]
            if not_before and len(starts):
                starts = starts[~self._follow_numbers(starts, not_before)]
            mask[text_numbers(starts)] = True
        return mask

    def _follow_numbers(self, starts: Occurrences, endings: Sequence[tuple[str, str]]) -> Mask:
        """Return for each occurrence whether it directly follows a number with one of the endings."""
        # The occurrences of such numbers have the documents of the segment as text numbers.
        in_segment = self._documents[text_numbers(starts)].astype(np.int64) << POSITION_BITS
        before = (in_segment | positions(starts)) - 1
        mask = np.zeros(len(starts), np.bool_)
        for ending in endings:
            if ending not in self._numbers:
                self._numbers[ending] = self._segment.number_occurrences(*ending)
            mask |= np.isin(before, self._numbers[ending])
        return mask

    def read(self, terms: Iterable[tuple[str, int]]) -> None:
        """Read the occurrences of those of the terms that were not read before, in one call.

        This is faster than letting the other methods read them one by one.
        """
        missing = [term for term in dict.fromkeys(terms) if term not in self._occurrences]
        if not missing:
            return
        joined, counts = self._segment.occurrences_by_term(missing, self._documents)
        ends = counts.cumsum()
        for (field, term_number), start, end in zip(missing, ends - counts, ends, strict=True):
            occurrences = joined[start:end]
            if self._segment.specs[field].folds:
                occurrences.sort(kind="stable")
            self._occurrences[field, term_number] = occurrences

    def pair_term_frequencies(self, field: str, pair_number: int) -> Counts:
        """Return the frequency of a pair in each chosen document, 0 where the pair does not occur.

        `field` is a field of pairs, and `pair_number` is the pair's term number in it.
        """
        base, term_numbers = self._segment.pair_terms(field, pair_number)
        starts = phrase_starts([self.occurrences(base, term_number) for term_number in term_numbers])
        return np.bincount(text_numbers(starts), minlength=len(self._documents))
