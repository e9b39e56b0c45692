"""From batches of Arrow to the values of records. `parquet` and `arrow` find the batches."""

from __future__ import annotations

import datetime
import decimal
import math
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from searchidx.files.readers.content_errors import ContentError, raise_if_system_error
from searchidx.files.readers.data.columns import no_articles, unique_names
from searchidx.files.readers.data.known_keys import has_title_or_text
from searchidx.files.readers.data.unpacking import check_ratio
from searchidx.files.readers.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Note

BATCH_ROWS: Final = 16
"""The number of rows that are turned into values at a time. Each may have long texts."""

READ_ERRORS: Final = (
    *(pa.ArrowException, OSError, ValueError, KeyError, TypeError, IndexError),
    *(OverflowError, MemoryError, NotImplementedError),
)
"""What pyarrow raises for broken files. Some of them are errors of the operating system."""

_CELL_ERRORS: Final = (pa.ArrowException, ValueError, KeyError, TypeError, OverflowError, OSError)
"""What pyarrow raises for single values: years after 9999, invalid UTF-8, unknown time zones."""

_INDEX_PREFIX: Final = "__index_level_"
"""The beginning of the names of columns in which pandas keeps the numbers of rows."""


def damage(error: Exception) -> ContentError:
    """Return the error to report, with the first line of what pyarrow says. Raises OSError (READ_ERRORS)."""
    raise_if_system_error(error)
    first_line = str(error).strip().partition("\n")[0]
    return ContentError.damaged(first_line[:200] or type(error).__name__)


def check_columns(schema: pa.Schema, content: Content, keys: Keys) -> Note | None:
    """Return a note if no column can be the title or the text of an article."""
    example = {field.name: _example(field.type) for field in schema if not is_binary(field.type)}
    return None if has_title_or_text(example, keys) else no_articles(list(schema.names), content.path)


def is_binary(arrow_type: pa.DataType) -> bool:
    """Return whether a column has bytes, which are no text."""
    types = pa.types
    tests = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary, types.is_binary_view)
    return any(test(arrow_type) for test in tests)


class SmallBatches:
    """Divides the batches of a file, and counts their bytes."""

    def __init__(self, content: Content) -> None:
        self._file_bytes = content.stream.seek(0, 2)
        self._bytes = 0
        content.stream.seek(0)

    def divide(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a batch in batches of `BATCH_ROWS` rows, without dictionaries.

        Raises UnpackingError if the rows have far more bytes than the file.
        """
        for start in range(0, batch.num_rows, BATCH_ROWS):
            rows = batch.slice(start, BATCH_ROWS)
            columns = [
                column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
                for column in rows.columns
            ]
            rows = pa.RecordBatch.from_arrays(columns, names=rows.schema.names)
            # A row of nulls has no bytes, but takes time.
            self._bytes += rows.nbytes + rows.num_rows
            check_ratio(self._bytes, self._file_bytes)
            yield rows


def records_of(rows: pa.RecordBatch, first: int) -> Iterator[Record]:
    """Yield the records of a small batch, whose first row has the number `first` in its file."""
    names = unique_names(rows.schema.names)
    columns = {
        name: _cells(column)
        for name, column in zip(names, rows.columns, strict=True)
        if not name.startswith(_INDEX_PREFIX) and not is_binary(column.type)
    }
    for offset, number in enumerate(range(first, first + rows.num_rows)):
        values = {name: cells[offset] for name, cells in columns.items()}
        yield Record(values, f"row {number}", f":{number}")


def _cells(column: pa.Array) -> list[Any]:
    """Return the values of a column, with None for a value that Python does not have."""
    column = _with_microseconds(column)
    try:
        values = column.to_pylist()
    except _CELL_ERRORS:
        values = [_cell(scalar) for scalar in column]
    return values if _is_plain(column.type) else [_plain(value) for value in values]


def _with_microseconds(column: pa.Array) -> pa.Array:
    """Return the column with times in microseconds, which Python has, instead of nanoseconds."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    if pa.types.is_duration(column.type) and column.type.unit == "ns":
        return column.cast(pa.duration("us"), safe=False)
    return column


def _cell(scalar: pa.Scalar) -> Any:
    try:
        return scalar.as_py()
    except _CELL_ERRORS:
        return None


def _is_plain(arrow_type: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_string(arrow_type) or types.is_large_string(arrow_type) or types.is_integer(arrow_type)
    )


def _plain(value: Any) -> Any:
    """Return a value as `Document.extra` may have it: dates in ISO, decimals as text, no bytes, no NaN."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case bytes():
            return None
        case datetime.date() | datetime.time():  # This includes datetimes.
            return value.isoformat()
        case decimal.Decimal():
            return str(value)
        case dict():
            return {str(key): _plain(item) for key, item in value.items() if not isinstance(item, bytes)}
        case list() | tuple():
            return [_plain(item) for item in value if not isinstance(item, bytes)]
        case _:
            return str(value)


def _example(arrow_type: pa.DataType) -> Any:
    """Return a value as a column of this type may have it, which shows the keys inside it."""
    if pa.types.is_struct(arrow_type):
        return {field.name: _example(field.type) for field in arrow_type}
    return "x"
