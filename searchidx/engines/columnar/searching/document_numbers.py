"""Document numbers, which run through all segments, into segment documents, which count within one."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.engines.columnar.arrays import DocumentNumbers, SegmentDocuments


class SegmentDocument(NamedTuple):
    """One document of one segment; `number` counts within the segment."""

    segment: int
    number: int


class SegmentPart(NamedTuple):
    """Ascending documents of one segment; `documents` count within the segment."""

    segment: int
    documents: SegmentDocuments


class DocumentNumbering:
    """Numbers the documents of all segments, given how many each segment has.

    Segments of 3 and 2 documents have the document numbers 0 to 2 and 3 to 4: number 4 is document 1 of
    segment 1.
    """

    def __init__(self, document_counts: Iterable[int]) -> None:
        self.first_numbers = list(accumulate(document_counts, initial=0))
        """The document number of the first document of each segment, and the number of all documents."""

    def locate(self, number: int) -> SegmentDocument:
        """Return where a document is."""
        segment = bisect_right(self.first_numbers, number) - 1
        return SegmentDocument(segment, number - self.first_numbers[segment])

    def split(self, numbers: DocumentNumbers) -> list[SegmentPart]:
        """Part ascending document numbers by segment; segments that have none of them are left out."""
        bounds = np.searchsorted(numbers, self.first_numbers).tolist()
        return [
            SegmentPart(segment, numbers[start:end] - self.first_numbers[segment])
            for segment, (start, end) in enumerate(pairwise(bounds))
            if start < end
        ]
