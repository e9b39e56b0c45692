"""Answers plans over the segments of one committed state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.base import Match, Matches
from searchidx.engines.whoosh.expand import expand
from searchidx.engines.whoosh.occurrences import Chosen
from searchidx.engines.whoosh.rank import Ranker
from searchidx.engines.whoosh.refine import Refiner
from searchidx.engines.whoosh.resolve import Resolver, key_of
from searchidx.engines.whoosh.score import Scorer
from searchidx.engines.whoosh.segment import ID
from searchidx.engines.whoosh.select import Selector
from searchidx.model import Contribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.segment import Segment
    from searchidx.model import Document
    from searchidx.query.ast import Condition, Plan, Term

    Numbers = NDArray[np.int64]
    Ranked = tuple[NDArray[np.int64], NDArray[np.float64]]

_NOTHING = (np.zeros(0, np.int64), np.zeros(0))


class ColumnarSearcher:
    """One state of an index. Nothing of it changes after it is made, but for caches that threads may share."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._bases: list[int] = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
        self._resolver = Resolver(self._segments)

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> Matches:
        """Return the exact best documents of the plan: complete matches first, then partial ones."""
        wanted = offset + limit
        complete = self._select(plan.complete)
        partial = np.zeros(0, np.int64)
        if len(complete) < wanted and plan.partial is not None:
            partial = np.setdiff1d(self._select(plan.partial), complete, assume_unique=True)
        best, rest = self._ranked(plan, complete, partial, wanted)
        page = [Match(*match, complete=True) for match in _pairs(best)]
        page += [Match(*match, complete=False) for match in _pairs(rest)]
        total = len(complete) + len(partial)
        return Matches(tuple(page[offset:wanted]), total, len(complete), relaxed=len(partial) > 0)

    def _select(self, condition: Condition) -> Numbers:
        parts = [
            Selector(segment, at, self._resolver).select(condition) + self._bases[at]
            for at, segment in enumerate(self._segments)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def _ranked(self, plan: Plan, complete: Numbers, partial: Numbers, wanted: int) -> tuple[Ranked, Ranked]:
        """The best complete and partial documents, `wanted` of them and the pool at least, refined."""
        if not self._segments:
            return _NOTHING, _NOTHING
        ranker = Ranker(plan, self._segments, self._bases, self._resolver)
        pool = plan.refinement.pool if plan.refinement else 0
        most = max(wanted, pool)
        best = ranker.best(complete, most)
        rest = ranker.best(partial, most - len(best[0])) if len(partial) else _NOTHING
        if not pool:
            return best, rest
        inside = min(pool, len(best[0]))
        return _refined(ranker, best, inside), _refined(ranker, rest, pool - inside)

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        """Return what each signal, and the second look if it was taken, gave to one document."""
        at, document = self._place(number)
        segment, chosen = self._segments[at], Chosen(self._segments[at], np.array([document]))
        scorer = Scorer(plan, segment, at, self._resolver)
        found = [(s.name, scorer.contributions(s, chosen)) for s in (*scorer.cheap, *scorer.costly)]
        if plan.refinement and self._in_pool(plan, plan.refinement.pool, number):
            refiner = Refiner(plan.refinement, segment, at, self._resolver)
            found += [("passage", refiner.passage(chosen)), ("title", refiner.title(chosen))]
        return tuple(Contribution(name, float(scores[0])) for name, scores in found)

    def _in_pool(self, plan: Plan, pool: int, number: int) -> bool:
        complete = self._select(plan.complete)
        ranker = Ranker(plan, self._segments, self._bases, self._resolver)
        left = pool
        if number not in complete and plan.partial is not None:
            left -= min(pool, len(complete))
            complete = np.setdiff1d(self._select(plan.partial), complete, assume_unique=True)
        return left > 0 and number in ranker.best(complete, left)[0]

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
                    return base + document
        return None

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all documents, in the order of their terms within each segment."""
        for segment in self._segments:
            lists = segment.lists(ID)
            documents = lists.united(np.arange(len(lists)))
            names = zip(lists.dictionary.terms(0, len(lists)), segment.alive[documents], strict=True)
            yield from (name.decode("utf-8", "surrogatepass") for name, alive in names if alive)

    def frequency(self, term: Term) -> int:
        """Return in how many documents the term stands; deleted ones count until their segment is merged."""
        return self._resolver.frequency(term)

    def frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the frequency of each of the terms of one field."""
        return self._resolver.frequencies(field, texts)

    def expand(self, field: str, prefix: str, limit: int) -> list[str]:
        """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""
        return expand(self._segments, field, prefix, limit)

    def count(self) -> int:
        """Return the number of documents."""
        return self._resolver.documents

    def close(self) -> None:
        """Do nothing: files are unmapped with the last searcher and array that shows them."""

    def _place(self, number: int) -> tuple[int, int]:
        at = int(np.searchsorted(self._bases, number, "right")) - 1
        return at, number - self._bases[at]


def _refined(ranker: Ranker, ranked: Ranked, inside: int) -> Ranked:
    """Refine the first documents; the others keep their places after them."""
    numbers, scores = ranked
    if not inside or not len(numbers):
        return ranked
    first, refined = ranker.refined(numbers[:inside], scores[:inside])
    return np.concatenate([first, numbers[inside:]]), np.concatenate([refined, scores[inside:]])


def _pairs(ranked: Ranked) -> list[tuple[int, float]]:
    numbers, scores = ranked
    return list(zip(numbers.tolist(), scores.tolist(), strict=True))
