"""Frequencies are looked up once, in the layer and the fields that are meant."""

from __future__ import annotations

from math import log

import pytest

from searchidx.engines.plan import Term
from searchidx.planning.constants import Scoring
from searchidx.planning.statistics import QueryStatistics
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
}


def statistics(index: WrittenStatistics | None = None, scoring: Scoring | None = None) -> QueryStatistics:
    return QueryStatistics(index or WrittenStatistics(INDEX, documents=104), scoring or Scoring())


FREQUENCIES = [
    ("exact", "công", 10),  # of two fields that have it, the body counts alone
    ("exact", "an", 4),
    ("exact", "bộ", 0),
    ("folded", "cong", 17),
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
    fields = statistics(scoring=Scoring(title=5.0)).of_fields(TEXT_FIELDS)
    title, body = names
    assert getattr(fields, layer).weighted_terms("x") == ((Term(title, "x"), 5.0), (Term(body, "x"), 1.0))


def test_nothing_is_looked_up_twice() -> None:
    """However often a frequency is needed, the index is asked once; not for the title after the body."""
    index = WrittenStatistics(INDEX, documents=104)
    kept = statistics(index)
    for _ in range(3):
        assert kept.of_fields(TEXT_FIELDS).exact["công"] == 10
        assert kept.of_fields(TEXT_FIELDS).exact["bộ"] == 0
        assert kept.syllable_idf["cong"] == pytest.approx(log(6))
    assert index.asked == {
        ("body", "công"): 1,
        ("body", "bộ"): 1,
        ("title", "bộ"): 1,
        ("body_folded", "cong"): 1,
    }


def test_the_idf_of_a_syllable_is_that_in_any_accents_in_the_body() -> None:
    """ln(105 / 17.5) = ln 6 for a syllable in 17 of 104 bodies, ln 210 for one in none."""
    rarity = statistics().syllable_idf
    assert [rarity["cong"], rarity["an"]] == pytest.approx([log(6), log(210)])
