"""Where terms stand in chosen documents: for phrases, pairs and passages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.whoosh.container import search
from searchidx.engines.whoosh.lists import expand
from searchidx.engines.whoosh.views import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.segment import Segment

_BITS = 40
"""A place packs the ordinal of its document above so many bits, its position plus one below."""


_FEW = 32
"""Documents are looked up in a list so many times as long, otherwise the list is looked through."""


class Chosen:
    """Some documents of a segment, ascending. `places` are ordinals among them packed with positions."""

    def __init__(self, segment: Segment, documents: NDArray[np.int64]) -> None:
        self._segment = segment
        self.documents = documents
        self._known: dict[tuple[str, int], NDArray[np.int64]] = {}
        self.scales: dict[tuple[str, float], NDArray[np.float64]] = {}
        """What a scorer has worked out of the lengths of a field."""
        self._frequencies: dict[tuple[str, int], NDArray[Any]] = {}

    @cached_property
    def _ordinals(self) -> NDArray[np.int32]:
        ordinals = np.full(self._segment.documents, -1, np.int32)
        ordinals[self.documents] = np.arange(len(self.documents))
        return ordinals

    def frequencies(self, field: str, index: int) -> NDArray[Any]:
        """Return the frequency of a term of any field in each of the documents."""
        key = (field, index)
        found = self._frequencies.get(key)
        if found is None:
            if self._segment.specs[field].pairs_of:
                found = self.pair(field, index)
            else:
                found = self._segment.frequencies(field, index, self.documents)
            self._frequencies[key] = found
        return found

    def places(self, field: str, index: int) -> NDArray[np.int64]:
        """Return the ascending places of a term; raises ValueError when the field has no positions."""
        key = (field, index)
        found = self._known.get(key)
        if found is None:
            if not self._segment.specs[field].positions:
                raise ValueError(f"the field {field!r} has no positions")
            found = self._known[key] = self._read(field, index)
        return found

    def _read(self, field: str, index: int) -> NDArray[np.int64]:
        documents, frequencies = self._segment.postings(field, index)
        lists, first, last = self._segment.slots(field, index)
        if last == first + 1 and len(self.documents) * _FEW < len(documents):
            kept, ordinals = _found(documents, self.documents)
        else:
            ordinals = self._ordinals[documents].astype(np.int64)
            kept = np.flatnonzero(ordinals >= 0)
            ordinals = ordinals[kept]
        counts = frequencies[kept]
        ends = self._segment.ends(field, index)[kept].astype(np.int64)
        ends += lists.position_start(first)
        positions = lists.positions(expand(ends - counts, counts))
        places = np.repeat(ordinals << _BITS, counts)
        places += positions
        places += 1
        if last > first + 1:
            places.sort()
        return places

    def slot(self, terms: Sequence[tuple[str, int]]) -> NDArray[np.int64]:
        """Return the ascending places of any of the terms."""
        parts = [self.places(field, index) for field, index in terms]
        return parts[0] if len(parts) == 1 else np.sort(np.concatenate([_NONE, *parts]))

    def pair(self, field: str, index: int) -> NDArray[np.int64]:
        """Return the frequency of a pair in each of the documents."""
        pairs, base = self._segment.field(field), self._segment.specs[field].pairs_of
        assert isinstance(pairs, Pairs)
        assert base is not None
        a, b = pairs.parts(index)
        places = side_by_side([self.places(base, a), self.places(base, b)])
        return np.bincount(places >> _BITS, minlength=len(self.documents))


_NONE = np.zeros(0, np.int64)


def _found(
    documents: NDArray[np.uint32], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the chosen documents are among others, both ascending, and the ordinals of those found."""
    at = search(documents, chosen)
    at[at == len(documents)] = 0
    ordinals = np.flatnonzero(documents[at] == chosen)
    return at[ordinals], ordinals


def ordinals_of(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ordinal of the document of each place."""
    return places >> _BITS


def positions_of(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the position in its document of each place."""
    return (places & ((1 << _BITS) - 1)) - 1


def side_by_side(slots: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the places of the first slot that are followed by one of the second, and so on."""
    order = sorted(range(len(slots)), key=lambda slot: len(slots[slot]))
    starts = _distinct(slots[order[0]] - order[0])
    for slot in order[1:]:
        both = np.concatenate([starts, _distinct(slots[slot] - slot)])
        both.sort()
        starts = both[:-1][both[1:] == both[:-1]]
    return starts


def _distinct(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Leave out the repetitions in ascending places (terms that share a position and a fold)."""
    fresh = places[1:] != places[:-1]
    return places if fresh.all() else np.concatenate([places[:1], places[1:][fresh]])
