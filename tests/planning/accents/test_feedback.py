"""Doubtful spellings are read again in the best documents for the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analyzers import fold
from searchidx import Document, Index
from searchidx.planning.accents.feedback import reread
from searchidx.planning.accents.spellings import Reading
from searchidx.planning.plan import plan
from searchidx.planning.stretches import Run
from searchidx.planning.terms import Syllable
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DOUBT = (("thổ", 0.6), ("thở", 0.36), ("thơ", 0.04))


def run(text: str) -> Run:
    return Run(tuple(Syllable(word, fold(word), 0, 0) for word in text.split()), ("title", "body"))


def sure(*forms: str) -> list[Reading]:
    return [Reading(((form, 1.0),)) for form in forms]


class Pairs:
    """Counts pairs in the best documents, and how often it is asked."""

    def __init__(self, **counts: int) -> None:
        self.counts = {pair.replace("_", " "): count for pair, count in counts.items()}
        self.calls: list[list[str]] = []

    def __call__(self, pairs: Sequence[str]) -> list[int]:
        self.calls.append(list(pairs))
        return [self.counts.get(pair, 0) for pair in pairs]


def test_what_stands_beside_the_neighbours_counts() -> None:
    """A spelling gains by each time that it stands beside one of them; the first reading counts one."""
    found = reread([run("hot tho khong")], [[*sure("hốt"), Reading(DOUBT), *sure("không")]],
                   Pairs(hốt_thở=1, thở_không=2, không_thổ=9))  # fmt: skip
    assert dict(found[0][1].forms) == pytest.approx({"thở": 0.84, "thổ": 0.15, "thơ": 0.01})
    assert found[0][1].best == "thở"


def test_nothing_found_changes_nothing() -> None:
    """Where the documents have none of the spellings beside the neighbours, the first reading stays."""
    read = [[*sure("hốt"), Reading(DOUBT)]]
    assert reread([run("hot tho")], read, Pairs(thổ_hốt=3)) == read


def test_what_is_sure_is_not_asked() -> None:
    """No document is looked at for spellings that are in no doubt, nor for those of questions."""
    count = Pairs()
    almost = Reading((("thở", 0.96), ("thổ", 0.04)))
    reread([run("hot tho"), run("bao nhieu")], [[*sure("hốt"), almost], [Reading(DOUBT)] * 2], count)
    assert count.calls == []


def test_all_doubts_are_asked_at_once() -> None:
    """One look at the documents is enough for all runs, and for syllables that stand side by side."""
    count = Pairs()
    reread([run("tho tho"), run("tho hot")], [[Reading(DOUBT)] * 2, [Reading(DOUBT), *sure("hốt")]], count)
    assert len(count.calls) == 1
    assert len(count.calls[0]) == len(set(count.calls[0])) == 9 + 3


ARTICLES = [
    "Sáng nay nhóm bạn trẻ dâng tặng sách cho học sinh vùng cao nguyên",
    *["Giá vàng đang tăng mạnh trên thị trường"] * 9,
]


def meant(query: str, folder: Path, articles: Sequence[str]) -> set[str]:
    """Return the names of the signals for a query over the articles."""
    with Index.create(folder / "index") as index:
        index.update(Document(f"a{i}", "", body) for i, body in enumerate(articles))
        return {signal.name for signal in plan(parse(query), index._searcher).signals}


READ = [
    ("nhom ban tre dang tang sach hoc sinh", ARTICLES, {"=dâng", "=tặng"}),
    ("dang tang", ARTICLES, {"=đang", "=tăng"}),
    ("nhom ban tre dang tang sach hoc sinh", [fold(ARTICLES[0])] * 2 + ARTICLES, {"=dâng", "=tặng"}),
]


@pytest.mark.parametrize(("query", "articles", "names"), READ)
def test_a_query_is_read_as_its_article_has_it(
    query: str, articles: list[str], names: set[str], tmp_path: Path
) -> None:
    """The corpus has `đang tăng` more often; the article that the rest of the query finds has `dâng tặng`.

    Too short a query finds no subject, and articles without accents tell of none.
    """
    assert names <= meant(query, tmp_path, articles)
