"""When are documents with the query as it was typed boosted? Rules, and a small index."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.engines.plan import Boost
from searchidx.planning.article_conditions import for_any_article, for_index
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.find import find_forms
from searchidx.planning.leaf_conditions import phrase_condition
from searchidx.planning.replacing_forms import replacing_forms
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import analyze_query
from searchidx.planning.typed_form import typed_form_boosts
from searchidx.query.parse import parse
from searchidx.schema import TEXT_FIELDS
from tests.support.planning import about, certain, syllables
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from pathlib import Path

TERMS = {
    "body": dict.fromkeys(("ủy", "ban", "nhân", "dân", "xã", "ubnd", "wifi"), 100),
    "body_folded": dict.fromkeys(("ubnd", "uy", "ban", "nhan", "dan", "xa", "wifi", "wi", "fi"), 100),
    "body_pairs": {"ủy ban": 60, "ban nhân": 20, "nhân dân": 80, "uy ban": 60, "ban nhan": 9, "nhan dan": 80}
    | {"dân xã": 30, "wi fi": 9},
}


def boosts(query: str, weight: float = 2.0, *, has_unaccented: bool = False) -> tuple[Boost, ...]:
    """The boosts in an index of 10,004 documents that has the `TERMS`."""
    statistics = QueryStatistics(WrittenStatistics(TERMS, 10_004), Scoring(typed_form_weight=weight))
    analyzed = analyze_query(parse(query))
    stretches = analyzed.stretches
    row = [certain(*[syllable.exact for syllable in stretch.syllables]) for stretch in stretches]
    forms = replacing_forms(stretches, row, find_forms(analyzed, statistics).wanted, statistics)
    return typed_form_boosts(stretches, row, forms, statistics, has_unaccented=has_unaccented)


def test_the_whole_boost_of_a_typed_form() -> None:
    """The rarest pair, `ban nhân`, is in 20 documents."""
    phrase = for_index(phrase_condition(syllables("ủy ban nhân dân"), TEXT_FIELDS), has_unaccented=False)
    assert boosts("ủy ban nhân dân") == (Boost("as typed", phrase, about(2 * log(10005 / 20.5))),)


def test_unaccented_articles_have_a_condition_of_their_own() -> None:
    (boost,) = boosts("ủy ban nhân dân", has_unaccented=True)
    assert boost.condition == for_any_article(phrase_condition(syllables("ủy ban nhân dân"), TEXT_FIELDS))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ubnd", 0),
        ("wifi", 0),
        ("wi-fi", 1),
        ("ủy ban nhân dân xã", 0),
        ("xã ubnd", 0),
        ("xã", 0),
        ("ủy ban", 0),
        ("nhân dân ủy ban", 0),
        ("title:wifi wi-fi", 0),
        ("source:ttxnđ", 0),
    ],
)
def test_only_a_whole_query_with_a_more_frequent_form_is_boosted(query: str, expected: int) -> None:
    """A rarer form hides nothing, and the other syllables of a longer query show what is meant."""
    assert len(boosts(query)) == expected


def test_what_no_document_has_as_typed_is_not_searched() -> None:
    """`Wi` and `fi` are neighbours in nine documents, and `wi` and `phai` in none."""
    assert boosts("wi-fi")
    assert not boosts("ban ban nhân dân")


def test_without_a_weight_nothing_is_boosted() -> None:
    assert boosts("ủy ban nhân dân", weight=0.0) == ()


# --- In an index ---------------------------------------------------------------------------------------

ONE_THING = [
    ("ủy ban nhân dân", "UBND"),
    ("ubnd", "ủy ban nhân dân"),
    ("covid19", "Covid-19"),
    ("Covid-19", "covid19"),
    ("wifi", "Wi-Fi"),
    ("28 tháng 4", "28/4"),
    ("TPHCM", "TP.HCM"),
    ("thành phố Hồ Chí Minh", "TP.HCM"),
    ("50 mét vuông", "50 m²"),
]
"""A query, and another form of it."""


@pytest.mark.parametrize(("query", "other"), ONE_THING)
def test_an_article_that_has_it_as_typed_is_first(tmp_path: Path, query: str, other: str) -> None:
    """By the signals alone, it is behind 250 articles that have another form twice, and not rescored."""
    rest = "Trời nhiều mây, và giá lúa gạo ở chợ đầu mối tăng nhẹ. " * 3
    with Index.create(tmp_path / "index") as index:
        index.update([Document("typed", "Bản tin buổi sáng", f"{rest}Tin về {query} hôm qua. {rest}")])
        index.update(
            Document(f"other {number}", f"Bản tin {number}", f"{rest}Tin về {other}, và {other} nữa. {rest}")
            for number in range(250)
        )
        results = index.search(query, limit=2, explain=True)
    assert (results.hits[0].document.id, results.complete) == ("typed", 251)
    first, second = [{line.signal: line.score for line in hit.explanation} for hit in results.hits]
    assert first["as typed"] > 0 == second["as typed"]
