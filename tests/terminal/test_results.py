"""Results as lines: wrapped, marked, and safe to print."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from wcwidth import wcswidth

from searchidx import Index
from searchidx.model import Contribution, Document, Hit, Results, Snippet, Suggestion
from searchidx.terminal.article import article_lines
from searchidx.terminal.display import BLOCKS, COLOR, PLAIN
from searchidx.terminal.facet_columns import facet_lines
from searchidx.terminal.results import mark_text, result_lines, similar_lines
from searchidx.terminal.results_json import results_as_json
from searchidx.terminal.tables import number_lines
from searchidx.terminal.trends import Trend, trend_lines
from tests.support.terminal import in_process, searchidx

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = Document("a", "Giá lúa", "Giá lúa tăng.", datetime.date(2021, 3, 1), "Báo Mẫu", "Kinh tế")
HIT = Hit(1, 1.0, ARTICLE, ((4, 7),), Snippet("Giá lúa tăng.", ((4, 7),)))
HIT_WITH_COPIES = dataclasses.replace(HIT, copies=("b", "c"))


def answer(*hits: Hit, **changes: Any) -> Results:
    defaults: dict[str, Any] = {
        "query": "lúa",
        "hits": hits,
        "total": len(hits),
        "complete": len(hits),
        "relaxed": False,
        "suggestion": None,
        "took": 0.0021,
    }
    return Results(**{**defaults, **changes})


def hits(first: int, last: int) -> tuple[Hit, ...]:
    return tuple(Hit(rank, 1.0, ARTICLE, (), Snippet("")) for rank in range(first, last + 1))


@pytest.mark.parametrize(
    ("results", "headline"),
    [
        (answer(*hits(1, 1)), "1 article (2 ms)"),
        (answer(*hits(1, 3)), "3 articles (2 ms)"),
        (answer(*hits(1, 3), took=0.0009), "3 articles (under 1 ms)"),
        (answer(*hits(11, 20), total=1234), "11–20 of 1,234 articles (2 ms)"),
        (answer(*hits(1234, 1234), total=1234), "Article 1,234 of 1,234 (2 ms)"),
        (answer(HIT_WITH_COPIES, total=3), "3 articles (2 ms)"),
        (answer(HIT_WITH_COPIES, total=4), "Article 1 of 4 (with copies) (2 ms)"),
        (answer(total=2), "2 articles, none of them shown (2 ms)"),
        (answer(), "No article matches: lúa (2 ms)"),
        (answer(query=" \n"), "No article matches: the query is empty (2 ms)"),
        (answer(*hits(1, 3), complete=1, relaxed=True), "3 articles, 1 of them complete (2 ms)"),
        (answer(*hits(1, 3), complete=0, relaxed=True), "3 articles, partial matches only (2 ms)"),
    ],
)
def test_the_first_line_tells_how_many_articles_match(results: Results, headline: str) -> None:
    """It says which of them are shown, whether they match the whole query, and the time."""
    assert next(result_lines(results, PLAIN, 80)) == headline


def test_a_hit_is_a_title_facts_and_a_snippet() -> None:
    """Blocks stand under the title, beside the gutter with the rank; marks are in brackets."""
    results = answer(HIT, suggestion=Suggestion("lửa", "accents"))
    assert list(result_lines(results, PLAIN, 80)) == [
        "1 article (2 ms)",
        "Did you mean: lửa",
        "",
        "1. Giá [lúa]",
        "   01/03/2021 · Báo Mẫu · Kinh tế · a",
        "   Giá [lúa] tăng.",
    ]


def test_notes_follow_the_suggestion() -> None:
    """Each on a line of its own, wrapped as text is, and safe to print."""
    notes = ("Có \x1b[31mmột điều cần biết.", "Và hai.")
    results = answer(HIT, suggestion=Suggestion("lửa", "accents"), notes=notes)
    assert list(result_lines(results, PLAIN, 20))[1:6] == [
        "Did you mean: lửa",
        "Note: Có  [31mmột",
        "điều cần biết.",
        "Note: Và hai.",
        "",
    ]
    assert list(result_lines(answer(notes=("Và hai.",)), PLAIN, 80))[1:] == ["Note: Và hai."]


@pytest.mark.parametrize(
    ("typed", "typed_complete", "line"),
    [
        ("qốc hội", 0, "Results for “quốc hội”; nothing is written “qốc hội”"),
        (" qốc\x1b hội\n", 0, "Results for “quốc hội”; nothing is written “qốc  hội”"),
        ("qốc hội", 1, "Results for “quốc hội”; only 1 article has “qốc hội” (shown with --exactly)"),
        ("qốc hội", 7, "Results for “quốc hội”; only 7 articles have “qốc hội” (shown with --exactly)"),
    ],
)
def test_it_is_said_whose_results_are_shown(typed: str, typed_complete: int, line: str) -> None:
    """The text in question, and how many articles have what was typed."""
    results = answer(HIT, query=typed, corrected="quốc hội", typed_complete=typed_complete)
    assert list(result_lines(results, PLAIN, 80))[:3] == ["1 article (2 ms)", line, ""]


@pytest.mark.parametrize(
    ("results", "headline"),
    [
        (answer(HIT, query="Giá gạo"), "1 article like “Giá gạo” (2 ms)"),
        (answer(HIT, query="Giá gạo", total=12), "Article 1 of 12 like “Giá gạo” (2 ms)"),
        (answer(query="Giá gạo", total=2), "2 articles like “Giá gạo”, none of them shown (2 ms)"),
        (answer(query="Giá gạo"), "No article is like “Giá gạo” (2 ms)"),
        (answer(HIT, query=" "), "1 article like “(no title)” (2 ms)"),
    ],
)
def test_similar_articles_are_told_from_results(results: Results, headline: str) -> None:
    """The first line names the article that the others are like; hits follow as in a search."""
    lines = list(similar_lines(results, PLAIN, 80))
    assert lines[0] == headline
    assert lines[1:] == list(result_lines(results, PLAIN, 80))[1:]


def test_copies_are_counted_under_a_hit() -> None:
    """The number of folded articles is the last line of a hit, before its explanation."""
    assert list(result_lines(answer(HIT_WITH_COPIES), PLAIN, 80))[-2:] == [
        "   Giá [lúa] tăng.",
        "   +2 similar",
    ]
    explained = dataclasses.replace(HIT_WITH_COPIES, explanation=(Contribution("lúa", 1.0),))
    assert list(result_lines(answer(explained), PLAIN, 80))[-3] == "   +2 similar"


def test_the_id_has_a_line_of_its_own_where_it_does_not_fit() -> None:
    """An id is never broken: it must be possible to copy it."""
    fitting = "   01/03/2021 · Báo Mẫu · Kinh tế · a"
    assert fitting in result_lines(answer(HIT), PLAIN, len(fitting))
    narrower = list(result_lines(answer(HIT), PLAIN, len(fitting) - 1))
    assert narrower[3:5] == ["   01/03/2021 · Báo Mẫu · Kinh tế", "   a"]


def test_a_hit_may_lack_everything_but_its_id() -> None:
    """A hit without a title says so; without a snippet and facts, its id is all that follows."""
    hit = Hit(1, 1.0, Document("a", "", ""), (), Snippet(""), complete=False)
    assert list(result_lines(answer(hit), PLAIN, 80))[2:] == ["1. (no title)", "   partial match · a"]


def test_ranks_are_aligned() -> None:
    """The gutter is as wide as its widest rank."""
    lines = list(result_lines(answer(*hits(9, 10), total=10), PLAIN, 80))
    assert [line for line in lines if "Giá" in line] == [" 9. Giá lúa", "10. Giá lúa"]


def test_an_explanation_lists_the_heaviest_signals_first() -> None:
    """The score comes first, then what it is made of; what gave nothing is left out."""
    explanation = (Contribution("giá", 0.25), Contribution("nothing", 0.0), Contribution("lúa", 12.5))
    hit = Hit(1, 12.75, ARTICLE, (), Snippet(""), explanation=explanation)
    lines = list(result_lines(answer(hit), PLAIN, 80))
    assert lines[-3:] == ["    12.7500  score", "    12.5000  lúa", "     0.2500  giá"]


def test_the_command_explains_its_hits(collection: Path) -> None:
    """The contributions that `--explain` prints add up to the score, and are aligned at the point."""
    lines = searchidx("search", "giá lúa", "--limit", "1", "--explain", cwd=collection).stdout.decode()
    column = [line for line in lines.splitlines() if re.match(r" +\d+\.\d{4}  \S", line)]
    assert column[0].endswith("  score")
    assert len(column) > 2
    assert len({line.index(".") for line in column}) == 1
    values = [float(line.split()[0]) for line in column]
    assert values[1:] == sorted(values[1:], reverse=True)
    assert sum(values[1:]) == pytest.approx(values[0], abs=0.001)


@pytest.mark.parametrize(
    ("marks", "marked"),
    [
        ((), "(Giá lúa)"),
        (((0, 7),), "[Giá lúa]"),
        (((4, 7),), "(Giá )[lúa]"),
        (((0, 3),), "[Giá]( lúa)"),
        (((0, 3), (4, 7)), "[Giá]( )[lúa]"),
    ],
)
def test_marks_and_the_rest_have_styles_of_their_own(marks: tuple[tuple[int, int], ...], marked: str) -> None:
    """Every character is styled once, and no style is put around nothing."""
    assert mark_text("Giá lúa", marks, lambda text: f"[{text}]", lambda text: f"({text})") == marked


@pytest.mark.parametrize("columns", ["30", "40", "80", "140"])
def test_lines_fit_the_terminal(
    collection: Path, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line is wider than the terminal or than 100 columns, in NFC and NFD, unless it is one word."""
    monkeypatch.chdir(collection)
    monkeypatch.delenv("SEARCHIDX_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    for command in ("searchidx search 'công an nước' --limit 9", "searchidx show thuy-dien.txt"):
        for line in in_process(command, capsys, monkeypatch).splitlines():
            one_word = len(line.split()) == 1 or line.startswith(("id ", "path "))
            assert one_word or wcswidth(unicodedata.normalize("NFD", line)) <= min(int(columns), 100)


HIDDEN_CODES = [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029]
HIDDEN_CODES += [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)]
HIDDEN = "".join(map(chr, HIDDEN_CODES))
"""Controls, marks of writing direction, and tags."""


def test_hidden_characters_are_shown_as_blanks() -> None:
    """They neither command the terminal nor hide what stands beside them; JSON escapes them."""
    assert mark_text(HIDDEN, (), str) == " " * len(HIDDEN)
    document = Document("a", f"tin{HIDDEN}", "")
    text = results_as_json(answer(Hit(1, 1.0, document, (), Snippet(""))))
    assert not set(text) & set(HIDDEN)
    assert json.loads(text)["hits"][0]["title"] == document.title


@pytest.mark.parametrize("style", [PLAIN, COLOR])
def test_no_text_of_an_article_reaches_the_terminal_as_it_is(style: Any) -> None:
    """Whatever an article has where, only the styles of the command send escape sequences."""
    evil = f"x{HIDDEN}x"
    document = Document(evil, evil, evil, source=evil, category=evil, url=evil, path=evil, extra={evil: evil})
    hit = Hit(1, 1.0, document, ((0, 1),), Snippet(evil, ((0, 1),)), explanation=(Contribution(evil, 1.0),))
    results = answer(hit, query=evil, suggestion=Suggestion(evil, "spelling"))
    lines = [
        *result_lines(results, style, 80),
        *result_lines(answer(query=evil), style, 80),
        *similar_lines(results, style, 80),
        *facet_lines({evil: ((evil, 1),), "year": ((evil, 1),)}, style, 80),
        *trend_lines([Trend(evil, 1, ((datetime.date(2021, 1, 1), 1),))], "year", 80, BLOCKS),
        *number_lines([(evil, 1)]),
        *article_lines(document, style, 80),
    ]
    own_escapes = re.compile(r"\x1b\[(?:0|1|2|1;31)m")
    assert not set(own_escapes.sub("", "".join(lines))) & set(HIDDEN)


def test_control_characters_never_reach_the_output(collection: Path) -> None:
    """The command prints an article with escape sequences and bells without them."""
    control = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
    for arguments in (("search", "giả mạo"), ("search", "giả mạo", "--json"), ("show", "bm-18")):
        done = searchidx(*arguments, cwd=collection)
        assert done.returncode == 0
        assert "tin nhắn" in done.stdout.decode().lower()
        assert not control.search(done.stdout.decode())


def test_an_id_as_printed_shows_its_article(tmp_path: Path) -> None:
    """Whatever a file's name or a record's id holds, what a search prints can be given to `show`."""
    folder = tmp_path / "articles"
    folder.mkdir()
    names = [f"a{chr(code)}b" for code in HIDDEN_CODES if code]
    for name in names[::7]:
        (folder / f"{name}.txt").write_text("Tin vắn\nMột tin.", encoding="utf-8")
    records = [json.dumps({"id": name, "title": "Tin dài"}) for name in names]
    (folder / "tin.jsonl").write_text("\n".join(records), encoding="utf-8")
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    with Index.open(tmp_path / "index") as index:
        for query, total in (("vắn", len(names[::7])), ("dài", len(names))):
            lines = result_lines(index.search(query, limit=1000), PLAIN, 100)
            ids = [line.strip() for line in lines if line.strip().startswith("a")]
            assert len(set(ids)) == total
            assert all(map(index.get, ids))
