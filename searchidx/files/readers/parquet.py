"""`.parquet` files: every row is an article. One row group after the other is read, in small batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow.parquet as pq

from searchidx.files.readers.arrow_values import (
    BATCH_ROWS,
    READ_ERRORS,
    broken_reason,
    check_columns,
    raise_system_error,
    records_of,
)
from searchidx.files.readers.records import read_records
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.records import Record
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_BUFFER_BYTES: Final = 1 << 18
"""The part of each column that is read from the file at a time: 256 KiB. Otherwise whole columns are read."""


def read_parquet(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of each row, and failures. Columns of bytes, such as pictures, are not read.

    The id of an article without an id of its own ends with the number of its row, which starts at 1. A row
    group that is broken is one failure, and the next row group is read. Raises OSError.
    """
    return read_records(_read(content, keys), content, keys, own_keys=True)


def _read(content: Content, keys: Keys) -> Iterator[Record | Remark]:
    try:
        file = pq.ParquetFile(content.stream, buffer_size=_BUFFER_BYTES, pre_buffer=False)
        failure = check_columns(file.schema_arrow, content, keys)
        group_rows = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
        columns = _text_columns(file)
    except READ_ERRORS as error:
        raise_system_error(error)
        yield Failure(content.path, broken_reason(error))
        return
    if failure:
        yield failure
        return
    first = 1
    for number, rows in enumerate(group_rows):
        yield from _read_row_group(file, number, columns, first, content)
        first += rows


def _read_row_group(
    file: pq.ParquetFile, number: int, columns: list[str], first: int, content: Content
) -> Iterator[Record | Remark]:
    """Yield the records of a row group whose first row has the number `first` in the file."""
    try:
        batches = file.iter_batches(BATCH_ROWS, row_groups=[number], columns=columns, use_threads=False)
        while (batch := next(batches, None)) is not None:
            records = list(records_of(batch, first))
            first += batch.num_rows
            yield from records
    except READ_ERRORS as error:
        raise_system_error(error)
        advice = "rows up to the next row group are not read"
        yield Failure(content.path, broken_reason(error), advice, f"row {first}")


def _text_columns(file: pq.ParquetFile) -> list[str]:
    """Return the paths of all columns that have no bytes, also of those inside others."""
    columns = (file.schema.column(number) for number in range(len(file.schema)))
    return [
        column.path
        for column in columns
        if column.logical_type.type != "NONE"
        or column.physical_type not in ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")
    ]
