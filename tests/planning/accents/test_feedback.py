"""Doubtful spellings are decided by the best documents for the query."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from analyzers import fold
from searchidx import Document, Index
from searchidx.planning.accents.feedback import apply_feedback, pairs_in_doubt
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from tests.support.planning import certain, doubtful, stretch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from searchidx.planning.accents.spellings import Spellings

DOUBT = doubtful(thổ=0.6, thở=0.36, thơ=0.04)


def occurrences(**counts: int) -> Counter[str]:
    """How often pairs stand in the best documents; a pair that is not named never does."""
    return Counter({pair.replace("_", " "): count for pair, count in counts.items()})


def test_what_stands_beside_the_neighbours_counts() -> None:
    """Each occurrence beside a neighbour counts one, and so do the first probabilities together.

    Of three occurrences, all are of `thở`: (0.36 + 3) / 4 = 0.84; `thổ` keeps 0.6 / 4 and `thơ` 0.04 / 4.
    """
    counts = occurrences(hốt_thở=1, thở_không=2, không_thổ=9)
    row = [*certain("hốt"), DOUBT, *certain("không")]
    found = apply_feedback([stretch("hot tho khong")], [row], counts)
    assert dict(found[0][1].ranked) == pytest.approx({"thở": 0.84, "thổ": 0.15, "thơ": 0.01})
    assert found[0][1].best == "thở"


def test_nothing_found_changes_nothing() -> None:
    """Where the documents have none of the spellings beside the neighbours, the probabilities stay."""
    rows = [[*certain("hốt"), DOUBT]]
    assert apply_feedback([stretch("hot tho")], rows, occurrences(thổ_hốt=3)) == rows


def test_certain_spellings_and_questions_are_not_asked_about() -> None:
    """No pair is asked about for spellings that are in no doubt, nor for those of questions."""
    almost = doubtful(thở=0.96, thổ=0.04)
    stretches = [stretch("hot tho"), stretch("bao nhieu"), stretch("mot hai")]
    rows = [[*certain("hốt"), almost], [DOUBT] * 2, certain("một", "hai")]
    assert pairs_in_doubt(stretches, rows) == ()
    assert pairs_in_doubt(stretches, [[*certain("hốt"), DOUBT], *rows[1:]]) == (
        "hốt thổ",
        "hốt thở",
        "hốt thơ",
    )


def test_the_first_and_the_last_syllable_have_one_neighbour() -> None:
    """Pairs that reach beyond the stretch are none, and each spelling counts in both of its pairs."""
    row = [DOUBT, *certain("hốt"), doubtful(thở=0.5, thổ=0.5), *certain("một", "hai", "ba")]
    pairs = pairs_in_doubt([stretch("tho hot tho mot hai ba")], [row])
    assert pairs == (
        *("thổ hốt", "thở hốt", "thơ hốt"),
        *("hốt thở", "hốt thổ", "thở một", "thổ một"),
    )


DOUBTS = [
    (doubtful(thở=0.95, thổ=0.05), False),
    (doubtful(thở=0.949, thổ=0.051), True),
    (doubtful(thở=0.5), False),  # there is nothing to choose from
]


@pytest.mark.parametrize(("spellings", "asked"), DOUBTS)
def test_spellings_are_doubtful_below_95_percent(spellings: Spellings, asked: bool) -> None:
    """The best spelling is less probable than 0.95, and there is another one."""
    row = [spellings, *certain("một", "hai", "ba", "bốn")]
    assert bool(pairs_in_doubt([stretch("tho mot hai ba bon")], [row])) is asked
    (corrected,) = apply_feedback([stretch("tho mot")], [row[:2]], occurrences(thổ_một=1, thở_một=9))
    assert (corrected[0] != spellings) is asked
    assert corrected[1] == row[1]


QUESTIONS = [
    ("o dau tho", [False, False, True]),
    ("tho o dau", [True, False, False]),
    ("dau o tho", [True, True, True]),  # not in the order of a question
    ("o tho dau", [True, True, True]),
]


@pytest.mark.parametrize(("text", "asked"), QUESTIONS)
def test_the_syllables_of_questions_stay(text: str, asked: list[bool]) -> None:
    """Articles seldom ask, so they cannot tell how `ở đâu` is spelt."""
    row = [doubtful(x=0.6, y=0.4)] * 3
    (corrected,) = apply_feedback([stretch(text)], [row], Counter({"x x": 9, "x y": 1, "y x": 1}))
    assert [before != after for before, after in zip(row, corrected, strict=True)] == asked


def test_short_queries_get_no_feedback() -> None:
    """A query of four distinct syllables is about anything; repetitions do not make it longer."""
    row = [DOUBT, *certain("hốt", "hai", "ba")]
    assert pairs_in_doubt([stretch("tho hot hai ba")], [row]) == ()
    assert pairs_in_doubt([stretch("tho hot hai ba ba")], [[*row, *certain("ba")]]) == ()
    assert pairs_in_doubt([stretch("tho hot hai ba bon")], [[*row, *certain("bốn")]]) != ()


def test_all_doubts_are_asked_at_once() -> None:
    """Each pair is asked for once, of all stretches and of syllables that stand side by side."""
    stretches = [stretch("tho tho"), stretch("tho hot"), stretch("mot hai ba")]
    rows = [[DOUBT] * 2, [DOUBT, *certain("hốt")], certain("một", "hai", "ba")]
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


MEANT = [
    ("nhom ban tre dang tang sach hoc sinh", ARTICLES, {"=dâng", "=tặng"}),
    ("dang tang", ARTICLES, {"=đang", "=tăng"}),
    ("nhom ban tre dang tang sach hoc sinh", [fold(ARTICLES[0])] * 2 + ARTICLES, {"=dâng", "=tặng"}),
]


@pytest.mark.parametrize(("query", "articles", "names"), MEANT)
def test_a_query_is_spelt_as_its_article_has_it(
    query: str, articles: list[str], names: set[str], tmp_path: Path
) -> None:
    """The corpus has `đang tăng` more often; the article that the rest of the query finds has `dâng tặng`.

    Too short a query finds no subject, and articles without accents tell of none.
    """
    assert names <= meant(query, tmp_path, articles)
