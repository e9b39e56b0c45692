"""What did the user type before the shell took it apart? Arguments become a query or an id again."""

from __future__ import annotations

import os
import re

_FIELD = r"(?:[a-z]+|(?ai:title|body|source|category|date)):(?=\S)"
"""A field, known or misspelt: it is the query language that refuses a misspelt one."""

_OPERATOR_OR_FIELD = rf"(?<!\S)(?:AND|OR|NOT)\s|\s[+-]?{_FIELD}"
"""What shows that an argument is a query and no phrase."""

_WITH_BLANKS = rf"([+-]?)((?:{_FIELD})?)([^\"()]*\s[^\"()]*)"
"""A sign and a field, if any, and a text with blanks but without quotes or parentheses of its own."""


def join_arguments(arguments: tuple[str, ...]) -> str:
    """Return the query that the arguments make up.

    A single argument is the query itself. If there are several, the shell has removed the quotes around those
    that have blanks. Such an argument becomes a phrase again, so that `"Thứ trưởng" -"Quốc phòng"` works as
    typed; if it has operators or fields, it is put in parentheses instead.
    """
    if len(arguments) == 1:
        return decode_argument(arguments[0])
    return " ".join(_restore_quotes(decode_argument(argument)) for argument in arguments)


def decode_argument(argument: str) -> str:
    r"""Return an argument with bytes that are not UTF-8 written as `\xe9`, as in the ids of files."""
    return os.fsencode(argument).decode("utf-8", "backslashreplace")


def _restore_quotes(argument: str) -> str:
    match = re.fullmatch(_WITH_BLANKS, argument)
    if match is None:
        return argument
    sign, field, text = match.groups()
    if field.lower() == "date:" or re.search(_OPERATOR_OR_FIELD, text):
        return f"{sign}({field}{text})"
    return f'{sign}{field}"{text}"'
