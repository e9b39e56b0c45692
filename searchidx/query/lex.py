"""From the text of a query to its tokens: words, phrases, prefixes, dates, operators and parentheses.

Signs, quotes, colons and operators have a meaning only in positions that the query language defines. In all
other positions, they are characters of a word. Therefore a pasted title can be searched without any change.
"""

from __future__ import annotations

import re

from analyzers.composition import nfc
from searchidx.errors import QuerySyntaxError
from searchidx.query.characters import CLOSING_QUOTES, OPENING_QUOTES, has_letter_or_digit, to_ascii_signs
from searchidx.query.fields import ADDRESS_FIELDS, FIELDS, lonely_field_reason, refuse_misspelt_field
from searchidx.query.stars import as_prefix, without_star
from searchidx.query.tokens import QueryToken, TokenKind

_SKIPPED_BLANKS = re.compile(r"\s*")

# Nearly all words match this fast pattern: letters, digits and underscores, with the blanks after them.
_PLAIN_WORD = re.compile(r"(?!(?:AND|OR|NOT)\b)([^\W_]\w*)(?:\s+|$)")

_OPERATOR = re.compile(r"(?:AND|OR|NOT)(?![^\s()])")


# A sign, and a name that may be a field. Both are optional. A name may have decomposed letters.
_SIGN_AND_NAME = re.compile(
    rf"(?P<sign>(?<![^\s(])[+-](?=[\w#@({OPENING_QUOTES}]))?(?:(?P<name>[^\W\d_][\w\u0300-\u036f-]*+):)?"
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
_FIELD_WITH_VALUE = re.compile(rf"(?ai:date):(?:\.\.)?[0-9]|(?!(?ai:date):)[^:]+:[\w({OPENING_QUOTES}]")

# A word may contain parentheses, as in f(x) and Huế_(phố).
_TYPED_WORD = re.compile(r"(?:[^\s()]|(?<![\s(])\([^\s()]*\))+")

# This pattern matches punctuation directly before a phrase (–“...”), except the sign of the phrase.
_PUNCTUATION_BEFORE_PHRASE = re.compile(
    rf"(?!(?<![^\s(])[+-][{OPENING_QUOTES}])[^\w\s(){OPENING_QUOTES}]+(?=[{OPENING_QUOTES}])"
)


def lex(query: str, keywords: tuple[str, ...] = ()) -> list[QueryToken]:
    """Return the tokens of a query in order, without words and phrases that have no letter and no digit.

    `keywords` are the keyword fields of the index in addition to those that every index has. Case does not
    count in the names of fields, and accents do.

    Raises QuerySyntaxError for a field without a text directly after its colon, a misspelt field, a sign
    after a field, and a star inside a word or a phrase. Dates, even empty ones (`date:`), empty groups, and
    unpaired quotes and parentheses are returned for `parse` to check.
    """
    plain = to_ascii_signs(query)
    tokens: list[QueryToken] = []
    # The field of each group that is open, and None outside of groups. Stray parentheses do not matter here,
    # because `parse` refuses them in a query with fields.
    group_fields: list[str | None] = [None]
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
            token, after = _read_operand(query, plain, offset, keywords, group_fields[-1])
            if token.kind is TokenKind.OPEN:
                group_fields.append(token.field or group_fields[-1])
            elif token.kind is TokenKind.CLOSE and len(group_fields) > 1:
                group_fields.pop()
        if token.kind is not TokenKind.WORD or _is_searchable(query, token):
            tokens.append(token)
        offset = _match_end(_SKIPPED_BLANKS, plain, after)
    return tokens


def _match_end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Return the end of a match at the offset, or the offset itself if there is no match."""
    match = pattern.match(text, offset)
    return match.end() if match else offset


def _read_operand(
    query: str, plain: str, offset: int, keywords: tuple[str, ...], group_field: str | None
) -> tuple[QueryToken, int]:
    """Return the word, phrase, prefix, date or parenthesis at the offset, and the offset after it.

    `group_field` is the field of the enclosing group, or None.
    """
    code_end = _telephone_code_end(plain, offset)
    if code_end > offset:
        end = _match_end(_TYPED_WORD, plain, code_end)
        return without_star(query, plain, QueryToken(TokenKind.WORD, offset, end)), end
    lead = _SIGN_AND_NAME.match(plain, offset)
    assert lead is not None
    sign, start = lead["sign"] or "", lead.end()
    field = _field_of(lead, keywords)
    if lead["name"] and field is None:
        start = lead.start("name")
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
        token, after = _read_phrase(plain, start, sign, field)
    else:
        if field is None:
            refuse_misspelt_field(query, plain, start, keywords)
        token, after = _read_word(query, plain, start, sign, field)
    is_address = (field or group_field) in ADDRESS_FIELDS  # a star in an address is part of its pattern
    if not is_address:
        token = without_star(query, plain, token)
    if token.kind is TokenKind.PHRASE and plain.startswith("*", after):
        prefix = token._replace(kind=TokenKind.PREFIX) if is_address else as_prefix(plain, token)
        return prefix, after + 1
    return token, after


def _field_of(lead: re.Match[str], keywords: tuple[str, ...]) -> str | None:
    """Return the field that a match of `_SIGN_AND_NAME` names, in small letters, or None."""
    name = lead["name"] and nfc(lead["name"])
    field = name and name.lower()
    if field not in FIELDS and field not in keywords:
        return None
    if name != field and not _FIELD_WITH_VALUE.match(lead.string, lead.start("name")):
        return None
    return field


def _telephone_code_end(plain: str, offset: int) -> int:
    """Return the end of the country or area code of a telephone number at the offset, or the offset."""
    match = _TELEPHONE.match(plain, offset) if plain[offset] in "+(" else None
    if match is None or sum(map(str.isdecimal, match[0])) < _MIN_TELEPHONE_DIGITS:
        return offset
    return match.start("rest")


def _read_phrase(plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """Return the phrase whose opening quote is at `start`, or the quote alone if nothing closes it.

    A phrase without a letter or digit becomes a WORD. The second value is the offset after the token.
    """
    for closer in CLOSING_QUOTES[plain[start]]:
        end = plain.find(closer, start + 1)
        if end >= 0:
            kind = TokenKind.PHRASE if has_letter_or_digit(plain[start + 1 : end]) else TokenKind.WORD
            return QueryToken(kind, start + 1, end, sign, field), end + 1
    return QueryToken(TokenKind.UNCLOSED, start, start + 1, sign, field), start + 1


def _read_word(query: str, plain: str, start: int, sign: str, field: str | None) -> tuple[QueryToken, int]:
    """Return the word at `start`, with the star that may end it, and the offset after it."""
    end = _match_end(_TYPED_WORD, plain, start)
    if field is not None and plain[start] in "+-" and has_letter_or_digit(plain[start:end]):
        reason = f"A sign stands before the field: write {plain[start]}{field}: and the word after it."
        raise QuerySyntaxError(reason, query, start)
    return QueryToken(TokenKind.WORD, start, end, sign, field), end


def _is_searchable(query: str, word: QueryToken) -> bool:
    """Return whether a word contains a letter or a digit. Refuse a word without either after a field."""
    if has_letter_or_digit(query[word.start : word.end]):
        return True
    if word.field:
        raise QuerySyntaxError(lonely_field_reason(word.field), query, word.start)
    return False
