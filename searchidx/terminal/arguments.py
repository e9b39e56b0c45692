"""What a shell made of a query or an id, undone."""

from __future__ import annotations

import os
import re

_FIELD = r"(?:[a-z]+|(?ai:title|body|source|category|date)):(?=\S)"
"""A field, known or misspelt: the query language tells which it is."""

_QUERY = rf"(?<!\S)(?:AND|OR|NOT)\s|\s[+-]?{_FIELD}"
"""What makes a query of words: an operator, or a field."""


def join_arguments(arguments: tuple[str, ...]) -> str:
    """Return the query that the arguments make.

    The shell takes the quotes off `"Thứ trưởng" -"Quốc phòng"`; where there are several arguments, one
    with blanks inside was quoted and is a phrase again, or stands together if it has operators or fields.
    A single argument is the query as it stands.
    """
    if len(arguments) == 1:
        return decode_argument(arguments[0])
    return " ".join(_requoted(decode_argument(argument)) for argument in arguments)


def decode_argument(argument: str) -> str:
    r"""Return an argument; bytes of it that are no UTF-8 become `\xe9`, as in the ids of files."""
    return os.fsencode(argument).decode("utf-8", "backslashreplace")


def _requoted(argument: str) -> str:
    quoted = re.fullmatch(rf"([+-]?)((?:{_FIELD})?)([^\"()]*\s[^\"()]*)", argument)
    if quoted is None:
        return argument
    sign, field, text = quoted.groups()
    if field.lower() == "date:" or re.search(_QUERY, text):
        return f"{sign}({field}{text})"
    return f'{sign}{field}"{text}"'
