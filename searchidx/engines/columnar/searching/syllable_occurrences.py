"""Where several terms stand in a few documents, all read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges
from searchidx.engines.columnar.reading.occurrences import found_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.segment import Segment

    Numbers = NDArray[np.int64]

_BITS = 32
"""A place packs the number of its text above so many bits, its position below."""


class WantedTerm(NamedTuple):
    """A term to look for: the syllable it stands for, and where it is in the index."""

    syllable: int
    field: str
    number: int


class SyllableOccurrences(NamedTuple):
    """The syllables of a query by place, ascending; several may share one.

    Texts are the fields of the documents: number `field * documents + ordinal of the document`.
    """

    places: Numbers
    """Texts packed with positions: those of one text are near each other."""

    texts: Numbers
    positions: Numbers
    syllables: Numbers


def read_occurrences(
    segment: Segment, fields: Sequence[Sequence[WantedTerm]], documents: Numbers
) -> SyllableOccurrences:
    """Return where the terms of each of some fields stand in ascending documents."""
    places, syllables = [], []
    for number, terms in enumerate(fields):
        found = _read(segment, terms, documents)
        if found is not None:
            places.append(found[0] + (number * len(documents) << _BITS))
            syllables.append(found[1])
    if not places:
        return SyllableOccurrences(*(np.zeros(0, np.int64),) * 4)
    return _sorted(np.concatenate(places), np.concatenate(syllables))


def _read(
    segment: Segment, terms: Sequence[WantedTerm], documents: Numbers
) -> tuple[Numbers, Numbers] | None:
    """The places in the texts of one field, and the syllables there; None where the field has no term."""
    firsts, counts, ordinals, syllables = [], [], [], []
    base = ""
    for syllable, field, index in terms:
        for base, form in segment.unfolded_terms(field, index):
            which, frequencies, first = found_in(segment, base, form, documents)
            firsts.append(first)
            counts.append(frequencies)
            ordinals.append(which)
            syllables += [syllable] * len(which)
    if not syllables:
        return None
    counted = np.concatenate(counts)
    places = np.repeat(np.concatenate(ordinals) << _BITS, counted)
    places += segment.posting_lists(base).positions(concatenate_ranges(np.concatenate(firsts), counted))
    return places, np.repeat(syllables, counted)


def _sorted(places: Numbers, syllables: Numbers) -> SyllableOccurrences:
    bits = int(syllables.max(initial=0)).bit_length()
    packed = places << bits
    packed |= syllables
    packed.sort()
    fresh = packed[1:] != packed[:-1]
    if not fresh.all():  # a syllable may be asked for by terms that share a position
        packed = packed[np.concatenate([[True], fresh])]
    places = packed >> bits
    return SyllableOccurrences(
        places, places >> _BITS, places & ((1 << _BITS) - 1), packed & ((1 << bits) - 1)
    )
