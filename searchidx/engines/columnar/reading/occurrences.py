"""Where terms stand in chosen documents: for phrases, pairs and passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges
from searchidx.engines.columnar.format.pairs import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.segment import Segment

_BITS = 40
"""A place packs the ordinal of its document above so many bits, its position plus one below."""


class Occurrences:
    """Some documents of a segment, ascending. `places` are ordinals among them packed with positions."""

    def __init__(self, segment: Segment, documents: NDArray[np.int64]) -> None:
        self._segment = segment
        self.documents = documents
        self._known: dict[tuple[str, int], NDArray[np.int64]] = {}

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
        parts = [self._of(base, slot) for base, slot in self._segment.unfolded_terms(field, index)]
        return parts[0] if len(parts) == 1 else np.sort(np.concatenate([_NONE, *parts]))

    def _of(self, field: str, index: int) -> NDArray[np.int64]:
        ordinals, counts, firsts = found_in(self._segment, field, index, self.documents)
        places = np.repeat(ordinals << _BITS, counts)
        places += self._segment.posting_lists(field).positions(concatenate_ranges(firsts, counts))
        places += 1
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
        a, b = pairs.term_numbers(index)
        places = side_by_side([self.places(base, a), self.places(base, b)])
        return np.bincount(places >> _BITS, minlength=len(self.documents))


_NONE = np.zeros(0, np.int64)


def found_in(
    segment: Segment, field: str, index: int, documents: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[Any], NDArray[np.int64]]:
    """Return which of the documents have a term: their ordinals, its frequencies, and its first positions'
    numbers in the field."""
    lists = segment.posting_lists(field)
    found = segment.term_frequencies(field, index).within(documents)
    return found.ordinals, found.frequencies, found.before + lists.position_start(lists.list_number(index))


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
