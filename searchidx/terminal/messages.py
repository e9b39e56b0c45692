"""The pieces that many outputs share: counts, error messages and JSON. All are safe to print."""

from __future__ import annotations

import json

from searchidx.printable import blank_unprintable, unprintable_characters


def count(number: int, noun: str) -> str:
    """Return a number and a noun, such as `1 article` or `2,000 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def message(error: Exception | str) -> str:
    """Return the text that reports an error, one line or several, beginning with the name of the command."""
    return "\n".join(map(blank_unprintable, f"searchidx: {error}".split("\n")))


def printable_json(value: object) -> str:
    """Return a value as JSON, with letters as they are and unprintable characters escaped.

    What JSON cannot hold, such as a date, is written as its `str()`.
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    if text.isprintable():
        return text
    # Unprintable characters stand only inside strings, where an escape means the same character.
    return unprintable_characters().sub(lambda character: json.dumps(character[0])[1:-1], text)
