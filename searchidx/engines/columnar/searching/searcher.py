"""Answers plans over the segments of one committed state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.base import ScoredDocument, TopDocuments
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.fields import ID
from searchidx.engines.columnar.reading.occurrences import Occurrences
from searchidx.engines.columnar.searching.execution import PlanExecution, count
from searchidx.engines.columnar.searching.scoring import split
from searchidx.engines.columnar.searching.term_resolver import TermResolver
from searchidx.engines.plan import Term
from searchidx.model import Contribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.plan import Plan
    from searchidx.model import Document


_SEARCHES = 4
"""After so many searches the pages of files that they touched stop being memory of the process."""


class ColumnarSearcher:
    """One state of an index. Nothing of it ever changes but caches, which threads may share."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._bases: list[int] = np.cumsum([0, *(segment.document_count for segment in segments)]).tolist()
        self._resolver = TermResolver(self._segments)
        self._searches = 0

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> TopDocuments:
        """Return the exact best documents of the plan, in its order, and how many match."""
        self._release_pages()
        wanted = offset + limit
        ranking = PlanExecution(plan, self._segments, self._bases, self._resolver)
        tiers = ranking.tiers(wanted)
        numbers, scores = ranking.best(tiers, wanted)
        numbers, scores = numbers[offset:wanted], scores[offset:wanted]
        whole = ranking.complete(numbers)
        page = map(ScoredDocument, numbers.tolist(), scores.tolist(), whole.tolist())
        total, complete = sum(map(count, tiers)), count(ranking.complete_masks)
        return TopDocuments(tuple(page), total, complete, relaxed=total > complete)

    def _release_pages(self) -> None:
        """Give back, now and then, what searches touched of the files: it stays in the system's cache."""
        self._searches += 1
        if self._searches % _SEARCHES == 0:
            for segment in self._segments:
                segment.container.release()

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        """Return what each signal, and the second look if it was taken, gave to one document."""
        ranking = PlanExecution(plan, self._segments, self._bases, self._resolver)
        return tuple(Contribution(name, score) for name, score in ranking.explain(number))

    def document(self, number: int) -> Document:
        """Return the stored document."""
        at, document = self._place(number)
        return self._segments[at].stored.document(document)

    def document_number(self, identifier: str) -> int | None:
        """Return the number of the document with this id, None where there is none."""
        key = key_of(identifier)
        for segment, base in zip(self._segments, self._bases, strict=False):
            index = segment.term_number(ID, key)
            if index >= 0:
                documents = segment.posting_list(ID, index).documents
                alive = documents[segment.alive[documents]].tolist()
                if alive:
                    return int(base + alive[0])
        return None

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all documents, in the order of their terms within each segment."""
        for segment in self._segments:
            lists = segment.posting_lists(ID)
            postings = lists.read(0, len(lists), lists.dictionary.terms(0, len(lists)), positions=False)
            counts = np.add.reduceat(segment.alive[postings.documents], postings.starts[:-1], dtype=np.int64)
            names = zip(postings.terms, counts.tolist(), strict=True)
            yield from (name.decode("utf-8", "surrogatepass") for name, alive in names if alive)

    def document_frequency(self, term: Term) -> int:
        """Return in how many documents the term stands; deleted ones count until their segment is merged."""
        return self._resolver.document_frequency(term)

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the frequency of each of the terms of one field."""
        return self._resolver.document_frequencies(field, texts)

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return at most `limit` terms of the field that start so, most frequent first, ties in order."""
        return self._resolver.terms_with_prefix(field, prefix, limit)

    def document_count(self) -> int:
        """Return the number of documents."""
        return self._resolver.document_count

    def pair_occurrences(self, plan: Plan, limit: int, field: str, pairs: Sequence[str]) -> list[int]:
        """Return how often each pair of neighbours stands in the best documents of the plan, in all."""
        ranking = PlanExecution(plan, self._segments, self._bases, self._resolver)
        numbers, _ = ranking.best(ranking.tiers(limit), limit)
        counts = [0] * len(pairs)
        terms = [self._resolver.term_numbers(Term(field, pair)) for pair in pairs]
        for at, documents in split(np.sort(numbers), self._bases):
            chosen = Occurrences(self._segments[at], documents)
            for i, found in enumerate(terms):
                if found[at] >= 0:
                    counts[i] += int(chosen.pair(field, found[at]).sum())
        return counts

    def verify(self) -> None:
        """Raise IndexFormatError if what is stored contradicts itself: reads all of it."""
        from searchidx.engines.columnar.reading.verify import verify

        verify(self._segments)

    def close(self) -> None:
        """Do nothing: files are unmapped with the last searcher and array that shows them."""

    def _place(self, number: int) -> tuple[int, int]:
        at = int(np.searchsorted(self._bases, number, "right")) - 1
        return at, number - self._bases[at]
