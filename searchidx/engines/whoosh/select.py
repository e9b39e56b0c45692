"""Which documents of a segment meet a condition."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np

from searchidx.engines.whoosh.occurrences import Chosen, ordinals_of, side_by_side
from searchidx.engines.whoosh.resolve import key_of
from searchidx.engines.whoosh.segment import NO_DATE
from searchidx.engines.whoosh.views import Folded, Pairs
from searchidx.query.ast import AllOf, AnyOf, AnyTerm, DateBetween, NoneOf, Sequence, Term, TermPrefix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.resolve import Resolver
    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Condition

    Documents = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_EPOCH = datetime.date(1970, 1, 1).toordinal()


class Selector:
    """Finds the documents of one segment, number `at` of the index; deleted ones are never found."""

    def __init__(self, segment: Segment, at: int, resolver: Resolver) -> None:
        self._segment, self._at, self._resolver = segment, at, resolver

    def select(self, condition: Condition) -> Documents:
        """Return the ascending documents that meet the condition."""
        segment = self._segment
        match condition:
            case AnyTerm(terms):
                lists: list[NDArray[Any]] = [
                    segment.list(field, index).documents for field, index in self._found(terms)
                ]
                documents = self._union(lists)
            case AllOf(children) if children:
                first, *rest = sorted(children, key=self._cost)
                documents = self.select(first)
                for child in rest:
                    documents = documents[self.meets(child, documents)]
                return documents
            case AnyOf(children):
                return self._union([self.select(child) for child in children])
            case TermPrefix():
                documents = np.flatnonzero(self._prefix(condition))
            case Sequence(slots):
                documents = self.select(AllOf(tuple(AnyTerm(slot) for slot in slots)))
                return documents[self._side_by_side(slots, documents)]
            case _:
                documents = np.arange(segment.documents)
                documents = documents[self.meets(condition, documents)]
        return documents[segment.alive[documents]] if len(segment.deleted) else documents

    def meets(self, condition: Condition, documents: Documents) -> Mask:
        """Tell which of the ascending documents meet the condition."""
        match condition:
            case AnyTerm(terms):
                mask = np.zeros(len(documents), np.bool_)
                for field, index in self._found(terms):
                    mask |= self._segment.frequencies(field, index, documents) > 0
                return mask
            case Sequence(slots):
                return self._narrowed(tuple(AnyTerm(slot) for slot in slots), documents, slots)
            case TermPrefix():
                return self._prefix(condition)[documents]
            case DateBetween(first, last):
                return self._dated(first, last)[documents]
            case AllOf(children):
                return self._narrowed(children, documents, ())
            case AnyOf(children):
                mask = np.zeros(len(documents), np.bool_)
                for child in children:
                    mask |= self.meets(child, documents)
                return mask
            case NoneOf(child):
                return ~self.meets(child, documents)
            case _:
                assert_never(condition)

    def _narrowed(
        self, children: tuple[Condition, ...], documents: Documents, slots: tuple[tuple[Term, ...], ...]
    ) -> Mask:
        """Tell which documents meet all children and have the slots (if any) side by side."""
        left = np.arange(len(documents))
        for child in sorted(children, key=self._cost):
            left = left[self.meets(child, documents[left])]
        if slots:
            left = left[self._side_by_side(slots, documents[left])]
        mask = np.zeros(len(documents), np.bool_)
        mask[left] = True
        return mask

    def _found(self, terms: tuple[Term, ...]) -> list[tuple[str, int]]:
        found = [(term.field, self._resolver.numbers(term)[self._at]) for term in terms]
        return [(field, index) for field, index in found if index >= 0]

    def _union(self, parts: list[NDArray[Any]]) -> Documents:
        if len(parts) == 1:
            return parts[0].astype(np.int64)
        mask = np.zeros(self._segment.documents, np.bool_)
        for part in parts:
            mask[part] = True
        return np.flatnonzero(mask)

    def _cost(self, condition: Condition) -> int:
        """Estimate how many documents meet the condition; what needs positions comes last."""
        everything = self._segment.documents
        match condition:
            case AnyTerm(terms):
                fields = self._segment.field
                return sum(int(fields(f).df(i, i + 1)[0]) for f, i in self._found(terms))
            case AllOf(children):
                return min(map(self._cost, children), default=everything)
            case AnyOf(children):
                return sum(map(self._cost, children))
            case Sequence(slots):
                return everything + min((self._cost(AnyTerm(slot)) for slot in slots), default=0)
            case _:
                return everything

    def _side_by_side(self, slots: tuple[tuple[Term, ...], ...], documents: Documents) -> Mask:
        mask = np.zeros(len(documents), np.bool_)
        if slots and len(documents):
            chosen = Chosen(self._segment, documents)
            mask[ordinals_of(side_by_side([chosen.slot(self._found(slot)) for slot in slots]))] = True
        return mask

    def _prefix(self, condition: TermPrefix) -> Mask:
        segment = self._segment
        mask = np.zeros(segment.documents, np.bool_)
        if condition.field in segment.specs:
            field = segment.field(condition.field)
            if isinstance(field, Pairs):
                raise ValueError(f"prefixes of pairs are not searched for ({condition.field!r})")
            first, last = field.dictionary.prefix_range(key_of(condition.text))
            lists = segment.lists(condition.field)
            if isinstance(field, Folded):
                spans = [field.slots(first, last)] if first < last else []
            else:
                spans = lists.spans(first, last)
            for low, high in spans:
                mask[lists.postings(low, high)[0]] = True
        return mask

    def _dated(self, first: datetime.date | None, last: datetime.date | None) -> Mask:
        days = self._segment.days()
        mask: Mask = days >= (first.toordinal() - _EPOCH if first else NO_DATE + 1)
        if last:
            mask &= days <= last.toordinal() - _EPOCH
        return mask
