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

_NONE = np.zeros(0, np.int64)


class ColumnarSearcher:
    """One state of an index. Nothing of it ever changes but caches, which threads may share."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._bases: list[int] = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
        self._resolver = Resolver(self._segments)

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> Matches:
        """Return the exact best documents of the plan, in its order, and how many match."""
        wanted = offset + limit
        complete = self._select(plan.complete)
        tiers = [complete]
        if plan.partial is not None and not plan.tiered:
            tiers = [_union(complete, self._select(plan.partial), self._bases[-1])]
        elif plan.partial is not None and len(complete) < wanted:
            tiers.append(_without(self._select(plan.partial), complete))
        numbers, scores = self._ranked(plan, tiers, wanted)
        numbers, scores = numbers[offset:wanted], scores[offset:wanted]
        whole = _among(numbers, complete)
        page = map(Match, numbers.tolist(), scores.tolist(), whole.tolist())
        total = sum(map(len, tiers))
        return Matches(tuple(page), total, len(complete), relaxed=total > len(complete))

    def _select(self, condition: Condition) -> Numbers:
        parts = [
            Selector(segment, at, self._resolver).select(condition) + self._bases[at]
            for at, segment in enumerate(self._segments)
        ]
        return np.concatenate([_NONE, *parts])

    def _ranked(self, plan: Plan, tiers: list[Numbers], wanted: int) -> Ranked:
        """The best of the first tier, then of the second...: `wanted` of them, the pool at least, refined."""
        if not self._segments:
            return _NONE, np.zeros(0)
        ranker = Ranker(plan, self._segments, self._bases, self._resolver)
        pool = plan.refinement.pool if plan.refinement else 0
        left, parts = max(wanted, pool), []
        for tier in tiers:
            numbers, scores = ranker.best(tier, left)
            inside = min(pool, len(numbers))
            parts += [ranker.refined(numbers[:inside], scores[:inside]), (numbers[inside:], scores[inside:])]
            left, pool = left - len(numbers), pool - inside
        numbers, scores = (np.concatenate(part) for part in zip(*parts, strict=True))
        return numbers, scores

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
        """Tell whether the second look is taken at a document when it is found."""
        tier = self._select(plan.complete)
        if plan.partial is not None:
            if not plan.tiered:
                tier = _union(tier, self._select(plan.partial), self._bases[-1])
            elif number not in tier:
                pool -= min(pool, len(tier))
                tier = _without(self._select(plan.partial), tier)
        ranker = Ranker(plan, self._segments, self._bases, self._resolver)
        return pool > 0 and number in ranker.best(tier, pool)[0]

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
                documents = segment.list(ID, index).documents
                alive = documents[segment.alive[documents]].tolist()
                if alive:
                    return int(base + alive[0])
        return None

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all documents, in the order of their terms within each segment."""
        for segment in self._segments:
            lists = segment.lists(ID)
            postings = lists.read(0, len(lists), lists.dictionary.terms(0, len(lists)), positions=False)
            counts = np.add.reduceat(segment.alive[postings.documents], postings.starts[:-1], dtype=np.int64)
            names = zip(postings.terms, counts.tolist(), strict=True)
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


def _union(some: Numbers, others: Numbers, limit: int) -> Numbers:
    """Return the numbers of either, which are below the limit."""
    mask = np.zeros(limit, np.bool_)
    mask[some] = True
    mask[others] = True
    return np.flatnonzero(mask)


def _without(numbers: Numbers, taken: Numbers) -> Numbers:
    """Return the ascending numbers that are not among the ascending taken ones."""
    return numbers[~_among(numbers, taken)] if len(taken) else numbers


def _among(numbers: Numbers, ascending: Numbers) -> NDArray[np.bool_]:
    """Tell which numbers are among the ascending ones."""
    if not len(ascending):
        return np.zeros(len(numbers), np.bool_)
    at = np.searchsorted(ascending, numbers)
    at[at == len(ascending)] = 0
    among: NDArray[np.bool_] = ascending[at] == numbers
    return among
