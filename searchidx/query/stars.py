"""The star of a prefix: `công*`, `"công an*"`. A star in any other position is text, or an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from searchidx.errors import QuerySyntaxError
from searchidx.query.characters import has_letter_or_digit
from searchidx.query.tokens import TokenKind

if TYPE_CHECKING:
    from searchidx.query.tokens import QueryToken

_NO_BLANKS: Final = re.compile(r"\S+")


def without_star(query: str, plain: str, token: QueryToken) -> QueryToken:
    """Return a word or phrase itself, or the prefix before its star.

    A star before the first letter or digit of a word is part of the word, and a star between blanks is text.
    `plain` is the query with ASCII signs. Raises QuerySyntaxError for a star that is not at the end.
    """
    star = _find_star(plain, token.start, token.end)
    if star < 0:
        return token
    if has_letter_or_digit(plain[star : token.end]):
        reason = 'A star may only end a word or a whole phrase, as in công* or "công an*"; remove this star.'
        raise QuerySyntaxError(reason, query, star)
    return as_prefix(plain, token._replace(end=star))


def as_prefix(plain: str, token: QueryToken) -> QueryToken:
    """Return a word or phrase as a prefix, which begins with its first letter or digit."""
    return token._replace(kind=TokenKind.PREFIX, start=_first_letter(plain, token.start, token.end))


def _find_star(plain: str, start: int, end: int) -> int:
    """Return the offset of the first star after a letter or digit of the same word, or -1."""
    if plain.find("*", start, end) >= 0:
        for word in _NO_BLANKS.finditer(plain, start, end):
            star = plain.find("*", _first_letter(plain, *word.span()), word.end())
            if star >= 0:
                return star
    return -1


def _first_letter(plain: str, start: int, end: int) -> int:
    """Return the offset of the first letter or digit of `plain[start:end]`, or `end` if there is none."""
    return next((offset for offset in range(start, end) if plain[offset].isalnum()), end)
