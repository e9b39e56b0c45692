"""The tables of docs/query-language.md on spellings and half-typed words: each row is tried end to end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")


def table(header: str) -> list[list[str]]:
    """The quoted texts of each row of all tables with this header."""
    bodies = re.findall(rf"^{re.escape(header)}\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [re.findall(r"`([^`]+)`", line) for body in bodies for line in body.splitlines()]


ALIKE = table("| Kind | These find each other |")
DIFFERENT = table("| Because | These are different |")
TYPED = table("| Typed | Finds |")
WHILE_TYPING = table("| While typing | Comes first | Not |")


def index_of(folder: Path, texts: Sequence[str]) -> Index:
    index = Index.create(folder / "index")
    index.update(
        [
            Document(str(number), "Bản tin buổi sáng", f"Sáng nay có {text} ở đây, như đã nói với bạn đọc.")
            for number, text in enumerate(texts)
        ]
    )
    return index


def complete(index: Index, query: str) -> list[int]:
    return [int(hit.document.id) for hit in index.search(query, limit=100).hits if hit.complete]


def test_the_tables_were_read() -> None:
    assert (len(ALIKE), len(DIFFERENT), len(TYPED), len(WHILE_TYPING)) == (39, 25, 7, 6)


@pytest.mark.parametrize("spellings", ALIKE, ids=[spellings[0] for spellings in ALIKE])
def test_documented_spellings_find_each_other(tmp_path: Path, spellings: list[str]) -> None:
    """All are complete matches, and the typed one is the first, or has the same parts as the first."""
    assert len(spellings) > 1
    with index_of(tmp_path, [*spellings, "mưa và nắng"]) as index:
        for spelling in spellings:
            found = complete(index, spelling)
            assert set(found) == set(range(len(spellings))), spelling
            first = re.findall(r"\w+", spellings[found[0]].lower())
            assert first == re.findall(r"\w+", spelling.lower())


@pytest.mark.parametrize(("text", "other"), DIFFERENT)
def test_documented_differences(tmp_path: Path, text: str, other: str) -> None:
    """Neither is a complete match for the other."""
    with index_of(tmp_path, [text, other]) as index:
        assert complete(index, text) == [0]
        assert complete(index, other) == [1]


@pytest.mark.parametrize(("typed", "found"), TYPED)
def test_documented_beginnings_and_missing_accents(tmp_path: Path, typed: str, found: str) -> None:
    """Over three articles with the whole words, and one with the last typed word elsewhere."""
    with index_of(tmp_path, [found, found, found, "mưa và nắng", "thuyền nan vạn chài"]) as index:
        assert set(complete(index, typed)) == {0, 1, 2}


@pytest.mark.parametrize(("typed", "found", "other"), WHILE_TYPING)
def test_documented_completions(tmp_path: Path, typed: str, found: str, other: str) -> None:
    """Four articles have the pair that comes first, and one article has the other one."""
    with index_of(tmp_path, [other, *[found] * 4]) as index:
        hits = index.search(typed, typing=True).hits
        assert {hit.document.id for hit in hits[:4]} == {"1", "2", "3", "4"}
