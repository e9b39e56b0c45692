"""What is highlighted, and how much a snippet gains by it."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import MATCHING, OTHER, Alternatives, Pattern
from searchidx.planning.accents.spellings import Spellings
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.patterns import highlight_patterns
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import AnalyzedQuery, analyze_query
from searchidx.query.parse import parse
from searchidx.query.tree import Word
from tests.support.planning import about, certain, doubtful
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.planning.forms.form import Positions

BOTH = ("title", "body", "furniture")
CONG, AN = about(log(6)), about(log(14))
HALF_CONG, HALF_AN = about(log(6) / 2), about(log(14) / 2)
CONG_AN = about(log(6) + log(14))
UNSEEN, HALF_UNSEEN = about(log(210)), about(log(210) / 2)


def exact(*texts: str) -> Alternatives:
    return Alternatives(exact=frozenset(texts))


def folded(*texts: str) -> Alternatives:
    return Alternatives(folded=frozenset(texts))


INDEX = WrittenStatistics({"body_folded": {"cong": 17, "an": 7}}, documents=104)
POSSIBLE = {
    "cong": doubtful(công=0.8, cộng=0.09, cống=0.07, cọng=0.05),  # a tenth of the best is enough
    "an": doubtful(an=0.9, án=0.08),
    "sy": doubtful(sỹ=0.06, sy=0.04),
}
"""The possible spellings of syllables without accents. Those of all others are certain."""


def analyzed(query: str) -> tuple[AnalyzedQuery, list[list[Spellings]]]:
    """An analysed query, and the possible spellings of its syllables."""
    of_query = analyze_query(parse(query))
    return of_query, [
        [
            Spellings.certain(each.exact)
            if each.accented
            else POSSIBLE.get(each.exact) or certain(each.exact)[0]
            for each in stretch.syllables
        ]
        for stretch in of_query.stretches
    ]


def patterns(query: str, *forms: OtherForm, strict_terms: Iterable[str] = ()) -> tuple[Pattern, ...]:
    statistics = QueryStatistics(INDEX, Scoring())
    return highlight_patterns(*analyzed(query), forms, frozenset(strict_terms), statistics)


def meant(*tokens: Alternatives, weight: float, part: int = 0) -> Pattern:
    return Pattern(tokens, BOTH, weight, part=part)


def matching(*tokens: Alternatives, weight: float, part: int = 0) -> Pattern:
    return Pattern(tokens, BOTH, weight, accents=MATCHING, part=part)


def other(*tokens: Alternatives, weight: float, part: int = 0) -> Pattern:
    return Pattern(tokens, BOTH, weight, accents=OTHER, part=part)


PATTERNS = [
    ("", []),
    ("?", []),
    # with accents: as typed, and half as much in any other accents
    ("công", [meant(exact("công"), weight=CONG), other(folded("cong"), weight=HALF_CONG)]),
    # without accents: in the likely spellings, or else in any
    ("cong", [meant(exact("công", "cộng"), weight=CONG), matching(folded("cong"), weight=CONG)]),
    # each likely spelling with its twins
    (
        "sy",
        [meant(exact("sỹ", "sĩ", "sy", "si"), weight=UNSEEN), matching(folded("sy", "si"), weight=UNSEEN)],
    ),
    ("sỹ", [meant(exact("sỹ", "sĩ"), weight=UNSEEN), other(folded("sy", "si"), weight=HALF_UNSEEN)]),
    # a word of two syllables: side by side, and each by itself
    (
        "Công-an",
        [
            meant(exact("công"), exact("an"), weight=CONG_AN),
            matching(exact("công"), folded("an"), weight=CONG_AN),
            other(folded("cong"), weight=HALF_CONG),
            other(folded("an"), weight=HALF_AN),
        ],
    ),
    # a phrase matches only side by side
    ('"công sĩ"', [meant(exact("công"), exact("sĩ", "sỹ"), weight=about(log(6) + log(210)))]),
    (
        '"cong an"',
        [
            meant(exact("công", "cộng"), exact("an"), weight=CONG_AN),
            matching(folded("cong"), folded("an"), weight=CONG_AN),
        ],
    ),
    (
        "title:an",
        [
            Pattern((exact("an"),), ("title",), AN),
            Pattern((folded("an"),), ("title",), AN, accents=MATCHING),
        ],
    ),
    # the last token of a prefix is a beginning; the other syllables weigh as in a word
    ("Cô*", [Pattern((exact("cô"),), BOTH, 1.0, prefix=True)]),
    (
        "Công-a*",
        [
            Pattern((exact("công"), folded("a")), BOTH, about(log(6) + 1), prefix=True),
            Pattern((folded("conga"),), BOTH, 1.0, prefix=True),
        ],
    ),
    (
        "title:an-x*",
        [
            Pattern((folded("an"), folded("x")), ("title",), about(log(14) + 1), prefix=True),
            Pattern((folded("anx"),), ("title",), 1.0, prefix=True),
        ],
    ),
    ("Hoà*", [Pattern((exact("hoà", "hòa"),), BOTH, 1.0, prefix=True)]),
    # the spellings of its complete syllables are not those of the word after it
    (
        '"an x*" công',
        [
            Pattern((folded("an"), folded("x")), BOTH, about(log(14) + 1), prefix=True),
            meant(exact("công"), weight=CONG, part=1),
            other(folded("cong"), weight=HALF_CONG, part=1),
        ],
    ),
    # after a sign there is no beginning
    ("Công-*", [Pattern((exact("công"),), BOTH, CONG)]),
    # the word with the other i, which does not begin so
    (
        "an-kỹ*",
        [
            Pattern((folded("an"), exact("kỹ")), BOTH, about(log(14) + 1), prefix=True),
            Pattern((folded("an"), exact("kỹ", "kĩ")), BOTH, about(log(14) + 1)),
            Pattern((folded("anky"),), BOTH, 1.0, prefix=True),
        ],
    ),
    ("co*", [Pattern((folded("co"),), BOTH, 1.0, prefix=True)]),
    # each word is a part of the query, with the spellings of its own syllable
    (
        "cong công an",
        [
            meant(exact("công", "cộng"), weight=CONG),
            matching(folded("cong"), weight=CONG),
            meant(exact("công"), weight=CONG, part=1),
            other(folded("cong"), weight=HALF_CONG, part=1),
            meant(exact("an"), weight=AN, part=2),
            matching(folded("an"), weight=AN, part=2),
        ],
    ),
    # equal patterns once; a phrase of one word is that word
    ("cong Cong", [meant(exact("công", "cộng"), weight=CONG), matching(folded("cong"), weight=CONG)]),
    ('"công" công', [meant(exact("công"), weight=CONG), other(folded("cong"), weight=HALF_CONG)]),
]


@pytest.mark.parametrize(("query", "expected"), PATTERNS)
def test_the_patterns_of_a_query(query: str, expected: list[Pattern]) -> None:
    assert list(patterns(query)) == expected


def test_strict_terms_are_marked_with_their_accents_even_in_partial_matches() -> None:
    """A word of several syllables matches in part by each of them."""
    assert patterns("công", strict_terms=["công"]) == (meant(exact("công"), weight=CONG),)
    assert patterns("công", strict_terms=["cong"])[1:] == (other(folded("cong"), weight=HALF_CONG),)
    assert patterns("công-án", strict_terms=["công", "an"])[1:] == (
        other(exact("công"), weight=HALF_CONG),
        other(folded("an"), weight=HALF_AN),
    )
    assert patterns("cong", strict_terms=["cong"]) == patterns("cong")


def test_a_leaf_without_a_syllable_has_no_pattern() -> None:
    """Nor does it take a number of a part."""
    query = AnalyzedQuery(
        parse("công"), (Word("?", 0, 1), Word("công", 0, 4)), analyze_query(parse("công")).stretches
    )
    found = highlight_patterns(query, [certain("công")], (), frozenset(), QueryStatistics(INDEX, Scoring()))
    assert [(pattern.tokens, pattern.part) for pattern in found] == [
        ((exact("công"),), 0),
        ((folded("cong"),), 0),
    ]


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
    assert patterns("công", form)[2:] == (Pattern(tuple(tokens), ("title",), CONG_AN, part=1),)


def test_equal_patterns_of_forms_are_kept_once() -> None:
    form = OtherForm(0, 7, ("cong", "an"), (("cong",),), BOTH)
    other = OtherForm(8, 10, ("cong", "an"), (("ca",),), BOTH)
    assert len(patterns("công an", form, other, other)) == len(patterns("công an")) + 2
