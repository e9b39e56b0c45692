"""One value of JSON, from text: limits of its size and depth, and values that JSON does not allow."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import Any, Final, NamedTuple

from searchidx.files.readers.content import MAX_NESTING_LEVELS
from searchidx.files.readers.documents import RecordError

_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a surrogate pair as an escape in JSON, such as `\\ud83d`."""


class DecodedValue(NamedTuple):
    """A value of JSON, and where it ends in its text."""

    value: Any
    end: int


def decode_value(text: str, start: int = 0) -> DecodedValue:
    """Return the JSON value that begins at an offset of a text.

    Raises json.JSONDecodeError if the text is not JSON, RecordError if the value is nested too deep or has a
    number of too many digits.
    """
    try:
        value, end = _decoder().raw_decode(text, start)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise RecordError.too_deep(MAX_NESTING_LEVELS) from None
    except ValueError:
        raise RecordError("a number in it has too many digits", "write it as a string") from None
    brackets = text.count("[", start, end) + text.count("{", start, end)
    if brackets > MAX_NESTING_LEVELS and _is_too_deep(value):
        raise RecordError.too_deep(MAX_NESTING_LEVELS)
    has_halves = _ESCAPED_SURROGATE.search(text, start, end)
    return DecodedValue(_without_half_pairs(value) if has_halves else value, end)


def as_record(value: object) -> dict[str, Any]:
    """Return a value that is an object. Raises RecordError for any other value."""
    if not isinstance(value, dict):
        raise RecordError("it is not a JSON object", 'write {"title": ..., "body": ...}')
    return value


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
    for _ in range(MAX_NESTING_LEVELS):
        containers = [
            item.values() if isinstance(item, dict) else item
            for item in level
            if isinstance(item, (dict, list))
        ]
        level = [item for container in containers for item in container]
        if not level:
            return False
    return True


def _without_half_pairs(value: Any) -> Any:
    """Return the value with U+FFFD in place of each half of a surrogate pair without its other half."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
