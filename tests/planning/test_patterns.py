"""What is highlighted, and how much a snippet gains by it."""

from __future__ import annotations

from math import log

import pytest

from searchidx.engines.plan import Alternatives, Pattern
from searchidx.planning.constants import Scoring
from searchidx.planning.patterns import highlight_patterns
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import analyze_query
from searchidx.planning.synonyms import Synonym
from searchidx.query.parse import parse
from searchidx.query.tree import Word
from tests.support.planning import about
from tests.support.statistics import WrittenStatistics

BOTH = ("title", "body", "furniture")
CONG, AN = about(log(6)), about(log(14))
HALF_CONG, HALF_AN = about(log(6) / 2), about(log(14) / 2)


def exact(*texts: str) -> Alternatives:
    return Alternatives(exact=frozenset(texts))


def folded(text: str) -> Alternatives:
    return Alternatives(folded=frozenset({text}))


def patterns(query: str, *synonyms: Synonym) -> tuple[Pattern, ...]:
    index = WrittenStatistics({"body_folded": {"cong": 17, "an": 7}}, documents=104)
    return highlight_patterns(analyze_query(parse(query)).leaves, synonyms, QueryStatistics(index, Scoring()))


PATTERNS = [
    ("", []),
    ("?", []),
    # with accents: as typed, and half as much in any accents, for partial matches only
    (
        "công",
        [
            Pattern((exact("công"),), BOTH, CONG),
            Pattern((folded("cong"),), BOTH, HALF_CONG, weak=True),
        ],
    ),
    # without accents, the word itself matches in any
    ("cong", [Pattern((folded("cong"),), BOTH, CONG)]),
    # a word of two syllables: side by side, and each by itself
    (
        "Công-an",
        [
            Pattern((exact("công"), folded("an")), BOTH, about(log(84))),
            Pattern((folded("cong"),), BOTH, HALF_CONG, weak=True),
            Pattern((folded("an"),), BOTH, HALF_AN, weak=True),
        ],
    ),
    # a phrase has no weak patterns
    ('"công an"', [Pattern((exact("công"), folded("an")), BOTH, about(log(84)))]),
    ("title:an", [Pattern((folded("an"),), ("title",), AN)]),
    ("Cô*", [Pattern((exact("cô"),), BOTH, 1.0, prefix=True)]),
    # equal patterns once
    ("cong Cong", [Pattern((folded("cong"),), BOTH, CONG)]),
]


@pytest.mark.parametrize(("query", "expected"), PATTERNS)
def test_the_patterns_of_a_query(query: str, expected: list[Pattern]) -> None:
    assert list(patterns(query)) == expected


def test_a_leaf_without_a_syllable_has_no_pattern() -> None:
    index = WrittenStatistics({}, documents=104)
    assert highlight_patterns([Word("?", 0, 1)], (), QueryStatistics(index, Scoring())) == ()


def test_the_other_form_is_worth_what_was_typed() -> None:
    """It comes last, as exact terms side by side."""
    synonym = Synonym(0, 7, ("cong", "an"), ("ca",), BOTH)
    assert patterns("cong", synonym)[1:] == (Pattern((exact("ca"),), BOTH, about(log(84))),)
