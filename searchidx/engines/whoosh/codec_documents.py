# ruff: noqa: D102 - Whoosh documents the methods that it calls
"""Reads for Whoosh what a segment stores for each document: lengths, stored fields, dates and deletions."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader

from searchidx.engines.columnar.format.days import NO_DATE, whoosh_microseconds
from searchidx.engines.columnar.format.fields import DATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from searchidx.engines.columnar.reading.segment import Segment


def document_lengths(segment: Segment, fieldname: str) -> NDArray[Any]:
    """Return the length of a field in each document, deleted ones included.

    The length is 0 for ids and dates, as in Whoosh, and for unknown fields.
    """
    if fieldname in segment.scored:
        return segment.lengths(fieldname)
    return np.zeros(segment.stored_count, np.int64)


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Reads what a segment stores for each document. Whoosh's `docnum` is a segment document."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.live_count

    def doc_count_all(self) -> int:
        return self._segment.stored_count

    def has_deletions(self) -> bool:
        return len(self._segment.deleted) > 0

    def is_deleted(self, docnum: int) -> bool:
        # Whoosh also asks a segment about numbers past its last document.
        return docnum < self._segment.stored_count and not self._segment.live[docnum]

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted.tolist())

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == DATE

    def column_reader(self, fieldname: str, column: Any) -> DateColumn:
        return DateColumn(self._segment, column)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(document_lengths(self._segment, fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(document_lengths(self._segment, fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(document_lengths(self._segment, fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(document_lengths(self._segment, fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        document = self._segment.stored.document(docnum)
        fields = {name: getattr(document, name) for name in document.__slots__}
        date = fields.pop(DATE)
        if date is not None:
            has_time = isinstance(date, datetime.datetime)
            fields[DATE] = date if has_time else datetime.datetime.combine(date, datetime.time())
        return fields


class DateColumn(ColumnReader):  # type: ignore[misc]
    """The dates of a segment, in microseconds from 0001-01-01 as Whoosh counts them.

    `docnum` is a segment document. A document without a date has the default value of Whoosh's column. Days
    and times are those that were written, in whatever time zone.
    """

    def __init__(self, segment: Segment, column: Any) -> None:
        self._days, self._times, self._default = segment.days(), segment.times(), column.default_value()
        self._sign = 1

    def __len__(self) -> int:
        return len(self._days)

    def __getitem__(self, docnum: int) -> int:
        day = int(self._days[docnum])
        return self._default if day == NO_DATE else whoosh_microseconds(day) + int(self._times[docnum])

    def sort_key(self, docnum: int) -> int:
        return self._sign * self[docnum]

    def set_reverse(self) -> None:
        self._sign = -1
