"""A query cut into tokens: words, phrases, prefixes, dates, operators and parentheses.

Anything that a pasted title can hold stays harmless: a sign, a quote, a colon or an operator means
something only where it stands as the language says, and is a character of a word everywhere else.
"""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from searchidx.errors import QuerySyntaxError

FIELDS = ("title", "body", "source", "category", "date")


class TokenKind(enum.Enum):
    """What a token is."""

    WORD = enum.auto()
    PHRASE = enum.auto()
    PREFIX = enum.auto()
    DATE = enum.auto()
    OPERATOR = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()
    UNCLOSED = enum.auto()
    """A quote that opens a phrase and has no partner: punctuation, unless the query uses operators."""


class QueryToken(NamedTuple):
    """`start` and `end` bound the text itself, without sign, field, quotes and star."""

    kind: TokenKind
    start: int
    end: int
    sign: str = ""
    field: str | None = None


# One character for one, so that offsets hold: full-width forms and blanks of other keyboards.
_AS_ASCII: dict[int, str] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "),
    **{ord(wide): narrow for wide, narrow in zip("＋－：（）＊＂", '+-:()*"', strict=True)},
}

# What closes a phrase, best first: a title may quote within a quote, and a keyboard may mix the two.
_CLOSERS = {'"': '"”“', "“": '”"', "„": '“”"', "«": "»"}

_QUOTES = "".join(_CLOSERS)
_BLANKS = re.compile(r"\s*")
_PLAIN = re.compile(r"(?!(?:AND|OR|NOT)\b)([^\W_]\w*)(?:\s+|$)")  # a word by itself, as nearly all are
_OPERATOR = re.compile(r"(?:AND|OR|NOT)(?![^\s()])")
_LEAD = re.compile(
    rf"(?P<sign>(?<![^\s(])[+-](?=[\w#@({_QUOTES}]))?"
    rf"(?:(?P<field>(?ai:{'|'.join(FIELDS)})):)?"
)
_ASKED = re.compile(rf"(?ai:date):(?:\.\.)?[0-9]|(?!(?ai:date):)\w+:[\w({_QUOTES}]")
"""A field in capitals that is meant: in a pasted text (`Date: 24/11`, `Source:`) no value follows at once."""
_WORD = re.compile(r"(?:[^\s()]|(?<![\s(])\([^\s()]*\))+")  # f(x) and Huế_(phố) are words
_TOUCHING = re.compile(  # punctuation right before a phrase, other than its sign: –“...”
    rf"(?!(?<![^\s(])[+-][{_QUOTES}])[^\w\s(){_QUOTES}]+(?=[{_QUOTES}])"
)
_NAME = re.compile(r"[a-z]{5,12}(?=:\S)")


def lex(query: str) -> list[QueryToken]:
    """The tokens of a query in their order; what holds no letter and no digit is left out.

    Raises QuerySyntaxError for a field without its text, a date that is none, a star inside a word.
    """
    plain = query.translate(_AS_ASCII)
    tokens: list[QueryToken] = []
    place = _end(_BLANKS, plain, 0)
    while place < len(plain):
        if (word := _PLAIN.match(plain, place)) is not None:
            tokens.append(QueryToken(TokenKind.WORD, place, word.end(1)))
            place = word.end()
            continue
        if (operator := _OPERATOR.match(plain, place)) is not None:
            token, after = QueryToken(TokenKind.OPERATOR, place, operator.end()), operator.end()
        elif (after := _end(_TOUCHING, plain, place)) > place:
            place = after
            continue
        else:
            token, after = _operand(query, plain, place)
        if token.kind is not TokenKind.WORD or _says_something(query, token):
            tokens.append(token)
        place = _end(_BLANKS, plain, after)
    return tokens


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where a match at the place ends, or the place itself."""
    match = pattern.match(text, place)
    return match.end() if match else place


def _operand(query: str, plain: str, place: int) -> tuple[QueryToken, int]:
    """The word, phrase, prefix, date or parenthesis at the place, and where to go on."""
    lead = _LEAD.match(plain, place)
    assert lead is not None  # it matches the empty text too
    sign, field, start = lead["sign"] or "", lead["field"], lead.end()
    if field and not field.islower() and not _ASKED.match(plain, lead.start("field")):
        field, start = None, lead.start("field")
    field = field and field.lower()
    first = plain[start : start + 1]
    if field == "date":
        end = _end(_WORD, plain, start)
        return QueryToken(TokenKind.DATE, start, end, sign, field), end
    if field and (not first or first.isspace() or first == ")"):
        raise QuerySyntaxError(_lonely(field), query, start)
    if first in "()":
        return QueryToken(
            TokenKind.OPEN if first == "(" else TokenKind.CLOSE, start, start + 1, sign, field
        ), start + 1
    if first in _QUOTES:
        return _phrase(plain, start, sign, field)
    return _word(query, plain, start, sign, field)


def _phrase(plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """The phrase whose opening quote is at `start`; the quote alone where nothing closes it."""
    for closer in _CLOSERS[plain[start]]:
        end = plain.find(closer, start + 1)
        if end >= 0:
            kind = TokenKind.PHRASE if _spoken(plain[start + 1 : end]) else TokenKind.WORD
            return QueryToken(kind, start + 1, end, sign, field), end + 1
    return QueryToken(TokenKind.UNCLOSED, start, start + 1, sign, field), start + 1


def _word(query: str, plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """The word at `start`, or the prefix where a star ends it."""
    end = _end(_WORD, plain, start)
    if field is None:
        _check_name(query, plain, start)
    elif plain[start] in "+-" and _spoken(plain[start:end]):
        reason = f"A sign stands before the field: write {plain[start]}{field}: and the word after it."
        raise QuerySyntaxError(reason, query, start)
    letter = next((place for place in range(start, end) if plain[place].isalnum()), end)
    star = plain.find("*", letter, end)
    if star < 0:
        return QueryToken(TokenKind.WORD, start, end, sign, field), end
    if _spoken(plain[star:end]):
        reason = "A star may only end a word, as in công*; remove it, or put the text in quotes."
        raise QuerySyntaxError(reason, query, star)
    return QueryToken(TokenKind.PREFIX, letter, star, sign, field), end


def _says_something(query: str, word: QueryToken) -> bool:
    """Whether a word holds a letter or a digit; a field must not be followed by one that does not."""
    if _spoken(query[word.start : word.end]):
        return True
    if word.field:
        raise QuerySyntaxError(_lonely(word.field), query, word.start)
    return False


def _spoken(text: str) -> bool:
    return any(map(str.isalnum, text))


def _check_name(query: str, plain: str, start: int) -> None:
    """Refuse a misspelt field (`tittle:`); any other text before a colon is a word, as in a title."""
    name = _NAME.match(plain, start)
    if name is None or name[0] in FIELDS:
        return
    from difflib import get_close_matches  # only here: few queries have such a word

    for field in get_close_matches(name[0], FIELDS, 1, 0.75):
        if field[0] == name[0][0]:
            reason = f"There is no field {name[0]}: here; write {field}: or put the text in quotes."
            raise QuerySyntaxError(reason, query, start)


def _lonely(field: str) -> str:
    return (
        f'{field}: needs a word, a "phrase" or a (group) right after its colon; '
        f'add it without a blank, or write "{field}" for the word itself.'
    )
