"""From the text of a query to its tokens: words, phrases, prefixes, dates, operators and parentheses.

A pasted title is always harmless: a sign, a quote, a colon or an operator has a meaning only where the
language gives it one, and is a character of a word everywhere else.
"""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from searchidx.errors import QuerySyntaxError

FIELDS = ("title", "body", "source", "category", "date")
"""What may stand before a colon."""


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
    """A token of a query. Its text is `query[start:end]`, without sign, field, quotes and star."""

    kind: TokenKind
    start: int
    end: int
    sign: str = ""
    field: str | None = None


# Full-width forms and control characters. One character becomes one, so that offsets hold.
_TO_ASCII: dict[int, str] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "),
    **{ord(wide): narrow for wide, narrow in zip("＋－：（）＊＂", '+-:()*"', strict=True)},
}

# Each opening quote with the quotes that may close it, the best one first: a title may contain a quote within
# a quote, and a keyboard may mix two kinds.
_CLOSING_QUOTES = {'"': '"”“', "“": '”"', "„": '“”"', "«": "»"}

_QUOTES = "".join(_CLOSING_QUOTES)
_BLANKS = re.compile(r"\s*")

# A word of letters and digits alone with the blanks behind it, as nearly all words of queries are.
_PLAIN_WORD = re.compile(r"(?!(?:AND|OR|NOT)\b)([^\W_]\w*)(?:\s+|$)")

_OPERATOR = re.compile(r"(?:AND|OR|NOT)(?![^\s()])")

# A sign and a field; it matches the empty text too.
_SIGN_AND_FIELD = re.compile(
    rf"(?P<sign>(?<![^\s(])[+-](?=[\w#@({_QUOTES}]))?"
    rf"(?:(?P<field>(?ai:{'|'.join(FIELDS)})):)?"
)

# A field in capitals that is meant: in a pasted text (`Date: 24/11`, `Source:`) no value follows at once.
_FIELD_WITH_VALUE = re.compile(rf"(?ai:date):(?:\.\.)?[0-9]|(?!(?ai:date):)\w+:[\w({_QUOTES}]")

# A word; parentheses that it holds belong to it, as in f(x) and Huế_(phố).
_WORD = re.compile(r"(?:[^\s()]|(?<![\s(])\([^\s()]*\))+")

# Punctuation right before a phrase, other than its sign: –“...”
_PUNCTUATION_BEFORE_PHRASE = re.compile(rf"(?!(?<![^\s(])[+-][{_QUOTES}])[^\w\s(){_QUOTES}]+(?=[{_QUOTES}])")

# A text before a colon that may be a misspelt field.
_NAME_BEFORE_COLON = re.compile(r"[a-z]{5,12}(?=:\S)")

_MIN_FIELD_SIMILARITY = 0.75  # of a misspelt field, by difflib's ratio


def lex(query: str) -> list[QueryToken]:
    """Return the tokens of a query in their order; words without a letter or a digit are left out.

    Raises QuerySyntaxError for a field without a text, for a misspelt field, and for a star inside a word.
    """
    plain = query.translate(_TO_ASCII)
    tokens: list[QueryToken] = []
    offset = _match_end(_BLANKS, plain, 0)
    while offset < len(plain):
        if (word := _PLAIN_WORD.match(plain, offset)) is not None:
            tokens.append(QueryToken(TokenKind.WORD, offset, word.end(1)))
            offset = word.end()
            continue
        if (operator := _OPERATOR.match(plain, offset)) is not None:
            token, after = QueryToken(TokenKind.OPERATOR, offset, operator.end()), operator.end()
        elif (after := _match_end(_PUNCTUATION_BEFORE_PHRASE, plain, offset)) > offset:
            offset = after
            continue
        else:
            token, after = _read_operand(query, plain, offset)
        if token.kind is not TokenKind.WORD or _is_searchable(query, token):
            tokens.append(token)
        offset = _match_end(_BLANKS, plain, after)
    return tokens


def _match_end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Return where a match at the offset ends; the offset itself where there is none."""
    match = pattern.match(text, offset)
    return match.end() if match else offset


def _read_operand(query: str, plain: str, offset: int) -> tuple[QueryToken, int]:
    """Return the word, phrase, prefix, date or parenthesis at the offset, and the offset after it."""
    lead = _SIGN_AND_FIELD.match(plain, offset)
    assert lead is not None
    sign, field, start = lead["sign"] or "", lead["field"], lead.end()
    if field and not field.islower() and not _FIELD_WITH_VALUE.match(plain, lead.start("field")):
        field, start = None, lead.start("field")
    field = field and field.lower()
    first = plain[start : start + 1]
    if field == "date":
        end = _match_end(_WORD, plain, start)
        return QueryToken(TokenKind.DATE, start, end, sign, field), end
    if field and (not first or first.isspace() or first == ")"):
        raise QuerySyntaxError(_lonely_field_reason(field), query, start)
    if first in "()":
        kind = TokenKind.OPEN if first == "(" else TokenKind.CLOSE
        return QueryToken(kind, start, start + 1, sign, field), start + 1
    if first in _QUOTES:
        return _read_phrase(plain, start, sign, field)
    return _read_word(query, plain, start, sign, field)


def _read_phrase(plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """Return the phrase whose opening quote is at `start`, or the quote alone where nothing closes it."""
    for closer in _CLOSING_QUOTES[plain[start]]:
        end = plain.find(closer, start + 1)
        if end >= 0:
            kind = TokenKind.PHRASE if _has_letter_or_digit(plain[start + 1 : end]) else TokenKind.WORD
            return QueryToken(kind, start + 1, end, sign, field), end + 1
    return QueryToken(TokenKind.UNCLOSED, start, start + 1, sign, field), start + 1


def _read_word(query: str, plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """Return the word at `start`, or the prefix where a star ends it."""
    end = _match_end(_WORD, plain, start)
    if field is None:
        _refuse_misspelt_field(query, plain, start)
    elif plain[start] in "+-" and _has_letter_or_digit(plain[start:end]):
        reason = f"A sign stands before the field: write {plain[start]}{field}: and the word after it."
        raise QuerySyntaxError(reason, query, start)
    letter = next((offset for offset in range(start, end) if plain[offset].isalnum()), end)
    star = plain.find("*", letter, end)
    if star < 0:
        return QueryToken(TokenKind.WORD, start, end, sign, field), end
    if _has_letter_or_digit(plain[star:end]):
        reason = "A star may only end a word, as in công*; remove it, or put the text in quotes."
        raise QuerySyntaxError(reason, query, star)
    return QueryToken(TokenKind.PREFIX, letter, star, sign, field), end


def _is_searchable(query: str, word: QueryToken) -> bool:
    """Return whether a word holds a letter or a digit; refuse a word after a field that does not."""
    if _has_letter_or_digit(query[word.start : word.end]):
        return True
    if word.field:
        raise QuerySyntaxError(_lonely_field_reason(word.field), query, word.start)
    return False


def _has_letter_or_digit(text: str) -> bool:
    return any(map(str.isalnum, text))


def _refuse_misspelt_field(query: str, plain: str, start: int) -> None:
    """Refuse a misspelt field (`tittle:`); any other text before a colon is a word, as in a title."""
    name = _NAME_BEFORE_COLON.match(plain, start)
    if name is None or name[0] in FIELDS:
        return
    from difflib import get_close_matches  # imported here, because few queries have such a word

    for field in get_close_matches(name[0], FIELDS, 1, _MIN_FIELD_SIMILARITY):
        if field[0] == name[0][0]:
            reason = f"There is no field {name[0]}: here; write {field}: or put the text in quotes."
            raise QuerySyntaxError(reason, query, start)


def _lonely_field_reason(field: str) -> str:
    return (
        f'{field}: needs a word, a "phrase" or a (group) right after its colon; '
        f'add it without a blank, or write "{field}" for the word itself.'
    )
