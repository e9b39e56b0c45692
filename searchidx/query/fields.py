"""The fields that a query may name before a colon, and why a field is refused."""

from __future__ import annotations

import re
from typing import Final

from searchidx.errors import QuerySyntaxError

ADDRESS_FIELDS: Final = ("path", "url", "id")
"""The fields whose value is a part of a path, or the beginning of a URL or of an id."""

FIELDS: Final = ("title", "body", "source", "category", "author", "date", *ADDRESS_FIELDS)
"""The names that mean a field if a colon follows. A query may also write them in capitals.

An index may have more keyword fields, which are given to the functions as `keywords`.
"""

_NAME_BEFORE_COLON: Final = re.compile(r"[a-z]{5,12}(?=:\S)")
"""Such a text before a colon may be a misspelt field."""

_MIN_FIELD_SIMILARITY: Final = 0.75
"""A misspelt field has at least this similarity to a field, a ratio of difflib."""


def refuse_misspelt_field(query: str, plain: str, start: int, keywords: tuple[str, ...] = ()) -> None:
    """Refuse a misspelt field (`tittle:`) at `start`. Any other text before a colon is part of a word.

    `plain` is the query with ASCII signs. `keywords` are the keyword fields that the index has of its own.
    Raises QuerySyntaxError.
    """
    name = _NAME_BEFORE_COLON.match(plain, start)
    if name is None or name[0] in FIELDS or name[0] in keywords:
        return
    from difflib import get_close_matches  # imported here, because few queries need it

    for field in get_close_matches(name[0], (*FIELDS, *keywords), 1, _MIN_FIELD_SIMILARITY):
        if field[0] == name[0][0]:
            reason = f"There is no field {name[0]}: here; write {field}: or put the text in quotes."
            raise QuerySyntaxError(reason, query, start)


def lonely_field_reason(field: str) -> str:
    """Return why a field without a text directly after its colon is refused."""
    return (
        f'{field}: needs a word, a "phrase" or a (group) right after its colon; '
        f'add it without a blank, or write "{field}" for the word itself.'
    )
