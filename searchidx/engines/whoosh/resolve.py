"""Terms of plans into their numbers, and the statistics of the whole index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.whoosh.dictionary import key_of
from searchidx.engines.whoosh.expand import expand
from searchidx.query.ast import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.whoosh.segment import Segment

_KNOWN = 20_000
"""Terms whose numbers are remembered."""


class Resolver:
    """Looks terms up in all segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.documents: int = sum(segment.live for segment in segments)
        """Number of documents that are not deleted."""
        self._known: dict[Term, tuple[int, ...]] = {}
        self._frequencies: dict[Term, int] = {}
        self._averages: dict[str, float] = {}
        self._expanded: dict[tuple[str, str, int], tuple[str, ...]] = {}

    def numbers(self, term: Term) -> tuple[int, ...]:
        """Return the number of the term in each segment, -1 where it has none."""
        found = self._known.get(term)
        if found is None:
            key = key_of(term.text)
            found = tuple(segment.find(term.field, key) for segment in self._segments)
            if len(self._known) >= _KNOWN:
                self._known = {}
            self._known[term] = found
        return found

    def frequency(self, term: Term) -> int:
        """Return in how many documents a term stands; deleted ones count until their segment is merged."""
        total = self._frequencies.get(term)
        if total is None:
            found = zip(self._segments, self.numbers(term), strict=True)
            total = sum(int(s.field(term.field).df(i, i + 1)[0]) for s, i in found if i >= 0)
            total = min(total, self.documents)
            if len(self._frequencies) >= _KNOWN:
                self._frequencies = {}
            self._frequencies[term] = total
        return total

    def frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the frequency of each of the terms of one field."""
        return [self.frequency(Term(field, text)) for text in texts]

    def expanded(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""
        key = field, prefix, limit
        found = self._expanded.get(key)
        if found is None:
            if len(self._expanded) >= _KNOWN:
                self._expanded = {}
            found = self._expanded[key] = tuple(expand(self._segments, field, prefix, limit))
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
            found = self._averages[field] = total / self.documents if total else 1.0
        return found
