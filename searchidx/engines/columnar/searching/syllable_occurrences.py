"""Reads the occurrences of the query's syllables in a few documents.

Each field of each document is a *text*. Fields and documents are counted from 0 among the fields and
documents that are read. With D documents, field f of document d has the text number f * D + d.

For example, the query is `an ba`, and the documents 0 and 1 are read:

    text number 0    ba an      title of document 0
    text number 1    an         title of document 1
    text number 2    ba         body of document 0
    text number 3    y an an    body of document 1

Syllable 0 is `an`, syllable 1 is `ba`. The result is:

    text_numbers    0 0 1 2 3 3
    positions       0 1 0 0 1 2
    syllables       1 0 0 1 0 0
    packed          0, 1, 2^32, 2 * 2^32, ...: text number and position (reading/occurrences.py)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.reading.occurrences import (
    POSITION_BITS,
    positions,
    text_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.arrays import Indices, Occurrences, Positions, SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


class WantedTerm(NamedTuple):
    """A term to look for. `syllable` is the index of its syllable in the query."""

    syllable: int
    field: str
    term_number: int


class SyllableOccurrences(NamedTuple):
    """The occurrences of a query's syllables, ascending by text, position and syllable.

    All arrays have one entry for each occurrence. Several syllables may occur at one position.
    """

    packed: Occurrences
    """Text number and position in one integer. The difference of two values in one text is a distance."""

    text_numbers: Indices
    positions: Positions
    syllables: Indices


class _FieldOccurrences(NamedTuple):
    """Occurrences in one field, in any order, and the syllable of each occurrence.

    The text number is the index of the document among the documents that are read.
    """

    packed: Occurrences
    syllables: Indices


def read_syllables(
    segment: SearchableSegment, fields: Sequence[Sequence[WantedTerm]], documents: SegmentDocuments
) -> SyllableOccurrences:
    """Return the occurrences of the wanted terms in ascending segment documents.

    `fields` lists the wanted terms for each of several fields. The terms of a field may also be terms of its
    folded field, because both fields have the same positions.
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
    """Return the occurrences of the wanted terms of one field, None if there are no terms."""
    if not terms:
        return None
    packed, counts = segment.occurrences_by_term([(field, number) for _, field, number in terms], documents)
    return _FieldOccurrences(packed, np.repeat([syllable for syllable, _, _ in terms], counts))


def _sorted(packed: Occurrences, syllables: Indices) -> SyllableOccurrences:
    """Return sorted occurrences without repetitions.

    An occurrence is repeated if a syllable has several terms at one position.
    """
    # The syllable goes into the lowest bits, below the position, so that only one array has to be sorted.
    bits = int(syllables.max(initial=0)).bit_length()
    keys = packed << bits
    keys |= syllables
    keys.sort()
    is_new = keys[1:] != keys[:-1]
    if not is_new.all():
        keys = keys[np.concatenate([[True], is_new])]
    packed = keys >> bits
    return SyllableOccurrences(packed, text_numbers(packed), positions(packed), keys & ((1 << bits) - 1))
