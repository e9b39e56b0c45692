"""Text that is safe to print: no character in it commands a terminal or hides."""

from __future__ import annotations

import json
import re
from functools import cache


def visible(text: str) -> str:
    """Return the text with blanks for such characters."""
    return text if text.isprintable() else _controls().sub(" ", text)


@cache
def _controls() -> re.Pattern[str]:
    """What a terminal would obey or hide instead of showing, and what no encoding can write."""
    return re.compile(
        r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
        r"\ud800-\udfff\U000e0000-\U000e007f]"
    )


def plain_json(value: object) -> str:
    """Return JSON in letters as they are; control characters, which stand in strings only, are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else _controls().sub(lambda found: json.dumps(found[0])[1:-1], text)


def count(number: int, noun: str) -> str:
    """Return how many of a thing there are, as `1 article` or `2,000 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def message(error: Exception | str) -> str:
    """Return what to tell of an error, safe to print."""
    return "\n".join(map(visible, f"searchidx: {error}".split("\n")))
