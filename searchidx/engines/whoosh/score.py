"""The scores of documents under the signals of a plan, with statistics of the whole index (BM25F)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.whoosh.select import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Plan, Term


class Part(NamedTuple):
    """One term of a signal, with its number in each segment (-1 where it has none)."""

    field: str
    weight: float
    indices: list[int]


class Resolved(NamedTuple):
    """A signal whose terms were looked up."""

    name: str
    weight: float
    parts: list[Part]


class Statistics:
    """Counts over all segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.documents = sum(segment.live for segment in segments)
        """Number of documents that are not deleted."""
        self._averages: dict[str, float] = {}

    def find(self, term: Term) -> list[int]:
        """Return the number of the term in each segment, -1 where it has none."""
        key = key_of(term.text)
        return [segment.find(term.field, key) for segment in self._segments]

    def frequency(self, field: str, indices: list[int]) -> int:
        """Return in how many documents a term stands; deleted ones count until their segment is merged."""
        found = zip(self._segments, indices, strict=True)
        total = sum(int(s.field(field).df(index, index + 1)[0]) for s, index in found if index >= 0)
        return min(total, self.documents)

    def average_length(self, field: str) -> float:
        """Return the average length of a field over the documents, 1 when none has any."""
        found = self._averages.get(field)
        if found is None:
            total = sum(
                int(s.lengths(field).sum() - s.lengths(field)[s.deleted].sum())
                for s in self._segments
                if field in s.specs
            )
            found = self._averages[field] = total / self.documents if total else 1.0
        return found


class Scorer:
    """Scores documents by the signals of one plan."""

    def __init__(self, plan: Plan, statistics: Statistics) -> None:
        self._k1, self._b = plan.k1, plan.b
        self._statistics = statistics
        self.signals = []
        for signal in plan.signals:
            parts = [Part(term.field, weight, statistics.find(term)) for term, weight in signal.terms]
            self.signals.append(Resolved(signal.name, signal.weight, parts))

    def scores(self, segment: Segment, at: int, documents: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the scores of documents of the segment, which is number `at` of the index."""
        total = np.zeros(len(documents))
        for signal in self.signals:
            total += self.contributions(signal, segment, at, documents)
        return total

    def contributions(
        self, signal: Resolved, segment: Segment, at: int, documents: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return what one signal gives to each of the documents."""
        tf = np.zeros(len(documents))
        for field, weight, indices in signal.parts:
            if indices[at] >= 0:
                found = segment.list(field, indices[at])
                frequencies = np.zeros(segment.documents, np.uint32)
                frequencies[found.documents] = found.frequencies
                length = segment.lengths(field)[documents]
                norm = 1 - self._b + self._b / self._statistics.average_length(field) * length
                tf += weight * frequencies[documents] / norm
        return signal.weight * tf / (tf + self._k1)
