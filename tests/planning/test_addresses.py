"""The conditions of addresses: what is looked up for a typed path, URL or id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.searching.globs import glob_pattern
from searchidx.engines.plan import AnyOf, TermGlob, TermPrefix
from searchidx.planning.addresses import address_condition
from searchidx.schema import address_term

if TYPE_CHECKING:
    from searchidx.engines.plan import Condition

PATHS = [
    ("tin/2021", "tin/2021"),
    ("/Tin//2021/", "tin//2021"),
    ("./tin/2021", "tin/2021"),
    ("Thế_giới/Kinh tế", "the-gioi/kinh-te"),
    ("tin/**/*.TXT", "tin/**/*.txt"),
    ("20??", "20??"),
    ("tin/20＊", "tin/20*"),
    ("*", "*"),
]


@pytest.mark.parametrize(("text", "pattern"), PATHS)
def test_a_path_is_a_pattern_of_names(text: str, pattern: str) -> None:
    assert address_condition("path", text) == TermGlob("path", pattern)


IDS = [
    ("a/1", ["a/1"]),
    ("Á_1", ["Á_1"]),  # case, accents and signs count
    ("a*", ["a"]),
    ("a**", ["a"]),
    ("a＊", ["a"]),
    ("*a", ["*a"]),
    ("te\u0302", ["te\u0302", "tê"]),  # ids are stored as they were given
    ("a ", ["a "]),
]


@pytest.mark.parametrize(("text", "beginnings"), IDS, ids=ascii)
def test_an_id_begins_exactly_so(text: str, beginnings: list[str]) -> None:
    assert address_condition("id", text) == AnyOf(tuple(TermPrefix("id", each) for each in beginnings))


SITE = "https://www.x.vn/the-thao/"
URLS = [  # what is typed, and which of the URLs it finds
    ("https://x.vn", "https://x.vn/a http://x.vn/a", "https://x.vn/a"),
    ("x.vn", "https://x.vn/a http://x.vn http://www.x.vn/b https://www.x.vn x.vn/c", None),
    ("x.vn", "https://y.vn/x.vn ftp://x.vn a.x.vn", ""),
    ("www.x.vn", "https://www.x.vn https://x.vn", "https://www.x.vn"),
    ("x.vn/the_thao", f"{SITE} https://x.vn/the-thaoi https://x.vn/the", f"{SITE} https://x.vn/the-thaoi"),
    (
        "x.vn/The-Thao/",
        f"{SITE} https://x.vn/the-thao https://x.vn/the-thaoi",
        f"{SITE} https://x.vn/the-thao",
    ),
    ("x.vn/the*", SITE, SITE),
    ("//x.vn/a", "https://x.vn/a", "https://x.vn/a"),
    ("ftp://x.vn", "ftp://x.vn/a https://x.vn/a", "ftp://x.vn/a"),
    ("http://", "http://x.vn https://x.vn", "http://x.vn"),
    ("HTTPS://X.vn/A", "https://x.vn/a", "https://x.vn/a"),
    # the address of another page in an address
    ("x.vn/?u=http://y.vn", "https://x.vn/?u=http://y.vn/a", "https://x.vn/?u=http://y.vn/a"),
    ("https://x.vn/?u=http://y.vn", "https://x.vn/?u=http://y.vn/a", "https://x.vn/?u=http://y.vn/a"),
]


def finds(condition: Condition, term: str) -> bool:
    match condition:
        case AnyOf(children):
            return any(finds(child, term) for child in children)
        case TermPrefix("url", beginning):
            return term.startswith(beginning)
        case TermGlob("path", pattern):
            return glob_pattern(pattern).match(term) is not None
    return False


@pytest.mark.parametrize(("text", "urls", "found"), URLS)
def test_a_url_begins_so_with_or_without_its_scheme(text: str, urls: str, found: str | None) -> None:
    condition = address_condition("url", text)
    expected = urls if found is None else found
    assert [url for url in urls.split() if finds(condition, address_term(url))] == expected.split()


ADDRESSES = st.text("aÂb_-/.1").filter(lambda text: text.strip("/"))


@given(ADDRESSES, ADDRESSES, ADDRESSES)
def test_an_address_finds_itself_and_what_is_below(before: str, address: str, after: str) -> None:
    """A path finds itself below any folder, too."""
    for field in ("path", "url"):
        condition = address_condition(field, address)
        assert finds(condition, address_term(address))
        assert finds(condition, address_term(f"{address}/{after}"))
    assert finds(address_condition("path", address.strip("/")), address_term(f"{before}/{address}/{after}"))
