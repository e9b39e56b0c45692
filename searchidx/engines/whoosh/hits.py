"""Where several terms stand in a few documents, all read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.whoosh.lists import expand
from searchidx.engines.whoosh.occurrences import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.lists import Lists
    from searchidx.engines.whoosh.segment import Segment

    Documents = NDArray[np.int64]

_BITS = 32
"""A place packs the ordinal of its document above so many bits, its position below."""


class Hits(NamedTuple):
    """The syllables of a query in one field, by document and position; several may share a position."""

    places: NDArray[np.int64]
    """Ordinals of documents, packed with positions: those of one document are near each other."""

    ordinals: NDArray[np.int64]
    positions: NDArray[np.int64]
    syllables: NDArray[np.int64]


def read_hits(segment: Segment, terms: Iterable[tuple[int, str, int]], documents: Documents) -> Hits:
    """Return where terms (syllable, field, number) of one text field stand in ascending documents."""
    firsts, counts, ordinals, syllables = [], [], [], []
    lists: Lists | None = None
    for syllable, field, index in terms:
        for base, form in segment.forms(field, index):
            lists = segment.lists(base)
            which, frequencies, first = found_in(segment, base, form, documents)
            firsts.append(first)
            counts.append(frequencies)
            ordinals.append(which)
            syllables.append(np.full(len(which), syllable))
    if lists is None:
        return Hits(*(np.zeros(0, np.int64),) * 4)
    counted = np.concatenate(counts)
    positions = lists.positions(expand(np.concatenate(firsts), counted))
    places: Documents = np.repeat(np.concatenate(ordinals) << _BITS, counted)
    places += positions
    return _sorted(places, np.repeat(np.concatenate(syllables), counted))


def _sorted(places: Documents, syllables: Documents) -> Hits:
    bits = int(syllables.max(initial=0)).bit_length()
    packed = places << bits | syllables
    packed.sort()
    fresh = packed[1:] != packed[:-1]
    if not fresh.all():  # a syllable may be asked for by terms that share a position
        packed = packed[np.concatenate([[True], fresh])]
    places = packed >> bits
    return Hits(places, places >> _BITS, places & ((1 << _BITS) - 1), packed & ((1 << bits) - 1))
