"""The results as JSON: what docs/json.md says of them."""

from __future__ import annotations

import datetime
import json
import re
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator, ValidationError

from searchidx import Index
from searchidx.model import Contribution, Document, Hit, Results, Snippet, Suggestion
from searchidx.terminal.results_json import (
    completions_as_json,
    results_as_json,
    terms_as_json,
    trends_as_json,
)
from searchidx.terminal.trends import Trend
from tests.support import ROOT
from tests.support.terminal import SCHEMA, read_answer, searchidx, searchidx_json

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
        "facets",
        "timeline",
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


@pytest.mark.parametrize(
    ("head", "definition"),
    [
        ("key", "results"),
        ("key of a hit", "hit"),
        ("key of terms", "terms"),
        ("key of completions", "completions"),
        ("key of trends", "trends"),
        ("key of a trend", "trend"),
    ],
)
def test_the_page_on_json_names_the_keys_of_the_schema(head: str, definition: str) -> None:
    """The tables of docs/json.md hold the keys that the schema describes, all of them in the same order."""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    table = re.search(rf"^\| {head} \|.*\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert table
    rows = [re.findall("`([^`]+)`", row) for row in re.findall(r"^\| (`.+?) \|", table[1], re.MULTILINE)]
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"][definition]
    assert sorted(key for row in rows for key in row) == sorted(schema["properties"])
    assert set(schema["properties"]) - set(schema["required"]) <= {"explanation"}


def test_the_keys_of_an_answer_are_those_of_the_schema(collection: Path) -> None:
    """An explained answer has every key that the schema describes, in the order of the schema."""
    printed = searchidx_json("search", "lúa", "--json", "--explain", cwd=collection)
    definitions = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    assert list(printed) == list(definitions["results"]["properties"])
    assert list(printed["hits"][0]) == list(definitions["hit"]["properties"])


BEST = '{"format": 1, "prefix": "l", "terms": [["lúa", 2]]}'
MALFORMED = [
    "{}",
    "[]",
    BEST.replace("1", "2"),
    BEST.replace('"l"', "null"),
    BEST.replace('"prefix"', '"prefixes"'),
    BEST.replace("2", "0"),
    BEST.replace("2", "-1"),
    BEST.replace("2", "2, 3"),
    BEST.replace(", 2", ""),
    BEST.replace('"l",', '"l", "more": 1,'),
    '{"format": 1, "by": "week", "trends": [{"query": "", "total": 0, "timeline": []}]}',
    '{"format": 1, "by": "day", "trends": [{"query": "", "total": 0, "timeline": [["2021", 1]]}]}',
    '{"format": 1, "by": "day", "trends": []}',
    '{"format": 1, "text": "l", "completions": [1]}',
]


@pytest.mark.parametrize("answer", MALFORMED)
def test_the_schema_refuses_other_answers(answer: str) -> None:
    """Missing keys, wrong types and, in tests, additional keys are noticed."""
    read_answer(BEST)
    with pytest.raises(ValidationError):
        read_answer(answer)


def test_the_schema_lets_answers_grow() -> None:
    """As it is published, the schema accepts keys that a later version adds."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(BEST[:-1] + ', "more": 1}'))


def test_an_error_is_no_json(collection: Path) -> None:
    """With `--json` an error prints only its message, on stderr; an answer without hits is an object."""
    refused = searchidx("search", "--json", "title:", cwd=collection)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"searchidx: title: needs a word")
    empty = searchidx("search", "--json", "xyzzy", cwd=collection)
    assert (empty.returncode, read_answer(empty.stdout)["hits"]) == (1, [])


def test_notes_are_a_list() -> None:
    results = Results("tin", (), 0, 0, False, None, 0.0, ("Một.", "Hai."))
    assert read_answer(results_as_json(results))["notes"] == ["Một.", "Hai."]


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
        "keywords": {},
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
    assert read_answer(results_as_json(results)) == {
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
        "facets": {},
        "timeline": None,
        "hits": [first, second],
    }


def test_facets_and_timelines_have_their_places() -> None:
    """Facets are lists of pairs by name, and a timeline a list of days with numbers."""
    results = Results("", (), 3, 3, False, None, 0.0, facets={"year": (("2021", 2),), "tags": ()})
    printed = read_answer(results_as_json(results, (), ((datetime.date(2021, 1, 1), 2),)))
    assert printed["facets"] == {"year": [["2021", 2]], "tags": []}
    assert printed["timeline"] == [["2021-01-01", 2]]
    assert read_answer(results_as_json(results, (), ()))["timeline"] == []


def test_the_other_answers() -> None:
    """Terms, completions and trends are objects of format 1, without a character that commands a terminal."""
    assert read_answer(terms_as_json("l", (("lúa", 2),))) == {
        "format": 1,
        "prefix": "l",
        "terms": [["lúa", 2]],
    }
    assert read_answer(completions_as_json("gia l", ("giá lúa",))) == {
        "format": 1,
        "text": "gia l",
        "completions": ["giá lúa"],
    }
    trend = Trend("lúa\x1b", 3, ((datetime.date(2021, 1, 1), 2),))
    text = trends_as_json([trend], "year")
    assert text.isprintable()
    assert read_answer(text) == {
        "format": 1,
        "by": "year",
        "trends": [{"query": "lúa\x1b", "total": 3, "timeline": [["2021-01-01", 2]]}],
    }
