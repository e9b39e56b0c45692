"""What is highlighted, and how much a snippet gains by it."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import Alternatives, Pattern
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.patterns import highlight_patterns
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.query.tree import Word
from tests.support.planning import about
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from searchidx.planning.forms.form import Positions

BOTH = ("title", "body")
CONG, AN = about(log(6)), about(log(14))
HALF_CONG, HALF_AN = about(log(6) / 2), about(log(14) / 2)


def exact(*texts: str) -> Alternatives:
    return Alternatives(exact=frozenset(texts))


def folded(*texts: str) -> Alternatives:
    return Alternatives(folded=frozenset(texts))


def patterns(query: str, *forms: OtherForm) -> tuple[Pattern, ...]:
    index = WrittenStatistics({"body_folded": {"cong": 17, "an": 7}}, documents=104)
    return highlight_patterns(analyze_query(parse(query)).leaves, forms, QueryStatistics(index, Scoring()))


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


FORMS = [
    # a term without accents matches in any accents, a term with accents as it is
    ((("ca",),), [folded("ca")]),
    ((("cá",),), [exact("cá")]),
    ((("htx",), ("công",)), [folded("htx"), exact("công")]),
    # all terms of a position, with their twins
    ((("6", "06"), ("2",)), [folded("6", "06"), folded("2")]),
    ((("đ", "vnd"),), [Alternatives(frozenset({"đ"}), frozenset({"vnd"}))]),
    ((("sĩ",),), [exact("sĩ", "sỹ")]),
]


@pytest.mark.parametrize(("positions", "tokens"), FORMS)
def test_another_form_has_one_pattern_with_the_weight_of_the_typed_form(
    positions: Positions, tokens: list[Alternatives]
) -> None:
    """It comes after the patterns of the leaves, and is searched in the fields of the form."""
    form = OtherForm(0, 7, ("công", "an"), positions, ("title",))
    assert patterns("cong", form)[1:] == (Pattern(tuple(tokens), ("title",), about(log(84))),)


def test_equal_patterns_of_forms_are_kept_once() -> None:
    form = OtherForm(0, 7, ("cong", "an"), (("cong",),), BOTH)
    other = OtherForm(8, 10, ("cong", "an"), (("ca",),), BOTH)
    assert len(patterns("công an", form, other, other)) == len(patterns("công an")) + 2
