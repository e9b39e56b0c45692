"""What did the user type before the shell split it? Arguments become a query or an id again."""

from __future__ import annotations

import os
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from searchidx.model import Unit

UNITS: tuple[Unit, ...] = ("year", "month", "day")
"""The values of the option `--timeline`. They are listed, because `searchidx.model` takes time to import."""

DEFAULT_UNIT = "month"

EVERYTHING = "*"
"""The query that every article matches."""

_DEFAULT_VALUES = {"--facets": "source,category,year", "--timeline": DEFAULT_UNIT}
"""The options that need no value, and the values that they have without one."""

_NAMES = r"[^\W\d_][\w-]*(?:\s*,\s*[\w-]*)*"
"""A name, or several names with commas between them."""

_SHORT_OPTION = "-[A-Za-z]"
"""An option of one letter, such as `-n`."""


def find_unknown_option(arguments: Sequence[str], known_options: Container[str]) -> str | None:
    """Return the first argument that looks like an option but is not known, up to its `=`, or None.

    An argument looks like an option if it begins with `--`, or if it is a minus sign with one ASCII letter
    and not the first argument. Options of one letter are never known. All arguments after a `--` are words.
    """
    for index, argument in enumerate(arguments):
        if argument == "--":
            return None
        name = argument.split("=", 1)[0]
        is_unknown = argument.startswith("--") and name not in known_options
        if is_unknown or (index > 0 and re.fullmatch(_SHORT_OPTION, argument)):
            return name
    return None


def give_optional_values(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with a default value for each `--facets` and `--timeline` that has none.

    The argument after such an option is its value if it is a name or names with commas between them.
    Otherwise the argument is part of the query. All arguments after a `--` stay as they are.
    """
    words_from = arguments.index("--") if "--" in arguments else len(arguments)
    options = arguments[:words_from]
    return [
        f"{option}={_DEFAULT_VALUES[option]}"
        if option in _DEFAULT_VALUES and not re.fullmatch(_NAMES, following)
        else option
        for option, following in zip_longest(options, options[1:], fillvalue="")
    ] + list(arguments[words_from:])


def names_of(value: str) -> tuple[str, ...]:
    """Return the names that the value of `--facets` lists, each once: `"source, year"` -> two names."""
    names = [name.strip() for name in decode_argument(value).split(",")]
    return tuple(dict.fromkeys(filter(None, names)))


def join_arguments(arguments: tuple[str, ...], keywords: Sequence[str] = ()) -> str:
    """Return the query that the arguments of a shell make up.

    A single argument is the query. If there are several, an argument with white space was in quotes, which
    the shell has removed. The argument becomes a phrase again: `Thứ trưởng` -> `"Thứ trưởng"`. If it contains
    an operator, a field, or a star at the end of a word other than the last, it becomes a group in
    parentheses instead. `keywords` are the keyword fields that the index has of its own.
    """
    if len(arguments) == 1:
        return decode_argument(arguments[0])
    return " ".join([query_of(argument, keywords) for argument in arguments])


def query_of(argument: str, keywords: Sequence[str] = ()) -> str:
    """Return the query of one of several arguments: with white space, it was in quotes and is a phrase."""
    return _restore_quotes(decode_argument(argument), keywords)


def decode_argument(argument: str) -> str:
    r"""Return an argument in which a byte that is not UTF-8 is written as `\xe9`, as in the ids of files."""
    return os.fsencode(argument).decode("utf-8", "backslashreplace")


def _restore_quotes(argument: str, keywords: Sequence[str]) -> str:
    from searchidx.query.fields import FIELDS  # imported here, because it takes time, and --help is fast

    # A field and its colon. The field may be misspelt, because the query parser refuses it later.
    names = "|".join([*FIELDS, *map(re.escape, keywords)])
    a_field = rf"(?:[a-z]+|(?ai:{names})):(?=\S)"
    # An optional sign, an optional field, and a text with white space but without quotes or parentheses.
    match = re.fullmatch(rf"([+-]?)((?:{a_field})?)([^\"()]*\s[^\"()]*)", argument)
    if match is None:
        return argument
    sign, field, text = match.groups()
    # An operator, a field, or a star before another word: the argument is a query, and no phrase.
    is_query = re.search(rf"(?<!\S)(?:AND|OR|NOT)\s|\s[+-]?{a_field}|\w[*＊]+\s+\S", text)
    if field.lower() == "date:" or is_query:
        return f"{sign}({field}{text})"
    return f'{sign}{field}"{text}"'
