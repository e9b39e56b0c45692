"""Counts, error messages and JSON, which several outputs share. All of them are safe to print."""

from __future__ import annotations

import json

from searchidx.printable import blank_unprintable, unprintable_characters


def count(number: int, noun: str) -> str:
    """Return a number and a noun, which has an "s" unless the number is 1, such as `2,000 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def message(error: Exception | str) -> str:
    """Return an error as text that begins with the name of the command. It may have several lines."""
    return "\n".join(map(blank_unprintable, f"searchidx: {error}".split("\n")))


def printable_json(value: object) -> str:
    """Return a value as JSON in which only unprintable characters are escaped.

    A value that JSON does not support, such as a date, is written as its `str()`.
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    if text.isprintable():
        return text
    # Unprintable characters occur only inside strings, where an escape stands for the same character.
    return unprintable_characters().sub(lambda character: json.dumps(character[0])[1:-1], text)
