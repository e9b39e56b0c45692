"""One plan from its conditions to its page: tiers, rescoring and explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    Boost,
    PassageWeight,
    Plan,
    Rescoring,
    Signal,
    SyllablePair,
    SyllableTerms,
    Term,
    TermPhrase,
    WeightedField,
    WeightedTerm,
)
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.searching.searcher import ColumnarSearcher


def term(text: str) -> AnyTerm:
    return AnyTerm((Term("body", text),))


def signal(text: str, weight: float = 1.0) -> Signal:
    return Signal(text, (WeightedTerm(Term("body", text), 1.0),), weight)


def ids(searcher: ColumnarSearcher, plan: Plan, limit: int = 100, offset: int = 0) -> str:
    """The ids of a page, each of one character."""
    page = searcher.search(plan, limit=limit, offset=offset).page
    return "".join(searcher.document(match.number).id for match in page)


# --- Tiers -----------------------------------------------------------------------------------------------

BOTH, EITHER = AllOf((term("an"), term("ba"))), AnyOf((term("an"), term("ba")))
TIERED = Plan(
    complete=BOTH,
    partial=EITHER,
    k1=1.2,
    b=0.0,
    signals=(signal("an"),),
    partial_signals=(signal("ba", 5.0),),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """Complete matches of BOTH are 1, 3 and 5; document 4 is deleted."""
    first = corpus.documents_of("an", "an ba", "ba", "an an ba")
    second = corpus.documents_of("an ba", "ba an", "ca", "an an an", first=4)
    return corpus.searcher_of(tmp_path_factory.mktemp("tiers"), first, second, deleted=["4"])


@pytest.mark.parametrize(
    ("limit", "offset", "page"),
    [
        (1, 0, "3"),
        (3, 0, "315"),
        (4, 0, "3152"),  # partial matches follow, scored by all signals
        (3, 1, "152"),
        (9, 0, "315270"),
        (2, 4, "70"),
        (9, 6, ""),
        (0, 0, ""),
        (0, 4, ""),
    ],
)
def test_partial_matches_follow_complete_ones(
    searcher: ColumnarSearcher, limit: int, offset: int, page: str
) -> None:
    """Every page is a part of one ranking, and the totals are the same on each of them."""
    answer = searcher.search(TIERED, limit=limit, offset=offset)
    assert ids(searcher, TIERED, limit, offset) == page
    assert (answer.total, answer.complete, answer.relaxed) == (6, 3, True)
    assert [match.complete for match in answer.page] == [identifier in "135" for identifier in page]


@pytest.mark.parametrize(("below", "page"), [(0, "315"), (3, "315"), (4, "315270")])
def test_partial_matches_follow_only_few_complete_ones(
    searcher: ColumnarSearcher, below: int, page: str
) -> None:
    """There are three complete matches: fewer than 4, but not fewer than 3."""
    plan = TIERED._replace(partial_below=below)
    answer = searcher.search(plan, limit=9)
    assert ids(searcher, plan) == page
    assert (answer.total, answer.complete, answer.relaxed) == (len(page), 3, len(page) > 3)


def test_partial_matches_that_meet_more_levels_come_first(tmp_path: Path) -> None:
    """The levels decide before the scores, and complete matches come before all levels."""
    searcher = corpus.searcher_of(
        tmp_path,
        corpus.documents_of("an an an", "an ca", "dê", "ca an ba"),
        corpus.documents_of("ca dê", "an ba", first=4),
    )
    plan = Plan(
        complete=BOTH,
        partial=AnyOf((term("an"), term("ca"), term("dê"))),
        partial_levels=(term("an"), term("ca")),
        k1=1.2,
        b=0.0,
        signals=(signal("an"), signal("dê", 9.0)),
    )
    # 3 and 5 are complete; 1 has `an` and `ca`, 4 (with dê) and 0 one of them, 2 none.
    assert ids(searcher, plan) == "35" + "1" + "40" + "2"
    # Without levels, the scores decide alone.
    assert ids(searcher, plan._replace(partial_levels=())) == "35" + "2401"


def test_partial_signals_apply_if_partial_matches_follow(searcher: ColumnarSearcher) -> None:
    """All matches then have them, complete ones too. If only complete matches are found, none has them."""

    def scores(plan: Plan) -> dict[str, float]:
        page = searcher.search(plan, limit=9).page
        return {searcher.document(match.number).id: match.score for match in page}

    complete = {"3": 2 / 3.2, "1": 1 / 2.2, "5": 1 / 2.2}
    partial = {"2": 5 / 2.2, "7": 3 / 4.2, "0": 1 / 2.2}
    assert scores(TIERED._replace(partial_below=3)) == pytest.approx(complete)
    assert scores(TIERED) == pytest.approx(
        {identifier: score + 5 / 2.2 for identifier, score in complete.items()} | partial
    )


def test_without_tiers_there_is_one_ranking(searcher: ColumnarSearcher) -> None:
    """Complete and partial matches are ordered together, by the signals."""
    plan = TIERED._replace(tiered=False, partial_signals=())
    answer = searcher.search(plan, limit=9)
    assert ids(searcher, plan) == "730152"
    assert (answer.total, answer.complete, answer.relaxed) == (6, 3, True)
    assert searcher.search(plan, limit=1).total == 6
    # Complete matches count even where they are no partial ones.
    assert ids(searcher, plan._replace(partial=term("ca"))) == "3156"


def test_without_partial_matches_only_complete_ones_are_found(searcher: ColumnarSearcher) -> None:
    """A page may stay short, and is not relaxed."""
    plan = TIERED._replace(partial=None)
    answer = searcher.search(plan, limit=9)
    assert ids(searcher, plan) == "315"
    assert (answer.total, answer.complete, answer.relaxed) == (3, 3, False)


# --- Rescoring -------------------------------------------------------------------------------------------

RESCORING = Rescoring(
    depth=3,
    fields=(WeightedField("body", 1.0),),
    syllables=tuple(SyllableTerms((Term("body", text),), 1.0) for text in ("an", "ba")),
    pairs=(SyllablePair("an ba", 0, 1, 10.0, 1.0),),
    near_distance=8,
    passages=(PassageWeight(2, 0.25),),
    coverage=WeightedField("body", 0.5),
    similarity=0.0,
)


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """By the signal `an` the order is 01234; by the pair `an ba`, 3 and 4 would be first, then 1."""
    first = corpus.documents_of("an an an an", "an an an ba", "an an ca ca")
    second = corpus.documents_of("an ba ca ca", "an ba ca ca", first=3)
    return corpus.searcher_of(tmp_path_factory.mktemp("ranked"), first, second)


PLAIN = Plan(complete=term("an"), k1=1.2, b=0.0, signals=(signal("an"),))


@pytest.mark.parametrize(
    ("depth", "order"), [(0, "01234"), (1, "01234"), (2, "10234"), (3, "10234"), (4, "13024"), (9, "13402")]
)
@pytest.mark.parametrize("limit", [1, 2, 3, 9])
def test_the_best_are_ordered_anew(ranked: ColumnarSearcher, depth: int, order: str, limit: int) -> None:
    """`depth` documents are rescored, whatever page is asked for; the others keep their places."""
    plan = PLAIN._replace(rescoring=RESCORING._replace(depth=depth))
    assert ids(ranked, plan, limit) == order[:limit]
    assert ids(ranked, plan, limit, offset=2) == order[2 : 2 + limit]


def test_rescored_scores_by_hand(ranked: ColumnarSearcher) -> None:
    """The parts are added to the score of the signals; documents beyond the depth keep theirs."""
    plan = PLAIN._replace(rescoring=RESCORING)
    scores = [match.score for match in ranked.search(plan, limit=9).page]
    # Document 1: `an ba` side by side once and near twice; both syllables in one passage, 2 of 4 words.
    first = 3 / 4.2 + 10 * 1 / 2.2 + 1 * 2 / 3.2 + 0.25 * 2 + 0.5 * 2 / 4
    second, third = 4 / 5.2 + 0.25 + 0.5 / 4, 2 / 3.2 + 0.25 + 0.5 / 4
    assert scores == pytest.approx([first, second, third, 1 / 2.2, 1 / 2.2])
    assert scores == [round(score, 9) for score in scores]


def test_rescoring_stays_within_the_tiers(searcher: ColumnarSearcher) -> None:
    """However much a partial match gains, complete ones come first."""
    rescoring = RESCORING._replace(
        depth=9,
        syllables=(SyllableTerms((Term("body", "an"),), 1.0),),
        pairs=(),
        passages=(),
        coverage=WeightedField("body", 100.0),
    )
    plan = TIERED._replace(rescoring=rescoring)
    # The coverage of `an` is 1/2 in 1 and 5, 1/3 in 3; 1 in 0, 1/3 in 7, none in 2.
    assert ids(searcher, plan) == "153" + "072"


def test_equal_rescored_documents_keep_the_order_of_indexing(tmp_path: Path) -> None:
    """Documents that gain the same stay in order, though they were drawn in another one."""
    searcher = corpus.searcher_of(
        tmp_path, corpus.documents_of("an ca", "ca an"), corpus.documents_of("an ca", first=2)
    )
    plan = PLAIN._replace(rescoring=RESCORING._replace(pairs=(), passages=()))
    assert ids(searcher, plan) == "012"


def test_nothing_to_rescore(ranked: ColumnarSearcher) -> None:
    """A plan that finds nothing is no error."""
    plan = PLAIN._replace(complete=term("none"), rescoring=RESCORING)
    assert ranked.search(plan, limit=9).page == ()


# --- Boosts ------------------------------------------------------------------------------------------------

BOOST = Boost("an ca", TermPhrase(((Term("body", "an"),), (Term("body", "ca"),))), 2.0)
"""Documents 2, 3 and 4 of `ranked` have ca, of which 2 alone has `an ca`."""


@pytest.mark.parametrize(("depth", "order"), [(1, "20134"), (2, "20134"), (9, "20134")])
def test_boosted_documents_are_rescored_first_and_gain_the_weight(
    ranked: ColumnarSearcher, depth: int, order: str
) -> None:
    """By the signal alone, document 2 is the third, so that a depth of 1 would not reach it."""
    rescoring = RESCORING._replace(
        depth=depth, syllables=(), pairs=(), passages=(), coverage=WeightedField("body", 0.0), boosts=(BOOST,)
    )
    plan = PLAIN._replace(rescoring=rescoring)
    assert ids(ranked, plan) == order
    scores = [match.score for match in ranked.search(plan, limit=9).page]
    assert scores == pytest.approx([2 / 3.2 + 2, 4 / 5.2, 3 / 4.2, 1 / 2.2, 1 / 2.2])


def test_boosts_stay_within_the_tiers(searcher: ColumnarSearcher) -> None:
    """A boosted partial match stays behind complete matches."""
    rescoring = RESCORING._replace(
        depth=9,
        syllables=(),
        pairs=(),
        passages=(),
        coverage=WeightedField("body", 0.0),
        boosts=(Boost("an", term("an"), 50.0),),
    )
    assert ids(searcher, TIERED._replace(rescoring=rescoring)) == "315" + "702"


@pytest.mark.parametrize(("below", "order"), [(10, "1203"), (3, "1203"), (2, "10")])
def test_scattered_complete_matches_rank_with_the_best_partial_ones(
    tmp_path: Path, below: int, order: str
) -> None:
    """Document 0 has both syllables far apart, so it competes with 2 and 3, which have one of them.

    There are two complete matches. If no partial matches follow, only the score decides.
    """
    searcher = corpus.searcher_of(
        tmp_path, corpus.documents_of("an an . . . . . . ba", "an ba", "ba ba ba", "ba")
    )
    rescoring = RESCORING._replace(depth=9, pairs=(), passages=(PassageWeight(2, 0.0),), similarity=0.0)
    plan = TIERED._replace(partial_below=below, rescoring=rescoring)
    answer = searcher.search(plan, limit=9)
    assert ids(searcher, plan) == order
    assert (answer.complete, answer.total) == (2, len(order))
    assert [match.complete for match in answer.page] == [identifier in "01" for identifier in order]
    for match in answer.page:
        explanation = searcher.explain(plan, match.number)
        assert sum(part.score for part in explanation) == pytest.approx(match.score)


def test_boosts_are_explained(ranked: ColumnarSearcher) -> None:
    """Each boost has a line, and all lines add up to the score."""
    other = BOOST._replace(name="ba", condition=term("ba"), weight=0.25)
    plan = PLAIN._replace(rescoring=RESCORING._replace(depth=9, boosts=(BOOST, other)))
    for match in ranked.search(plan, limit=9).page:
        explanation = ranked.explain(plan, match.number)
        boosts = {part.signal: part.score for part in explanation if part.signal in ("an ca", "ba")}
        identifier = ranked.document(match.number).id
        assert boosts == {"an ca": 2.0 * (identifier == "2"), "ba": 0.25 * (identifier in "134")}
        assert sum(part.score for part in explanation) == pytest.approx(match.score)


# --- Similarity ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def similar(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """Documents whose signatures are known: terms of a tenth of thirty documents, at most, are telling.

    0 and 1 have x (in three documents) and y (in two), 2 has x and z (in two), 3 has w (in two) and z.
    """
    telling = ["x y", "x y", "x z", "w z", "w"]
    bodies = [f"an {words}" for words in telling] + ["an an"] + ["an"] * 24
    fields = corpus.SIGNED_FIELDS
    return corpus.searcher_of(tmp_path_factory.mktemp("similar"), corpus.documents_of(*bodies), fields=fields)


SIMILAR = PLAIN._replace(
    signals=(signal("y"), signal("an", 0.1)),
    rescoring=RESCORING._replace(
        depth=5, syllables=(), pairs=(), passages=(), coverage=WeightedField("body", 0.0), similarity=2.0
    ),
)


def test_similarity_to_the_first_document(similar: ColumnarSearcher) -> None:
    """Documents gain by the cosine of their signature with that of the first one, which gains most."""
    page = similar.search(SIMILAR._replace(complete=AnyOf((term("x"), term("w")))), limit=9).page
    scores = {similar.document(match.number).id: match.score for match in page}
    y, base = 1 / 2.2, 0.1 * 1 / 2.2
    x_weight, other_weight = np.log(30 / 3), np.log(30 / 2)
    cosine = float(x_weight**2 / (x_weight**2 + other_weight**2))
    expected = {"0": y + base + 2, "1": y + base + 2, "2": base + 2 * cosine, "3": base, "4": base}
    assert scores == pytest.approx(expected, abs=0.01)


def test_the_first_document_is_the_first_of_the_first_tier(similar: ColumnarSearcher) -> None:
    """It is chosen by the scores after the other parts of rescoring, and by the tier before these."""
    plan = SIMILAR._replace(complete=term("z"), partial=term("x"))
    page = similar.search(plan, limit=9).page
    scores = {similar.document(match.number).id: match.score for match in page}
    assert list(scores)[:2] == ["2", "3"]
    assert scores["2"] == pytest.approx(
        0.1 / 2.2 + 2, abs=0.01
    )  # the first, though 0 and 1 have higher scores
    assert 0.5 < scores["0"] - (1 / 2.2 + 0.1 / 2.2) < 1.0


def test_a_rescored_document_may_become_the_first(similar: ColumnarSearcher) -> None:
    """The coverage of w decides here which document the others are compared with."""
    syllables = (SyllableTerms((Term("body", "w"),), 1.0),)
    rescoring = SIMILAR.rescoring
    assert rescoring is not None
    rescoring = rescoring._replace(
        syllables=syllables, fields=(WeightedField("body", 1.0),), coverage=WeightedField("body", 9.0)
    )
    plan = SIMILAR._replace(complete=AnyOf((term("x"), term("w"))), rescoring=rescoring)
    page = similar.search(plan, limit=9).page
    scores = {similar.document(match.number).id: match.score for match in page}
    assert scores["4"] == pytest.approx(0.1 / 2.2 + 9 / 2 + 2, abs=0.01)
    assert scores["0"] == pytest.approx(1 / 2.2 + 0.1 / 2.2, abs=0.01)
    explanation = {part.signal: part.score for part in similar.explain(plan, 4)}
    assert explanation["similarity"] == pytest.approx(2.0, abs=0.01)


def test_no_similarity_without_a_weight(similar: ColumnarSearcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures are not read for a plan that gives nothing for them."""
    monkeypatch.setattr(similar._segments[0], "signatures", None)
    rescoring = SIMILAR.rescoring
    assert rescoring is not None
    plan = SIMILAR._replace(rescoring=rescoring._replace(similarity=0.0))
    assert len(similar.search(plan, limit=3).page) == 3


# --- Explanations ----------------------------------------------------------------------------------------


def test_an_explanation_names_every_part(ranked: ColumnarSearcher) -> None:
    """A rescored document has its signals and the parts of rescoring."""
    plan = PLAIN._replace(rescoring=RESCORING)
    explanation = [(part.signal, part.score) for part in ranked.explain(plan, 1)]
    assert explanation == [
        ("an", pytest.approx(3 / 4.2)),
        ('"an ba"', pytest.approx(10 / 2.2)),
        ("an ba near", pytest.approx(2 / 3.2)),
        ("passage", pytest.approx(0.5)),
        ("body", pytest.approx(0.25)),
        ("similarity", 0.0),
    ]


@pytest.mark.parametrize("number", [3, 4])
def test_a_document_beyond_the_depth_has_signals_only(ranked: ColumnarSearcher, number: int) -> None:
    """What was not rescored gained nothing by it."""
    plan = PLAIN._replace(rescoring=RESCORING)
    assert [part.signal for part in ranked.explain(plan, number)] == ["an"]


def test_an_explanation_of_the_similarity(similar: ColumnarSearcher) -> None:
    """It is the same as in the score."""
    plan = SIMILAR._replace(complete=AnyOf((term("x"), term("w"))))
    for match in similar.search(plan, limit=9).page:
        explanation = similar.explain(plan, match.number)
        assert sum(part.score for part in explanation) == pytest.approx(match.score, abs=1e-9)
    similarity = {part.signal: part.score for part in similar.explain(plan, 1)}["similarity"]
    assert similarity == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize(
    ("plan", "number", "names"),
    [
        (TIERED, 3, ["an", "ba"]),
        (TIERED, 0, ["an", "ba"]),
        (TIERED, 2, ["an", "ba"]),
        (TIERED._replace(partial_below=3), 3, ["an"]),
        (TIERED._replace(tiered=False), 0, ["an"]),
    ],
)
def test_explanations_have_the_partial_signals_if_partial_matches_follow(
    searcher: ColumnarSearcher, plan: Plan, number: int, names: list[str]
) -> None:
    """Without partial matches in tiers of their own, the plan's signals alone are explained."""
    assert [part.signal for part in searcher.explain(plan, number)] == names


def test_a_document_of_the_second_tier_is_explained_as_rescored(searcher: ColumnarSearcher) -> None:
    """Partial matches are rescored where the complete ones are fewer than the depth."""
    for depth, number, rescored in ((3, 2, False), (4, 2, True), (4, 7, False), (5, 7, True)):
        plan = TIERED._replace(rescoring=RESCORING._replace(depth=depth))
        names = [part.signal for part in searcher.explain(plan, number)]
        assert ("passage" in names) is rescored
