"""Which documents of a segment meet a condition: whole arrays of yes and no."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, assert_never

import numpy as np

from searchidx.engines.whoosh.lists import Lists
from searchidx.engines.whoosh.segment import NO_DATE
from searchidx.engines.whoosh.views import Pairs, documents_of, side_by_side
from searchidx.query.ast import AllOf, AnyOf, AnyTerm, DateBetween, NoneOf, Sequence, TermPrefix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.segment import Segment
    from searchidx.query.ast import Condition, Term

    Mask = NDArray[np.bool_]

_EPOCH = datetime.date(1970, 1, 1).toordinal()


def key_of(text: str) -> bytes:
    """Return the bytes of a term as the index has them."""
    return text.encode("utf-8", "surrogatepass")


def select(condition: Condition, segment: Segment) -> Mask:
    """Return for each document of the segment, deleted or not, whether it meets the condition."""
    match condition:
        case AnyTerm(terms):
            return _any_term(terms, segment)
        case Sequence(slots):
            return _sequence(slots, segment)
        case TermPrefix(field, text):
            return _prefix(field, key_of(text), segment)
        case DateBetween(first, last):
            return _dated(first, last, segment)
        case AllOf(children):
            mask = np.ones(segment.documents, np.bool_)
            for child in children:
                mask &= select(child, segment)
            return mask
        case AnyOf(children):
            mask = np.zeros(segment.documents, np.bool_)
            for child in children:
                mask |= select(child, segment)
            return mask
        case NoneOf(child):
            return ~select(child, segment)
        case _:
            assert_never(condition)


def _any_term(terms: tuple[Term, ...], segment: Segment) -> Mask:
    mask = np.zeros(segment.documents, np.bool_)
    for term in terms:
        index = segment.find(term.field, key_of(term.text))
        if index >= 0:
            mask[segment.list(term.field, index).documents] = True
    return mask


def _sequence(slots: tuple[tuple[Term, ...], ...], segment: Segment) -> Mask:
    wanted = segment.alive.copy()
    for slot in slots:
        wanted &= _any_term(slot, segment)
    found = np.zeros(segment.documents, np.bool_)
    if slots and wanted.any():
        places = side_by_side([_occurrences(slot, segment, wanted) for slot in slots])
        documents, _ = documents_of(places, _positional(segment, slots[0][0].field).bases)
        found[documents] = True
    return found


def _occurrences(slot: tuple[Term, ...], segment: Segment, wanted: Mask) -> NDArray[np.int64]:
    parts = []
    for term in slot:
        index = segment.find(term.field, key_of(term.text))
        if index >= 0:
            parts.append(_positional(segment, term.field).occurrences(index, wanted))
    return parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts))


def _positional(segment: Segment, name: str):  # type: ignore[no-untyped-def]
    field = segment.field(name)
    if isinstance(field, Pairs) or not segment.specs[name].positions:
        raise ValueError(f"the field {name!r} has no positions")
    return field


def _prefix(name: str, prefix: bytes, segment: Segment) -> Mask:
    mask = np.zeros(segment.documents, np.bool_)
    if name not in segment.specs:
        return mask
    field = segment.field(name)
    if isinstance(field, Pairs):
        raise ValueError(f"prefixes of pairs are not searched for ({name!r})")
    first, last = field.dictionary.prefix_range(prefix)
    if isinstance(field, Lists):
        mask[field.united(np.arange(first, last))] = True
    else:
        mask[field.united(first, last)] = True
    return mask


def _dated(first: datetime.date | None, last: datetime.date | None, segment: Segment) -> Mask:
    days = segment.days()
    low = first.toordinal() - _EPOCH if first else NO_DATE + 1
    mask: Mask = days >= low
    if last:
        mask &= days <= last.toordinal() - _EPOCH
    return mask
