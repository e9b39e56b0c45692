"""The benchmark of completion: what it types, what it counts, and its table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evaluation.completion import (
    Beginning,
    Outcome,
    beginnings,
    chosen_texts,
    main,
    outcomes,
    read_texts,
    report,
)
from searchidx import Document, Index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "giá vàng",
            [
                Beginning("gia ", ("giá", "vàng"), "unaccented"),
                Beginning("giá ", ("giá", "vàng"), "accented"),
            ],
        ),
        ("tin nay", [Beginning("ti", ("tin",), "accented")]),
        ("tin hom nay", [Beginning("tin h", ("tin", "hom"), "accented")]),
        (
            "hồ tây xa",
            [Beginning("ho t", ("hồ", "tây"), "unaccented"), Beginning("hồ t", ("hồ", "tây"), "accented")],
        ),
    ],
)
def test_half_of_a_text_is_typed(text: str, found: list[Beginning]) -> None:
    """A half that ends with a whole word loses a letter, so that it is clear which word is meant."""
    assert list(beginnings(text)) == found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles about the price of gold, and one about the price of tickets."""
    texts = ["giá vàng"] * 5 + ["giá vé"]
    with Index.create(tmp_path / "index") as index:
        index.update([Document(str(at), "Tin", f"Hôm nay {text} tăng.") for at, text in enumerate(texts)])
    return tmp_path / "index"


def test_texts_are_read_from_both_formats(tmp_path: Path) -> None:
    keywords, queries = tmp_path / "keywords.tsv", tmp_path / "queries.jsonl"
    keywords.write_text("Giá  vàng\t12\nf-16\t3\n", encoding="utf-8")
    queries.write_text(json.dumps({"id": "1", "text": "Giá: vàng!"}) + "\n", encoding="utf-8")
    assert read_texts(keywords) == ["giá vàng", "f 16"]
    assert read_texts(queries) == ["giá vàng"]


def test_texts_have_a_complete_match(folder: Path) -> None:
    with Index.open(folder) as index:
        texts = ["giá vàng", "giá bạc", "tin", "hôm nay giá vé"]
        assert sorted(chosen_texts(texts, index, 9)) == ["giá vàng", "hôm nay giá vé"]
        assert len(chosen_texts(texts, index, 1)) == 1
        # Other seeds choose other texts.
        assert len({*(chosen_texts(texts, index, 1, seed)[0] for seed in range(20))}) == 2


def test_outcomes_have_the_rank_of_the_intended_word(folder: Path) -> None:
    unaccented, accented = outcomes(folder, ["giá vàng"], 9)
    assert unaccented.beginning.typed == "gia "
    assert (unaccented.rank, unaccented.naive) == (0, False)
    assert (accented.rank, accented.naive) == (0, True)
    assert min(accented.first_seconds, accented.hot_seconds) >= 0


def test_the_table_has_a_row_for_each_form_and_end() -> None:
    found = [
        Outcome(Beginning("a b", ("a", "bc"), "accented"), 0, False, 0.002, 0.001),
        Outcome(Beginning("a d", ("a", "de"), "accented"), 3, True, 0.004, 0.001),
        Outcome(Beginning("a ", ("a", "bc"), "accented"), None, False, 0.006, 0.003),
    ]
    _, *rows = [line.split() for line in report(found)]
    assert rows[0] == ["accented", "within", "word", "2", "50.0", "100.0", "50.0"]
    assert rows[1] == ["accented", "after", "blank", "1", "0.0", "0.0", "0.0"]
    assert rows[2] == ["accented", "all", "3", "33.3", "66.7", "33.3"]
    assert " ".join(rows[3]) == "first call: median 4.0 ms, 95th percentile 6.0 ms of CPU time"
    assert " ".join(rows[4]) == "second call: median 1.0 ms, 95th percentile 3.0 ms of CPU time"


def test_the_command_prints_the_table_or_the_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts.tsv"
    texts.write_text("giá vàng\t12\n", encoding="utf-8")
    assert main([str(folder), str(texts), "--texts", "1"]) == 0
    assert "accented" in capsys.readouterr().out
    assert main([str(folder), str(tmp_path / "missing")]) == 2
    assert capsys.readouterr().err.startswith("completion: ")
    assert main([str(tmp_path / "missing"), str(texts)]) == 2
    texts.write_text("giá bạc\t1\n", encoding="utf-8")
    assert main([str(folder), str(texts)]) == 2
    assert "no text" in capsys.readouterr().err
