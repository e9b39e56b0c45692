"""Answers plans over the segments of one committed state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.base import Match, Matches
from searchidx.engines.whoosh.score import Scorer, Statistics
from searchidx.engines.whoosh.segment import ID, Segment
from searchidx.engines.whoosh.select import key_of, select
from searchidx.engines.whoosh.views import Pairs
from searchidx.model import Contribution
from searchidx.query.ast import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.model import Document
    from searchidx.query.ast import Plan


class ColumnarSearcher:
    """One state of an index. Nothing of it changes after it is made, but for caches that are guarded."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._bases = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
        self._statistics = Statistics(self._segments)

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> Matches:
        """Return the exact best documents of the plan: complete matches first, then partial ones."""
        wanted = offset + limit
        complete = [select(plan.complete, segment) & segment.alive for segment in self._segments]
        completes = sum(int(np.count_nonzero(mask)) for mask in complete)
        scorer = Scorer(plan, self._statistics)
        ranked = self._best(scorer, complete, wanted)
        page = [Match(number, score, complete=True) for number, score in ranked]
        total = completes
        if completes < wanted and plan.partial is not None:
            masks = zip(self._segments, complete, strict=True)
            partial = [select(plan.partial, segment) & segment.alive & ~mask for segment, mask in masks]
            total += sum(int(np.count_nonzero(mask)) for mask in partial)
            ranked = self._best(scorer, partial, wanted - completes)
            page += [Match(number, score, complete=False) for number, score in ranked]
        return Matches(tuple(page[offset:]), total, completes, relaxed=total > completes)

    def _best(self, scorer: Scorer, masks: list[NDArray[np.bool_]], wanted: int) -> list[tuple[int, float]]:
        """The best documents of the masks, ties in the order of indexing."""
        numbers, scores = [], []
        for at, (segment, mask) in enumerate(zip(self._segments, masks, strict=True)):
            documents = np.flatnonzero(mask)
            numbers.append(documents + self._bases[at])
            scores.append(scorer.scores(segment, at, documents))
        return top(_joined(numbers, np.int64), _joined(scores, np.float64), wanted)

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        """Return what each signal gave to one document."""
        at, document = self._place(number)
        scorer, segment, documents = Scorer(plan, self._statistics), self._segments[at], np.array([document])
        return tuple(
            Contribution(signal.name, float(scorer.contributions(signal, segment, at, documents)[0]))
            for signal in scorer.signals
        )

    def document(self, number: int) -> Document:
        """Return the stored document."""
        at, document = self._place(number)
        return self._segments[at].stored.document(document)

    def find(self, identifier: str) -> int | None:
        """Return the number of the document with this id, None where there is none."""
        key = key_of(identifier)
        for segment, base in zip(self._segments, self._bases, strict=False):
            index = segment.find(ID, key)
            if index >= 0:
                document = int(segment.list(ID, index).documents[0])
                if segment.alive[document]:
                    return int(base + document)
        return None

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all documents, in the order of indexing."""
        for segment in self._segments:
            for block in range(segment.stored.blocks()):
                first, last = segment.stored.bounds(block)
                for number, document in zip(range(first, last), segment.stored.block(block), strict=True):
                    if segment.alive[number]:
                        yield document.id

    def frequency(self, term: Term) -> int:
        """Return in how many documents the term stands (0 when it is unknown)."""
        return self._statistics.frequency(term.field, self._statistics.find(term))

    def frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the frequency of each of the terms of one field."""
        return [self.frequency(Term(field, text)) for text in texts]

    def expand(self, field: str, prefix: str, limit: int) -> list[str]:
        """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""
        counts: dict[bytes, int] = {}
        for segment in self._segments:
            if field not in segment.specs:
                continue
            reader = segment.field(field)
            if isinstance(reader, Pairs):
                raise ValueError(f"pairs are not expanded ({field!r})")
            first, last = reader.dictionary.prefix_range(key_of(prefix))
            for term, df in zip(
                reader.dictionary.terms(first, last), reader.df(first, last).tolist(), strict=True
            ):
                counts[term] = counts.get(term, 0) + df
        best = sorted(counts, key=lambda term: (-counts[term], term))[:limit]
        return [term.decode("utf-8", "surrogatepass") for term in best]

    def count(self) -> int:
        """Return the number of documents."""
        return self._statistics.documents

    def close(self) -> None:
        """Let go of the files; they are unmapped with the last array that shows them."""
        self._segments = ()

    def _place(self, number: int) -> tuple[int, int]:
        at = int(np.searchsorted(self._bases, number, "right")) - 1
        return at, number - self._bases[at]


def top(numbers: NDArray[np.int64], scores: NDArray[np.float64], wanted: int) -> list[tuple[int, float]]:
    """Return the `wanted` highest scores with their numbers, equal scores by number."""
    if wanted < len(scores):
        least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted] if wanted else np.inf
        kept = np.flatnonzero(scores >= least)
        numbers, scores = numbers[kept], scores[kept]
    order = np.lexsort((numbers, -scores))[:wanted]
    return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))


def _joined(parts: list[NDArray[np.generic]], dtype: type) -> NDArray[np.generic]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
