"""Which queries may be a whole title, and which documents then have it: rules, and a small index."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.engines.plan import AllOf, AnyOf, Boost, FieldLength, Term, TermPhrase
from searchidx.planning.article_conditions import for_any_article
from searchidx.planning.constants import Scoring
from searchidx.planning.exact_title import MAX_TITLE_SYLLABLES, title_boosts
from searchidx.planning.leaf_conditions import phrase_condition
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from tests.support.planning import about, syllables
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = 10_004

TITLE_PAIRS = dict.fromkeys(("mưa lũ", "mua lu", "lũ mưa", "lũ quét"), 3)
"""The pairs of neighbours that some titles have."""


def boosts(query: str, weight: float = 2.0, *, has_unaccented: bool = False) -> tuple[Boost, ...]:
    """The boosts in an index of 10,004 documents, whose titles have the `TITLE_PAIRS`."""
    statistics = QueryStatistics(
        WrittenStatistics({"title_pairs": TITLE_PAIRS}, DOCUMENTS), Scoring(exact_title_weight=weight)
    )
    return title_boosts(analyze_query(parse(query)).leaves, statistics, has_unaccented=has_unaccented)


def test_the_whole_boost_of_a_title() -> None:
    """The weight is 2 * the idf of a term that one document has."""
    title = TermPhrase(tuple((Term("title", text),) for text in ("mưa", "lũ", "mưa")))
    assert boosts("mưa lũ mưa") == (
        Boost(
            "exact title",
            AllOf((FieldLength("title", 3), AnyOf((title,)))),
            about(2 * log(10005 / 1.5)),
        ),
    )


def test_unaccented_articles_have_a_condition_of_their_own() -> None:
    """They have the title without accents."""
    (boost,) = boosts("mưa lũ", has_unaccented=True)
    phrase = for_any_article(phrase_condition(syllables("mưa lũ"), ("title",)))
    assert boost.condition == AllOf((FieldLength("title", 2), phrase))


@pytest.mark.parametrize(
    ("query", "expected"), [("lũ lũ", 0), ("mưa lũ lũ", 0), ("mưa lu", 1), ("mua lu", 1)]
)
def test_a_title_whose_pairs_no_title_has_is_not_searched(query: str, expected: int) -> None:
    """A syllable without accents may be any other: `mua lu` may be `mưa lũ`."""
    assert len(boosts(query)) == expected


@pytest.mark.parametrize(
    ("query", "length"),
    [
        ("lũ", 1),
        ("mưa lũ", 2),
        ("Mưa, lũ: mưa", 3),
        ('mưa "lũ quét"', 3),
        ("title:mưa title:lũ", 2),
        ("mưa lũ source:ttxnđ date:2021", 2),
        ("mưa -lũ", 1),
        ("mưa lũ mưa lũ mưa lũ mưa lũ", 8),
    ],
)
def test_signs_quotes_and_filters_are_no_part_of_a_title(query: str, length: int) -> None:
    """All wanted syllables together are the title, whatever separates them."""
    (boost,) = boosts(query)
    assert isinstance(boost.condition, AllOf)
    assert boost.condition.children[0] == FieldLength("title", length)


@pytest.mark.parametrize(
    "query", ["mưa l*", "body:mưa lũ", "mưa lũ mưa lũ mưa lũ mưa lũ mưa", "source:ttxnđ", "-mưa", "", "!?"]
)
def test_some_queries_cannot_be_a_title(query: str) -> None:
    """A prefix is no word, bodies have no titles, and nine syllables are too many."""
    assert MAX_TITLE_SYLLABLES == 8
    assert boosts(query) == ()


def test_without_a_weight_no_title_is_searched() -> None:
    """So the boost can be left out, as the ablation does."""
    assert boosts("mưa lũ", weight=0.0) == ()


# --- In an index ---------------------------------------------------------------------------------------

OTHERS = [
    ("Chuyện hoa sen cạn ở vườn quê", "Sen cạn nở rộ. Sen cạn dễ trồng, sen cạn ưa nắng. " * 9),
    ("Hoa sen", "Sen trồng ở ao cạn. Sen cạn thì trồng ở chậu, và sen cạn lại ưa nắng hơn. " * 5),
    ("Cạn sen", "Sen cạn, sen cạn, sen cạn và sen cạn."),
    ("Trồng sen cạn", "Sen cạn, sen cạn, sen cạn và sen cạn."),
    ("Sến căn", "Sen cạn, sen cạn, sen cạn và sen cạn."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article about a flower, and 300 others that repeat the name of the flower more often."""
    folder = tmp_path_factory.mktemp("titles") / "index"
    documents = [Document("own", "Sen cạn", "Loài hoa này mọc lan trên đất vườn, màu vàng cam.")]
    documents += [Document(f"other {number}", *other) for number, other in enumerate(OTHERS)]
    documents += [
        Document(f"many {number}", f"Vườn sen cạn thứ {number}", "sen cạn trồng trong vườn sen cạn " * 3)
        for number in range(300)
    ]
    documents += [Document(f"rest {number}", "Tin", f"bài {number} về nắng và mưa") for number in range(300)]
    with Index.create(folder) as created:
        created.update(documents)
    return folder


@pytest.mark.parametrize(
    "query", ["Sen cạn", "sen can", "sen cạn", "SEN CẠN!", "“Sen cạn”", "title:(sen can)"]
)
def test_the_article_with_this_title_is_first(index: Path, query: str) -> None:
    """By its signals it is behind 300 articles, more than are rescored, so only its title brings it in."""
    with Index.open(index) as opened:
        results = opened.search(query, limit=3, explain=True)
    assert results.hits[0].document.id == "own"
    explained = {line.signal: line.score for line in results.hits[0].explanation}
    assert explained["exact title"] > 0


def test_an_accented_query_has_the_title_with_these_accents(index: Path) -> None:
    """`Sến căn` is found by its own spelling, and is not the title `sen cạn`."""
    with Index.open(index) as opened:
        assert opened.search("sến căn").hits[0].document.id == "other 4"
        titles = {
            hit.document.title
            for hit in opened.search("sen cạn", limit=400, explain=True).hits
            if {line.signal: line.score for line in hit.explanation or ()}.get("exact title")
        }
    assert titles == {"Sen cạn"}
