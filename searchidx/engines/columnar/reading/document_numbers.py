"""Conversion of document numbers, which count through all segments, into documents of one segment."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.engines.columnar.arrays import DocumentNumbers, SegmentDocuments


class SegmentDocument(NamedTuple):
    """One document of one segment; `document` counts within the segment."""

    segment_number: int
    document: int


class SegmentPart(NamedTuple):
    """Ascending documents of one segment; `documents` count within the segment."""

    segment_number: int
    documents: SegmentDocuments


class DocumentNumbering:
    """The numbering of the documents of all segments. `stored_counts` has the size of each segment.

    For example, segments of 3 and 2 documents have the document numbers 0 to 2 and 3 to 4. Document number 4
    is document 1 of segment 1.
    """

    def __init__(self, stored_counts: Iterable[int]) -> None:
        self.first_numbers = list(accumulate(stored_counts, initial=0))
        """The document number of the first document of each segment, and then the number of all documents."""

    def locate(self, document_number: int) -> SegmentDocument:
        """Return the segment number and the segment document of a document number."""
        segment_number = bisect_right(self.first_numbers, document_number) - 1
        return SegmentDocument(segment_number, document_number - self.first_numbers[segment_number])

    def split(self, numbers: DocumentNumbers) -> list[SegmentPart]:
        """Split ascending document numbers by segment, in the order of the segments.

        Segments that have none of `numbers` are left out.
        """
        # The index of the first of `numbers` in each segment, and then the length of `numbers`.
        bounds = np.searchsorted(numbers, self.first_numbers).tolist()
        return [
            SegmentPart(segment_number, numbers[start:end] - self.first_numbers[segment_number])
            for segment_number, (start, end) in enumerate(pairwise(bounds))
            if start < end
        ]
