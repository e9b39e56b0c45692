"""`.jsonl` files: one JSON object a line, one article an object."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from searchidx.errors import ReadError
from searchidx.files.readers.failures import UnreadDate, UnreadText
from searchidx.files.readers.lines import read_lines
from searchidx.files.readers.records import RecordError, has_unread_text, to_document, unread_date
from searchidx.files.sources import display_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.failures import Remark
    from searchidx.files.readers.lines import Line
    from searchidx.files.sources import SourceFile
    from searchidx.model import Document

_MOST_BYTES: Final = 16 << 20
_DEEPEST: Final = 64
_BLANK: Final = " \t\r\n"  # what JSON passes over: an error at the end would have its column in the next line
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


def read_jsonl(file: SourceFile) -> Iterator[Document | ReadError | Remark]:
    """Yield an article or an error for every line that is not blank, in order; raises OSError.

    A date or a text that could not be read follows its article. Of lines with equal ids the last counts,
    as in `Index.update`; both are yielded.
    """
    for line in read_lines(file.path, _MOST_BYTES):
        if line.text.isspace():
            continue
        try:
            record = _record(line)
            document = _document(record, line, file)
        except RecordError as error:
            yield ReadError(f"{display_path(file.path)}, line {line.number}: {error}")
            continue
        yield document
        if (value := unread_date(document)) is not None:
            yield UnreadDate(document.path, line.number, value)
        if has_unread_text(record):
            yield UnreadText(document.path, line.number, tuple(sorted(record)))


def _record(line: Line) -> dict[str, Any]:
    if line.problem:
        raise RecordError(line.problem)
    return _parse(line.text.rstrip(_BLANK))


def _document(record: dict[str, Any], line: Line, file: SourceFile) -> Document:
    if line.encoding != "utf-8" and "encoding" not in record:
        record = {**record, "encoding": line.encoding}
    return to_document(record, f"{file.name}:{line.number}", display_path(file.path))


def _parse(text: str) -> dict[str, Any]:
    try:
        value = _decoder().decode(text)
    except json.JSONDecodeError as error:
        raise RecordError(f"not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise RecordError(f"nested deeper than {_DEEPEST} levels") from None
    except ValueError:
        raise RecordError("a number has too many digits") from None
    if not isinstance(value, dict):
        raise RecordError('not a JSON object; write {"title": ..., "body": ...}')
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(value):
        raise RecordError(f"nested deeper than {_DEEPEST} levels")
    return _mended(value) if _ESCAPED_SURROGATE.search(text) else value


@cache
def _decoder() -> json.JSONDecoder:
    """NaN and the infinities, which are not JSON but which some tools write for "missing", become null."""
    return json.JSONDecoder(parse_constant=lambda _: None, parse_float=_finite)


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        inner = [
            part.values() if isinstance(part, dict) else part
            for part in level
            if isinstance(part, (dict, list))
        ]
        level = [item for part in inner for item in part]
        if not level:
            return False
    return True


def _mended(record: dict[str, Any]) -> dict[str, Any]:
    """The record with halves of surrogate pairs, which no text can hold, replaced by U+FFFD."""
    text = json.dumps(record, ensure_ascii=False)
    mended: dict[str, Any] = json.loads(
        text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    )
    return mended
