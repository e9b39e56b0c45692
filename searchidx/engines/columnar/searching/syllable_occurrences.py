"""Where the syllables of a query stand in a few documents, read together and sorted.

Each field of each document is a *text* of its own: the text of field f of document d (both counted from 0
among those that were asked for) has the number f * documents + d. Example: the query `an ba` in the titles
`ba an` and `an` and the bodies `ba` and `y an an`, that is, in texts 0 and 1, 2 and 3:

    texts       0 0 1 2 3 3
    positions   0 1 0 0 1 2
    syllables   1 0 0 1 0 0
    packed      texts and positions in one integer (reading/occurrences.py): 0, 1, 2^32, 2 * 2^32, ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.reading.occurrences import (
    POSITION_BITS,
    positions,
    read_occurrences,
    text_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.arrays import Indices, Occurrences, Positions, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


class WantedTerm(NamedTuple):
    """A term to look for: the number of its syllable in the query, its field, and its number there."""

    syllable: int
    field: str
    number: int


class SyllableOccurrences(NamedTuple):
    """The syllables of a query by text and position, ascending; several may share a position.

    All arrays have an entry for each occurrence.
    """

    packed: Occurrences
    """Texts and positions in one integer: the difference of two in one text is their distance."""

    texts: Indices
    positions: Positions
    syllables: Indices


class _FieldOccurrences(NamedTuple):
    packed: Occurrences
    syllables: Indices


def read_syllables(
    segment: SearchableSegment, fields: Sequence[Sequence[WantedTerm]], documents: SegmentDocuments
) -> SyllableOccurrences:
    """Return where the terms of each of several fields stand in ascending documents.

    The terms of one field have positions in the same field of the segment: they are its own, or its folds.
    """
    parts = []
    for field_index, terms in enumerate(fields):
        part = _read_field(segment, terms, documents)
        if part is not None:
            first_text = field_index * len(documents)
            parts.append(part._replace(packed=part.packed + (first_text << POSITION_BITS)))
    if not parts:
        return SyllableOccurrences(*(np.zeros(0, np.int64),) * 4)
    return _sorted(*map(np.concatenate, zip(*parts, strict=True)))


def _read_field(
    segment: SearchableSegment, terms: Sequence[WantedTerm], documents: SegmentDocuments
) -> _FieldOccurrences | None:
    """Return the occurrences of terms in one field, as if it were the first; None where there are none.

    The positions of all terms are read together, which takes a fraction of the time of reading each.
    """
    postings, syllables = [], []
    base = ""
    for syllable, field, number in terms:
        for base, unfolded in segment.unfolded_terms(field, number):
            term_postings = segment.chosen_postings(base, unfolded, documents)
            postings.append(term_postings)
            syllables += [syllable] * len(term_postings.chosen)
    if not syllables:
        return None
    chosen, frequencies, first_positions = map(np.concatenate, zip(*postings, strict=True))
    packed = read_occurrences(segment.posting_lists(base), chosen, frequencies, first_positions)
    return _FieldOccurrences(packed, np.repeat(syllables, frequencies))


def _sorted(packed: Occurrences, syllables: Indices) -> SyllableOccurrences:
    """Sort occurrences, and leave out those of a syllable that several of its terms have."""
    # The syllable goes into the lowest bits, below the position: so one array is sorted instead of two.
    bits = int(syllables.max(initial=0)).bit_length()
    keys = packed << bits
    keys |= syllables
    keys.sort()
    is_new = keys[1:] != keys[:-1]
    if not is_new.all():
        keys = keys[np.concatenate([[True], is_new])]
    packed = keys >> bits
    return SyllableOccurrences(packed, text_numbers(packed), positions(packed), keys & ((1 << bits) - 1))
