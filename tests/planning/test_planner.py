"""The plan as a whole: its tiers, what articles without accents change, and the rough plan before it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

import pytest

from analyzers.form_table import FormRule, FormTable
from searchidx.engines.plan import AllOf, Alternatives, AnyOf, AnyTerm, DateBetween, NoneOf, Plan, Term
from searchidx.planning.accents.spellings import weigh_spellings
from searchidx.planning.constants import Scoring
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.unaccented_articles import IS_UNACCENTED
from tests.support.planning import stretch
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Iterable

BODY = {"một": 9, "hai": 9, "ba": 9, "bốn": 9, "năm": 9, "tho": 3, "thổ": 30, "thở": 20}
FOLDED = {"mot": 9, "hai": 9, "ba": 9, "bon": 9, "nam": 9, "tho": 60}


def index(
    unaccented: int = 0, best_pairs: dict[str, int] | None = None, **more: dict[str, int]
) -> WrittenStatistics:
    terms = {"body": BODY, "body_folded": FOLDED, "accents": {"none": unaccented}, **more}
    return WrittenStatistics(terms, documents=100, best_pairs=best_pairs)


def planned(query: str, of: WrittenStatistics | None = None, scoring: Scoring | None = None) -> Plan:
    return plan(analyze_query(parse(query)), of or index(), scoring)


def names(of: Plan) -> set[str]:
    return {signal.name for signal in of.signals}


def test_a_query_that_asks_for_nothing_matches_nothing() -> None:
    """Without anything to rank or to highlight; the constants are those of the scoring."""
    assert planned(" ?! ", scoring=Scoring(k1=7, b=0.5)) == Plan(complete=AnyOf(()), k1=7, b=0.5)


def test_a_query_without_words_has_no_signals() -> None:
    """Its documents come by date: nothing is rescored, nothing matches in part, nothing is highlighted."""
    dates = DateBetween(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    assert planned("date:2020") == Plan(complete=dates, k1=1.2, b=0.75)


TIERED = [
    ("một hai ba bốn", True),
    ("một hai ba bốn năm", False),
    ("một hai ba bốn bon", True),  # distinct without accents
    ("một hai, ba – bốn năm", False),  # in all stretches together
    ("một hai ba bốn -năm", True),
    ("một hai ba bốn source:năm", True),
]


@pytest.mark.parametrize(("query", "tiered"), TIERED)
def test_up_to_four_distinct_syllables_complete_matches_come_first(query: str, tiered: bool) -> None:
    """A longer query is one ranking, in which partial matches score by the same signals."""
    found = planned(query)
    assert found.tiered is tiered
    assert bool(found.partial_signals) is tiered


def test_only_long_queries_keep_their_accents_in_partial_matches() -> None:
    """All syllables of a short query match in any accents, of a long one those that the index lacks."""
    short, long = planned("một nắm"), planned("một hai ba bốn nắm")
    in_any_accents = in_fields("mot", layer="_folded"), in_fields("nam", layer="_folded")
    assert short.partial == AllOf((AnyOf(in_any_accents),))
    assert long.partial == AllOf(
        (
            AnyOf(
                (
                    in_fields("một"),
                    in_fields("hai", layer="_folded"),
                    in_fields("ba", layer="_folded"),
                    in_fields("bốn"),
                    in_fields("nam", layer="_folded"),
                )
            ),
        )
    )


def in_fields(*texts: str, layer: str = "") -> AnyTerm:
    """Any of the texts in a layer of the fields in which bare words are searched, text by text."""
    fields = ("title", "body", "furniture")
    return AnyTerm(tuple(Term(f"{field}{layer}", text) for text in texts for field in fields))


def test_there_is_no_partial_match_of_what_has_to_match() -> None:
    """Where both conditions are equal, there is but one."""
    assert planned('"một hai"').partial is None
    assert planned("hai").partial is None
    assert planned("một").partial is not None


def test_articles_without_accents_have_a_condition_of_their_own() -> None:
    """As soon as there is one such article."""
    assert planned("một", index(0)).complete == in_fields("một")
    assert planned("một", index(1)).complete == AnyOf(
        (
            AllOf((in_fields("một"), NoneOf(IS_UNACCENTED))),
            AllOf((IS_UNACCENTED, in_fields("một", "mot"))),
        )
    )
    assert planned("một", index(1)).partial == in_fields("mot", layer="_folded")
    query = "một hai ba bốn năm"
    without, with_one = (planned(query, index(count)).partial for count in (0, 1))
    assert without is not None
    assert isinstance(with_one, AnyOf)
    assert with_one.children[0] == AllOf((without, NoneOf(IS_UNACCENTED)))


SHARES = [(0, False), (1, False), (2, True)]


@pytest.mark.parametrize(("unaccented", "often"), SHARES)
def test_above_one_percent_of_unaccented_articles_other_accents_always_rank(
    unaccented: int, often: bool
) -> None:
    """One of a hundred articles changes nothing; two make spellings without accents count everywhere."""
    found = planned("một", index(unaccented))
    assert ("mot" in names(found)) is often
    assert ("mot" in {signal.name for signal in found.partial_signals}) is not often
    assert found.rescoring is not None
    texts = {term.text for term in found.rescoring.syllables[0].terms}
    assert texts == ({"một", "mot"} if often else {"một"})


def test_other_accents_also_rank_long_queries_over_unaccented_articles() -> None:
    """There are no partial signals in a long query, so they stand among the others."""
    assert "mot" not in names(planned("một hai ba bốn năm", index(0)))
    assert "mot" in names(planned("một hai ba bốn năm", index(2)))


def with_cooperatives() -> WrittenStatistics:
    """An index with the abbreviation `htx`, whose long form some articles have."""
    known = {"hop": 3, "tac": 3, "xa": 3}
    pairs = {"hợp tác": 3, "tác xã": 3}
    return index(abbreviations={"htx=hợp tác xã": 5}, body_folded=FOLDED | known, body_pairs=pairs)


def with_form(of: Plan) -> set[str]:
    """The names of the signals that have a pair of `hợp tác xã`."""
    return {signal.name for signal in of.signals if "tác" in repr(signal.terms)}


def test_other_forms_match_rank_and_are_highlighted() -> None:
    """In every part of the plan, the other form takes its place."""
    found = planned("một htx", with_cooperatives())
    for condition in (found.complete, found.partial, *found.partial_levels[1:]):
        assert "hợp" in repr(condition)
    assert "hợp" not in repr(found.partial_levels[0])
    assert with_form(found) == {"=htx", "htx"}
    assert found.rescoring is not None
    assert [form.syllables for form in found.rescoring.forms] == [(1,)]
    assert any(len(pattern.tokens) == 3 for pattern in found.patterns)


def test_the_forms_of_unwanted_words_exclude_and_do_no_more() -> None:
    """They neither rank nor are highlighted, and no partial match has them either."""
    found = planned("một hai -htx", with_cooperatives())
    for condition in (found.complete, found.partial):
        assert isinstance(condition, AllOf)
        assert isinstance(condition.children[-1], NoneOf)
        assert "hợp" in repr(condition.children[-1])
        assert "hợp" not in repr(condition.children[:-1])
    assert not with_form(found)
    assert found.rescoring is not None
    assert not found.rescoring.forms
    assert all(len(pattern.tokens) == 1 for pattern in found.patterns)


def test_no_form_is_looked_for_that_no_article_has() -> None:
    assert planned("một htx", index(abbreviations={"htx=hợp tác xã": 5})) == planned("một htx")


# --- half-typed words ----------------------------------------------------------------------------------


def exact_terms(condition: object) -> set[str]:
    """The exact terms of bodies in a condition. A word without accents has none, because it is folded."""
    return set(re.findall(r"Term\(field='body', text='(\w+)'\)", repr(condition)))


def test_a_last_word_that_no_article_has_is_a_beginning() -> None:
    """It matches, ranks and is marked as its completion: `bố` as `bốn`."""
    found = planned("một bố")
    assert exact_terms(found.complete) == {"một", "bốn"}
    assert names(found) == {"=một", "=bốn", "một", "bốn"}
    assert found.patterns[-1].tokens == ((frozenset({"bốn"}), frozenset()),)


def test_a_partial_match_may_lack_the_beginning() -> None:
    """Next to other words, it is no more than a level. Alone, it has to match."""
    found = planned("một bố")
    assert found.partial is not None
    assert "bốn" not in repr(found.partial)
    assert ["bốn" in repr(level) for level in found.partial_levels] == [False, True]
    assert planned("bố").partial is None
    found = planned('"một" bố')
    assert found.partial is None


def test_while_typing_any_last_word_is_a_beginning() -> None:
    """Unless a blank follows it. Otherwise, known words and single letters are meant as they are."""
    for query, expected in (("một ba", {"ba"}), ("một ba ", set()), ("ba", {"ba"}), ("một b", {"ba", "bốn"})):
        found = plan(analyze_query(parse(query)), index(), typing=True)
        assert exact_terms(found.complete) - {"một"} == expected
        assert exact_terms(planned(query).complete) - {"một"} == set()


# --- spellings ---------------------------------------------------------------------------------------

DOUBTFUL = "tho mot hai ba bon"


def test_likely_spellings_rank() -> None:
    """`thổ` and `thở` are likely; `tho` itself stands in too few articles to be likely."""
    assert "=thổ" in names(planned("tho"))
    spelt = next(signal for signal in planned("tho").signals if signal.name == "=thổ")
    assert {weighted.term.text for weighted in spelt.terms} == {"thổ", "thở"}


def test_the_best_documents_decide_doubtful_spellings() -> None:
    """A rough plan finds the five best of all articles with accents; `thở một` stands in them nine times."""
    of = index(best_pairs={"thở một": 9})
    assert "=thổ" in names(planned(DOUBTFUL))
    assert "=thở" in names(planned(DOUBTFUL, of))
    ((rough, depth),) = of.rough_plans
    assert (depth, rough.k1, rough.b) == (5, 1.2, 0.75)
    assert rough.complete == NoneOf(IS_UNACCENTED)
    assert (rough.partial, rough.rescoring, rough.patterns) == (None, None, ())
    assert "=thổ" in names(rough)


def test_nothing_is_searched_where_nothing_is_doubtful() -> None:
    """Neither for a query with its accents, nor for a short one, nor with a feedback of no documents."""
    of = index(best_pairs={"thở một": 9})
    for query, scoring in (
        ("một hai ba bốn thở", None),
        ("tho mot", None),
        (DOUBTFUL, Scoring(feedback_depth=0)),
    ):
        planned(query, of, scoring)
    assert of.rough_plans == []
    planned(DOUBTFUL, of, Scoring(feedback_depth=3))
    assert [depth for _, depth in of.rough_plans] == [3]


def test_accents_are_missing_in_the_query_as_a_whole() -> None:
    """Accents in one stretch tell that those of another are meant: `tho` is then a word of its own."""
    assert "=tho" in names(planned("tho OR (bốn thở thổ một)"))
    assert "=tho" not in names(planned("tho OR (bon tho mot)"))


# --- likely and possible spellings ---------------------------------------------------------------------

TMH: Final = FormTable([FormRule((("thổ", "một"),), (("tmh",),))])
"""A synonym of the user, which makes `tmh` another form of `tho mot`."""


def almost_likely(**more: dict[str, int]) -> WrittenStatistics:
    """An index in which `tho` is `thổ` or `thở`. It is possible, but not likely, that it is `thơ`."""
    body = dict.fromkeys(["một", "hai", "ba", "bốn"], 3000)
    return WrittenStatistics(
        {
            "body": {"thổ": 500, "thở": 420, "thơ": 48, "tmh": 5000, **body},
            "body_folded": {"tho": 960, "tmh": 5000, **dict.fromkeys(["mot", "hai", "ba", "bon"], 3000)},
            "body_pairs": {"một hai": 200},
            "title_pairs": {"thổ một": 5},
            **more,
        },
        documents=100_000,
    )


def with_frequent_pair() -> WrittenStatistics:
    """This index, but many titles have `thơ một`. Titles alone do not decide which spellings are likely."""
    return almost_likely(title_pairs={"thổ một": 5, "thơ một": 40})


def test_the_index_has_a_possible_spelling_that_is_not_likely() -> None:
    """The tests below need one."""
    for of in (almost_likely(), with_frequent_pair()):
        ((of_tho, of_mot),) = [weigh_spellings(stretch("tho mot").syllables, of, missing=1.0)]
        assert [spelling.text for spelling in of_tho.ranked] == ["thổ", "thở", "thơ"]
        assert [spelling.text for spelling in of_tho.likely().ranked] == ["thổ", "thở"]
        assert [spelling.text for spelling in of_mot.ranked] == ["một"]


def body_texts(terms: Iterable[Term]) -> list[str]:
    return [term.text for term in terms if term.field == "body"]


def spellings_of_signal(of: Plan, name: str) -> list[str]:
    (signal,) = [signal for signal in of.signals if signal.name == name]
    return body_texts(weighted.term for weighted in signal.terms)


def test_signals_score_likely_spellings() -> None:
    """Those of the final plan and those of the rough plan before it."""
    of = almost_likely()
    assert spellings_of_signal(planned("tho mot", of), "=thổ") == ["thổ", "thở"]
    planned(DOUBTFUL, of)
    ((rough, _),) = of.rough_plans
    assert spellings_of_signal(rough, "=thổ") == ["thổ", "thở"]


def test_likely_spellings_are_rescored() -> None:
    rescoring = planned("tho mot", almost_likely()).rescoring
    assert rescoring is not None
    assert body_texts(rescoring.syllables[0].terms) == ["thổ", "thở"]


def test_all_spellings_that_are_nearly_likely_are_marked() -> None:
    """Those of at least a tenth of the probability of the best one (`patterns.MIN_MARKED_SHARE`)."""
    pattern = planned("tho mot", almost_likely()).patterns[0]
    assert pattern.tokens == (Alternatives(exact=frozenset({"thổ", "thở", "thơ"})),)


def test_all_completions_that_are_nearly_likely_are_marked() -> None:
    """The likely completions score."""
    of = almost_likely(body={"thổ": 500, "thở": 420, "thơ": 33, "một": 3000}, body_pairs={})
    found = plan(analyze_query(parse("một th")), of, typing=True)
    assert spellings_of_signal(found, "=thổ") == ["thổ", "thở"]
    of_last_word = next(pattern for pattern in found.patterns if pattern.part == 1)
    assert of_last_word.tokens == (Alternatives(exact=frozenset({"thổ", "thở", "thơ"})),)


@pytest.mark.parametrize(
    ("query", "synonyms", "boost"),
    [
        ("tho mot hai", None, '"tho mot hai"'),  # `phrase_boosts`
        ("tho mot", TMH, "as typed"),  # `typed_form_boosts`
    ],
)
def test_pairs_of_unlikely_spellings_lower_no_boost(
    query: str, synonyms: FormTable | None, boost: str
) -> None:
    """The weight of a boost depends on the rarest pair of the query, in its likely spellings."""
    weights = []
    for of in (almost_likely(), with_frequent_pair()):
        rescoring = plan(analyze_query(parse(query)), of, synonyms=synonyms).rescoring
        assert rescoring is not None
        weights.append({each.name: each.weight for each in rescoring.boosts}[boost])
    assert weights[0] == weights[1] > 0


def test_pairs_of_unlikely_spellings_change_no_form() -> None:
    """How much an abbreviation means depends on the rarest pair of its long form, in its likely spellings."""
    shares = []
    for pairs in ({"thổ một": 5}, {"thổ một": 5, "thơ một": 40}):
        of = almost_likely(title_pairs=pairs, abbreviations={"tho mot=tmh": 5, "tmh=thổ một": 5})
        (found,) = [signal for signal in planned("tho mot", of).signals if signal.name == "=thổ"]
        shares += [weighted.weight for weighted in found.terms if weighted.term.text == "tmh"]
    assert len(shares) == 4
    assert shares[:2] == shares[2:]
