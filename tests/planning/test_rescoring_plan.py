"""What rescoring adds: weights worked out by hand, over an index of 104 documents.

There idf(df) = ln(105 / (df + 0.5)): 3 documents give ln 30, 7 ln 14, 10 ln 10, 17 ln 6, none ln 210. The
weights of pairs contain the factor k1 + 1 = 2.2.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import (
    PassageWeight,
    RescoredForm,
    Rescoring,
    SyllablePair,
    SyllableTerms,
    Term,
    WeightedField,
)
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.replacing_forms import replacing_forms
from searchidx.planning.rescoring_plan import plan_rescoring
from searchidx.planning.statistics import QueryStatistics
from tests.support.planning import about, certain, doubtful, stretch
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.stretches import Stretch

INDEX = {
    "title": {"công": 1, "an": 3},
    "title_pairs": {"công an": 0},
    "body": {"công": 10, "an": 17, "ăn": 4},
    "body_folded": {"cong": 17, "an": 52, "xa": 7},
    "body_pairs": {"công an": 3, "công ăn": 4},
}


def rescored(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    scoring: Scoring | None = None,
    *,
    often_unaccented: bool = False,
    forms: Sequence[OtherForm] = (),
) -> Rescoring:
    statistics = QueryStatistics(WrittenStatistics(INDEX, documents=104), scoring or Scoring())
    rescoring = plan_rescoring(
        stretches,
        spellings,
        statistics,
        often_unaccented=often_unaccented,
        forms=replacing_forms(stretches, spellings, forms, statistics),
    )
    assert rescoring is not None
    return rescoring


def test_the_whole_rescoring_of_two_syllables() -> None:
    """Syllables have the idf of any accents: ln 6 and ln 2, together ln 12.

    The pair stands in 3 documents and the rarer syllable in 10, so it surpasses it by ln 30 - ln 10; nearness
    goes by the commoner syllable, coverage and similarity by the sum.
    """
    assert rescored([stretch("công an")], [certain("công", "an")]) == Rescoring(
        depth=140,
        fields=(WeightedField("title", 3.0), WeightedField("body", 1.0)),
        syllables=(
            SyllableTerms((Term("title", "công"), Term("body", "công")), about(log(6))),
            SyllableTerms((Term("title", "an"), Term("body", "an")), about(log(2))),
        ),
        pairs=(SyllablePair("công an", 0, 1, about(0.6 * log(3) * 2.2), about(0.3 * log(2) * 2.2)),),
        near_distance=8,
        passages=(PassageWeight(25, 0.4, 0.15), PassageWeight(12, 0.3)),
        coverage=WeightedField("title", about(0.5 * log(12))),
        similarity=about(0.5 * log(12)),
    )


def test_nothing_is_rescored_without_syllables() -> None:
    statistics = QueryStatistics(WrittenStatistics(INDEX, documents=104), Scoring())
    assert plan_rescoring([], [], statistics, often_unaccented=False) is None


def texts(rescoring: Rescoring, number: int) -> list[str]:
    return [term.text for term in rescoring.syllables[number].terms if term.field == "body"]


def test_a_syllable_counts_in_all_its_spellings_and_in_those_with_the_other_i() -> None:
    """`mì` counts as `mỳ` too; `mi` only where many articles are typed without accents."""
    row = [doubtful(mì=0.6, mí=0.4)]
    assert texts(rescored([stretch("mi")], [row]), 0) == ["mì", "mí", "mỳ", "mý"]
    assert texts(rescored([stretch("mi")], [row], often_unaccented=True), 0) == ["mì", "mí", "mỳ", "mý", "mi"]
    assert texts(rescored([stretch("an")], [certain("an")], often_unaccented=True), 0) == ["an"]


def test_a_repeated_syllable_is_one_syllable() -> None:
    """It counts in all spellings that it has anywhere; beside itself it is adjacent, but not near."""
    row = [*certain("công"), doubtful(cống=1.0), *certain("công")]
    rescoring = rescored([stretch("cong cong cong")], [row])
    assert len(rescoring.syllables) == 1
    assert texts(rescoring, 0) == ["công", "cống"]
    assert rescoring.similarity == about(0.5 * log(6))
    ((name, first, second, _, near),) = rescoring.pairs
    assert (name, first, second, near) == ("công cống", 0, 0, 0.0)


@pytest.mark.parametrize(("frequency", "has_near"), [(6, False), (5, True)])
def test_the_syllables_of_a_fixed_pair_gain_nothing_for_being_near(frequency: int, *, has_near: bool) -> None:
    """With 6 of 9 documents, the excess is ln(9.5 / 6.5) = 0.38; with 5 it is ln(9.5 / 5.5) = 0.55."""
    index = {"body": {"a": 9, "b": 9}, "body_folded": {"a": 9, "b": 9}, "body_pairs": {"a b": frequency}}
    statistics = QueryStatistics(WrittenStatistics(index, documents=104), Scoring())
    rescoring = plan_rescoring([stretch("a b")], [certain("a", "b")], statistics, often_unaccented=False)
    assert rescoring is not None
    assert rescoring.pairs[0].adjacent_weight > 0
    assert rescoring.pairs[0].near_weight == (about(0.3 * log(105 / 9.5) * 2.2) if has_near else 0.0)


def test_pairs_have_a_direction() -> None:
    """`a b a` has two pairs, of the syllables 0, 1 and 1, 0; `a b` a second time adds none."""
    row = certain("công", "an", "công", "an")
    pairs = rescored([stretch("công an công an")], [row]).pairs
    assert [pair[:3] for pair in pairs] == [("công an", 0, 1), ("an công", 1, 0)]
    assert pairs[0].near_weight == pairs[1].near_weight
    # No document has `an công`: ln 210, and the rarer syllable ln 10.
    assert pairs[1].adjacent_weight == about(0.6 * log(21) * 2.2)


def test_a_pair_is_as_frequent_as_all_its_spellings() -> None:
    """`công an` and `công ăn` stand in 3 + 4 documents (ln 14); the rarer best spelling in 10 (ln 10)."""
    (pair,) = rescored([stretch("cong an")], [[*certain("công"), doubtful(an=0.6, ăn=0.4)]]).pairs
    assert pair.name == "công an"
    assert pair.adjacent_weight == about(0.6 * log(1.4) * 2.2)


def test_a_pair_that_is_no_rarer_than_its_syllables_is_worth_nothing() -> None:
    """It stands in 5 documents, the rarer syllable in 3."""
    index = {"body": {"a": 3, "b": 9}, "body_pairs": {"a b": 5}}
    statistics = QueryStatistics(WrittenStatistics(index, documents=104), Scoring())
    rescoring = plan_rescoring([stretch("a b")], [certain("a", "b")], statistics, often_unaccented=False)
    assert rescoring is not None
    assert rescoring.pairs[0].adjacent_weight == 0.0


def test_syllables_of_different_fields_differ() -> None:
    """Only those that are looked for in the title count for its coverage; stretches make no pair together."""
    stretches = [stretch("công", ("title",)), stretch("công", ("body",)), stretch("xa", ("body",))]
    rescoring = rescored(stretches, [certain("công"), certain("công"), certain("xa")])
    assert [syllable.terms for syllable in rescoring.syllables] == [
        (Term("title", "công"),),
        (Term("body", "công"),),
        (Term("body", "xa"),),
    ]
    assert rescoring.pairs == ()
    assert rescoring.coverage.weight == about(0.5 * log(6))
    assert rescoring.similarity == about(0.5 * log(6 * 6 * 14))


def test_pairs_have_the_frequencies_of_their_fields() -> None:
    """In the title no document has the pair, ln 210; `công` stands in one title, ln 70."""
    (pair,) = rescored([stretch("công an", ("title",))], [certain("công", "an")]).pairs
    assert pair.adjacent_weight == about(0.6 * log(3) * 2.2)


def test_the_constants_replace_the_weights() -> None:
    scoring = Scoring(
        k1=1,
        title_weight=2,
        pair_weight=1,
        near_weight=2,
        near_distance=3,
        passages=(),
        coverage_weight=3,
        similarity_weight=4,
        rescore_depth=5,
    )
    rescoring = rescored([stretch("công an")], [certain("công", "an")], scoring)
    assert (rescoring.depth, rescoring.near_distance, rescoring.passages) == (5, 3, ())
    assert rescoring.fields[0] == ("title", 2)
    assert rescoring.pairs[0][3:] == (about(log(3) * 2), about(2 * log(2) * 2))
    assert (rescoring.coverage.weight, rescoring.similarity) == (
        about(3 * log(12)),
        about(4 * log(12)),
    )


# --- other forms ---------------------------------------------------------------------------------------


def with_form(typed: str, other: str, *, start: int = 0) -> RescoredForm:
    """Another form of what was typed from `start` on. The terms of a position are written `4/04`."""
    positions = tuple([tuple(terms.split("/")) for terms in other.split()])
    form = OtherForm(start, len(typed), tuple(typed[start:].split()), positions, ("title", "body"))
    (found,) = rescored([stretch(typed)], [certain(*typed.split())], forms=[form]).forms
    return found


def test_a_form_replaces_syllables_and_pairs() -> None:
    """Terms with accents are searched as they are, and all others in any accents."""
    assert with_form("công an", "ăn xa") == RescoredForm(
        positions=(
            (Term("title", "ăn"), Term("body", "ăn")),
            (Term("title_folded", "xa"), Term("body_folded", "xa")),
        ),
        syllables=(0, 1),
        pairs=(0,),
        pair_share=0.97,
        coverage=1.0,
    )


REPLACED = [
    # `hcm` is one word of a title, and stands for three syllables
    ("hồ chí minh", "hcm", (0, 1, 2), (0, 1), 1 / 3),
    ("ubnd", "ủy ban nhân dân", (0,), (), 4.0),
    # the typed syllables that the form has count themselves
    ("phố hồ chí minh", "tp hồ chí minh", (0,), (0, 1, 2), 1.0),
    ("thành phố hồ chí minh", "tp hồ chí minh", (0, 1), (0, 1, 2, 3), 0.5),
    ("28 tháng 4", "28 4", (1,), (0, 1), 0.0),
    ("28 4", "28 tháng 4", (), (0,), 0.0),
    # one of two choices of a syllable is not the syllable
    ("28 4", "28 4/04", (1,), (0,), 1.0),
    ("28 tháng 4", "28 4/04", (1, 2), (0, 1), 0.5),
]


@pytest.mark.parametrize(("typed", "other", "syllables", "pairs", "coverage"), REPLACED)
def test_what_a_form_replaces(
    typed: str, other: str, syllables: tuple[int, ...], pairs: tuple[int, ...], coverage: float
) -> None:
    found = with_form(typed, other)
    assert (found.syllables, found.pairs, found.coverage) == (syllables, pairs, about(coverage))


def test_a_form_of_a_part_of_the_query_replaces_only_this_part() -> None:
    found = with_form("xã công an", "htx", start=3)
    assert (found.syllables, found.pairs) == ((1, 2), (1,))


def test_a_form_that_may_mean_something_else_is_not_rescored() -> None:
    """`an` (17 documents) is commoner than `công` (10), and `xã` (none) is not."""
    common = OtherForm(0, 4, ("công",), (("an",),), ("title", "body"), is_certain=False)
    rare = common._replace(positions=(("xã",),))
    for form, expected in ((common, 0), (rare, 1), (common._replace(is_certain=True), 1)):
        assert len(rescored([stretch("công")], [certain("công")], forms=[form]).forms) == expected


def test_without_a_weight_no_form_is_rescored() -> None:
    form = OtherForm(0, 4, ("công",), (("xã",),), ("title", "body"))
    scoring = Scoring(form_weight=0)
    assert not rescored([stretch("công")], [certain("công")], scoring, forms=[form]).forms
