"""`.arrow` and `.feather` files: every row is an article. One record batch is in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyarrow import ipc

from searchidx.files.readers.content_errors import REST, ContentError
from searchidx.files.readers.data.arrow_values import (
    READ_ERRORS,
    SmallBatches,
    check_columns,
    damage,
    is_binary,
    records_of,
)
from searchidx.files.readers.data.unpacking import UnpackingError
from searchidx.files.readers.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.records import Record
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_FILE_START: Final = b"ARROW1\0\0"
"""The first bytes of a file with a footer. After them, it is the same as a stream of batches."""

_STARTS: Final = (_FILE_START, b"\xff\xff\xff\xff")
"""The first bytes of files, and of streams except very old ones."""

_OLD_FEATHER_START: Final = b"FEA1"


def read_arrow(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of each row, and failures. Columns of bytes, such as pictures, are not read.

    The id of an article without an id of its own ends with the number of its row, which starts at 1. Both
    forms of Arrow IPC are read: files, which `.feather` files are, too, and streams, as the library
    `datasets` writes them. Raises OSError.
    """
    return read_records(_read(content, keys), content, keys, own_keys=True)


def _read(content: Content, keys: Keys) -> Iterator[Record | Remark]:
    small_batches = SmallBatches(content)
    start = content.stream.read(len(_FILE_START))
    if start.startswith(_OLD_FEATHER_START):
        raise ContentError("it is of version 1 of Feather", "save it as version 2 or as .parquet")
    offset = len(_FILE_START) if start == _FILE_START else 0
    first = 1
    try:
        schema = _open(content, offset).schema
        if failure := check_columns(schema, content, keys):
            yield failure
            return
        fields = [number for number, field in enumerate(schema) if not is_binary(field.type)]
        for batch in _open(content, offset, fields):
            batch.validate(full=True)
            for rows in small_batches.divide(batch):
                records = list(records_of(rows, first))
                first += rows.num_rows
                yield from records
    except UnpackingError as error:
        yield error.failure(content.path, f"row {first}", REST)
    except READ_ERRORS as error:
        if first > 1:
            yield damage(error).failure(content.path, f"row {first}", REST)
        elif start.startswith(_STARTS):
            raise damage(error) from None
        else:
            raise ContentError.wrong_type(".arrow") from None


def _open(content: Content, offset: int, fields: Sequence[int] = ()) -> ipc.RecordBatchStreamReader:
    """Open the stream of batches at an offset, with the fields of these numbers, or with all.

    pyarrow has a reader for files with a footer, too. It starts threads, with which a process may abort when
    it ends (apache/arrow issue 34314), and reads nothing of a file that was cut.
    """
    content.stream.seek(offset)
    options = ipc.IpcReadOptions(included_fields=list(fields), use_threads=False)
    return ipc.open_stream(content.stream, options=options)
