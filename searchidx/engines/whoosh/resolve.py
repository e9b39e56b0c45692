"""Terms of plans into their numbers, and the statistics of the whole index."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from searchidx.engines.whoosh.dictionary import key_of
from searchidx.engines.whoosh.expand import expand
from searchidx.engines.whoosh.views import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Term

_KNOWN = 20_000
"""Terms whose numbers are remembered."""


class Resolver:
    """Looks terms up in all segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.documents: int = sum(segment.live for segment in segments)
        """Number of documents that are not deleted."""
        self._known = _Known(segments, self.documents)
        self._averages: dict[str, float] = {}
        self._expanded: dict[tuple[str, str, int], tuple[str, ...]] = {}

    def numbers(self, term: Term) -> tuple[int, ...]:
        """Return the number of the term in each segment, -1 where it has none."""
        return self._known[term][1]

    def frequency(self, term: Term) -> int:
        """Return in how many documents a term stands; deleted ones count until their segment is merged."""
        return self._known[term][0]

    def frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the frequency of each of the terms of one field."""
        known = self._known
        return [known[term][0] for term in zip(repeat(field), texts)]

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


class _Known(dict[tuple[str, str], tuple[int, tuple[int, ...]]]):
    """The frequencies and numbers of terms (field, text), looked up as they are asked for."""

    def __init__(self, segments: Sequence[Segment], documents: int) -> None:
        self._segments, self._documents = segments, documents

    def __missing__(self, term: tuple[str, str]) -> tuple[int, tuple[int, ...]]:
        field, text = term
        numbers: list[int] = []
        frequency = 0
        for at, segment in enumerate(self._segments):
            reader = segment.field(field) if field in segment.specs else None
            number = -1
            if isinstance(reader, Pairs):
                number = self._pair(reader, segment.specs[field].pairs_of or "", text, at)
            elif reader is not None:
                number = reader.dictionary.find(key_of(text))
            numbers.append(number)
            if reader is not None and number >= 0:
                frequency += reader.frequency(number)
        if len(self) >= _KNOWN:
            self.clear()
        found = self[term] = min(frequency, self._documents), tuple(numbers)
        return found

    def _pair(self, pairs: Pairs, base: str, text: str, at: int) -> int:
        """Return the number of a pair by those of its terms, which are asked for too or by other pairs."""
        first, _, second = text.partition(" ")
        a, b = self[base, first][1][at], self[base, second][1][at]
        return pairs.pair(a, b) if a >= 0 and b >= 0 else -1
