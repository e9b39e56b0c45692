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
from searchidx.planning.signals import other_accents_signals, signals
from searchidx.planning.statistics import QueryStatistics
from tests.support.planning import about, certain, doubtful, stretch
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.stretches import Stretch

INDEX = {
    "title": {"công": 1},
    "body": {"công": 10, "cống": 14, "an": 17, "xã": 3, "htx": 3, "tp": 10, "hcm": 7},
    "body_folded": {"cong": 17, "an": 20, "xa": 7},
    "body_words": {"công": 3, "công_an": 7, "an": 10, "xã": 7},
    "body_pairs": {"hợp tác": 7},
}


def statistics(scoring: Scoring | None = None) -> QueryStatistics:
    return QueryStatistics(WrittenStatistics(INDEX, documents=104), scoring or Scoring())


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


def test_every_stretch_and_every_form_has_its_signals() -> None:
    """Those of the stretches come first, syllables before words; then those of the other forms."""
    stretches, rows = [stretch("công"), stretch("an")], [certain("công"), certain("an")]
    both = [name("htx", "tp"), name("hcm", "tp")]
    assert [signal.name for signal in signals(stretches, rows, both, statistics())] == [
        *("=công", "công", "=an", "an"),
        *("htx = tp", "hcm = tp"),
    ]
    assert [signal.name for signal in other_accents_signals(stretches, rows, statistics())] == ["cong", "an"]


def test_the_constants_replace_the_weights() -> None:
    """A part of weight 0 is left out; k1 changes the factor of all."""
    stretches, row = [stretch("cong")], [[doubtful(công=0.6, cống=0.3)]]
    assert set(ranked(stretches, row, Scoring(word_weight=0))) == {"cong", "=công"}
    assert set(ranked(stretches, row, Scoring(syllable_weight=0))) == {"công"}
    assert ranked(stretches, row, Scoring(k1=1, word_weight=2))["công"] == about(2 * 0.6 * log(30) * 2)


# --- other forms ---------------------------------------------------------------------------------------


def name(typed: str, other: str) -> OtherForm:
    """Another name of what was typed. The terms of a position are written `6/06`."""
    positions = tuple([tuple(terms.split("/")) for terms in other.split()])
    return OtherForm(0, 1, tuple(typed.split()), positions, ("title", "body"), is_certain=False)


def spelling(typed: str, other: str) -> OtherForm:
    return name(typed, other)._replace(is_certain=True)


def test_a_short_form_counts_as_half_a_syllable() -> None:
    """Typed the long form, the short one gives 0.5 of its idf. Without accents, it scores in any."""
    (signal,) = signals([], [], [name("hợp tác xã", "htx")], statistics())
    assert signal == Signal(
        "hợp tác xã = htx",
        (WeightedTerm(Term("title_folded", "htx"), 3.0), WeightedTerm(Term("body_folded", "htx"), 1.0)),
        about(0.5 * log(30) * 2.2),
    )


def test_a_form_with_accents_scores_as_it_is() -> None:
    (signal,) = signals([], [], [name("an", "công/xa")], statistics())
    assert signal.name == "an = công"
    assert signal.terms == (
        WeightedTerm(Term("title", "công"), 3.0),
        WeightedTerm(Term("body", "công"), 1.0),
        WeightedTerm(Term("title_folded", "xa"), 3.0),
        WeightedTerm(Term("body_folded", "xa"), 1.0),
    )


def test_a_long_form_counts_by_its_pairs() -> None:
    """Its two pairs share 0.5 of the idf of the short form that was typed.

    The pair `hợp tác` is commoner than `htx`, so it counts only with its own idf.
    """
    found = signals([], [], [name("htx", "hợp tác xã")], statistics())
    assert [signal.name for signal in found] == ["htx = hợp tác xã"] * 2
    assert [signal.terms[1] for signal in found] == [
        (Term("body_pairs", "hợp tác"), 1.0),
        (Term("body_pairs", "tác xã"), 1.0),
    ]
    assert [signal.weight for signal in found] == about([0.5 * log(14) / 2 * 2.2, 0.5 * log(30) / 2 * 2.2])


def test_a_pair_has_every_choice_of_its_positions() -> None:
    """The choices score together, as one term, for an article has one of them."""
    (signal,) = signals([], [], [name("htx", "6/06 2/02")], statistics())
    assert [term.text for term, weight in signal.terms if weight == 1] == ["6 2", "6 02", "06 2", "06 02"]


def test_a_pair_that_a_long_form_has_twice_counts_once() -> None:
    """Of the three pairs of `a b a b` two differ, and each gives a third."""
    found = signals([], [], [name("htx", "a b a b")], statistics())
    assert [signal.weight for signal in found] == about([0.5 * log(30) / 3 * 2.2] * 2)


SHORTER = [
    # `tp hcm` is short for five syllables: `tp` stands in 10 documents, `hcm` in 7
    ("thành phố hồ chí minh", "tp hcm", 10),
    ("htx", "một hai ba", 3),
    # the shorter form has fewer syllables, however many letters they have
    ("xã an", "công", 10),
    # alternatives at one position stand in as many documents as all of them together
    ("hợp tác xã", "htx/xã", 6),
    # of two forms of equal length, the typed one counts
    ("công", "an", 10),
]


@pytest.mark.parametrize(("typed", "other", "document_frequency"), SHORTER)
def test_the_idf_is_that_of_the_commonest_syllable_of_the_shorter_form(
    typed: str, other: str, document_frequency: int
) -> None:
    found = signals([], [], [name(typed, other)], statistics())
    assert sum(signal.weight for signal in found) == about(0.5 * log(105 / (document_frequency + 0.5)) * 2.2)


def test_another_spelling_is_worth_no_more_than_the_typed_syllables() -> None:
    """`hiếm` stands in no document, and its idf is ln 210. Three `an` are worth 0.6 of their idf.

    Another name, such as an abbreviation, has no such limit.
    """
    typed_idf = log(105 / 20.5)
    rare, limited = name("an an an", "hiếm"), spelling("an an an", "hiếm")
    frequent = statistics(Scoring(form_weight=5))
    (signal,) = signals([], [], [limited], frequent)
    assert signal.weight == about(0.6 * 3 * typed_idf * 2.2)
    (signal,) = signals([], [], [rare], frequent)
    assert signal.weight == about(5 * log(210) * 2.2)
    (signal,) = signals([], [], [limited], statistics())  # the limit is not reached
    assert signal.weight == about(0.5 * log(210) * 2.2)


def test_a_form_with_all_typed_syllables_has_no_signal() -> None:
    """The signals of the syllables score it: `28 tháng 4` has all of `28/4`, `ngày 28` has not."""
    assert signals([], [], [spelling("28 4", "28 tháng 4")], statistics()) == ()
    assert signals([], [], [spelling("28 4", "4 28")], statistics()) == ()
    assert len(signals([], [], [spelling("28 4", "ngày 28")], statistics())) == 1
    assert len(signals([], [], [spelling("28 4", "28/28 04")], statistics())) == 1


def test_a_form_weight_of_nothing_leaves_the_forms_out() -> None:
    assert signals([], [], [name("htx", "xã")], statistics(Scoring(form_weight=0))) == ()
