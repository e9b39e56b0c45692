"""Looks up the term numbers of terms in all segments, and the statistics of the whole index."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from searchidx.engines.columnar.searching.prefixes import following_terms, terms_with_prefix, unfolded_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.plan import Term, TermPrefix

Key = TypeVar("Key", bound="Hashable")

MAX_CACHED_TERMS = 20_000
"""The largest number of cached terms. If new terms would exceed it, the cache is emptied first."""

MAX_CACHED_PREFIXES = 20_000
"""The largest number of cached prefixes. If a new prefix would exceed it, the cache is emptied first.

The terms with a prefix that follow a certain term are cached as well, up to the same number, and so are the
terms whose folded terms start with a prefix.
"""


class ResolvedTerm(NamedTuple):
    """The document frequency of a term in the whole index, and its term number in each segment.

    Deleted documents count in the document frequency until their segment is merged. The document frequency
    never exceeds the number of live documents. A term number is -1 if the segment does not have the term.
    """

    document_frequency: int
    term_numbers: tuple[int, ...]


class TermResolver:
    """Looks terms up in all segments, and remembers the results."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.document_count: int = sum(segment.live_count for segment in segments)
        """The number of live documents."""
        self._resolved = _ResolvedTerms(segments, self.document_count)
        self._average_lengths: dict[str, float] = {}
        self._prefixes: dict[tuple[str, str, int], tuple[str, ...]] = {}
        self._following: dict[tuple[str, str, TermPrefix, int], tuple[str, ...]] = {}
        self._unfolded: dict[tuple[TermPrefix, int], tuple[str, ...]] = {}

    def term_numbers(self, term: Term) -> tuple[int, ...]:
        """Return the term number of a term in each segment, or -1 if the segment does not have the term."""
        return self._resolved[term].term_numbers

    def known_terms(self, terms: Sequence[Term], segment_number: int) -> list[tuple[str, int]]:
        """Return the field and the term number of each of the terms that a segment has."""
        numbered = [(term.field, self._resolved[term].term_numbers[segment_number]) for term in terms]
        return [(field, term_number) for field, term_number in numbered if term_number >= 0]

    def document_frequency(self, term: Term) -> int:
        """Return the document frequency of a term (see `ResolvedTerm`), or 0 for an unknown term."""
        return self._resolved[term].document_frequency

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the document frequencies of several terms of one field, in the order of `texts`.

        They are counted as in `ResolvedTerm`. An unknown term has 0.
        """
        keys = list(zip(repeat(field), texts))
        resolved: list[ResolvedTerm | None] = list(map(self._resolved.get, keys))
        if None in resolved:
            missing = [text for text, term in zip(texts, resolved, strict=True) if term is None]
            self._resolved.look_up(field, missing)
            resolved = list(map(self._resolved.__getitem__, keys))
        return [document_frequency for document_frequency, _ in filter(None, resolved)]

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the terms of the field that start with the prefix, as `prefixes.terms_with_prefix` does."""
        key = field, prefix, limit
        return _remembered(self._prefixes, key, lambda: terms_with_prefix(self._segments, *key))

    def following_terms(self, pairs: str, first: str, prefix: TermPrefix, limit: int) -> tuple[str, ...]:
        """Return the terms with a prefix that follow a term, as `prefixes.following_terms` does."""
        key = pairs, first, prefix, limit
        return _remembered(self._following, key, lambda: following_terms(self._segments, *key))

    def unfolded_terms(self, prefix: TermPrefix, limit: int) -> tuple[str, ...]:
        """Return the terms whose folded terms start with a prefix, as `prefixes.unfolded_terms` does."""
        key = prefix, limit
        return _remembered(self._unfolded, key, lambda: unfolded_terms(self._segments, *key))

    def average_length(self, field: str) -> float:
        """Return the average length of a field over all live documents.

        If the field is unknown or empty in all of them, the result is 1, so that lengths can be divided by
        the result.
        """
        average = self._average_lengths.get(field)
        if average is None:
            total = sum(_live_length(segment, field) for segment in self._segments if field in segment.specs)
            average = self._average_lengths[field] = total / self.document_count if total else 1.0
        return average


def _remembered(
    cache: dict[Key, tuple[str, ...]], key: Key, find: Callable[[], Iterable[str]]
) -> tuple[str, ...]:
    """Return the terms that a cache has for a key. If there are none, find them, and keep them there."""
    terms = cache.get(key)
    if terms is None:
        found = tuple(find())
        if len(cache) >= MAX_CACHED_PREFIXES:
            cache.clear()
        terms = cache[key] = found
    return terms


def _live_length(segment: Segment, field: str) -> int:
    """Return the sum of the lengths of a field over the live documents of a segment."""
    lengths = segment.lengths(field)
    return int(lengths.sum(dtype="i8") - lengths[segment.deleted].sum(dtype="i8"))


class _ResolvedTerms(dict[tuple[str, str], ResolvedTerm]):
    """Resolved terms by (field, text). A term is looked up in the segments when it is first needed."""

    def __init__(self, segments: Sequence[Segment], document_count: int) -> None:
        self._segments, self._document_count = segments, document_count

    def __missing__(self, term: tuple[str, str]) -> ResolvedTerm:
        field, text = term
        self.look_up(field, [text])
        return self[term]

    def look_up(self, field: str, texts: Sequence[str]) -> None:
        """Look up several terms of a field in all segments, and keep the results."""
        # For each segment, the term number of each of `texts`.
        numbers_by_segment = [self._find(number, field, texts) for number in range(len(self._segments))]
        # For each text, its term number in each segment.
        numbers_by_text = zip(*numbers_by_segment, strict=True) if self._segments else repeat(())
        if len(self) + len(texts) > MAX_CACHED_TERMS:
            self.clear()
        for text, term_numbers in zip(texts, numbers_by_text, strict=False):
            document_frequency = 0
            for segment, term_number in zip(self._segments, term_numbers, strict=True):
                if term_number >= 0:
                    document_frequency += segment.field(field).document_frequency(term_number)
            self[field, text] = ResolvedTerm(min(document_frequency, self._document_count), term_numbers)

    def _find(self, segment_number: int, field: str, texts: Sequence[str]) -> list[int]:
        """Return the term numbers of several terms in a segment, with -1 for a term that the segment lacks.

        A pair is found by the term numbers of its two terms, which are resolved and kept as well.
        """
        segment = self._segments[segment_number]
        if field not in segment.specs:
            return [-1] * len(texts)
        base = segment.specs[field].pairs_of or ""
        return segment.field(field).find_all(
            texts, lambda text: self[base, text].term_numbers[segment_number]
        )
