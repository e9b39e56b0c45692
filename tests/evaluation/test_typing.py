"""The benchmark of half-typed words: its keystrokes, what it counts, and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluation.typing import Keystroke, Outcome, chosen_queries, keystrokes, main, outcomes, report
from searchidx import Document, Index

if TYPE_CHECKING:
    from pathlib import Path


def test_the_last_word_is_typed_letter_by_letter_in_each_form() -> None:
    """A text that an earlier form has typed is left out. The whole word has 0 typed letters."""
    assert list(keystrokes("giá đá")) == [
        Keystroke("giá đ", "giá đá", "accented", 1),
        Keystroke("giá đá", "giá đá", "accented", 0),
        Keystroke("gia d", "gia da", "unaccented", 1),
        Keystroke("gia da", "gia da", "unaccented", 0),
        Keystroke("giá đa", "giá đá", "tone last", 0),
    ]
    assert [keystroke.typed for keystroke in keystrokes("tin ca")] == ["tin c", "tin ca"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty articles with `giá vàng`, one with `giá vé`."""
    texts = ["giá vàng"] * 20 + ["giá vé"]
    with Index.create(tmp_path / "index") as index:
        index.update([Document(str(at), "Tin", f"Hôm nay {text} tăng.") for at, text in enumerate(texts)])
    return tmp_path / "index"


def test_queries_have_enough_articles_and_two_to_five_words(folder: Path) -> None:
    texts = ["giá vàng", "giá vé", "vàng", "hôm nay giá vàng tăng tin", "giá-vàng tăng", "giá tăng"]
    with Index.open(folder) as index:
        assert sorted(chosen_queries(texts, index, 9)) == ["giá tăng", "giá vàng"]
        assert len(chosen_queries(texts, index, 1)) == 1


def test_outcomes_compare_articles_and_completions(folder: Path) -> None:
    first, *_, last = [
        each for each in outcomes(folder, ["Giá Vàng"], 9) if each.keystroke.form == "accented"
    ]
    assert first.keystroke.typed == "giá v"
    assert (first.is_first, first.is_among) == (True, True)
    assert last.keystroke == Keystroke("giá vàng", "giá vàng", "accented", 0)
    assert last.overlap == 1.0
    assert min(last.seconds, last.plain_seconds) >= 0


def test_the_table_has_a_row_for_each_length() -> None:
    found = [
        Outcome(Keystroke("a b", "a bcdefg", "accented", 1), 0.5, False, True, 0.001, 0.002),
        Outcome(Keystroke("a bcdef", "a bcdefg", "accented", 5), 1.0, True, True, 0.003, 0.002),
        Outcome(Keystroke("a bcdefg", "a bcdefg", "accented", 0), 1.0, True, True, 0.005, 0.002),
    ]
    _, *rows = [line.split() for line in report(found)]
    assert rows[0] == ["accented", "1", "1", "50.0", "0.0", "100.0"]
    assert rows[1] == ["accented", "4", "or", "more", "1", "100.0", "100.0", "100.0"]
    assert rows[2] == ["accented", "all", "1", "100.0", "100.0", "100.0"]
    assert rows[3] == ["accented", "mean", "of", "beginnings", "2", "75.0", "50.0", "100.0"]
    assert " ".join(rows[4]) == "typing: median 3.0 ms, 95th percentile 5.0 ms of CPU time"


def test_the_command_prints_the_table_or_the_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keywords = tmp_path / "keywords.tsv"
    keywords.write_text("giá vàng\t12\n", encoding="utf-8")
    assert main([str(folder), str(keywords), "--queries", "1"]) == 0
    assert "accented" in capsys.readouterr().out
    assert main([str(folder), str(tmp_path / "missing")]) == 2
    assert capsys.readouterr().err.startswith("typing: ")
    assert main([str(tmp_path / "missing"), str(keywords)]) == 2
    keywords.write_text("giá bạc\t1\n", encoding="utf-8")
    assert main([str(folder), str(keywords)]) == 2
    assert "no query" in capsys.readouterr().err
