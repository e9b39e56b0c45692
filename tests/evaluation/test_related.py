"""The comparison of related articles: its sources, its systems, and its table."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING

import pytest

from evaluation.collection import Collection, Query
from evaluation.related import BASELINES, main, measure, report, searchidx, sources, without_accents
from searchidx import Document

if TYPE_CHECKING:
    from pathlib import Path

FLOOD = "Lũ trên sông Hồng dâng cao, làng Cổ Bồng phải sơ tán. Nước lũ sông Hồng rút chậm ở làng Cổ Bồng."
MATCH = "Đội Sao Mai thắng đội Lam Sơn hai bàn. Đội Sao Mai gặp đội Lam Sơn ở lượt về tại sân Lam Sơn."
DOCUMENTS = (
    *[Document(f"flood{n}", "Lũ sông Hồng", f"{FLOOD} Ngày thứ {n}.") for n in range(6)],
    *[Document(f"match{n}", "Sao Mai gặp Lam Sơn", f"{MATCH} Ngày thứ {n}.") for n in range(6)],
    Document("alone", "Tin khác", "Không có gì mới hôm nay."),
)
COLLECTION = Collection(
    "example",
    DOCUMENTS,
    (Query("q1", "lũ"), Query("q2", "bóng đá"), Query("q3", "khác")),
    {
        "q1": {"flood0": 1, "flood1": 3, "flood2": 1, "flood3": 1, "flood4": 1, "flood5": 1, "alone": 0},
        "q2": {f"match{n}": 1 for n in range(6)},
        "q3": {"alone": 1},
    },
)


class Written:
    """A system with one ranking for all sources."""

    def __init__(self, *ranking: str) -> None:
        self.ranking = ranking
        self.asked: list[Document] = []

    def related(self, document: Document, limit: int) -> list[str]:
        self.asked.append(document)
        return list(self.ranking[:limit])


def test_relevant_articles_of_a_query_are_sources() -> None:
    """An article that is alone is no source, and an irrelevant one is neither source nor related."""
    found = sources(COLLECTION)
    assert [(source.document.id, source.event) for source in found] == [
        *[(f"flood{n}", "q1") for n in range(6)],
        *[(f"match{n}", "q2") for n in range(6)],
    ]
    assert found[0].gains == {"flood1": 3, "flood2": 1, "flood3": 1, "flood4": 1, "flood5": 1}


def test_the_source_is_dropped_and_changed() -> None:
    """A perfect ranking is perfect with the source anywhere in it, and each source is asked in the form."""
    system = Written("flood1", *[f"flood{n}" for n in (0, 2, 3, 4, 5)])
    values = measure(system, sources(COLLECTION)[:2], without_accents)
    assert values == {"q1": [1.0, 1.0]}
    assert system.asked[0].title == "Lu song Hong"


def test_the_table_compares_events() -> None:
    """The halves are the events at odd and at even places."""
    ours, theirs = {"q1": [1.0, 1.0], "q2": [0.5]}, {"q1": [0.5, 1.0], "q2": [0.5]}
    heading, own, other = report("accented", {"searchidx": ours, "other": theirs})
    assert heading.split()[:2] == ["accented", "nDCG@10"]
    assert own.split() == ["searchidx", "83.33", "100.00", "50.00"]
    assert other.split()[:7] == ["other", "66.67", "75.00", "50.00", "+12.50", "1/1/0", other.split()[6]]


def test_every_system_finds_the_articles_of_an_event() -> None:
    """All systems work on the same sources, and those that fold accents also on sources without accents."""
    pytest.importorskip("tantivy")
    pytest.importorskip("whoosh")
    found = sources(COLLECTION)
    for name, build in BASELINES.items():
        values = measure(build(DOCUMENTS), found, lambda document: document)
        assert min(values["q2"]) > 0.9, name
    with searchidx(DOCUMENTS) as own:
        for change in (lambda document: document, without_accents):
            values = measure(own, found, change)
            assert min(values["q2"]) > 0.9


def test_the_command_reads_a_collection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without events, or without a collection, gives one line and the status 2."""
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("related: ")
    with lzma.open(tmp_path / "corpus.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "a", "title": "Tên", "text": "chữ"}))
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "tên"}', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query\tdocument\tgrade\nq\ta\t1\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 2
    assert "two relevant articles" in capsys.readouterr().err
