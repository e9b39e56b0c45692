"""Text that is no query language: `read_plain` takes it as words, and `quoted` as a phrase."""

from __future__ import annotations

import re
from typing import Final

from searchidx.errors import QuerySyntaxError
from searchidx.query.characters import QUOTES, has_letter_or_digit, to_ascii_signs
from searchidx.query.parse import MAX_CLAUSES, check_length
from searchidx.query.tree import Group, Node, Query, Word

_WORD: Final = re.compile(r"\S+")

_SIGNS_OF_PHRASES: Final = dict.fromkeys(map(ord, f"{QUOTES}*＂＊"), " ")
"""The characters that end a phrase or make it a prefix. None of them is a letter or a digit."""


def read_plain(text: str) -> Query:
    """Return the query for all words of a text, whatever signs, quotes, colons and operators it holds.

    The words are the texts between blanks. The root is None if none of them has a letter or a digit. Raises
    QuerySyntaxError for a text that is too long.
    """
    check_length(text)
    words: list[Node] = [
        Word(text[found.start() : found.end()], *found.span())
        for found in _WORD.finditer(to_ascii_signs(text))
        if has_letter_or_digit(found[0])
    ]
    if len(words) > MAX_CLAUSES:
        raise QuerySyntaxError(f"The query has more than {MAX_CLAUSES:,} words; shorten it.", text, len(text))
    if not words:
        return Query(text, None)
    return Query(text, words[0] if len(words) == 1 else Group(tuple(words)))


def quoted(text: str) -> str:
    """Return a text as a phrase that can stand anywhere in a query.

    Args:
        text: any text. The quotes and stars in it become blanks, so that it cannot end the phrase.

    Returns:
        The text in quotes: `Mai "vàng"` becomes `"Mai  vàng "`. The phrase of a text without letters and
        digits is ignored, as an empty phrase is, so it cannot be the only thing beside an operator.
    """
    return f'"{text.translate(_SIGNS_OF_PHRASES)}"'
