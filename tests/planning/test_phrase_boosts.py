"""Which phrases of a query are boosted: rules from both sides, over an index of 10,004 documents.

There idf(df) = ln(10005 / (df + 0.5)). Unless a test says otherwise, each syllable is in 999 documents
and each pair in 9. The excess of such a pair is ln(999.5 / 9.5) = 4.66.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import AnyOf, Boost, Term, TermPhrase
from searchidx.planning.article_conditions import for_any_article
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.leaf_conditions import phrase_condition
from searchidx.planning.names import MAX_UNIT_EXCESS, MAX_WORD_EXCESS
from searchidx.planning.phrase_boosts import MAX_SYLLABLES_WITH_NAME, phrase_boosts
from searchidx.planning.replacing_forms import FormEvidence, ReplacingForm
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import AnalyzedQuery, analyze_query
from searchidx.query.parse import parse
from searchidx.schema import TEXT_FIELDS
from tests.support.planning import about, certain, doubtful, stretch, syllables
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.stretches import Stretch

DOCUMENTS = 10_004


def index(texts: str, pairs: Mapping[str, int] = {}, words: Mapping[str, int] = {}) -> QueryStatistics:
    """Statistics with the syllables and neighbours of a text, of which some pairs have other frequencies."""
    exact = dict.fromkeys(texts.split(), 999)
    neighbours = {f"{left} {right}": 9 for left, right in pairwise(texts.split())} | dict(pairs)
    return QueryStatistics(
        WrittenStatistics({"body": exact, "body_pairs": neighbours, "body_words": words}, DOCUMENTS),
        Scoring(name_weight=2.0),
    )


def boosts_of(
    stretches: Sequence[Stretch],
    rows: Sequence[Sequence[Spellings]],
    statistics: QueryStatistics,
    *,
    has_unaccented: bool,
) -> tuple[Boost, ...]:
    """The boosts of stretches without codes and other forms."""
    query = AnalyzedQuery(parse("x"), (), tuple(stretches))
    return phrase_boosts(query, rows, [()] * len(stretches), statistics, has_unaccented=has_unaccented)


def names(text: str, statistics: QueryStatistics) -> list[str]:
    """The names that are found in one stretch, whose spellings are certain."""
    boosts = boosts_of([stretch(text)], [certain(*text.split())], statistics, has_unaccented=False)
    return unquoted(boosts)


def unquoted(boosts: tuple[Boost, ...]) -> list[str]:
    """The names of the boosts, which explanations show in quotes."""
    assert all(boost.name[0] == boost.name[-1] == '"' for boost in boosts)
    return [boost.name[1:-1] for boost in boosts]


def test_the_whole_boost_of_a_name() -> None:
    """The phrase is searched in both text fields; the weight is 2 * the idf of the rarest pair."""
    (boost,) = boosts_of(
        [stretch("lê văn tư")],
        [certain("lê", "văn", "tư")],
        index("lê văn tư", {"văn tư": 4}),
        has_unaccented=False,
    )
    title, body = (
        TermPhrase(tuple((Term(field, text),) for text in ("lê", "văn", "tư"))) for field in TEXT_FIELDS
    )
    assert boost == Boost('"lê văn tư"', AnyOf((title, body)), about(2 * log(10005 / 4.5)))


@pytest.mark.parametrize(
    ("in_furniture", "fields", "boosted"),
    [
        (("le", "van", "tu"), TEXT_FIELDS, (*TEXT_FIELDS, "furniture")),
        (("le", "van"), TEXT_FIELDS, None),
        (("le", "van", "tu"), ("body",), None),
    ],
)
def test_a_name_that_only_furniture_may_have(
    in_furniture: tuple[str, ...], fields: tuple[str, ...], boosted: tuple[str, ...] | None
) -> None:
    """It is boosted if furniture is searched and has all of its syllables."""
    exact, furniture = dict.fromkeys(("lê", "văn", "tứ"), 999), dict.fromkeys(in_furniture, 3)
    written = WrittenStatistics({"body": exact, "furniture_folded": furniture}, DOCUMENTS)
    boosts = boosts_of(
        [stretch("lê văn tứ", fields)],
        [certain("lê", "văn", "tứ")],
        QueryStatistics(written, Scoring()),
        has_unaccented=False,
    )
    conditions = [phrase_condition(syllables("lê văn tứ"), boosted).accented] if boosted else []
    assert [boost.condition for boost in boosts] == conditions


def test_unaccented_articles_have_a_condition_of_their_own() -> None:
    """They match the name without accents as well, if some document may have it so."""
    conditions = phrase_condition(syllables("lê văn tư"), TEXT_FIELDS)
    for pairs, condition in (
        ({"le van": 1, "van tu": 1}, for_any_article(conditions)),
        ({"le van": 1}, conditions.accented),
    ):
        statistics = index("lê văn tư", pairs)
        row = certain("lê", "văn", "tư")
        (boost,) = boosts_of([stretch("lê văn tư")], [row], statistics, has_unaccented=True)
        assert boost.condition == condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", []),
        ("a b", []),
        ("a b c", ["a b c"]),
        ("a b c d", ["a b c d"]),
        ("a b c d e f g h", ["a b c d e f g h"]),
        ("a b c d e f g h i", []),
    ],
)
def test_a_name_has_three_syllables_or_more_in_a_short_query(text: str, expected: list[str]) -> None:
    """Two syllables are a pair, and a query of nine describes its subject."""
    assert MAX_SYLLABLES_WITH_NAME == 8
    assert names(text, index(text)) == expected


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("giá vàng hôm nay", ["hôm nay"], []),
        ("thủ tướng phạm minh chính", ["thủ tướng"], ["phạm minh chính"]),
        ("phạm minh chính thủ tướng", ["thủ tướng"], ["phạm minh chính"]),
        ("lê văn tư thủ đô hà nội", ["thủ đô", "hà nội"], ["lê văn tư"]),
        ("a b c thủ đô d e f", ["thủ đô"], ["a b c", "d e f"]),
        ("a b thủ đô d e", ["thủ đô"], []),
        ("a b c d", ["b c"], []),
    ],
)
def test_units_are_no_part_of_a_name(text: str, units: list[str], expected: list[str]) -> None:
    """Both syllables of a unit end a name, and belong to none."""
    assert names(text, index(text, dict.fromkeys(units, 900))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ông lê văn tư", ["lê văn tư"]),
        ("cô lê văn", []),
        ("lê ông văn", ["lê ông văn"]),
        ("ong lê văn tư", ["ong lê văn tư"]),
        ("thủ đô ông lê văn tư", ["lê văn tư"]),
    ],
)
def test_a_form_of_address_before_a_name_is_not_part_of_it(text: str, expected: list[str]) -> None:
    """An article may have the name with another form of address. `ong` with no other spelling is a bee."""
    assert names(text, index(text, {"thủ đô": 900})) == expected


@pytest.mark.parametrize(
    ("before", "word", "after", "expected"),
    [
        (200, 100, 9, ["nguyễn văn minh tú"]),
        (9, 100, 200, ["nguyễn văn minh tú"]),
        (100, 100, 9, []),
        (9, 100, 9, []),
        (200, 400, 200, []),
    ],
)
def test_a_word_is_no_unit_where_a_syllable_is_closer_to_its_other_side(
    before: int, word: int, after: int, expected: list[str]
) -> None:
    """`văn minh` is a word, but in more documents `văn` stands behind `nguyễn`, or `minh` before `tú`.

    With 400 documents, the excess of the word is below 1: then it is always a unit.
    """
    text = "nguyễn văn minh tú"
    pairs = {"nguyễn văn": before, "văn minh": word, "minh tú": after}
    assert names(text, index(text, pairs, {"văn_minh": word})) == expected


def frequency_with_excess(excess: float) -> float:
    """The document frequency of a pair whose idf exceeds that of its syllables by so much."""
    return 999.5 / exp(excess) - 0.5


@pytest.mark.parametrize(
    ("limit", "is_word"), [(MAX_UNIT_EXCESS, False), (MAX_WORD_EXCESS, True)], ids=["unit", "word"]
)
def test_how_often_the_syllables_of_a_unit_occur_together(limit: float, is_word: bool) -> None:
    """A pair is a unit up to an excess of 1, or of 3 if most of its documents have it as a word."""
    text = "a b c"
    for excess, expected in ((limit - 0.01, []), (limit + 0.01, [text])):
        frequency = round(frequency_with_excess(excess))
        word = frequency // 2 + 1 if is_word else frequency // 2
        assert names(text, index(text, {"b c": frequency}, {"b_c": word})) == expected


def test_a_word_in_half_of_the_documents_of_its_pair_is_none() -> None:
    """More than half of the documents must have the two syllables as one word."""
    text = "a b c"
    assert names(text, index(text, {"b c": 100}, {"b_c": 50})) == [text]
    assert names(text, index(text, {"b c": 100}, {"b_c": 51})) == []


def test_stretches_are_counted_together_and_searched_apart() -> None:
    """A name does not go on behind a comma; the limit applies to the whole query."""
    text = "a b c d e f"
    first, second = stretch("a b c"), stretch("d e f", ("body",))
    rows = [certain(*"abc"), certain(*"def")]
    boosts = boosts_of([first, second], rows, index(text), has_unaccented=False)
    assert unquoted(boosts) == ["a b c", "d e f"]
    assert boosts[1].condition == phrase_condition(second.syllables, ("body",)).accented
    third = stretch("x y z")
    assert not boosts_of([first, second, third], [*rows, certain(*"xyz")], index(text), has_unaccented=False)


def test_a_short_stretch_does_not_end_the_search() -> None:
    """Two syllables before a comma are no name; the three behind it are."""
    stretches, rows = [stretch("a b"), stretch("c d e")], [certain(*"ab"), certain(*"cde")]
    (boost,) = boosts_of(stretches, rows, index("a b c d e"), has_unaccented=False)
    assert boost.name == '"c d e"'


def test_only_the_pairs_of_the_name_give_its_weight() -> None:
    """The pairs beside the name are rarer, but not part of it."""
    text = "x y lê văn tư thủ đô"
    statistics = index(text, {"x y": 900, "y lê": 1, "tư thủ": 1, "thủ đô": 900})
    (boost,) = boosts_of([stretch(text)], [certain(*text.split())], statistics, has_unaccented=False)
    assert (boost.name, boost.weight) == ('"lê văn tư"', about(2 * log(10005 / 9.5)))


def test_likely_spellings_count_together() -> None:
    """The pair's frequency is the sum over its spellings: 450 + 450 make a unit, 450 alone do not."""
    row = [*certain("a", "b"), doubtful(c=0.6, ç=0.4)]
    for second, expected in ((450, []), (1, ["a b c"])):
        statistics = index("a b c", {"b c": 300, "b ç": second})
        boosts = boosts_of([stretch("a b c")], [row], statistics, has_unaccented=False)
        assert unquoted(boosts) == expected


@pytest.mark.parametrize(
    ("text", "pairs", "expected"),
    [
        ("lê văn tứ", {"văn tứ": 0}, []),
        ("lê văn tu", {"văn tu": 0}, []),
        ("lê văn tu", {"văn tu": 0, "văn tứ": 1}, ["lê văn tu"]),  # in an unlikely spelling
        ("lê văn tu", {"văn tu": 0, "ván tứ": 1}, []),  # with other accents than those typed
        ("lê van tứ", {"van tứ": 0}, []),
        ("lê van tứ", {"van tứ": 0, "ván tứ": 1}, ["lê van tứ"]),
        ("lê văn lý", {"văn lý": 0}, []),
        ("lê văn lý", {"văn lý": 0, "văn lí": 1}, ["lê văn lý"]),
        ("lê văn ly", {"văn ly": 0, "văn lĩ": 1}, ["lê văn ly"]),
        ("lê laptop tứ", {"laptop tứ": 0}, []),  # no Vietnamese syllable, so it has one spelling
        ("lê nguyen hoa", {"nguyen hoa": 0}, ["lê nguyen hoa"]),  # too many spellings to look them all up
    ],
)
def test_a_name_that_cannot_occur_is_not_searched(
    text: str, pairs: dict[str, int], expected: list[str]
) -> None:
    """If no document has a pair in any spelling, no document has the name."""
    assert names(text, index(text, dict.fromkeys(pairs, 1))) == [text]
    assert names(text, index(text, pairs)) == expected


def test_a_common_phrase_is_no_name() -> None:
    """By its pairs, 30 * 334 / 999 documents have the phrase, which is more than one in a thousand."""
    for documents, expected in ((333, ["lê văn tứ"]), (334, [])):
        statistics = index("lê văn tứ", {"lê văn": 30, "văn tứ": documents})
        assert names("lê văn tứ", statistics) == expected


@pytest.mark.parametrize(
    ("pairs", "has_unaccented", "expected"),
    [
        ({}, True, []),
        ({"le van": 1}, True, []),
        ({"le van": 1, "van tu": 1}, True, ["lê văn tứ"]),
        ({"le van": 1, "van tu": 1}, False, []),
    ],
)
def test_a_name_may_occur_in_unaccented_articles_alone(
    pairs: dict[str, int], has_unaccented: bool, expected: list[str]
) -> None:
    """These articles have the pairs without accents; all of them must be there."""
    statistics = index("lê văn tứ", {"văn tứ": 0, **pairs})
    row = certain("lê", "văn", "tứ")
    boosts = boosts_of([stretch("lê văn tứ")], [row], statistics, has_unaccented=has_unaccented)
    assert unquoted(boosts) == expected


def test_without_a_weight_no_name_is_searched() -> None:
    """So names can be left out, as the ablation does."""
    statistics = index("a b c")
    statistics.scoring = Scoring(name_weight=0.0)
    assert names("a b c", statistics) == []


# --- Codes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("57-nq/tw", ["57 nq tw"]),
        ("a b 57-nq/tw", ["57 nq tw"]),
        ("57-nq/tw a b", ["57 nq tw"]),
        ("57-nq/tw 57-nq/tw", ["57 nq tw", "57 nq tw"]),
        ("57-nq", []),
        ("57 nq tw", []),
        ('"57-nq/tw"', []),
        ("57-nq/tw a b c", ["57 nq tw", "a b c"]),
    ],
)
def test_a_code_is_a_phrase_although_its_syllables_are_units(query: str, expected: list[str]) -> None:
    """Without its signs, or in quotes, `57 nq tw` is no code, and by its frequent pairs no name."""
    text = "57 nq tw a b c 57 b 57 tw 57"
    statistics = index(text, {"57 nq": 700, "nq tw": 9, "a b": 9, "tw 57": 9})
    analyzed = analyze_query(parse(query))
    rows = [certain(*[syllable.exact for syllable in found.syllables]) for found in analyzed.stretches]
    boosts = phrase_boosts(analyzed, rows, [()] * len(rows), statistics, has_unaccented=False)
    assert unquoted(boosts) == expected


# --- Other forms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "end", "documents", "expected"),
    [
        (0, 2, 11, ["a b c"]),
        (1, 3, 11, []),
        (4, 5, 11, []),
        (0, 4, 11, []),
        (0, 4, 10, ["a b c"]),
        (0, 5, 11, ["a b c"]),
    ],
)
def test_a_part_of_a_common_form_is_no_name(
    first: int, end: int, documents: int, expected: list[str]
) -> None:
    """A form is common if more than one in a thousand documents have it. The whole query is no part."""
    text = "x y a b c"
    other = OtherForm(0, 9, tuple(text.split()), (("xyz",),), TEXT_FIELDS)
    form = ReplacingForm(other, first, end, frozenset(range(first, end)), FormEvidence((), documents), 1.0)
    boosts = phrase_boosts(
        AnalyzedQuery(parse("x"), (), (stretch(text),)),
        [certain(*text.split())],
        [[form]],
        index(text, {"x y": 900}),
        has_unaccented=False,
    )
    assert unquoted(boosts) == expected
