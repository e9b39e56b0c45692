"""The star of a prefix, and stars in other positions."""

from __future__ import annotations

import pytest

from searchidx.errors import QuerySyntaxError
from searchidx.query.stars import as_prefix, without_star
from searchidx.query.tokens import QueryToken, TokenKind

WORD, PHRASE, PREFIX = TokenKind.WORD, TokenKind.PHRASE, TokenKind.PREFIX

STARS = [
    ("công*", WORD, PREFIX, "công"),
    ("công**", WORD, PREFIX, "công"),
    ("công*).", WORD, PREFIX, "công"),
    ("–*công*", WORD, PREFIX, "công"),
    ("03/2019/NĐ-C*", WORD, PREFIX, "03/2019/NĐ-C"),
    ("(công an*)", PHRASE, PREFIX, "công an"),
    # a star that no letter of its word precedes is text
    ("công", WORD, WORD, "công"),
    ("*công", WORD, WORD, "*công"),
    ("…*", WORD, WORD, "…*"),
    ("công * an", PHRASE, PHRASE, "công * an"),
    ("công *an", PHRASE, PHRASE, "công *an"),
    ("2 * 3*", PHRASE, PREFIX, "2 * 3"),
]


@pytest.mark.parametrize(("text", "kind", "expected_kind", "expected"), STARS)
def test_a_star_at_the_end_makes_a_prefix(
    text: str, kind: TokenKind, expected_kind: TokenKind, expected: str
) -> None:
    """The prefix begins with its first letter or digit, and keeps its sign and field."""
    query = f"a {text}"
    token = without_star(query, query, QueryToken(kind, 2, len(query), "+", "title"))
    assert (token.kind, query[token.start : token.end]) == (expected_kind, expected)
    assert (token.sign, token.field) == ("+", "title")


@pytest.mark.parametrize(
    ("text", "position"), [("c*ng", 1), ("công*an*", 4), ("2*3", 1), ("công* an", 4), ("*c*ng", 2)]
)
def test_a_star_before_a_letter_is_refused(text: str, position: int) -> None:
    """The error points to the star."""
    with pytest.raises(QuerySyntaxError, match="A star may only end a word") as caught:
        without_star(text, text, QueryToken(PHRASE, 0, len(text)))
    assert caught.value.position == position


def test_a_phrase_before_a_star_is_a_prefix_from_its_first_letter() -> None:
    assert as_prefix("“…công an”*", QueryToken(PHRASE, 1, 9, "-")) == QueryToken(PREFIX, 2, 9, "-")


def test_stars_of_other_tokens_do_not_count() -> None:
    """Only the characters of the token are looked at."""
    query = "a* công-xã b*"
    token = QueryToken(WORD, 3, 10)
    assert without_star(query, query, token) == token
    assert without_star("a* *b c*d", "a* *b c*d", QueryToken(WORD, 3, 5)) == QueryToken(WORD, 3, 5)
    assert without_star("a* c* d*", "a* c* d*", QueryToken(PHRASE, 3, 5)) == QueryToken(PREFIX, 3, 4)
