"""`.parquet` files: every row is an article. One row group after the other is read, in small batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.data.arrow_values import (
    READ_ERRORS,
    SmallBatches,
    check_columns,
    damage,
    records_of,
)
from searchidx.files.readers.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.records import Record
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_FILE_START: Final = b"PAR1"

_BATCH_ROWS: Final = 64
"""The number of rows that pyarrow decodes at a time."""

_BUFFER_BYTES: Final = 1 << 18
"""The part of each column that is read from the file at a time: 256 KiB. Otherwise whole columns are read."""


def read_parquet(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of each row, and failures. Columns of bytes, such as pictures, are not read.

    The id of an article without an id of its own ends with the number of its row, which starts at 1. A row
    group that is broken is one failure, and the next row group is read. Raises OSError.
    """
    return read_records(_read(content, keys), content, keys, own_keys=True)


def _read(content: Content, keys: Keys) -> Iterator[Record | Remark]:
    if content.stream.read(len(_FILE_START)) != _FILE_START:
        raise ContentError.wrong_type(".parquet")
    small_batches = SmallBatches(content)
    try:
        file = pq.ParquetFile(content.stream, buffer_size=_BUFFER_BYTES, pre_buffer=False)
        failure = check_columns(file.schema_arrow, content, keys)
        group_rows = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
        columns = _text_columns(file)
    except READ_ERRORS as error:
        raise damage(error) from None
    if failure:
        yield failure
        return
    first = 1
    for number, rows in enumerate(group_rows):
        batches = _row_group(file, number, columns)
        yield from _read_row_group(batches, small_batches, first, content)
        first += rows


def _row_group(file: pq.ParquetFile, number: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
    # With threads, a process may abort when it ends (apache/arrow issue 34314).
    yield from file.iter_batches(_BATCH_ROWS, row_groups=[number], columns=columns, use_threads=False)


def _read_row_group(
    batches: Iterator[pa.RecordBatch], small_batches: SmallBatches, first: int, content: Content
) -> Iterator[Record | Remark]:
    """Yield the records of a row group whose first row has the number `first` in the file."""
    try:
        for batch in batches:
            for rows in small_batches.divide(batch):
                records = list(records_of(rows, first))
                first += rows.num_rows
                yield from records
    except READ_ERRORS as error:
        yield damage(error).failure(content.path, f"row {first}", "the rows up to the next row group are")


def _text_columns(file: pq.ParquetFile) -> list[str]:
    """Return the paths of all columns that have no bytes, also of those inside others."""
    columns = (file.schema.column(number) for number in range(len(file.schema)))
    return [
        column.path
        for column in columns
        if column.logical_type.type != "NONE"
        or column.physical_type not in ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")
    ]
