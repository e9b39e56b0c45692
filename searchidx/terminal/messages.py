"""Pieces of what the command prints: counts, messages and JSON, all safe to print."""

from __future__ import annotations

import json

from searchidx.printable import blank_unprintable, unprintable_characters


def count(number: int, noun: str) -> str:
    """Return how many of a thing there are, as `1 article` or `2,000 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def message(error: Exception | str) -> str:
    """Return the lines that report an error."""
    return "\n".join(map(blank_unprintable, f"searchidx: {error}".split("\n")))


def printable_json(value: object) -> str:
    """Return a value as JSON with letters as they are.

    Unprintable characters, which stand only inside strings, are escaped.
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    if text.isprintable():
        return text
    return unprintable_characters().sub(lambda character: json.dumps(character[0])[1:-1], text)
