"""Where many terms stand in the same few documents: each term is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.reading.occurrences import phrase_starts, text_numbers, united

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.arrays import Counts, Mask, Occurrences, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


class ChosenDocuments:
    """Some ascending documents of a segment. Terms are given by their fields and their numbers there.

    The number of a text, in occurrences, is the index of its document among the chosen ones.
    """

    def __init__(self, segment: SearchableSegment, documents: SegmentDocuments) -> None:
        self._segment, self._documents = segment, documents
        self._occurrences: dict[tuple[str, int], Occurrences] = {}

    def occurrences(self, field: str, number: int) -> Occurrences:
        """Return the ascending occurrences of a term; raises ValueError for a field without positions."""
        key = field, number
        occurrences = self._occurrences.get(key)
        if occurrences is None:
            occurrences = self._occurrences[key] = self._segment.occurrences(field, number, self._documents)
        return occurrences

    def have_phrase(self, phrase: Sequence[Sequence[tuple[str, int]]]) -> Mask:
        """Return for each of the documents whether it has the phrase: at position i any of the terms i."""
        mask = np.zeros(len(self._documents), np.bool_)
        if phrase and len(mask):
            stretch = [united([self.occurrences(*term) for term in terms]) for terms in phrase]
            mask[text_numbers(phrase_starts(stretch))] = True
        return mask

    def pair_frequencies(self, field: str, number: int) -> Counts:
        """Return the frequency of a pair in each of the documents."""
        base, terms = self._segment.pair_terms(field, number)
        starts = phrase_starts([self.occurrences(base, term) for term in terms])
        return np.bincount(text_numbers(starts), minlength=len(self._documents))
