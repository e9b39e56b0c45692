"""The tokens of a query: their kinds, texts, signs and fields."""

from __future__ import annotations

import pytest

from searchidx.query.lex import lex
from searchidx.query.tokens import QueryToken, TokenKind

WORD, PHRASE, PREFIX = TokenKind.WORD, TokenKind.PHRASE, TokenKind.PREFIX
DATE, OPERATOR, UNCLOSED = TokenKind.DATE, TokenKind.OPERATOR, TokenKind.UNCLOSED
OPEN, CLOSE = TokenKind.OPEN, TokenKind.CLOSE

TOKENS = [
    ("", []),
    ("  công  an ", [(WORD, "công", "", None), (WORD, "an", "", None)]),
    ("-a +b - c", [(WORD, "a", "-", None), (WORD, "b", "+", None), (WORD, "c", "", None)]),
    ("title:a Body:b", [(WORD, "a", "", "title"), (WORD, "b", "", "body")]),
    ('-source:"a b"', [(PHRASE, "a b", "-", "source")]),
    ("+an* x", [(PREFIX, "an", "+", None), (WORD, "x", "", None)]),
    ("*an*,", [(PREFIX, "an", "", None)]),
    ('+"*an b*." x', [(PREFIX, "an b", "+", None), (WORD, "x", "", None)]),
    ('-title:“(an b”* x', [(PREFIX, "an b", "-", "title"), (WORD, "x", "", None)]),
    ("-date:2020..", [(DATE, "2020..", "-", "date")]),
    ("a AND (b)", [(WORD, "a", "", None), (OPERATOR, "AND", "", None), (OPEN, "(", "", None),
                   (WORD, "b", "", None), (CLOSE, ")", "", None)]),
    ("title:(a", [(OPEN, "(", "", "title"), (WORD, "a", "", None)]),
    ("“a b", [(UNCLOSED, "“", "", None), (WORD, "a", "", None), (WORD, "b", "", None)]),
    ("ANDY NOT(a)", [(WORD, "ANDY", "", None), (OPERATOR, "NOT", "", None), (OPEN, "(", "", None),
                     (WORD, "a", "", None), (CLOSE, ")", "", None)]),
    ('…"a"', [(PHRASE, "a", "", None)]),
    # the plus of a telephone number is no sign
    ("+84 912 345 678", [(WORD, "+84", "", None), (WORD, "912", "", None), (WORD, "345", "", None),
                         (WORD, "678", "", None)]),
    ("+84912345678 x", [(WORD, "+84912345678", "", None), (WORD, "x", "", None)]),
    ("＋84912345678*", [(PREFIX, "84912345678", "", None)]),
    ("(+84) 912345678", [(WORD, "(+84)", "", None), (WORD, "912345678", "", None)]),
    ("(+84)912345678", [(WORD, "(+84)912345678", "", None)]),
    ("(024) 38251234", [(WORD, "(024)", "", None), (WORD, "38251234", "", None)]),
    ("(+84 912345678)", [(OPEN, "(", "", None), (WORD, "+84", "", None), (WORD, "912345678", "", None),
                         (CLOSE, ")", "", None)]),
    ("+1 202-555-0123", [(WORD, "+1", "", None), (WORD, "202-555-0123", "", None)]),
    ("+2017 2018", [(WORD, "2017", "+", None), (WORD, "2018", "", None)]),
    ("+84 912", [(WORD, "84", "+", None), (WORD, "912", "", None)]),
    ("+19 người", [(WORD, "19", "+", None), (WORD, "người", "", None)]),
    ("+84912345678x", [(WORD, "84912345678x", "+", None)]),
    ("(02) 345", [(OPEN, "(", "", None), (WORD, "02", "", None), (CLOSE, ")", "", None),
                  (WORD, "345", "", None)]),
    ("－ｘ：y ＊", [(WORD, "ｘ：y", "-", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), TOKENS)
def test_the_tokens_of_a_query(query: str, expected: list[tuple[TokenKind, str, str, str | None]]) -> None:
    """Each token stands where its text stands in the query, without sign, field, quotes and star."""
    tokens = lex(query)
    assert [
        (token.kind, query[token.start : token.end], token.sign, token.field) for token in tokens
    ] == expected


def test_a_token_has_neither_sign_nor_field_unless_typed() -> None:
    assert lex("a") == [QueryToken(WORD, 0, 1)]
