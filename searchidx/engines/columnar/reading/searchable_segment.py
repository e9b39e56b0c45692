"""A segment that is searched: the frequencies and positions of its terms, of whatever field, kept decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.reading.cache import ArrayCache
from searchidx.engines.columnar.reading.frequencies import DocumentBits, term_frequencies
from searchidx.engines.columnar.reading.occurrences import (
    phrase_starts,
    read_occurrences,
    text_numbers,
    united,
)
from searchidx.engines.columnar.reading.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Occurrences, Scores, SegmentDocuments
    from searchidx.engines.columnar.reading.frequencies import (
        ChosenPostings,
        SparseFrequencies,
        TermFrequencies,
    )

CACHE_BYTES = 3 << 24
"""Bytes of decoded posting lists that an open index keeps, all its segments together."""


class SearchableSegment(Segment):
    """A segment with what it has decoded; segments of one index share a cache.

    A term is given by its field and its number there.
    """

    def __init__(self, path: Path, deleted: NDArray[np.uint32], cache: ArrayCache | None = None) -> None:
        super().__init__(path, deleted)
        self._name = path.name
        self._cache = cache or ArrayCache(CACHE_BYTES)
        self._scales: dict[tuple[str, float, float], NDArray[np.float32]] = {}

    # --- In which documents a term stands, and how often ------------------------------------------------

    def term_frequencies(self, field: str, number: int) -> TermFrequencies:
        """Return how often a term stands in each document, deleted ones included."""
        return self._cache.get((self._name, field, number), lambda: self._read_term(field, number))

    def _read_term(self, field: str, number: int) -> TermFrequencies:
        if self.specs[field].pairs_of:
            return self._read_pair(field, number)
        return self.read_frequencies(field, number)

    def _read_pair(self, field: str, number: int) -> TermFrequencies:
        """Find the documents of a pair among those that have both of its terms, and count the pair there."""
        base, terms = self.pair_terms(field, number)
        has_both = np.ones(self.document_count, np.bool_)
        for term in terms:
            has_term = np.zeros(self.document_count, np.bool_)
            self.term_frequencies(base, term).mark(has_term)
            has_both &= has_term
        documents = np.flatnonzero(has_both)
        starts = phrase_starts([self.occurrences(base, term, documents) for term in terms])
        frequencies = np.bincount(text_numbers(starts), minlength=len(documents))
        chosen = np.flatnonzero(frequencies)
        return term_frequencies(
            documents[chosen].astype(np.uint32), frequencies[chosen], self.document_count, repeated=False
        )

    def pair_terms(self, field: str, number: int) -> tuple[str, tuple[int, int]]:
        """Return the field that a field of pairs is of, and the numbers of a pair's two terms there."""
        return self.specs[field].pairs_of or field, self.field(field).term_numbers(number)

    def term_documents(self, field: str, number: int) -> TermFrequencies | DocumentBits:
        """Return in which documents a term stands, deleted ones included; of a fold, without frequencies."""
        if not self.specs[field].folds or self._cache.has((self._name, field, number)):
            return self.term_frequencies(field, number)
        return self._cache.get((self._name, field, number, "bits"), lambda: self._read_bits(field, number))

    def _read_bits(self, field: str, number: int) -> DocumentBits:
        reader = self.field(field)
        documents = reader.posting_lists.documents(*reader.list_range(number))
        return DocumentBits.of(documents, self.document_count)

    def posting_list(self, field: str, number: int) -> SparseFrequencies:
        """Return the documents of a term (or a pair), deleted ones included, and its frequency in each."""
        return self.term_frequencies(field, number).listed()

    # --- Where a term stands ---------------------------------------------------------------------------

    def unfolded_terms(self, field: str, number: int) -> Iterator[tuple[str, int]]:
        """Yield the terms that a term unites, as fields and numbers: itself, or those that fold to it."""
        base = self.positions_field(field)
        for unfolded in self.field(field).unfolded_terms(number):
            yield base, unfolded

    def chosen_postings(self, field: str, number: int, documents: SegmentDocuments) -> ChosenPostings:
        """Return the postings of a term in ascending chosen documents.

        The field is one with lists of its own, and with positions.
        """
        lists = self.posting_lists(field)
        list_start = lists.position_start(lists.list_number(number))
        return self.term_frequencies(field, number).in_chosen(documents, list_start)

    def occurrences(self, field: str, number: int, documents: SegmentDocuments) -> Occurrences:
        """Return the ascending occurrences of a term in ascending chosen documents.

        The number of a text is the index of its document among the chosen ones. A position may come up
        twice, where terms with the same fold share it. Raises ValueError for a field without positions.
        """
        if not self.specs[field].positions:
            raise ValueError(f"the field {field!r} has no positions")
        lists = self.posting_lists(field)
        return united(
            [
                read_occurrences(lists, *self.chosen_postings(base, unfolded, documents))
                for base, unfolded in self.unfolded_terms(field, number)
            ]
        )

    # --- Lengths ---------------------------------------------------------------------------------------

    def scale(self, field: str, b: float, average: float, documents: SegmentDocuments | slice) -> Scores:
        """Return for some documents 1 / (1 - b + b * length of the field / average), as in BM25F."""
        scale: Scores = 1 / (1 - b + (b / average) * self.lengths(field)[documents])
        return scale

    def rounded_scales(self, field: str, b: float, average: float) -> NDArray[np.float32]:
        """Return `scale` for all documents in single precision, and keep it."""
        key = field, b, average
        scales = self._scales.get(key)
        if scales is None:
            scales = self._scales[key] = self.scale(*key, slice(None)).astype(np.float32)
        return scales
