"""Doubtful spellings are read again in the best documents for the query."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from analyzers import fold
from searchidx import Document, Index
from searchidx.planning.accents.feedback import apply_feedback, pairs_in_doubt
from searchidx.planning.accents.spellings import Spellings
from searchidx.planning.plan import plan
from searchidx.planning.stretches import Stretch, analyze_query
from searchidx.planning.terms import QuerySyllable
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DOUBT = (("thổ", 0.6), ("thở", 0.36), ("thơ", 0.04))


def stretch(text: str) -> Stretch:
    return Stretch(tuple(QuerySyllable(word, fold(word), 0, 0) for word in text.split()), ("title", "body"))


def sure(*forms: str) -> list[Spellings]:
    return [Spellings(((form, 1.0),)) for form in forms]


def occurrences(**counts: int) -> Counter[str]:
    """How often pairs stand in the best documents; a pair that is not named never does."""
    return Counter({pair.replace("_", " "): count for pair, count in counts.items()})


def test_what_stands_beside_the_neighbours_counts() -> None:
    """A spelling gains by each time that it stands beside one of them; the first reading counts one."""
    counts = occurrences(hốt_thở=1, thở_không=2, không_thổ=9)
    row = [*sure("hốt"), Spellings(DOUBT), *sure("không")]
    found = apply_feedback([stretch("hot tho khong")], [row], counts)
    assert dict(found[0][1].ranked) == pytest.approx({"thở": 0.84, "thổ": 0.15, "thơ": 0.01})
    assert found[0][1].best == "thở"


def test_nothing_found_changes_nothing() -> None:
    """Where the documents have none of the spellings beside the neighbours, the first reading stays."""
    rows = [[*sure("hốt"), Spellings(DOUBT)]]
    assert apply_feedback([stretch("hot tho")], rows, occurrences(thổ_hốt=3)) == rows


def test_what_is_sure_is_not_asked() -> None:
    """No pair is asked for spellings that are in no doubt, nor for those of questions."""
    almost = Spellings((("thở", 0.96), ("thổ", 0.04)))
    stretches = [stretch("hot tho"), stretch("bao nhieu"), stretch("mot hai")]
    rows = [[*sure("hốt"), almost], [Spellings(DOUBT)] * 2, sure("một", "hai")]
    assert pairs_in_doubt(stretches, rows) == ()
    assert pairs_in_doubt(stretches, [[*sure("hốt"), Spellings(DOUBT)], *rows[1:]]) == (
        "hốt thổ",
        "hốt thở",
        "hốt thơ",
    )


def test_short_queries_get_no_feedback() -> None:
    """A query of four distinct syllables is about anything; repetitions do not make it longer."""
    row = [Spellings(DOUBT), *sure("hốt", "hai", "ba")]
    assert pairs_in_doubt([stretch("tho hot hai ba")], [row]) == ()
    assert pairs_in_doubt([stretch("tho hot hai ba ba")], [[*row, *sure("ba")]]) == ()
    assert pairs_in_doubt([stretch("tho hot hai ba bon")], [[*row, *sure("bốn")]]) != ()


def test_all_doubts_are_asked_at_once() -> None:
    """Each pair is asked for once, of all stretches and of syllables that stand side by side."""
    stretches = [stretch("tho tho"), stretch("tho hot"), stretch("mot hai ba")]
    rows = [[Spellings(DOUBT)] * 2, [Spellings(DOUBT), *sure("hốt")], sure("một", "hai", "ba")]
    pairs = pairs_in_doubt(stretches, rows)
    assert len(pairs) == len(set(pairs)) == 9 + 3


ARTICLES = [
    "Sáng nay nhóm bạn trẻ dâng tặng sách cho học sinh vùng cao nguyên",
    *["Giá vàng đang tăng mạnh trên thị trường"] * 9,
]


def meant(query: str, folder: Path, articles: Sequence[str]) -> set[str]:
    """Return the names of the signals for a query over the articles."""
    with Index.create(folder / "index") as index:
        index.update(Document(f"a{i}", "", body) for i, body in enumerate(articles))
        return {signal.name for signal in plan(analyze_query(parse(query)), index._searcher).signals}


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
