"""The page on the query language: each of its queries means, or is refused, as it says."""

from __future__ import annotations

import re

import pytest

from searchidx.errors import QuerySyntaxError
from searchidx.planning.stretches import MAX_SYLLABLES
from searchidx.query.parse import MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_LENGTH, parse
from tests.support import ROOT
from tests.support.trees import spell

PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", PAGE, re.MULTILINE))
TYPED = re.compile(r"^\| (?:Typed \| Finds|While typing \| Comes first \| Not) \|\n(?:\|.*\n)+", re.MULTILINE)
"""The tables of what a query finds: `tests/planning/forms/test_language_page.py` tries them."""

SAME = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", TYPED.sub("", PAGE), re.MULTILINE)
QUERY_AND_TEXT = re.compile(r"^\| `([^`]+)` \| ([^`|]+) \|$", re.MULTILINE)
WRONG = QUERY_AND_TEXT.findall(SECTIONS["What is refused"])
NOTED = QUERY_AND_TEXT.findall(SECTIONS["Words that look like fields"])


@pytest.mark.parametrize(("query", "same"), SAME)
def test_documented_queries(query: str, same: str) -> None:
    """Each documented query reads the same as the one beside it."""
    assert spell(parse(query).root) == spell(parse(same).root) != ""


@pytest.mark.parametrize(("query", "reason"), WRONG)
def test_documented_refusals(query: str, reason: str) -> None:
    """Each documented wrong query is refused for the reason beside it."""
    with pytest.raises(QuerySyntaxError, match=re.escape(reason)):
        parse(query)


@pytest.mark.parametrize(("query", "text"), NOTED)
def test_documented_notes(query: str, text: str) -> None:
    """Each documented word that looks like a field has one note, with the text beside it."""
    (note,) = parse(query).notes
    assert text in note


def test_the_page_was_read() -> None:
    """The tables of the page are found, with the caps that the code has."""
    assert (len(SAME), len(WRONG), len(NOTED)) == (32, 20, 8)
    assert f"{MAX_QUERY_LENGTH:,} characters, {MAX_CLAUSES:,} words" in PAGE
    assert f"{MAX_SYLLABLES:,} syllables, and parentheses {MAX_DEPTH} deep" in PAGE
