"""What each signal is worth: weights worked out by hand, over an index of 104 documents.

There idf(df) = ln(105 / (df + 0.5)), so 3 documents give ln 30, 7 ln 14, 10 ln 10, 14 and a half ln 7, 17 ln
6 and none ln 210. Every weight contains the factor k1 + 1 = 2.2.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import Signal, Term, WeightedTerm
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.replacing_forms import replacing_forms
from searchidx.planning.signals import other_accents_signals
from searchidx.planning.signals import signals as signals_of
from searchidx.planning.statistics import QueryStatistics
from tests.support.planning import about, certain, doubtful, stretch
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.stretches import Stretch

INDEX = {
    "title": {"công": 1},
    "body": {"công": 10, "cống": 14, "an": 17, "xã": 3, "htx": 3, "tp": 10, "hcm": 7, "28": 3, "4": 3},
    "body_folded": {"cong": 17, "an": 20, "xa": 7},
    "body_words": {"công": 3, "công_an": 7, "an": 10, "xã": 7},
    "body_pairs": {"hợp tác": 7},
}


def statistics(scoring: Scoring | None = None) -> QueryStatistics:
    return QueryStatistics(WrittenStatistics(INDEX, documents=104), scoring or Scoring())


def signals(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[OtherForm],
    of_index: QueryStatistics,
) -> tuple[Signal, ...]:
    return signals_of(stretches, spellings, replacing_forms(stretches, spellings, forms, of_index), of_index)


def weights(of: Sequence[Signal]) -> dict[str, float]:
    assert len({signal.name for signal in of}) == len(of)
    return {signal.name: signal.weight for signal in of}


def ranked(
    stretches: list[Stretch], spellings: list[list[Spellings]], scoring: Scoring | None = None
) -> dict[str, float]:
    return weights(signals(stretches, spellings, (), statistics(scoring)))


def in_part(stretches: list[Stretch], spellings: list[list[Spellings]]) -> dict[str, float]:
    return weights(other_accents_signals(stretches, spellings, statistics()))


def test_syllables_count_in_furniture_with_less_weight() -> None:
    """Only a syllable that furniture contains, in any accents, has a term there, and no word has one."""
    index = WrittenStatistics(INDEX | {"furniture_folded": {"cong": 2}}, documents=104)
    found = signals(
        [stretch("công an")],
        [certain("công", "an")],
        (),
        QueryStatistics(index, Scoring(furniture_weight=0.25)),
    )
    terms = {signal.name: [(*term, weight) for term, weight in signal.terms] for signal in found}
    assert terms["=công"] == [("title", "công", 3.0), ("body", "công", 1.0), ("furniture", "công", 0.25)]
    assert [len(terms[name]) for name in ("=an", "công_an")] == [2, 2]
    (other, _) = other_accents_signals(
        [stretch("công an")], [certain("công", "an")], QueryStatistics(index, Scoring())
    )
    assert [(*term, weight) for term, weight in other.terms][2:] == [("furniture_folded", "cong", 0.3)]


def test_syllables_and_words_with_certain_accents() -> None:
    """Each syllable gives 0.6 idf as it is spelt and nothing in other accents; the word gives 0.5 idf."""
    assert ranked([stretch("công an")], [certain("công", "an")]) == about(
        {
            "=công": 0.6 * log(10) * 2.2,
            "=an": 0.6 * log(6) * 2.2,
            "công_an": 0.5 * log(14) * 2.2,
        }
    )


def test_uncertain_accents_share_the_weight_of_a_syllable() -> None:
    """Of two spellings with 0.6 and 0.3, the second counts half as much, in the term as in its frequency.

    Together they stand in 10 + 14 / 2 documents (ln 6) and give 0.9 of the weight; the rest goes to the
    syllable in any accents, which stands in 17. The word is as certain as its best spelling.
    """
    found = signals([stretch("cong")], [[doubtful(công=0.6, cống=0.3)]], (), statistics())
    assert weights(found) == about(
        {
            "cong": 0.6 * 0.1 * log(6) * 2.2,
            "=công": 0.6 * 0.9 * log(6) * 2.2,
            "công": 0.5 * 0.6 * log(30) * 2.2,
        }
    )
    folded, spelt, word = found
    assert folded.terms == ((Term("title_folded", "cong"), 3.0), (Term("body_folded", "cong"), 1.0))
    assert spelt.terms == (
        WeightedTerm(Term("title", "công"), 3.0),
        WeightedTerm(Term("body", "công"), 1.0),
        WeightedTerm(Term("title", "cống"), 1.5),
        WeightedTerm(Term("body", "cống"), 0.5),
    )
    assert word.terms == ((Term("title_words", "công"), 3.0), (Term("body_words", "công"), 1.0))


def test_a_spelling_that_no_article_has_leaves_all_to_any_accents() -> None:
    """The syllable without accents has its full weight, and there is no signal for the spelling."""
    found = ranked([stretch("cõng")], [certain("cõng")])
    assert found == about({"cong": 0.6 * log(6) * 2.2, "cõng": 0.5 * log(210) * 2.2})
    assert ranked([stretch("cong")], [[doubtful(cõng=0.5, công=0.5)]])["=cõng"] == about(0.6 * log(10) * 2.2)


def test_certainty_never_exceeds_one() -> None:
    """Probabilities that add up to a little more than 1 leave nothing to any accents."""
    rounded = doubtful(công=0.7, cống=0.3000001)
    assert "cong" not in ranked([stretch("cong")], [[rounded]])
    assert in_part([stretch("cong")], [[rounded]]) == about({"cong": 0.2 * log(6) * 2.2})


def test_a_repeated_syllable_counts_once_with_its_greatest_certainty() -> None:
    """Neither its spelling nor its word counts twice; what is left to any accents goes by the surest one."""
    row = [doubtful(xã=0.5), *certain("công"), doubtful(xã=0.75), *certain("công"), doubtful(xã=0.5)]
    every = signals([stretch("xa cong xa cong xa")], [row], (), statistics())
    assert sorted(signal.name for signal in every) == ["=công", "=xã", "=xã", "công", "xa", "xã"]
    found = {signal.name: signal.weight for signal in every}
    assert found["xa"] == about(0.6 * 0.25 * log(14) * 2.2)
    assert found["xã"] == about(0.5 * 0.75 * log(14) * 2.2)
    assert found["=công"] == about(0.6 * log(10) * 2.2)


def test_spellings_with_other_probabilities_are_signals_of_their_own() -> None:
    """The same syllable, once certain and once not, gives a signal for each."""
    found = signals([stretch("xa xa")], [[*certain("xã"), doubtful(xã=0.5)]], (), statistics())
    assert [signal.weight for signal in found if signal.name == "=xã"] == about(
        [0.6 * log(30) * 2.2, 0.6 * 0.5 * log(30) * 2.2]
    )


def test_a_word_is_as_certain_as_its_least_certain_syllable() -> None:
    """`công_an` with 0.9 and 0.7 gives 0.7 of its weight."""
    row = [doubtful(công=0.9), doubtful(an=0.7)]
    assert ranked([stretch("cong an")], [row])["công_an"] == about(0.5 * 0.7 * log(14) * 2.2)


def test_a_word_that_no_article_has_still_gives_its_share() -> None:
    """The syllables are known to the index in no word: each is a word by itself, with the idf of none."""
    assert ranked([stretch("htx")], [certain("htx")])["htx"] == about(0.5 * log(210) * 2.2)


def test_each_stretch_has_the_terms_of_its_fields() -> None:
    """What is looked for in the title alone counts there alone, by the frequencies there."""
    found = signals([stretch("công", ("title",))], [certain("công")], (), statistics())
    assert found[0] == Signal(
        "=công", (WeightedTerm(Term("title", "công"), 3.0),), about(0.6 * log(70) * 2.2)
    )


def test_other_accents_count_in_partial_matches_where_accents_are_certain() -> None:
    """Only then: what is uncertain counts in any accents everywhere."""
    stretches, row = [stretch("cong an")], [[doubtful(công=0.6), *certain("an")]]
    assert in_part(stretches, row) == about({"an": 0.2 * log(105 / 20.5) * 2.2})
    assert in_part([stretch("cõng")], [certain("cõng")]) == {}


def test_every_stretch_has_its_signals() -> None:
    """Those of syllables come before those of words."""
    stretches, rows = [stretch("công"), stretch("an")], [certain("công"), certain("an")]
    names = [signal.name for signal in signals(stretches, rows, (), statistics())]
    assert names == ["=công", "công", "=an", "an"]
    assert [signal.name for signal in other_accents_signals(stretches, rows, statistics())] == ["cong", "an"]


def test_the_constants_replace_the_weights() -> None:
    """A part of weight 0 is left out; k1 changes the factor of all."""
    stretches, row = [stretch("cong")], [[doubtful(công=0.6, cống=0.3)]]
    assert set(ranked(stretches, row, Scoring(word_weight=0))) == {"cong", "=công"}
    assert set(ranked(stretches, row, Scoring(syllable_weight=0))) == {"công"}
    assert ranked(stretches, row, Scoring(k1=1, word_weight=2))["công"] == about(2 * 0.6 * log(30) * 2)


# --- other forms ---------------------------------------------------------------------------------------


def form(typed: str, other: str, *, is_certain: bool = True) -> OtherForm:
    """Another form of the whole text that was typed. The terms of a position are written `6/06`."""
    positions = tuple([tuple(terms.split("/")) for terms in other.split()])
    return OtherForm(0, len(typed), tuple(typed.split()), positions, ("title", "body"), is_certain=is_certain)


def with_forms(
    typed: str, *others: str, scoring: Scoring | None = None, is_certain: bool = True
) -> dict[str, dict[Term, float]]:
    """The weight of each term that other forms add to a signal, by the name of the signal."""
    stretches, row = [stretch(typed)], [certain(*typed.split())]
    forms = [form(typed, other, is_certain=is_certain) for other in others]
    found = {signal.name: signal for signal in signals(stretches, row, forms, statistics(scoring))}
    plain = {signal.name: signal for signal in signals(stretches, row, (), statistics(scoring))}
    return {
        name: {term: weight for term, weight in signal.terms if term not in own}
        for name, signal in found.items()
        for own in [{term for term, _ in plain[name].terms} if name in plain else set()]
    }


def test_a_form_counts_in_the_signals_of_all_that_it_replaces() -> None:
    """Each occurrence counts 0.3 times as much as a typed one. Without accents, it counts in any."""
    htx = {Term("title_folded", "htx"): about(0.9), Term("body_folded", "htx"): about(0.3)}
    assert with_forms("công an", "htx") == {"=công": htx, "=an": htx, "công_an": htx}


def test_a_form_with_accents_counts_as_it_is() -> None:
    assert with_forms("an", "công/xa")["=an"] == {
        Term("title", "công"): about(0.9),
        Term("body", "công"): about(0.3),
        Term("title_folded", "xa"): about(0.9),
        Term("body_folded", "xa"): about(0.3),
    }


def test_a_long_form_counts_by_its_rarest_pair() -> None:
    """`hợp tác` is in 7 documents, and `tác xã` in none."""
    assert set(with_forms("công", "hợp tác xã")["=công"]) == {
        Term("title_pairs", "tác xã"),
        Term("body_pairs", "tác xã"),
    }


def test_a_pair_has_every_choice_of_its_positions() -> None:
    texts = {term.text for term in with_forms("công", "6/06 2/02")["=công"]}
    assert texts == {"6 2", "6 02", "06 2", "06 02"}


def test_a_syllable_that_the_form_has_as_well_counts_itself() -> None:
    """`tp hcm` lacks only `xã`. A word is replaced if the form lacks any of its syllables."""
    found = with_forms("xã hcm", "tp hcm")
    assert [name for name, terms in found.items() if terms] == ["=xã", "xã"]
    assert {term.text for term in found["=xã"]} == {"tp hcm"}
    assert [name for name, terms in with_forms("công an", "an").items() if terms] == ["=công", "công_an"]


def test_a_form_with_all_typed_syllables_adds_nothing() -> None:
    """The signals of the syllables score it: `28 tháng 4` has all of `28/4`."""
    assert not any(with_forms("28 4", "28 tháng 4").values())
    assert not any(with_forms("28 4", "4 28").values())


def test_another_choice_of_a_syllable_counts_without_the_syllable() -> None:
    """Of `28 04` and `28 4`, only the first is another form of `4`."""
    found = with_forms("28 4", "28 4/04")
    assert {term.text for term in found["=4"]} == {"28 04"}
    assert not found.get("=28")


def test_a_part_of_a_longer_form_adds_nothing() -> None:
    """`39 độ c` has both syllables of `39 c` itself. It does not count as `39 độ` on top of that."""
    assert not any(with_forms("39 c", "39 độ", "39 độ c").values())
    assert any(with_forms("39 c", "39 độ").values())


def test_a_form_of_a_prefix_adds_nothing() -> None:
    prefix = form("công", "htx")._replace(is_scored=False)
    plain = signals([stretch("công")], [certain("công")], (), statistics())
    assert signals([stretch("công")], [certain("công")], [prefix], statistics()) == plain


def test_a_form_counts_only_in_its_part_of_the_query() -> None:
    part = form("an", "htx")._replace(start=5, end=7)
    found = signals([stretch("công an")], [certain("công", "an")], [part], statistics())
    with_htx = [signal.name for signal in found if any(term.text == "htx" for term, _ in signal.terms)]
    assert with_htx == ["=an"]
    other_fields = part._replace(fields=("title",))
    assert signals([stretch("công an")], [certain("công", "an")], [other_fields], statistics()) == signals(
        [stretch("công an")], [certain("công", "an")], (), statistics()
    )


def test_an_uncertain_form_counts_in_proportion_to_its_idf() -> None:
    """`xã` (3 documents, ln 30) may mean `an` (ln 6) fully, but `an` may mean something else than `xã`.

    Alternatives are in as many documents as all of them together: `cống` and `an` (in any accents) in 34.
    """
    assert with_forms("an", "xã", is_certain=False)["=an"][Term("body", "xã")] == about(0.3)
    assert with_forms("xã", "công", is_certain=False)["=xã"][Term("body", "công")] == about(
        0.3 * log(10) / log(30)
    )
    assert with_forms("cống", "xã/công", is_certain=False)["=cống"][Term("body", "xã")] == about(0.3)
    both = with_forms("xã", "cống/an", is_certain=False)["=xã"]
    assert both[Term("body_folded", "an")] == both[Term("body", "cống")]
    assert both[Term("body", "cống")] == about(0.3 * log(105 / 34.5) / log(30))


def test_the_pairs_of_what_was_typed_count_for_its_idf_too() -> None:
    """`hợp tác` is in 7 documents. Its syllables are in none, so that their idf is ln 210."""
    found = with_forms("hợp tác", "htx", is_certain=False)["hợp"]
    assert found[Term("body_folded", "htx")] == about(0.3 * log(210) / log(210))


def test_what_no_article_has_as_typed_has_the_frequency_of_its_forms() -> None:
    """The signals of `hiếm` score the articles with `công`, which are 10."""
    row = [certain("hiếm")]
    found = weights(signals([stretch("hiếm")], row, [form("hiếm", "công")], statistics()))
    assert found["=hiếm"] == about(0.6 * log(10) * 2.2)
    assert found["hiếm"] == about(0.5 * log(10) * 2.2)


def test_a_form_weight_of_nothing_leaves_the_forms_out() -> None:
    assert not any(with_forms("an", "công", scoring=Scoring(form_weight=0)).values())


@pytest.mark.parametrize(
    ("text", "replaced"),
    [("an xã nhà an", ["an xã"]), ("an nhà xã an", ["xã an"]), ("an xã an", ["an xã", "xã an"])],
)
def test_a_repeated_syllable_has_the_forms_of_all_its_occurrences(text: str, replaced: list[str]) -> None:
    """They are scored once, although two of them have the same term."""
    others = []
    for part in replaced:
        start = text.index(part)
        positions = (("htx",),)
        others.append(OtherForm(start, start + len(part), tuple(part.split()), positions, ("title", "body")))
    found = {
        signal.name: signal
        for signal in signals([stretch(text)], [certain(*text.split())], others, statistics())
    }
    terms = [weighted for weighted in found["=an"].terms if weighted.term.text == "htx"]
    assert terms == [
        WeightedTerm(Term("title_folded", "htx"), about(0.9)),
        WeightedTerm(Term("body_folded", "htx"), about(0.3)),
    ]


# --- i and y -------------------------------------------------------------------------------------------

TWINS = {
    "body": {"kì": 3, "kỳ": 10, "hoa": 17},
    "body_words": {"hoa_kì": 1, "hoa_kỳ": 7, "hoa": 3, "kỳ": 3},
}


def test_a_twin_is_scored_with_less_weight() -> None:
    """`Kỳ` counts 0.6 times in `=kì`, whose document frequency is 3 + 0.6 * 10. So it does in the word."""
    index = QueryStatistics(WrittenStatistics(TWINS, documents=104), Scoring(twin_weight=0.6))
    found = {
        signal.name: signal for signal in signals([stretch("hoa kì")], [certain("hoa", "kì")], (), index)
    }
    assert list(found) == ["=hoa", "=kì", "hoa_kì"]
    assert [(term.text, weight) for term, weight in found["=kì"].terms] == [
        *[("kì", 3.0), ("kì", 1.0)],
        *[("kỳ", about(1.8)), ("kỳ", about(0.6))],
    ]
    assert found["=kì"].weight == about(0.6 * log(105 / 9.5) * 2.2)
    assert [(term.text, weight) for term, weight in found["hoa_kì"].terms] == [
        *[("hoa_kì", 3.0), ("hoa_kì", 1.0)],
        *[("hoa_kỳ", about(1.8)), ("hoa_kỳ", about(0.6))],
    ]
    assert found["hoa_kì"].weight == about(0.5 * log(105 / (1 + 0.6 * 7 + 0.5)) * 2.2)


def test_a_twin_that_is_a_spelling_is_scored_once() -> None:
    """Both are likely, so each has the share of its own probability."""
    index = QueryStatistics(WrittenStatistics(TWINS, documents=104), Scoring(twin_weight=0.6))
    found = signals([stretch("ky")], [[doubtful(kỳ=0.5, kì=0.4)]], (), index)
    (spelt,) = [signal for signal in found if signal.name == "=kỳ"]
    assert [(term.text, weight) for term, weight in spelt.terms if term.field == "body"] == [
        ("kỳ", 1.0),
        ("kì", about(0.8)),
    ]


def test_a_syllable_that_only_its_twin_spells_is_certain() -> None:
    """No article has `mỳ`, and some have `mì`: the syllable is not scored in any accents."""
    index = WrittenStatistics({"body": {"mì": 3}, "body_folded": {"my": 9}}, documents=104)
    found = weights(signals([stretch("mỳ")], [certain("mỳ")], (), QueryStatistics(index, Scoring())))
    assert "my" not in found
    assert found["=mỳ"] > 0
