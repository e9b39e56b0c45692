"""The tokens of a query: words, phrases, prefixes, dates, operators and parentheses."""

from __future__ import annotations

import enum
from typing import NamedTuple


class TokenKind(enum.Enum):
    """The kind of a token."""

    WORD = enum.auto()
    PHRASE = enum.auto()
    PREFIX = enum.auto()
    DATE = enum.auto()
    OPERATOR = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()
    UNCLOSED = enum.auto()
    """An opening quote without a closing one. `parse` ignores it in plain text and refuses it otherwise."""


class QueryToken(NamedTuple):
    """A token of a query. Its text is `query[start:end]`, without sign, field, quotes and star.

    The stars of an address are part of its text, except a star after a closing quote (PREFIX).
    `sign` is "+", "-" or "". `field` is one of `fields.FIELDS` or of the keywords, in small letters, or None.
    """

    kind: TokenKind
    start: int
    end: int
    sign: str = ""
    field: str | None = None
