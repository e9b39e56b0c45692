"""A segment for searching, which keeps decoded posting lists in memory.

The class hides how the kinds of fields differ. A folded field is read from the posting lists of its base
field. A field of pairs is read from the positions of its base field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.reading.cache import ArrayCache
from searchidx.engines.columnar.reading.frequencies import DocumentBits, term_frequencies
from searchidx.engines.columnar.reading.occurrences import (
    NO_OCCURRENCES,
    phrase_starts,
    read_occurrences,
    text_numbers,
)
from searchidx.engines.columnar.reading.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, Occurrences, Scores, SegmentDocuments
    from searchidx.engines.columnar.reading.frequencies import (
        ChosenPostings,
        SparseFrequencies,
        TermFrequencies,
    )

CACHE_BYTES = 3 << 24
"""The largest number of bytes of decoded posting lists in the cache of an open index."""


class SearchableSegment(Segment):
    """A segment with a cache of decoded posting lists, which all segments of an index share.

    A term is given by its field and its term number. Deleted documents are always included. Returned
    arrays may be in the cache and must not be changed. Without `cache`, the segment has a cache of its own.
    """

    def __init__(self, path: Path, deleted: NDArray[np.uint32], cache: ArrayCache | None = None) -> None:
        super().__init__(path, deleted)
        self._name = path.name
        self._cache = cache or ArrayCache(CACHE_BYTES)
        self._scales: dict[tuple[str, float, float], NDArray[np.float32]] = {}

    def __reduce__(self) -> tuple[type[SearchableSegment], tuple[Path, NDArray[np.uint32], ArrayCache]]:
        """Pickle what opens the same file again."""
        return SearchableSegment, (self.container.path.absolute(), self.deleted, self._cache)

    # --- The documents of a term, and its frequencies ---------------------------------------------------

    def term_frequencies(self, field: str, term_number: int) -> TermFrequencies:
        """Return the frequency of a term (or a pair) in each document."""
        key = self._name, field, term_number
        return self._cache.get(key, lambda: self._read_term(field, term_number))

    def _read_term(self, field: str, term_number: int) -> TermFrequencies:
        if self.specs[field].pairs_of:
            return self._read_pair(field, term_number)
        return self.read_frequencies(field, term_number)

    def _read_pair(self, field: str, pair_number: int) -> TermFrequencies:
        """Count the occurrences of a pair in the documents that have both of its terms."""
        base, term_numbers = self.pair_terms(field, pair_number)
        has_both = np.ones(self.stored_count, np.bool_)
        for term_number in term_numbers:
            has_term = np.zeros(self.stored_count, np.bool_)
            self.term_frequencies(base, term_number).add_to(has_term)
            has_both &= has_term
        documents = np.flatnonzero(has_both)
        starts = phrase_starts(
            [self.occurrences(base, term_number, documents) for term_number in term_numbers]
        )
        # The frequency of the pair in each of `documents`, and the indices of the documents with the pair.
        frequencies = np.bincount(text_numbers(starts), minlength=len(documents))
        chosen = np.flatnonzero(frequencies)
        return term_frequencies(
            documents[chosen].astype(np.uint32), frequencies[chosen], self.stored_count, repeated=False
        )

    def pair_terms(self, field: str, pair_number: int) -> tuple[str, tuple[int, int]]:
        """Return the base field of a field of pairs, and the term numbers of a pair's two terms in it.

        `pair_number` is the term number of the pair. Raises ValueError for a field of single terms.
        """
        return self.specs[field].pairs_of or field, self.field(field).term_numbers(pair_number)

    def term_documents(self, field: str, term_number: int) -> TermFrequencies | DocumentBits:
        """Return the documents of a term (or a pair).

        For a folded field, the result has no frequencies, because decoding the documents alone is faster. If
        the cache already has the frequencies, the result has them too.
        """
        if not self.specs[field].folds or self._cache.has((self._name, field, term_number)):
            return self.term_frequencies(field, term_number)
        key = self._name, field, term_number, "bits"
        return self._cache.get(key, lambda: self._read_bits(field, term_number))

    def _read_bits(self, field: str, term_number: int) -> DocumentBits:
        reader = self.field(field)
        documents = reader.posting_lists.documents(*reader.list_range(term_number))
        return DocumentBits.of(documents, self.stored_count)

    def posting_list(self, field: str, term_number: int) -> SparseFrequencies:
        """Return the ascending documents of a term (or a pair), and its frequency in each of them."""
        return self.term_frequencies(field, term_number).listed()

    def all_documents(self, field: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the documents of all lists of a field, one list after the other, and where each list begins.

        The lists are in the order of their list numbers. Raises ValueError for a folded field and for a field
        of pairs.
        """
        spec = self.specs[field]
        if spec.folds or spec.pairs_of:
            raise ValueError(f"the field {field!r} has no lists of its own")
        return self._cache.get((self._name, field, "all"), lambda: self._read_all_documents(field))

    def _read_all_documents(self, field: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        lists = self.posting_lists(field)
        starts = lists.running_totals(positions=False)[:-1].astype(np.int64)
        return lists.documents(0, len(lists)), starts

    # --- The positions of a term -----------------------------------------------------------------------

    def unfolded_terms(self, field: str, term_number: int) -> Iterator[tuple[str, int]]:
        """Yield (base field, term number) for each term that folds to a folded term.

        For a term of a field that is not folded, yield only (field, term number) of the term itself. Raises
        ValueError for a field of pairs.
        """
        base = self.positions_field(field)
        for unfolded_number in self.field(field).unfolded_terms(term_number):
            yield base, unfolded_number

    def chosen_postings(self, field: str, term_number: int, documents: SegmentDocuments) -> ChosenPostings:
        """Return the postings of a term in ascending chosen documents.

        The field must have posting lists of its own, with positions.
        """
        lists = self.posting_lists(field)
        list_start = lists.position_start(lists.list_number(term_number))
        return self.term_frequencies(field, term_number).in_chosen(documents, list_start)

    def occurrences(self, field: str, term_number: int, documents: SegmentDocuments) -> Occurrences:
        """Return the ascending occurrences of a term in ascending chosen documents.

        The text number is the index of the document among the chosen documents. An occurrence of a folded
        term may be repeated, because several of its unfolded terms may share a position. Raises ValueError
        for a field without positions.
        """
        occurrences, _ = self.occurrences_by_term([(field, term_number)], documents)
        if self.specs[field].folds:
            occurrences.sort(kind="stable")
        return occurrences

    def occurrences_by_term(
        self, terms: Sequence[tuple[str, int]], documents: SegmentDocuments
    ) -> tuple[Occurrences, Counts]:
        """Return the occurrences of all terms, one term after the other, and their number for each term.

        The terms (one or more) are terms of one field with positions or of its folded field, each given by
        its field and its term number. Occurrences are those of `occurrences`, but those of a folded term are
        in no particular order. Raises the same.
        """
        # The postings of all unfolded terms, one term after the other. Their positions are read in one call.
        # A call for each term would take several times as long.
        postings, ends = [], []
        for field, term_number in terms:
            self._require_positions(field)
            for base, unfolded_number in self.unfolded_terms(field, term_number):
                postings.append(self.chosen_postings(base, unfolded_number, documents))
            ends.append(len(postings))
        sizes = np.array([int(posting.frequencies.sum()) for posting in postings])
        counts = np.add.reduceat(sizes, [0, *ends[:-1]])
        if len(postings) == 1:
            return read_occurrences(self.posting_lists(field), *postings[0]), counts
        joined = map(np.concatenate, zip(*postings, strict=True))
        return read_occurrences(self.posting_lists(field), *joined), counts

    def prefix_occurrences(self, field: str, prefix: str, documents: SegmentDocuments) -> Occurrences:
        """Return the ascending occurrences, in ascending chosen documents, of all terms with a prefix.

        They are numbered, and may be repeated, as in `occurrences`. An unknown field has none. Raises
        ValueError for a field of pairs and for a field without positions.
        """
        if field not in self.specs:
            return NO_OCCURRENCES
        reader = self.field(field)
        term_range = reader.prefix_range(key_of(prefix))
        self._require_positions(field)
        # The index of each document of the segment among the chosen documents, -1 for all others.
        indices = np.full(self.stored_count, -1, np.int64)
        indices[documents] = np.arange(len(documents))
        lists = reader.posting_lists
        parts = []
        for first, end in reader.joined_list_ranges(*term_range):
            in_lists, frequencies = lists.postings(first, end)
            chosen = indices[in_lists]
            kept = np.flatnonzero(chosen >= 0)
            # The positions of adjacent lists are adjacent, so they are counted through all postings.
            before = np.cumsum(frequencies, dtype=np.int64) - frequencies
            first_positions = lists.position_start(first) + before[kept]
            parts.append(read_occurrences(lists, chosen[kept], frequencies[kept], first_positions))
        return np.sort(np.concatenate([NO_OCCURRENCES, *parts]), kind="stable")

    def number_occurrences(self, field: str, ending: str) -> Occurrences:
        """Return the ascending occurrences of all numbers from 0 to 999 with an ending, such as `12,5`.

        The numbers are those of `NumberEnding`. The text number of an occurrence is the number of its
        document in the segment. An unknown field has none. Raises ValueError for a field without positions.
        """
        if field not in self.specs:
            return NO_OCCURRENCES
        self._require_positions(field)
        key = self._name, field, ending, "numbers"
        (occurrences,) = self._cache.get(key, lambda: (self._read_numbers(field, ending),))
        return occurrences

    def _read_numbers(self, field: str, ending: str) -> Occurrences:
        reader = self.field(field)
        term_numbers = reader.find_all([f"{number}{ending}" for number in range(1000)], int)
        ranges = [reader.list_range(number) for number in term_numbers if number >= 0]
        if not ranges:
            return NO_OCCURRENCES
        lists = reader.posting_lists
        postings = [lists.postings(*list_range) for list_range in ranges]
        documents, frequencies = map(np.concatenate, zip(*postings, strict=True))
        sizes = [len(in_list) for in_list, _ in postings]
        # The number of positions before each posting, counted from its own list and from the first list.
        before = np.cumsum(frequencies, dtype=np.int64) - frequencies
        first_postings = np.cumsum([0, *sizes[:-1]])
        starts = np.array([lists.position_start(first) for first, _ in ranges])
        first_positions = before + np.repeat(starts - before[first_postings], sizes)
        texts = documents.astype(np.int64)
        return np.sort(read_occurrences(lists, texts, frequencies, first_positions), kind="stable")

    def _require_positions(self, field: str) -> None:
        if not self.specs[field].positions:
            raise ValueError(f"the field {field!r} has no positions")

    # --- Lengths ---------------------------------------------------------------------------------------

    def scale(self, field: str, b: float, average: float, documents: SegmentDocuments | slice) -> Scores:
        """Return 1 / (1 - b + b * length of the field / average length) for each of the given documents.

        BM25F multiplies term frequencies by this factor.
        """
        scale: Scores = 1 / (1 - b + (b / average) * self.lengths(field)[documents])
        return scale

    def rounded_scales(self, field: str, b: float, average: float) -> NDArray[np.float32]:
        """Return `scale` of all documents of the segment as f32. The result is kept for the next call."""
        key = field, b, average
        scales = self._scales.get(key)
        if scales is None:
            scales = self._scales[key] = self.scale(*key, slice(None)).astype(np.float32)
        return scales
