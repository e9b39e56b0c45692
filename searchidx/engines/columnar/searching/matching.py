"""Finds the documents of a segment that meet a condition.

A condition is evaluated for all documents of the segment at once, as a mask with one entry for each document.
There is one exception. If only few documents have met the first conditions of a conjunction, the remaining
conditions are evaluated for these documents alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from searchidx.engines.columnar.format.days import EPOCH, NO_DATE
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.reading.chosen_documents import ChosenDocuments
from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    DateBetween,
    FieldLength,
    NoneOf,
    Term,
    TermGlob,
    TermPhrase,
    TermPrefix,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Indices, Mask, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Condition

MASK_FACTOR = 64
"""A conjunction is evaluated by masks until at most 1 / MASK_FACTOR of the documents are left."""

CHOSEN_FACTOR = 8
"""Up to this fraction (1 / CHOSEN_FACTOR) of a segment's documents, only chosen documents are checked."""


class ConditionMatcher:
    """Finds documents in one segment of an index. `segment_number` is the index of the segment."""

    def __init__(self, segment: SearchableSegment, segment_number: int, resolver: TermResolver) -> None:
        self._segment, self._segment_number, self._resolver = segment, segment_number, resolver
        self._masks: dict[tuple[Term, ...], Mask] = {}
        """The masks of `AnyTerm` conditions by their terms. A plan often repeats an `AnyTerm` condition."""
        self._prefix_masks: dict[TermPrefix, Mask] = {}
        """The masks of `TermPrefix` conditions."""

    def select(self, condition: Condition) -> Mask:
        """Return the mask of the documents that meet the condition and are not deleted.

        Raises ValueError for a prefix in a field of pairs, and for a phrase in a field without positions,
        unless the result is known without evaluating this prefix or phrase.
        """
        mask = self._mask(condition)
        return mask & self._segment.live if len(self._segment.deleted) else mask

    def select_among(self, condition: Condition, chosen: Mask) -> Mask:
        """Return the mask of the chosen documents that meet the condition. Raises the same as `select`."""
        documents = np.flatnonzero(chosen)
        if len(documents) * CHOSEN_FACTOR > len(chosen):
            return chosen & self._mask(condition)
        return self._mask_of_documents(documents[self._meet(condition, documents)])

    # --- Masks of all documents --------------------------------------------------------------------------

    def _mask(self, condition: Condition) -> Mask:
        """Return the mask of the documents, deleted ones included, that meet the condition."""
        match condition:
            case AnyTerm(terms):
                return self._mask_of_terms(terms)
            case AllOf(children):
                return self._mask_of_all(children)
            case AnyOf(children):
                mask = np.zeros(self._segment.stored_count, np.bool_)
                for child in children:
                    mask |= self._mask(child)
                return mask
            case NoneOf(child):
                return ~self._mask(child)
            case TermPhrase(positions):
                # Positions are read only in the documents that have a term for every one of `positions`.
                documents = np.flatnonzero(self._mask_of_all(tuple(map(AnyTerm, positions))))
                return self._mask_of_documents(documents[self._have_phrase(condition, documents)])
            case TermPrefix():
                return self._mask_of_prefix(condition)
            case TermGlob():
                # Few plans have such a condition and need this module.
                from searchidx.engines.columnar.searching.globs import documents_of_glob

                return self._mask_of_documents(documents_of_glob(self._segment, condition))
            case DateBetween():
                return self._mask_of_dates(condition)
            case FieldLength(field, length):
                return _have_length(self._segment.lengths(field), length)
            case _:
                assert_never(condition)

    def _mask_of_all(self, children: Sequence[Condition]) -> Mask:
        """Return the mask of the documents that meet all conditions: all documents if there are none."""
        if not children:
            return np.ones(self._segment.stored_count, np.bool_)
        first, *others = self._cheapest_first(children)
        mask = self._mask(first)
        while others and np.count_nonzero(mask) * MASK_FACTOR > len(mask):
            mask = mask & self._mask(others.pop(0))
        if not others:
            return mask
        # Few documents are left: the other conditions are evaluated for these documents alone.
        documents = np.flatnonzero(mask)
        for child in others:
            documents = documents[self._meet(child, documents)]
        return self._mask_of_documents(documents)

    def _mask_of_documents(self, documents: SegmentDocuments) -> Mask:
        mask = np.zeros(self._segment.stored_count, np.bool_)
        mask[documents] = True
        return mask

    def _mask_of_terms(self, terms: tuple[Term, ...]) -> Mask:
        """Return the mask of the documents that have at least one of the terms."""
        mask = self._masks.get(terms)
        if mask is None:
            mask = self._masks[terms] = np.zeros(self._segment.stored_count, np.bool_)
            for field, term_number in self._known_terms(terms):
                self._segment.term_documents(field, term_number).add_to(mask)
        return mask

    def _mask_of_prefix(self, prefix: TermPrefix) -> Mask:
        """Return the mask of the documents that have a term that starts with the prefix."""
        mask = self._prefix_masks.get(prefix)
        if mask is None:
            mask = self._prefix_masks[prefix] = np.zeros(self._segment.stored_count, np.bool_)
            if prefix.field in self._segment.specs:
                reader = self._segment.field(prefix.field)
                for first, end in reader.joined_list_ranges(*reader.prefix_range(key_of(prefix.text))):
                    mask[reader.posting_lists.documents(first, end)] = True
        return mask

    def _mask_of_dates(self, condition: DateBetween) -> Mask:
        """Return the mask of the documents whose date is in the range. NO_DATE is less than any date."""
        days = self._segment.days()
        first, last = condition.first, condition.last
        mask: Mask = days >= (first.toordinal() - EPOCH if first else NO_DATE + 1)
        if last:
            mask &= days <= last.toordinal() - EPOCH
        return mask

    # --- A few documents alone ---------------------------------------------------------------------------

    def _meet(self, condition: Condition, documents: SegmentDocuments) -> Mask:
        """Return for each of a few ascending documents whether it meets the condition."""
        if not len(documents):
            return np.zeros(0, np.bool_)
        match condition:
            case AnyTerm(terms):
                return self._have_any(terms, documents)
            case TermPhrase(positions):
                # Positions are read only in the documents that have a term for every one of `positions`.
                indices = self._meet_all(tuple(map(AnyTerm, positions)), documents)
                return self._only(indices[self._have_phrase(condition, documents[indices])], documents)
            case AllOf(children):
                return self._only(self._meet_all(children, documents), documents)
            case AnyOf(children):
                meet = np.zeros(len(documents), np.bool_)
                for child in children:
                    meet |= self._meet(child, documents)
                return meet
            case NoneOf(child):
                return ~self._meet(child, documents)
            case FieldLength(field, length):
                return _have_length(self._segment.lengths(field)[documents], length)
            case TermPrefix() | TermGlob() | DateBetween():
                return self._mask(condition)[documents]
            case _:
                assert_never(condition)

    def _meet_all(self, children: Sequence[Condition], documents: SegmentDocuments) -> Indices:
        """Return the indices of those of the documents that meet all conditions."""
        indices = np.arange(len(documents))
        for child in self._cheapest_first(children):
            indices = indices[self._meet(child, documents[indices])]
            if not len(indices):
                break
        return indices

    def _only(self, indices: Indices, documents: SegmentDocuments) -> Mask:
        """Return a mask with one entry for each of the documents, which is True at the given indices."""
        mask = np.zeros(len(documents), np.bool_)
        mask[indices] = True
        return mask

    def _have_any(self, terms: tuple[Term, ...], documents: SegmentDocuments) -> Mask:
        """Return for each of a few ascending documents whether it has at least one of the terms."""
        have_any = np.zeros(len(documents), np.bool_)
        for field, term_number in self._known_terms(terms):
            have_any |= self._segment.term_documents(field, term_number).at(documents) > 0
        return have_any

    def _have_phrase(self, phrase: TermPhrase, documents: SegmentDocuments) -> Mask:
        """Return for each of ascending documents whether the phrase occurs in it."""
        positions, prefixes = phrase.positions, phrase.prefixes
        if not len(documents):
            return np.zeros(0, np.bool_)
        if len(positions) < 2 or (len(positions) == 2 and not prefixes):
            return self._have_positions(phrase, documents)
        # Few documents contain the rarest two neighbours of the phrase. The positions of all terms are read
        # in these documents alone.
        costs = [self._cost(AnyTerm(terms)) for terms in positions]
        rarest = min(range(len(positions) - 1), key=lambda offset: costs[offset] + costs[offset + 1])
        mask = self._have_positions(TermPhrase(positions[rarest : rarest + 2]), documents)
        mask[mask] = self._have_positions(phrase, documents[mask])
        return mask

    def _have_positions(self, phrase: TermPhrase, documents: SegmentDocuments) -> Mask:
        """Return the same as `_have_phrase`, from the positions of all terms in all of the documents."""
        chosen = ChosenDocuments(self._segment, documents)
        return chosen.have_phrase(
            [self._known_terms(terms) for terms in phrase.positions],
            phrase.prefixes,
            self._known_terms(phrase.not_after),
            phrase.not_before,
        )

    def _known_terms(self, terms: tuple[Term, ...]) -> list[tuple[str, int]]:
        """Return the field and the term number of each of the terms that the segment has."""
        return self._resolver.known_terms(terms, self._segment_number)

    # --- The order in which conditions are evaluated ------------------------------------------------------

    def _cheapest_first(self, conditions: Sequence[Condition]) -> Sequence[Condition]:
        """Return the conditions in ascending order of their cost."""
        return sorted(conditions, key=self._cost) if len(conditions) > 1 else conditions

    def _cost(self, condition: Condition) -> int:
        """Estimate the number of documents that meet the condition.

        For prefixes, dates, lengths and negations, the estimate is all documents. For phrases, which read
        positions, the estimate is higher still, and for phrases with prefixes, which read whole ranges of
        posting lists, it is the highest. The document frequencies are those of the whole index.
        """
        all_documents = self._segment.stored_count
        match condition:
            case AnyTerm(terms):
                return sum(map(self._resolver.document_frequency, terms))
            case AllOf(children):
                return min(map(self._cost, children), default=all_documents)
            case AnyOf(children):
                return sum(map(self._cost, children))
            case TermPhrase(positions, prefixes):
                rarest = min((self._cost(AnyTerm(terms)) for terms in positions), default=0)
                return all_documents * (2 if prefixes else 1) + rarest
            case _:
                return all_documents


def _have_length(lengths: NDArray[Any], length: int) -> Mask:
    """Return for each of the lengths whether it equals `length`."""
    mask: Mask = lengths == length
    return mask
