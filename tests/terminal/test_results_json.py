"""The results as JSON: what docs/json.md says of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from searchidx import Index
from searchidx.model import Contribution, Document, Hit, Results, Snippet, Suggestion
from searchidx.terminal.results_json import results_as_json
from tests.support import ROOT
from tests.support.terminal import searchidx, searchidx_json

if TYPE_CHECKING:
    from pathlib import Path


def test_json_has_the_values_of_the_library(collection: Path) -> None:
    """The object of an answer has every key of format 1, with what the library returned."""
    printed = searchidx_json("search", "cong an", "--json", cwd=collection)
    with Index.open(collection / "index") as index:
        results = index.search("cong an")
    keys = [
        "format",
        "query",
        "total",
        "complete",
        "relaxed",
        "corrected",
        "typed_complete",
        "suggestion",
        "notes",
        "took_ms",
        "hits",
    ]
    assert list(printed) == keys
    assert (printed["format"], printed["query"], printed["total"]) == (1, "cong an", results.total)
    assert len(printed["hits"]) == len(results.hits) > 0
    for shown, hit in zip(printed["hits"], results.hits, strict=True):
        assert (shown["id"], shown["rank"], shown["complete"]) == (hit.document.id, hit.rank, hit.complete)
        assert shown["score"] == pytest.approx(hit.score, abs=1e-6)
        assert shown["title"] == hit.document.title
        assert shown["title_marks"] == [list(mark) for mark in hit.title_marks]
        assert shown["snippet"]["text"] == hit.snippet.text
        assert shown["snippet"]["marks"] == [list(mark) for mark in hit.snippet.marks]
        assert shown["snippets"] == [shown["snippet"]]


def test_partial_matches_are_told_apart(collection: Path) -> None:
    """Each hit says whether it matches the whole query; `relaxed` says that some may not."""
    printed = searchidx_json("search", "giá lúa nước", "--json", cwd=collection)
    assert printed["relaxed"]
    complete = [hit["complete"] for hit in printed["hits"]]
    assert complete == sorted(complete, reverse=True)
    assert printed["complete"] == sum(complete) < printed["total"]


def test_the_page_on_json_names_the_keys(collection: Path) -> None:
    """The tables of docs/json.md hold the keys of an answer and those of a hit, all of them."""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    rows = [re.findall("`([^`]+)`", row) for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)]
    printed = searchidx_json("search", "lúa", "--json", "--explain", cwd=collection)
    keys = [*printed, *printed["hits"][0]]
    assert sorted(key for row in rows for key in row) == sorted(keys)


def test_an_error_is_no_json(collection: Path) -> None:
    """With `--json` an error prints only its message, on stderr; an answer without hits is an object."""
    refused = searchidx("search", "--json", "title:", cwd=collection)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"searchidx: title: needs a word")
    empty = searchidx("search", "--json", "xyzzy", cwd=collection)
    assert (empty.returncode, json.loads(empty.stdout)["hits"]) == (1, [])


def test_notes_are_a_list() -> None:
    results = Results("tin", (), 0, 0, False, None, 0.0, ("Một.", "Hai."))
    assert json.loads(results_as_json(results))["notes"] == ["Một.", "Hai."]


def test_every_value_has_its_place() -> None:
    """Numbers are rounded, a missing date and suggestion are null, and only explained hits are explained."""
    document = Document(
        "a", "Tin", "Một tin.", source="Báo", category="Đời sống", url="u", path="p", author="Lâm"
    )
    shown = Snippet("Một tin.", ((4, 7),))
    hits = (
        Hit(1, 2.00000049, document, ((0, 3),), shown, snippets=(shown,)),
        Hit(2, 1.0, document, (), Snippet(""), False, (Contribution("tin", 1.0),)),
    )
    results = Results(
        "tin", hits, 12, 1, True, Suggestion("tín", "accents"), 0.00123456, corrected="tin", typed_complete=3
    )
    first = {
        "rank": 1,
        "score": 2.0,
        "complete": True,
        "id": "a",
        "title": "Tin",
        "date": None,
        "time": None,
        "source": "Báo",
        "category": "Đời sống",
        "author": "Lâm",
        "path": "p",
        "url": "u",
        "title_marks": [[0, 3]],
        "snippet": {"text": "Một tin.", "marks": [[4, 7]]},
        "snippets": [{"text": "Một tin.", "marks": [[4, 7]]}],
        "copies": [],
    }
    second = {
        **first,
        "rank": 2,
        "score": 1.0,
        "complete": False,
        "title_marks": [],
        "snippet": {"text": "", "marks": []},
        "snippets": [],
        "explanation": [{"signal": "tin", "score": 1.0}],
    }
    assert json.loads(results_as_json(results)) == {
        "format": 1,
        "query": "tin",
        "total": 12,
        "complete": 1,
        "relaxed": True,
        "corrected": "tin",
        "typed_complete": 3,
        "suggestion": "tín",
        "notes": [],
        "took_ms": 1.235,
        "hits": [first, second],
    }
