"""`.jsonl` files: the JSON object in each line is one article."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.documents import RecordError
from searchidx.files.readers.jsonl_lines import read_lines
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.jsonl_lines import Line
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_NESTING_LEVELS: Final = 64
"""The greatest depth of nested objects and lists in a line. The outermost object is level 1."""

_JSON_WHITE_SPACE: Final = " \t\r\n"
"""The white space of JSON. It is cut off a line, so that an error at its end has a column of this line."""

_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a surrogate pair as an escape in JSON, such as `\\ud83d`."""


def read_jsonl(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield an article or a failure for each line that is not blank, in order. Raises OSError.

    Remarks on an article come after the article. If several lines have the same id, all their articles are
    yielded, and `Index.update` keeps the last of them.
    """
    return read_records(_read_lines(content), content, keys, own_keys=True)


def _read_lines(content: Content) -> Iterator[Record | Remark]:
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
        yield Failure(content.path, error.reason, error.advice, place)
        return
    yield Record(record, place, f":{line.number}", line.decoded.label())
    if (remark := line.decoded.remark(content.path)) is not None:
        yield remark


def _parse(text: str) -> dict[str, Any]:
    """Return the JSON object in a text. Raises RecordError if the text is anything else."""
    try:
        value = _decoder().decode(text)
    except json.JSONDecodeError as error:
        raise RecordError(f"not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise RecordError(f"nested deeper than {_MAX_NESTING_LEVELS} levels") from None
    except ValueError:
        raise RecordError("a number has too many digits") from None
    if not isinstance(value, dict):
        raise RecordError("not a JSON object", 'write {"title": ..., "body": ...}')
    if text.count("[") + text.count("{") > _MAX_NESTING_LEVELS and _is_too_deep(value):
        raise RecordError(f"nested deeper than {_MAX_NESTING_LEVELS} levels")
    return _without_half_pairs(value) if _ESCAPED_SURROGATE.search(text) else value


@cache
def _decoder() -> json.JSONDecoder:
    """Return a decoder that reads NaN and infinities, which JSON lacks but some tools write, as None."""
    return json.JSONDecoder(parse_constant=lambda _: None, parse_float=_finite_number)


def _finite_number(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _is_too_deep(value: object) -> bool:
    """Return whether objects and lists in a value are nested deeper than the greatest depth."""
    level = [value]
    for _ in range(_MAX_NESTING_LEVELS):
        containers = [
            item.values() if isinstance(item, dict) else item
            for item in level
            if isinstance(item, (dict, list))
        ]
        level = [item for container in containers for item in container]
        if not level:
            return False
    return True


def _without_half_pairs(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with U+FFFD in place of each half of a surrogate pair without its other half."""
    text = json.dumps(record, ensure_ascii=False)
    mended: dict[str, Any] = json.loads(
        text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    )
    return mended
