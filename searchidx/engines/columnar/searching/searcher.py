"""The searcher: runs plans on one committed state of an index, and returns documents and statistics."""

from __future__ import annotations

from functools import cached_property
from itertools import chain, compress, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.base import ScoredDocument, TopDocuments
from searchidx.engines.columnar.arrays import NO_COPIES
from searchidx.engines.columnar.format.dictionary import key_of, text_of
from searchidx.engines.columnar.format.fields import ID
from searchidx.engines.columnar.reading.chosen_documents import ChosenDocuments
from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering
from searchidx.engines.columnar.searching.execution import PlanExecution
from searchidx.engines.columnar.searching.term_resolver import TermResolver
from searchidx.engines.columnar.searching.tiers import count_documents
from searchidx.engines.plan import Term
from searchidx.model import Contribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import ValueCounts
    from searchidx.engines.columnar.arrays import Mask
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.stories import Stories
    from searchidx.engines.plan import Plan, TermPhrase, TermPrefix
    from searchidx.model import Document

SEARCHES_BEFORE_RELEASE = 4
"""After this number of searches, the memory of the file pages that they have read is released."""


class ColumnarSearcher:
    """Answers all questions about one committed state of an index.

    `engines.base.Searcher` has the contracts of the methods. Only caches ever change, so threads may share a
    searcher. Documents are given by their document numbers, which count through all segments.
    """

    def __init__(
        self,
        segments: Sequence[SearchableSegment],
        metadata: Mapping[str, str],
        copies: NDArray[np.uint32] = NO_COPIES,
    ) -> None:
        self._segments = tuple(segments)
        self._metadata = metadata
        self._copies = copies
        self._numbering = DocumentNumbering(segment.stored_count for segment in self._segments)
        self._resolver = TermResolver(self._segments)
        self._searches = 0

    def __reduce__(self) -> tuple[type[ColumnarSearcher], tuple[Any, ...]]:
        """Pickle what opens the same state again: the arguments of the constructor."""
        return ColumnarSearcher, (self._segments, dict(self._metadata), self._copies)

    # --- Plans -------------------------------------------------------------------------------------------

    def _execution(self, plan: Plan) -> PlanExecution:
        return PlanExecution(plan, self._segments, self._numbering, self._resolver)

    @cached_property
    def _stories(self) -> Stories:
        from searchidx.engines.columnar.searching.stories import Stories

        return Stories.connected_by(self._copies)

    def search(
        self,
        plan: Plan,
        *,
        limit: int,
        offset: int = 0,
        fold_copies: bool = False,
        facets: Sequence[str] = (),
    ) -> TopDocuments:
        """Return one page of the documents that match a plan, in the exact order that `Plan` defines.

        Raises ValueError for a condition that a field does not support (`ConditionMatcher.select`), and for
        facets of a folded field or a field of pairs.
        """
        self._release_memory()
        wanted = offset + limit
        execution = self._execution(plan)
        copies: Iterable[tuple[int, ...]] = repeat(())
        if fold_copies and len(self._copies):
            numbers, scores = execution.best_of_stories(wanted, self._stories)
            stories = map(self._stories.others, numbers[offset:].tolist())
            copies = map(execution.matching, stories)
        else:
            numbers, scores = execution.best(wanted)
        numbers, scores = numbers[offset:], scores[offset:]
        are_complete = execution.are_complete(numbers).tolist()
        page = map(ScoredDocument, numbers.tolist(), scores.tolist(), are_complete, copies)
        total = sum(map(count_documents, execution.matches.tiers))
        complete = execution.matches.complete
        number_complete = count_documents(complete)
        counts = self._count_values(facets, complete) if facets else ()
        return TopDocuments(tuple(page), total, number_complete, total > number_complete, counts)

    def _count_values(self, fields: Sequence[str], complete: Sequence[Mask]) -> tuple[ValueCounts, ...]:
        from searchidx.engines.columnar.searching.value_counts import count_values

        return tuple([count_values(field, complete, self._segments) for field in fields])

    def _release_memory(self) -> None:
        """At every SEARCHES_BEFORE_RELEASE-th call, release the memory of the file pages that were read.

        The pages stay in the cache of the operating system, but no longer count as memory of the process.
        """
        self._searches += 1
        if self._searches % SEARCHES_BEFORE_RELEASE == 0:
            for segment in self._segments:
                segment.container.release()

    def explain(self, plan: Plan, document_number: int) -> tuple[Contribution, ...]:
        """Return the contribution of each signal and each part of rescoring to the score of a document."""
        explanation = self._execution(plan).explain(document_number)
        return tuple(Contribution(name, score) for name, score in explanation)

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> list[int]:
        """Return the number of occurrences of each pair in the `depth` best documents of a plan.

        The numbers are in the order of `pairs`. `field` is a field of pairs.
        """
        execution = self._execution(plan)
        numbers, _ = execution.best(depth)
        totals = [0] * len(pairs)
        # For each pair, its term number in each segment.
        pair_numbers = [self._resolver.term_numbers(Term(field, pair)) for pair in pairs]
        for segment_number, documents in self._numbering.split(np.sort(numbers)):
            chosen = ChosenDocuments(self._segments[segment_number], documents)
            for index, numbers_by_segment in enumerate(pair_numbers):
                pair_number = numbers_by_segment[segment_number]
                if pair_number >= 0:
                    totals[index] += int(chosen.pair_term_frequencies(field, pair_number).sum())
        return totals

    def phrase_frequencies(self, plan: Plan, depth: int, phrases: Sequence[TermPhrase]) -> list[int]:
        """Return for each phrase the number of the `depth` best documents of a plan in which it occurs."""
        numbers, _ = self._execution(plan).best(depth)
        totals = [0] * len(phrases)
        known_terms = self._resolver.known_terms
        for segment_number, documents in self._numbering.split(np.sort(numbers)):
            chosen = ChosenDocuments(self._segments[segment_number], documents)
            # For each phrase, the terms at each position that the segment has.
            known = [[known_terms(terms, segment_number) for terms in phrase.positions] for phrase in phrases]
            chosen.read(chain.from_iterable(terms for positions in known for terms in positions))
            for index, (positions, phrase) in enumerate(zip(known, phrases, strict=True)):
                following = known_terms(phrase.not_after, segment_number)
                have_phrase = chosen.have_phrase(positions, phrase.prefixes, following, phrase.not_before)
                totals[index] += int(np.count_nonzero(have_phrase))
        return totals

    # --- Documents ---------------------------------------------------------------------------------------

    def document(self, document_number: int) -> Document:
        """Return the stored document with this document number."""
        segment_number, document = self._numbering.locate(document_number)
        return self._segments[segment_number].stored.document(document)

    def contain(self, term: Term, document_numbers: Sequence[int]) -> list[bool]:
        """Return for each of these documents, in their order, whether it contains the term."""
        numbers = np.array(document_numbers, np.int64)
        contain = np.zeros(len(numbers), np.bool_)
        term_numbers = self._resolver.term_numbers(term)
        for segment, first_number, term_number in zip(
            self._segments, self._numbering.first_numbers, term_numbers, strict=False
        ):
            if term_number >= 0:
                documents = segment.posting_list(term.field, term_number).documents
                # The documents of other segments are before the first or after the last of the list.
                in_segment = numbers - first_number
                nearest = np.searchsorted(documents, in_segment)
                contain |= documents.take(nearest, mode="clip") == in_segment
        return contain.tolist()

    def copies(self, document_number: int) -> list[int]:
        """Return the document numbers of the other documents of a document's story, ascending."""
        numbers: list[int] = self._stories.others(document_number).tolist()
        return numbers

    def document_number(self, identifier: str) -> int | None:
        """Return the document number of the live document with this id, or None if there is none."""
        key = key_of(identifier)
        for segment, first_number in zip(self._segments, self._numbering.first_numbers, strict=False):
            term_number = segment.term_number(ID, key)
            if term_number >= 0:
                documents = segment.posting_list(ID, term_number).documents
                live = documents[segment.live[documents]].tolist()
                if live:
                    return int(first_number + live[0])
        return None

    def identifiers(self) -> Iterator[str]:
        """Yield the ids of all live documents, in ascending order within each segment."""
        for segment in self._segments:
            lists = segment.posting_lists(ID)
            postings = lists.read(0, len(lists), lists.terms(0, len(lists)), positions=False)
            # A deleted document may have the same id as a live document. `is_live` says for each posting
            # whether its document is live, and `has_document` says for each id whether any document is.
            is_live = segment.live[postings.documents]
            has_document = np.logical_or.reduceat(is_live, postings.starts[:-1]).tolist()
            yield from map(text_of, compress(postings.terms, has_document))

    def document_count(self) -> int:
        """Return the number of live documents."""
        return self._resolver.document_count

    def deleted_count(self) -> int:
        """Return the number of deleted documents in all segments, which document frequencies count."""
        return sum(len(segment.deleted) for segment in self._segments)

    # --- Statistics of terms -----------------------------------------------------------------------------

    def document_frequency(self, term: Term) -> int:
        """Return the document frequency of a term, or 0 for an unknown term.

        Deleted documents count until their segment is merged.
        """
        return self._resolver.document_frequency(term)

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the document frequencies of several terms of one field, in the order of `texts`.

        Deleted documents count until their segment is merged. An unknown term has 0.
        """
        return self._resolver.document_frequencies(field, texts)

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the terms of the field that start with the prefix, as `prefixes.terms_with_prefix` does."""
        return self._resolver.terms_with_prefix(field, prefix, limit)

    def following_terms(self, pairs: str, first: str, prefix: TermPrefix, limit: int) -> tuple[str, ...]:
        """Return the terms with a prefix that follow a term, as `prefixes.following_terms` does."""
        return self._resolver.following_terms(pairs, first, prefix, limit)

    def unfolded_terms(self, prefix: TermPrefix, limit: int) -> tuple[str, ...]:
        """Return the terms whose folded terms start with a prefix, as `prefixes.unfolded_terms` does."""
        return self._resolver.unfolded_terms(prefix, limit)

    # --- The files ---------------------------------------------------------------------------------------

    def metadata(self) -> Mapping[str, str]:
        """Return the metadata of the state."""
        return self._metadata

    def verify(self) -> None:
        """Read all segments, and raise IndexFormatError if the contents contradict themselves."""
        from searchidx.engines.columnar.reading.verify import verify

        verify(self._segments)

    def close(self) -> None:
        """Do nothing: files are unmapped when the searcher is garbage-collected.

        A file stays mapped as long as any array is a view into the file.
        """
