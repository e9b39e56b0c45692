"""From the text of a query to its tokens: words, phrases, prefixes, dates, operators and parentheses.

Signs, quotes, colons and operators have a meaning only in positions that the query language defines. In all
other positions, they are characters of a word. Therefore a pasted title can be searched without any change.
"""

from __future__ import annotations

import re
from functools import lru_cache

from searchidx.errors import QuerySyntaxError
from searchidx.query.characters import CLOSING_QUOTES, OPENING_QUOTES, has_letter_or_digit, to_ascii_signs
from searchidx.query.fields import ADDRESS_FIELDS, FIELDS, lonely_field_reason, refuse_misspelt_field
from searchidx.query.stars import as_prefix, without_star
from searchidx.query.tokens import QueryToken, TokenKind

_SKIPPED_BLANKS = re.compile(r"\s*")

# Nearly all words match this fast pattern: letters, digits and underscores, with the blanks after them.
_PLAIN_WORD = re.compile(r"(?!(?:AND|OR|NOT)\b)([^\W_]\w*)(?:\s+|$)")

_OPERATOR = re.compile(r"(?:AND|OR|NOT)(?![^\s()])")


@lru_cache(maxsize=8)
def _sign_and_field(keywords: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a sign and a field. Both are optional."""
    names = "|".join([*FIELDS, *map(re.escape, keywords)])
    return re.compile(
        rf"(?P<sign>(?<![^\s(])[+-](?=[\w#@({OPENING_QUOTES}]))?" rf"(?:(?P<field>(?ai:{names})):)?"
    )


# The plus or the parentheses before a telephone number are part of it: +84 912 345 678, (+84) 912 345 678,
# (024) 3825 1234. The digits are counted by `_telephone_code_end`.
_TELEPHONE = re.compile(
    r"(?<![^\s(])(?:\+\d{1,3}(?!\d)|\+\d{8,15}(?!\w)|\(\+\d{1,3}\)|\(0\d{1,3}\))(?P<rest>(?:[ .-]?+\d++)*+)"
)

# A telephone number with the code of its country or area has at least this number of digits.
_MIN_TELEPHONE_DIGITS = 8

# A name with capitals is a field only if a value follows directly after the colon. In a pasted text, a blank
# usually follows: `Date: 24/11`.
_FIELD_WITH_VALUE = re.compile(rf"(?ai:date):(?:\.\.)?[0-9]|(?!(?ai:date):)\w+:[\w({OPENING_QUOTES}]")

# A word may contain parentheses, as in f(x) and Huế_(phố).
_TYPED_WORD = re.compile(r"(?:[^\s()]|(?<![\s(])\([^\s()]*\))+")

# This pattern matches punctuation directly before a phrase (–“...”), except the sign of the phrase.
_PUNCTUATION_BEFORE_PHRASE = re.compile(
    rf"(?!(?<![^\s(])[+-][{OPENING_QUOTES}])[^\w\s(){OPENING_QUOTES}]+(?=[{OPENING_QUOTES}])"
)


def lex(query: str, keywords: tuple[str, ...] = ()) -> list[QueryToken]:
    """Return the tokens of a query in order, without words and phrases that have no letter and no digit.

    `keywords` are the keyword fields of the index in addition to those that every index has.
    Raises QuerySyntaxError for a field without a text directly after its colon, a misspelt field, a sign
    after a field, and a star inside a word or a phrase. Dates, even empty ones (`date:`), empty groups, and
    unpaired quotes and parentheses are returned for `parse` to check.
    """
    plain = to_ascii_signs(query)
    tokens: list[QueryToken] = []
    offset = _match_end(_SKIPPED_BLANKS, plain, 0)
    while offset < len(plain):
        if (word := _PLAIN_WORD.match(plain, offset)) is not None:
            if has_letter_or_digit(word[1]):
                tokens.append(QueryToken(TokenKind.WORD, offset, word.end(1)))
            offset = word.end()
            continue
        if (operator := _OPERATOR.match(plain, offset)) is not None:
            token, after = QueryToken(TokenKind.OPERATOR, offset, operator.end()), operator.end()
        elif (after := _match_end(_PUNCTUATION_BEFORE_PHRASE, plain, offset)) > offset:
            offset = after
            continue
        else:
            token, after = _read_operand(query, plain, offset, keywords)
        if token.kind is not TokenKind.WORD or _is_searchable(query, token):
            tokens.append(token)
        offset = _match_end(_SKIPPED_BLANKS, plain, after)
    return tokens


def _match_end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Return the end of a match at the offset, or the offset itself if there is no match."""
    match = pattern.match(text, offset)
    return match.end() if match else offset


def _read_operand(query: str, plain: str, offset: int, keywords: tuple[str, ...]) -> tuple[QueryToken, int]:
    """Return the word, phrase, prefix, date or parenthesis at the offset, and the offset after it."""
    code_end = _telephone_code_end(plain, offset)
    if code_end > offset:
        end = _match_end(_TYPED_WORD, plain, code_end)
        return without_star(query, plain, QueryToken(TokenKind.WORD, offset, end)), end
    lead = _sign_and_field(keywords).match(plain, offset)
    assert lead is not None
    sign, field, start = lead["sign"] or "", lead["field"], lead.end()
    if field and not field.islower() and not _FIELD_WITH_VALUE.match(plain, lead.start("field")):
        field, start = None, lead.start("field")
    field = field and field.lower()
    first = plain[start : start + 1]
    if field == "date":
        end = _match_end(_TYPED_WORD, plain, start)
        return QueryToken(TokenKind.DATE, start, end, sign, field), end
    if field and (not first or first.isspace() or first == ")"):
        raise QuerySyntaxError(lonely_field_reason(field), query, start)
    if first in "()":
        kind = TokenKind.OPEN if first == "(" else TokenKind.CLOSE
        return QueryToken(kind, start, start + 1, sign, field), start + 1
    if first in OPENING_QUOTES:
        return _read_phrase(query, plain, start, sign, field)
    if field is None:
        refuse_misspelt_field(query, plain, start, keywords)
    return _read_word(query, plain, start, sign, field)


def _telephone_code_end(plain: str, offset: int) -> int:
    """Return the end of the country or area code of a telephone number at the offset, or the offset."""
    match = _TELEPHONE.match(plain, offset) if plain[offset] in "+(" else None
    if match is None or sum(map(str.isdecimal, match[0])) < _MIN_TELEPHONE_DIGITS:
        return offset
    return match.start("rest")


def _read_phrase(query: str, plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """Return the phrase whose opening quote is at `start`, or the quote alone if nothing closes it.

    A star at the end of the phrase, before or after the closing quote, makes it a prefix. A phrase without a
    letter or digit becomes a WORD. The second value is the offset after the token.
    """
    for closer in CLOSING_QUOTES[plain[start]]:
        end = plain.find(closer, start + 1)
        if end >= 0:
            kind = TokenKind.PHRASE if has_letter_or_digit(plain[start + 1 : end]) else TokenKind.WORD
            token = without_star(query, plain, QueryToken(kind, start + 1, end, sign, field))
            if token.kind is TokenKind.PHRASE and plain.startswith("*", end + 1):
                return as_prefix(plain, token), end + 2
            return token, end + 1
    return QueryToken(TokenKind.UNCLOSED, start, start + 1, sign, field), start + 1


def _read_word(query: str, plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """Return the word at `start`, or the prefix if a star ends it, and the offset after it."""
    end = _match_end(_TYPED_WORD, plain, start)
    if field is not None and plain[start] in "+-" and has_letter_or_digit(plain[start:end]):
        reason = f"A sign stands before the field: write {plain[start]}{field}: and the word after it."
        raise QuerySyntaxError(reason, query, start)
    word = QueryToken(TokenKind.WORD, start, end, sign, field)
    if field in ADDRESS_FIELDS:  # a star in an address is part of its pattern
        return word, end
    return without_star(query, plain, word), end


def _is_searchable(query: str, word: QueryToken) -> bool:
    """Return whether a word contains a letter or a digit. Refuse a word without either after a field."""
    if has_letter_or_digit(query[word.start : word.end]):
        return True
    if word.field:
        raise QuerySyntaxError(lonely_field_reason(word.field), query, word.start)
    return False
