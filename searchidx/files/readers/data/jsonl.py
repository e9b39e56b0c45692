"""`.jsonl` files: the JSON object in each line is one article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.data.json_values import as_record, decode_value
from searchidx.files.readers.data.jsonl_lines import read_lines
from searchidx.files.readers.documents import RecordError
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.data.jsonl_lines import Line
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_JSON_WHITE_SPACE: Final = " \t\r\n"
"""The white space of JSON. It is cut off a line, so that an error at its end has a column of this line."""


def read_jsonl(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield an article or a failure for each line that is not blank, in order. Raises OSError.

    Remarks on an article come after the article. If several lines have the same id, all their articles are
    yielded, and `Index.update` keeps the last of them.
    """
    return read_records(line_records(content), content, keys, own_keys=True)


def line_records(content: Content) -> Iterator[Record | Remark]:
    """Yield the record of each line that is not blank, and remarks on lines. Raises OSError."""
    for line in read_lines(content):
        if isinstance(line, Failure):
            yield line
        elif not line.decoded.text.isspace():
            yield from _read_line(line, content)


def _read_line(line: Line, content: Content) -> Iterator[Record | Remark]:
    place = f"line {line.number}"
    try:
        record = _parse(line.decoded.text.rstrip(_JSON_WHITE_SPACE))
    except RecordError as error:
        yield error.failure(content.path, place)
        return
    yield Record(record, place, f":{line.number}", line.decoded.label())


def _parse(text: str) -> dict[str, Any]:
    """Return the JSON object in a text. Raises RecordError if the text is anything else."""
    start = len(text) - len(text.lstrip(_JSON_WHITE_SPACE))
    try:
        value, end = decode_value(text, start)
        if end < len(text):
            raise json.JSONDecodeError("Extra data", text, end)
    except json.JSONDecodeError as error:
        raise RecordError(f"it is not JSON: {error.msg} (column {error.colno})") from None
    return as_record(value)
