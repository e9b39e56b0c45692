"""Addresses in queries: `path:`, `url:` and `id:`, with quotes, stars and groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import QuerySyntaxError
from searchidx.query.lex import lex
from searchidx.query.parse import MAX_PATHS, parse
from searchidx.query.tokens import QueryToken, TokenKind
from searchidx.query.tree import Address, Group, Not, Or, Word, unwanted_leaves, wanted_leaves
from tests.support.trees import spell

READ = [
    ("path:tin/2021", "path=tin/2021"),
    ("path:thế-giới/2025 bão", "{path=thế-giới/2025 bão}"),
    ("PATH:tin Url:x.vn ID:7", "{path=tin url=x.vn id=7}"),
    ("-path:tin +url:x bão", "{bão ^url=x !path=tin}"),
    ("NOT path:tin", "!path=tin"),
    ("path:a OR id:b", "<path=a | id=b>"),
    # all signs of an address are part of it
    ("url:https://x.vn/a?b=c:d&e#f", "url=https://x.vn/a?b=c:d&e#f"),
    ("path:/home/x(1)/y.txt", "path=/home/x(1)/y.txt"),
    ("path:C:\\tin", "path=C:\\tin"),
    ("id:title:x", "id=title:x"),
    ("path:tittle:x", "path=tittle:x"),
    ("path:tin, bão", "{path=tin, bão}"),
    ("id:AND", "id=AND"),
    # stars
    ("path:tin/20*", "path=tin/20*"),
    ("path:*.txt", "path=*.txt"),
    ("path:tin/**/*.txt", "path=tin/**/*.txt"),
    ("path:*a*b*", "path=*a*b*"),
    ("url:x* id:a*", "{url=x* id=a*}"),
    # quotes
    ('path:"thế giới/2025"', "path=thế giới/2025"),
    ("path:“thế giới” url:«x y»", "{path=thế giới url=x y}"),
    ('path:"thế giới/20*"', "path=thế giới/20*"),
    ('path:"thế giới/*/1.txt"', "path=thế giới/*/1.txt"),
    ('path:"*thế giới*"', "path=*thế giới*"),
    ('path:"thế giới/20"*', "path=thế giới/20*"),
    ('path:"*giới/20"* bão*', "{path=*giới/20* bão*}"),
    ('path:"-tin" id:"+1"', "{path=-tin id=+1}"),
    # groups
    ("path:(a b)", "{path=a path=b}"),
    ("path:(a OR b) bão", "{<path=a | path=b> bão}"),
    ("path:(a* b)", "{path=a* path=b}"),
    ("path:(*.txt a/*/b)", "{path=*.txt path=a/*/b}"),
    ('path:("a b*" c*)', "{path=a b* path=c*}"),
    ('path:("a b"* c)', "{path=a b* path=c}"),
    ("path:(a (b*b OR c))", "{path=a <path=b*b | path=c>}"),
    ("path:(a -b*)", "{path=a !path=b*}"),
    ("path:(a* title:b* (c*)) d*", "{path=a* title:b* path=c* d*}"),
    ("title:(a* path:(b*) c*)", "{title:a* path=b* title:c*}"),
    ("path:(a* date:2020)", "{path=a* 2020-01-01~2020-12-31}"),
    ("(path:a* b*) c*", "{path=a* b* c*}"),
    ("url:(x y*) id:(1 OR 2)", "{url=x url=y* <id=1 | id=2>}"),
    # a quote without partner, and names that are no field
    ("Path: tin", "{Path: tin}"),
    ("PATH:/usr/bin", "PATH:/usr/bin"),
    ("xpath :a", "{xpath :a}"),
    ("path :a", "{path :a}"),
]


@pytest.mark.parametrize(("query", "expected"), READ)
def test_reading(query: str, expected: str) -> None:
    assert spell(parse(query).root) == expected
    assert parse(query).notes == ()


REFUSED = [
    ("path:", 5, "path: needs a word"),
    ("path: tin", 5, "path: needs a word"),
    ("url:)", 4, "url: needs a word"),
    ("path:()", 5, "path: needs a word"),
    ("path:/", 5, "path: needs a word"),
    ("path:**", 5, "path: needs a word"),
    ('path:"*"', 6, "path: needs a word"),
    ('id:""', 4, "id: needs a word"),
    ("path:(* -)", 5, "path: needs a word"),
    ("id:-7", 3, "A sign stands before the field: write -id:"),
    ("path:(a", 5, "This parenthesis is never closed"),
    ("a) path:b*", 1, "This parenthesis closes nothing"),
    ('url:"x', 4, "This quote is never closed"),
    ("pathh:x", 0, "There is no field pathh: here; write path:"),
    ("(path:a) b*c", 10, "A star may only end"),
    ("path:(a) b*c", 10, "A star may only end"),
    ("path:(a title:(b) c) d*e", 22, "A star may only end"),
    ("path:(a title:b*c)", 15, "A star may only end"),
]


@pytest.mark.parametrize(("query", "position", "reason"), REFUSED)
def test_what_is_refused(query: str, position: int, reason: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert caught.value.reason.startswith(reason)
    assert (caught.value.query, caught.value.position) == (query, position)


@pytest.mark.parametrize("query", ["path:a " * MAX_PATHS, f"path:({'a ' * MAX_PATHS}) url:(x y) id:z"])
def test_a_query_has_a_maximum_number_of_paths(query: str) -> None:
    """URLs and ids do not count: they are looked up, and not compared with all."""
    parse(query)
    with pytest.raises(QuerySyntaxError, match=f"names more than {MAX_PATHS} paths") as caught:
        parse(f'{query} -path:"b c"')
    assert caught.value.position == len(query) + len(' -path:"')


def test_the_tokens_of_addresses() -> None:
    """Stars are part of a text. Only one that follows a closing quote is the kind of the token."""
    assert lex('path:a* url:"b c"*') == [
        QueryToken(TokenKind.WORD, 5, 7, "", "path"),
        QueryToken(TokenKind.PREFIX, 13, 16, "", "url"),
    ]


def test_addresses_are_no_leaves() -> None:
    """They have no syllables to look for, to correct or to mark."""
    tree = Group(
        (Word("a", 0, 1), Address("path", "x")), (), (Or((Not(Address("id", "y")), Word("b", 2, 3))),)
    )
    assert [leaf.text for leaf in wanted_leaves(tree)] == ["a"]
    assert [leaf.text for leaf in unwanted_leaves(tree)] == ["b"]
    assert wanted_leaves(Address("path", "x")) == unwanted_leaves(Address("path", "x")) == []


@given(
    st.text("ab*?/-.", min_size=1).filter(lambda text: text[0] not in "-" and ("a" in text or "b" in text))
)
def test_an_address_is_read_as_typed(text: str) -> None:
    """Bare, in quotes and in a group."""
    expected = Address("path", text)
    assert (
        parse(f"path:{text}").root == parse(f'path:"{text}"').root == parse(f"path:({text})").root == expected
    )
