"""Terms of plans into their numbers, and the statistics of the whole index."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.searching.prefixes import terms_with_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.plan import Term

_KNOWN = 20_000
"""Terms whose numbers are remembered."""


class TermResolver:
    """Looks terms up in all segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.document_count: int = sum(segment.live_count for segment in segments)
        """Number of documents that are not deleted."""
        self._known = _Known(segments, self.document_count)
        self._averages: dict[str, float] = {}
        self._expanded: dict[tuple[str, str, int], tuple[str, ...]] = {}

    def term_numbers(self, term: Term) -> tuple[int, ...]:
        """Return the number of the term in each segment, -1 where it has none."""
        return self._known[term][1]

    def document_frequency(self, term: Term) -> int:
        """Return in how many documents a term stands; deleted ones count until their segment is merged."""
        return self._known[term][0]

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the frequency of each of the terms of one field."""
        terms = list(zip(repeat(field), texts))
        found = list(map(self._known.get, terms))
        if None in found:
            self._known.look_up(field, [text for text, one in zip(texts, found, strict=True) if one is None])
            found = list(map(self._known.__getitem__, terms))
        return [one[0] for one in found if one]

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""
        key = field, prefix, limit
        found = self._expanded.get(key)
        if found is None:
            if len(self._expanded) >= _KNOWN:
                self._expanded = {}
            found = self._expanded[key] = tuple(terms_with_prefix(self._segments, field, prefix, limit))
        return found

    def average_length(self, field: str) -> float:
        """Return the average length of a field over the documents, 1 when none has any."""
        found = self._averages.get(field)
        if found is None:
            total = sum(
                int(s.lengths(field).sum(dtype="i8") - s.lengths(field)[s.deleted].sum(dtype="i8"))
                for s in self._segments
                if field in s.specs
            )
            found = self._averages[field] = total / self.document_count if total else 1.0
        return found


class _Known(dict[tuple[str, str], tuple[int, tuple[int, ...]]]):
    """The frequencies of terms (field, text) and their numbers in all segments, looked up when asked for."""

    def __init__(self, segments: Sequence[Segment], documents: int) -> None:
        self._segments, self._documents = segments, documents

    def __missing__(self, term: tuple[str, str]) -> tuple[int, tuple[int, ...]]:
        field, text = term
        self.look_up(field, [text])
        return self[term]

    def look_up(self, field: str, texts: Sequence[str]) -> None:
        """Remember the terms of a field."""
        numbers = [self._numbers(at, field, texts) for at in range(len(self._segments))]
        if len(self) + len(texts) > _KNOWN:
            self.clear()
        for i, text in enumerate(texts):
            found = tuple([one[i] for one in numbers])
            frequency = 0
            for segment, number in zip(self._segments, found, strict=True):
                if number >= 0:
                    frequency += segment.field(field).document_frequency(number)
            self[field, text] = min(frequency, self._documents), found

    def _numbers(self, at: int, field: str, texts: Sequence[str]) -> list[int]:
        """Return the numbers of the terms in one segment; those of pairs by those of their terms."""
        segment = self._segments[at]
        if field not in segment.specs:
            return [-1] * len(texts)
        reader = segment.field(field)
        if not isinstance(reader, Pairs):
            find = reader.dictionary.find
            return [find(key_of(text)) for text in texts]
        base = segment.specs[field].pairs_of or ""
        parts = [text.partition(" ") for text in texts]
        return [reader.pair_number(self[base, a][1][at], self[base, b][1][at]) for a, _, b in parts]
