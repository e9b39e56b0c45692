"""Which documents of a segment meet a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from searchidx.engines.columnar.format.days import EPOCH, NO_DATE
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.folded_terms import FoldedTerms
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.reading.occurrences import Occurrences, ordinals_of, side_by_side
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, DateBetween, NoneOf, Term, TermPhrase, TermPrefix

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.columnar.searching.term_resolver import TermResolver
    from searchidx.engines.plan import Condition

    Documents = NDArray[np.int64]
    Mask = NDArray[np.bool_]


_FEW = 64
"""Once only one document in so many is left, conditions are asked of those alone."""


class ConditionMatcher:
    """Finds the documents of one segment, number `at` of the index; deleted ones are never found."""

    def __init__(self, segment: Segment, at: int, resolver: TermResolver) -> None:
        self._segment, self._at, self._resolver = segment, at, resolver
        self._masks: dict[tuple[Term, ...], Mask] = {}
        """By terms, the documents that have any: conditions ask for the same terms again."""

    def select(self, condition: Condition) -> Mask:
        """Tell which documents of the segment meet the condition."""
        mask = self._mask(condition)
        return mask & self._segment.alive if len(self._segment.deleted) else mask

    def _mask(self, condition: Condition) -> Mask:
        size = self._segment.document_count
        match condition:
            case AnyTerm(terms):
                return self._having(terms)
            case AllOf(children) if children:
                first, *rest = self._cheapest_first(children)
                return self._all(self._mask(first), rest)
            case AnyOf(children):
                mask = np.zeros(size, np.bool_)
                for child in children:
                    mask |= self._mask(child)
                return mask
            case NoneOf(child):
                return ~self._mask(child)
            case TermPhrase(slots):
                both = self._mask(AllOf(tuple(AnyTerm(slot) for slot in slots)))
                documents = np.flatnonzero(both)
                return self._only(documents[self._side_by_side(slots, documents)])
            case TermPrefix():
                return self._prefix(condition)
            case DateBetween(first, last):
                return self._dated(first, last)
            case AllOf():
                return np.ones(size, np.bool_)
            case _:
                assert_never(condition)

    def _all(self, mask: Mask, children: list[Condition]) -> Mask:
        """Leave the documents that meet all the children; once they are few, they are asked one by one."""
        at = 0
        while at < len(children) and np.count_nonzero(mask) * _FEW > len(mask):
            mask = mask & self._mask(children[at])
            at += 1
        if at == len(children):
            return mask
        documents = np.flatnonzero(mask)
        for child in children[at:]:
            documents = documents[self._meets(child, documents)]
        return self._only(documents)

    def _meets(self, condition: Condition, documents: Documents) -> Mask:
        """Tell which of a few ascending documents meet the condition."""
        if not len(documents):
            return np.zeros(0, np.bool_)
        match condition:
            case AnyTerm(terms):
                return self._have(terms, documents)
            case TermPhrase(slots):
                left = np.arange(len(documents))
                for slot in slots:
                    left = left[self._have(slot, documents[left])]
                meets = np.zeros(len(documents), np.bool_)
                meets[left[self._side_by_side(slots, documents[left])]] = True
                return meets
            case AllOf(children):
                meets = np.ones(len(documents), np.bool_)
                for child in self._cheapest_first(children):
                    meets[meets] = self._meets(child, documents[meets])
                return meets
            case AnyOf(children):
                meets = np.zeros(len(documents), np.bool_)
                for child in children:
                    meets |= self._meets(child, documents)
                return meets
            case NoneOf(child):
                return ~self._meets(child, documents)
            case TermPrefix() | DateBetween():
                return self._mask(condition)[documents]
            case _:
                assert_never(condition)

    def _only(self, documents: Documents) -> Mask:
        mask = np.zeros(self._segment.document_count, np.bool_)
        mask[documents] = True
        return mask

    def _having(self, terms: tuple[Term, ...]) -> Mask:
        """Tell which documents have any of the terms."""
        mask = self._masks.get(terms)
        if mask is None:
            mask = self._masks[terms] = np.zeros(self._segment.document_count, np.bool_)
            for field, index in self._found(terms):
                self._segment.term_documents(field, index).mark(mask)
        return mask

    def _have(self, terms: tuple[Term, ...], documents: Documents) -> Mask:
        """Tell which of a few ascending documents have any of the terms."""
        have = np.zeros(len(documents), np.bool_)
        for field, index in self._found(terms):
            have |= self._segment.term_documents(field, index).at(documents) > 0
        return have

    def _found(self, terms: tuple[Term, ...]) -> list[tuple[str, int]]:
        found = [(term.field, self._resolver.term_numbers(term)[self._at]) for term in terms]
        return [(field, index) for field, index in found if index >= 0]

    def _cheapest_first(self, children: tuple[Condition, ...]) -> list[Condition]:
        """Return the conditions that the fewest documents meet first."""
        return sorted(children, key=self._cost) if len(children) > 1 else list(children)

    def _cost(self, condition: Condition) -> int:
        """Estimate how many documents meet the condition; what needs positions comes last."""
        everything = self._segment.document_count
        match condition:
            case AnyTerm(terms):
                return sum(map(self._resolver.document_frequency, terms))
            case AllOf(children):
                return min(map(self._cost, children), default=everything)
            case AnyOf(children):
                return sum(map(self._cost, children))
            case TermPhrase(slots):
                return everything + min((self._cost(AnyTerm(slot)) for slot in slots), default=0)
            case _:
                return everything

    def _side_by_side(self, slots: tuple[tuple[Term, ...], ...], documents: Documents) -> Mask:
        mask = np.zeros(len(documents), np.bool_)
        if slots and len(documents):
            chosen = Occurrences(self._segment, documents)
            mask[ordinals_of(side_by_side([chosen.slot(self._found(slot)) for slot in slots]))] = True
        return mask

    def _prefix(self, condition: TermPrefix) -> Mask:
        segment = self._segment
        mask = np.zeros(segment.document_count, np.bool_)
        if condition.field in segment.specs:
            field = segment.field(condition.field)
            if isinstance(field, Pairs):
                raise ValueError(f"prefixes of pairs are not searched for ({condition.field!r})")
            first, last = field.dictionary.prefix_range(key_of(condition.text))
            lists = segment.posting_lists(condition.field)
            if isinstance(field, FoldedTerms):
                spans = [field.list_range(first, last)] if first < last else []
            else:
                spans = lists.list_ranges(first, last)
            for low, high in spans:
                mask[lists.documents(low, high)] = True
        return mask

    def _dated(self, first: datetime.date | None, last: datetime.date | None) -> Mask:
        days = self._segment.days()
        mask: Mask = days >= (first.toordinal() - EPOCH if first else NO_DATE + 1)
        if last:
            mask &= days <= last.toordinal() - EPOCH
        return mask
