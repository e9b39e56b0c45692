"""The inverse document frequency, and frequencies that are looked up once in the right layer and fields."""

from __future__ import annotations

from math import inf, log

import pytest

from searchidx.engines.plan import Term
from searchidx.planning.constants import Scoring
from searchidx.planning.statistics import QueryStatistics, idf
from searchidx.schema import TEXT_FIELDS
from tests.support.statistics import WrittenStatistics

INDEX = {
    "title": {"công": 2, "an": 4},
    "body": {"công": 10},
    "title_folded": {"cong": 5},
    "body_folded": {"cong": 17, "bo": 3},
    "title_words": {"công_an": 1},
    "body_words": {"công_an": 7},
    "title_pairs": {"công an": 6},
    "furniture": {"gốc": 3, "công": 2},
    "furniture_folded": {"goc": 4},
}


def statistics(index: WrittenStatistics | None = None, scoring: Scoring | None = None) -> QueryStatistics:
    return QueryStatistics(index or WrittenStatistics(INDEX, documents=104), scoring or Scoring())


IDF = [
    (0, 104, log(210)),  # 105 / 0.5
    (3, 104, log(30)),  # 105 / 3.5
    (10, 104, log(10)),
    (104, 104, log(210 / 209)),
    (2.5, 104, log(35)),  # a fraction counts as it is
    (105, 104, log(210 / 209)),  # deleted documents still count: no more than all documents
    (inf, 104, log(210 / 209)),
    (0, 0, log(2)),
    (7, 0, log(2)),
]


@pytest.mark.parametrize(("frequency", "documents", "expected"), IDF)
def test_idf_is_that_of_bm25(frequency: float, documents: int, expected: float) -> None:
    """It is ln(1 + (N - df + 0.5) / (df + 0.5)) = ln((N + 1) / (df + 0.5)), and never negative."""
    assert idf(frequency, documents) == pytest.approx(expected)


FREQUENCIES = [
    ("exact", "công", 10),  # of two fields that have it, the body counts alone
    ("exact", "an", 4),
    ("exact", "bộ", 0),
    ("exact", "gốc", 3),  # in furniture alone
    ("folded", "cong", 17),
    ("folded", "goc", 4),
    ("words", "gốc", 0),
    ("words", "công_an", 7),
    ("pairs", "công an", 6),
]


@pytest.mark.parametrize(("layer", "text", "frequency"), FREQUENCIES)
def test_the_last_field_that_has_a_term_counts(layer: str, text: str, frequency: int) -> None:
    assert getattr(statistics().of_fields(TEXT_FIELDS), layer)[text] == frequency


def test_only_the_fields_that_are_searched_count() -> None:
    """In the title alone, the frequencies are those of the title."""
    of_title = statistics().of_fields(("title",))
    assert (of_title.exact["công"], of_title.folded["bo"], of_title.words["công_an"]) == (2, 0, 1)


@pytest.mark.parametrize(
    ("layer", "names"),
    [
        ("exact", ("title", "body")),
        ("folded", ("title_folded", "body_folded")),
        ("words", ("title_words", "body_words")),
        ("pairs", ("title_pairs", "body_pairs")),
    ],
)
def test_a_term_stands_in_each_field_with_its_weight(layer: str, names: tuple[str, str]) -> None:
    """An occurrence in the title counts as `Scoring` says, one in the body once."""
    fields = statistics(scoring=Scoring(title_weight=5.0)).of_fields(TEXT_FIELDS)
    title, body = names
    assert getattr(fields, layer).weighted_terms("x") == ((Term(title, "x"), 5.0), (Term(body, "x"), 1.0))


def test_furniture_weighs_less() -> None:
    """It has a weight of its own, if any furniture has the syllable, and title and body are searched."""
    furniture = statistics(scoring=Scoring(furniture_weight=0.25)).furniture
    assert furniture.weight(TEXT_FIELDS, "goc") == 0.25
    assert furniture.weight(TEXT_FIELDS, "cong") == 0
    assert furniture.weight(("body",), "goc") == furniture.weight(("title",), "goc") == 0
    assert statistics().of_fields(("body",)).exact["gốc"] == 0


def test_nothing_is_looked_up_twice() -> None:
    """However often a frequency is needed, the index is asked once; not for the title after the body."""
    index = WrittenStatistics(INDEX, documents=104)
    kept = statistics(index)
    for _ in range(3):
        assert kept.of_fields(TEXT_FIELDS).exact["công"] == 10
        assert kept.of_fields(TEXT_FIELDS).exact["bộ"] == 0
        assert kept.syllable_idf["cong"] == pytest.approx(log(6))
        assert kept.furniture["goc"] == 4
    assert index.asked == {
        ("body", "công"): 1,
        ("body", "bộ"): 1,
        ("title", "bộ"): 1,
        ("furniture", "bộ"): 1,
        ("furniture_folded", "goc"): 1,
        ("body_folded", "cong"): 1,
    }


def test_the_idf_of_a_syllable_is_that_in_any_accents_in_the_body() -> None:
    """ln(105 / 17.5) = ln 6 for a syllable in 17 of 104 bodies, ln 210 for one in none."""
    rarity = statistics().syllable_idf
    assert [rarity["cong"], rarity["an"]] == pytest.approx([log(6), log(210)])
