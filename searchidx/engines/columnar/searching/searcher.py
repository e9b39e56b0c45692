"""What one committed state of an index can be asked: plans, documents, ids and statistics of terms."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.base import ScoredDocument, TopDocuments
from searchidx.engines.columnar.format.dictionary import key_of, text_of
from searchidx.engines.columnar.format.fields import ID
from searchidx.engines.columnar.reading.chosen_documents import ChosenDocuments
from searchidx.engines.columnar.searching.document_numbers import DocumentNumbering
from searchidx.engines.columnar.searching.execution import PlanExecution, count
from searchidx.engines.columnar.searching.term_resolver import TermResolver
from searchidx.engines.plan import Term
from searchidx.model import Contribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.plan import Plan
    from searchidx.model import Document

SEARCHES_BEFORE_RELEASE = 4
"""Searches after which the parts of files that they touched stop counting as memory of the process."""


class ColumnarSearcher:
    """One state of an index. Only caches ever change, so threads may share it.

    Documents are given by their document numbers, which run through all segments.
    """

    def __init__(self, segments: Sequence[SearchableSegment]) -> None:
        self._segments = tuple(segments)
        self._numbering = DocumentNumbering(segment.document_count for segment in self._segments)
        self._resolver = TermResolver(self._segments)
        self._searches = 0

    # --- Plans -------------------------------------------------------------------------------------------

    def _execution(self, plan: Plan) -> PlanExecution:
        return PlanExecution(plan, self._segments, self._numbering, self._resolver)

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> TopDocuments:
        """Return the exact best documents of the plan, in its order, and how many match."""
        self._release_memory()
        wanted = offset + limit
        execution = self._execution(plan)
        tiers = execution.tiers(wanted)
        numbers, scores = execution.best(tiers, wanted)
        numbers, scores = numbers[offset:], scores[offset:]
        are_complete = execution.are_complete(numbers)
        page = map(ScoredDocument, numbers.tolist(), scores.tolist(), are_complete.tolist())
        total, complete = sum(map(count, tiers)), count(execution.complete_masks)
        return TopDocuments(tuple(page), total, complete, relaxed=total > complete)

    def _release_memory(self) -> None:
        """Now and then give back the memory of the files that were read; they stay in the system's cache."""
        self._searches += 1
        if self._searches % SEARCHES_BEFORE_RELEASE == 0:
            for segment in self._segments:
                segment.container.release()

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        """Return what each signal, and each part of rescoring, gave to a document that the plan found."""
        return tuple(Contribution(name, score) for name, score in self._execution(plan).explain(number))

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> list[int]:
        """Return how often each pair of a field of pairs stands in the `depth` best documents, added up."""
        execution = self._execution(plan)
        numbers, _ = execution.best(execution.tiers(depth), depth)
        totals = [0] * len(pairs)
        pair_numbers = [self._resolver.term_numbers(Term(field, pair)) for pair in pairs]
        for segment, documents in self._numbering.split(np.sort(numbers)):
            chosen = ChosenDocuments(self._segments[segment], documents)
            for index, numbers_by_segment in enumerate(pair_numbers):
                number = numbers_by_segment[segment]
                if number >= 0:
                    totals[index] += int(chosen.pair_frequencies(field, number).sum())
        return totals

    # --- Documents ---------------------------------------------------------------------------------------

    def document(self, number: int) -> Document:
        """Return the stored document with this number."""
        located = self._numbering.locate(number)
        return self._segments[located.segment].stored.document(located.number)

    def document_number(self, identifier: str) -> int | None:
        """Return the number of the document with this id, None where there is none."""
        key = key_of(identifier)
        for segment, first_number in zip(self._segments, self._numbering.first_numbers, strict=False):
            term = segment.term_number(ID, key)
            if term >= 0:
                documents = segment.posting_list(ID, term).documents
                alive = documents[segment.alive[documents]].tolist()
                if alive:
                    return int(first_number + alive[0])
        return None

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all documents, in ascending order within each segment."""
        for segment in self._segments:
            lists = segment.posting_lists(ID)
            postings = lists.read(0, len(lists), lists.terms(0, len(lists)), positions=False)
            is_alive = segment.alive[postings.documents]
            has_document = np.logical_or.reduceat(is_alive, postings.starts[:-1]).tolist()
            yield from map(text_of, compress(postings.terms, has_document))

    def document_count(self) -> int:
        """Return the number of documents."""
        return self._resolver.document_count

    # --- Statistics of terms -----------------------------------------------------------------------------

    def document_frequency(self, term: Term) -> int:
        """Return in how many documents the term stands; deleted ones count until their segment is merged."""
        return self._resolver.document_frequency(term)

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the document frequency of each of the terms of one field."""
        return self._resolver.document_frequencies(field, texts)

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return at most `limit` terms of the field that start with the prefix, the most frequent first."""
        return self._resolver.terms_with_prefix(field, prefix, limit)

    # --- The files ---------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Raise IndexFormatError if what is stored contradicts itself: reads all of it."""
        from searchidx.engines.columnar.reading.verify import verify

        verify(self._segments)

    def close(self) -> None:
        """Do nothing: files are unmapped with the last searcher and array that shows them."""
