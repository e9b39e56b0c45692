"""Scores by signals: the formula worked out by hand, the order of equal scores, exact pages."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.columnar.searching import scoring
from searchidx.engines.columnar.searching.scoring import SignalScorer, best_first, rounded
from searchidx.engines.plan import AllOf, Plan, Signal, Term, WeightedTerm
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import DocumentNumbers, Scores
    from searchidx.engines.columnar.searching.searcher import ColumnarSearcher


def signal(*terms: tuple[str, str, float], weight: float = 1.0) -> Signal:
    return Signal("signal", tuple(WeightedTerm(Term(field, text), w) for field, text, w in terms), weight)


def plan_of(*signals: Signal, k1: float = 1.2, b: float = 0.75) -> Plan:
    return Plan(complete=AllOf(()), k1=k1, b=b, signals=signals)


def scorer_of(searcher: ColumnarSearcher, plan: Plan) -> SignalScorer:
    return SignalScorer(plan.signals, plan, searcher._segments, searcher._numbering, searcher._resolver)


def scores_of(searcher: ColumnarSearcher, plan: Plan) -> dict[str, float]:
    page = searcher.search(plan, limit=100).page
    return {searcher.document(match.number).id: match.score for match in page}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """Bodies of 3, 1 and 2 words (2 on average) in two segments; two titles of one word, 2 / 3 on average."""
    first = [Document("0", "ba", "an an ba"), Document("1", "", "ba")]
    return corpus.searcher_of(tmp_path_factory.mktemp("scoring"), first, [Document("2", "an", "án an")])


# In document 0, `an` stands 2 times in 3 words: the frequency counts 2 / (0.25 + 0.75 * 3 / 2) = 16 / 11.
AN, BA = ("body", "an", 1.0), ("body", "ba", 1.0)
FORMULA = [
    (plan_of(signal(AN)), {"0": (16 / 11) / (16 / 11 + 1.2), "2": 1 / 2.2, "1": 0.0}),
    (plan_of(signal(AN, weight=3.0)), {"0": 3 * (16 / 11) / (16 / 11 + 1.2), "2": 3 / 2.2, "1": 0.0}),
    (plan_of(signal(AN), b=0.0), {"0": 2 / 3.2, "2": 1 / 2.2, "1": 0.0}),
    (plan_of(signal(AN), b=1.0), {"0": (4 / 3) / (4 / 3 + 1.2), "2": 1 / 2.2, "1": 0.0}),
    (plan_of(signal(AN), k1=0.0), {"0": 1.0, "2": 1.0, "1": float("nan")}),
    (plan_of(signal(AN), k1=5.0, b=0.0), {"0": 2 / 7, "2": 1 / 6, "1": 0.0}),
    # The weight of a term multiplies its frequency, before it is saturated.
    (plan_of(signal(("body", "an", 0.5)), b=0.0), {"0": 1 / 2.2, "2": 0.5 / 1.7, "1": 0.0}),
    # Terms of one signal are added up before they are saturated, signals afterwards.
    (plan_of(signal(AN, BA), b=0.0), {"0": 3 / 4.2, "1": 1 / 2.2, "2": 1 / 2.2}),
    (plan_of(signal(AN), signal(BA), b=0.0), {"0": 2 / 3.2 + 1 / 2.2, "1": 1 / 2.2, "2": 1 / 2.2}),
    (
        plan_of(signal(("title", "an", 1.0), ("body", "an", 2.0)), b=0.0),
        {"0": 4 / 5.2, "2": 3 / 4.2, "1": 0.0},
    ),
    # Each field has its own average length: the title of document 2 is 1.5 times as long as the average.
    (plan_of(signal(("title", "an", 1.0))), {"2": (1 / 1.375) / (1 / 1.375 + 1.2), "0": 0.0, "1": 0.0}),
    # A folded field has the lengths of the field that it folds; a field of pairs has one less.
    (
        plan_of(signal(("body_folded", "an", 1.0)), b=1.0),
        {"2": 2 / 3.2, "0": (4 / 3) / (4 / 3 + 1.2), "1": 0},
    ),
    (
        plan_of(signal(("body_exact_pairs", "an ba", 1.0)), b=0.5),
        {"0": (2 / 3) / (2 / 3 + 1.2), "1": 0.0, "2": 0.0},
    ),
    # What no document has counts nothing.
    (
        plan_of(signal(("body", "none", 1.0), ("nowhere", "an", 1.0), AN), b=0.0),
        {"0": 2 / 3.2, "2": 1 / 2.2, "1": 0},
    ),
    (plan_of(signal(("nowhere", "an", 1.0))), {"0": 0.0, "1": 0.0, "2": 0.0}),
]


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize(("plan", "expected"), FORMULA)
def test_the_formula(searcher: ColumnarSearcher, plan: Plan, expected: dict[str, float]) -> None:
    """The score is weight * tf / (tf + k1), tf being normalised by the length of the field."""
    numbers = np.arange(3)
    contributions = scorer_of(searcher, plan).contributions(numbers)
    assert contributions.shape == (len(plan.signals), 3)
    by_hand = [expected[str(number)] for number in numbers]
    assert contributions.sum(0) == pytest.approx(by_hand, nan_ok=True)
    if plan.k1:
        assert scores_of(searcher, plan) == pytest.approx(expected, abs=1e-9)
        assert list(scores_of(searcher, plan)) == list(expected)  # best first, equal ones as indexed


def test_deleted_documents_do_not_count_in_the_average(tmp_path: Path) -> None:
    """The average length is that of the documents that are not deleted."""
    documents = corpus.documents_of("an ba ca", "an", "an an an an an")
    searcher = corpus.searcher_of(tmp_path, documents, deleted=["2"])
    scores = scores_of(searcher, plan_of(signal(AN), b=1.0))
    assert scores == pytest.approx({"1": 2 / 3.2, "0": (2 / 3) / (2 / 3 + 1.2)})


def test_equal_scores_keep_the_order_of_indexing(tmp_path: Path) -> None:
    """Also over several segments, and where only some of them fit on a page."""
    segments = [corpus.documents_of(*["an", "ba", "an"] * 4, first=12 * number) for number in range(3)]
    searcher = corpus.searcher_of(tmp_path, *segments)
    equal = [str(number) for number in range(36) if number % 3 != 1]
    for limit in (1, 3, 10, 24):
        page = searcher.search(plan_of(signal(AN)), limit=limit).page
        assert [searcher.document(match.number).id for match in page] == equal[:limit]


def test_scores_that_are_equal_but_for_rounding_are_equal() -> None:
    """Scores are rounded to nine digits."""
    scores = np.array([0.1 + 0.2, 0.3, 1.0000000004, 1.0000000006])
    assert rounded(scores).tolist() == [0.3, 0.3, 1.0, 1.000000001]


@pytest.mark.parametrize(
    ("scores", "wanted", "indices"),
    [
        ([1.0, 3.0, 2.0], 3, [1, 2, 0]),
        ([1.0, 3.0, 2.0], 9, [1, 2, 0]),
        ([1.0, 3.0, 2.0], 2, [1, 2]),
        ([1.0, 3.0, 2.0], 1, [1]),
        ([2.0, 1.0, 2.0, 2.0], 2, [3, 2]),
        ([2.0, 1.0, 2.0, 2.0], 4, [3, 2, 0, 1]),
        ([], 1, []),
    ],
)
def test_best_first(scores: list[float], wanted: int, indices: list[int]) -> None:
    """The highest scores come first, equal ones by document number."""
    numbers = np.arange(len(scores))[::-1]
    assert best_first(numbers, np.array(scores), wanted).tolist() == indices


# --- All documents first, approximately ------------------------------------------------------------------


def random_searcher(folder: Path, random: Random, size: int = 200) -> ColumnarSearcher:
    half = size // 2
    documents = [corpus.document(random, str(number), longest=30) for number in range(size)]
    return corpus.searcher_of(folder, documents[:half], documents[half:])


@pytest.fixture(scope="module")
def large_searcher(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    return random_searcher(tmp_path_factory.mktemp("large"), Random(1))


SIGNALS = [
    signal(AN, ("title", "ba", 3.0), weight=2.5),
    signal(("body", "xuân", 2.0), BA, ("body_folded", "de", 0.5), weight=0.3),
    signal(("body_pairs", "an ba", 1.0), weight=1.5),
    signal(("body", "none", 1.0), weight=100.0),
]


def test_approximate_scores_are_within_the_margin(large_searcher: ColumnarSearcher) -> None:
    """They are exact scores less the weights of the signals that count, but for half the margin."""
    scorer = scorer_of(large_searcher, plan_of(*SIGNALS))
    exact = scorer._scores(np.arange(200))
    approximate = np.concatenate([scorer._approximate_scores(0), scorer._approximate_scores(1)])
    assert approximate.dtype == np.float32
    assert np.abs(approximate + (2.5 + 0.3 + 1.5) - exact).max() < scorer._margin / 2
    assert approximate.tolist() == pytest.approx((exact - 4.3).tolist(), abs=1e-5)


def test_the_margin_by_hand(large_searcher: ColumnarSearcher) -> None:
    """It grows with the weights, whatever their sign, and has room for the rounding of scores."""
    scorer = scorer_of(large_searcher, plan_of(signal(AN, weight=2.0), signal(BA, weight=-1.0)))
    assert scorer._margin == pytest.approx((1e-5 + 2 * 2**-23) * 3 + 1e-9)
    assert scorer_of(large_searcher, plan_of(signal(AN, weight=0.0)))._margin == pytest.approx(1e-9)


@pytest.mark.parametrize("limit", [1, 5, 60, 100])
def test_a_page_is_the_beginning_of_the_whole_ranking(large_searcher: ColumnarSearcher, limit: int) -> None:
    """However many are wanted, the same documents come first, with the same scores."""
    plan = plan_of(*SIGNALS)
    whole = large_searcher.search(plan, limit=200).page
    assert large_searcher.search(plan, limit=limit).page == whole[:limit]


@pytest.mark.parametrize(("signals", "weight"), [(1, 1e-6), (1, 1.0), (600, 0.7)])
def test_the_first_ten_of_all(tmp_path: Path, signals: int, weight: float) -> None:
    """The same holds where hundreds of signals or tiny ones add up, to equal scores in different order."""
    random = Random(signals)
    words, half = [f"w{number}" for number in range(signals)], signals // 2
    bodies = [["w0"] * random.randrange(1, 80) + ["pad"] * random.randrange(80) for _ in range(200)]
    if half:
        pools = [words[:half], words[half:], random.sample(words, half)]
        bodies = [random.sample(random.choice(pools), half - random.randrange(3)) for _ in range(200)]
    searcher = corpus.searcher_of(tmp_path, corpus.documents_of(*map(" ".join, bodies)))
    plan = plan_of(*(signal(("body", word, 1.0), weight=weight) for word in words))
    assert searcher.search(plan, limit=10).page == searcher.search(plan, limit=300).page[:10]


@pytest.mark.parametrize(
    ("marked", "wanted", "approximately"), [(25, 1, False), (26, 1, True), (40, 40, False), (40, 39, True)]
)
def test_few_documents_are_scored_alone(
    large_searcher: ColumnarSearcher,
    monkeypatch: pytest.MonkeyPatch,
    marked: int,
    wanted: int,
    approximately: bool,
) -> None:
    """All 100 documents of a segment are scored only where more than a quarter, and than wanted, match."""
    monkeypatch.setattr(scoring, "EXACT_ONLY_DIVISOR", 4)
    scorer = scorer_of(large_searcher, plan_of(*SIGNALS))
    segments: list[int] = []
    approximate_scores = SignalScorer._approximate_scores

    def spy(self: SignalScorer, segment_number: int) -> NDArray[np.float32]:
        segments.append(segment_number)
        return approximate_scores(self, segment_number)

    monkeypatch.setattr(SignalScorer, "_approximate_scores", spy)
    mask = np.arange(100) < marked
    candidates = scorer._candidates(1, mask, wanted)
    assert segments == [1] * approximately
    exact = scorer._scores(100 + np.arange(marked))
    best = best_first(np.arange(marked), exact, wanted)
    assert set(best.tolist()) <= set(candidates.tolist())
    # The worst document is left out, unless its score is that of the last wanted one.
    is_tied = exact.min() == np.sort(exact)[-wanted]
    assert (len(candidates) < marked) == (approximately and not is_tied)
    assert (np.diff(candidates) > 0).all()


@pytest.mark.parametrize("cells", [1, 7, 8, 100])
def test_documents_are_scored_in_turns(
    large_searcher: ColumnarSearcher, monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    """Scores do not depend on how many documents are laid out at once."""
    scorer = scorer_of(large_searcher, plan_of(*SIGNALS))
    numbers = np.arange(50, 150)
    expected = scorer._scores(numbers)
    sizes: list[int] = []
    contributions = SignalScorer.contributions

    def spy(self: SignalScorer, part: DocumentNumbers) -> Scores:
        sizes.append(len(part))
        return contributions(self, part)

    monkeypatch.setattr(SignalScorer, "contributions", spy)
    monkeypatch.setattr(scoring, "MAX_SIGNAL_CELLS", cells)
    assert scorer._scores(numbers).tolist() == expected.tolist()
    assert sizes[0] == max(1, cells // 4)
    assert sum(sizes) == 100


def test_the_order_of_terms_in_a_signal_makes_no_difference(large_searcher: ColumnarSearcher) -> None:
    """Terms that are rare or frequent, alone or together, give the scores of the formula."""
    terms = [AN, ("body", "2021", 2.0), ("source", "an", 1.0), ("body_words", "an_an", 0.5)]
    for order in (terms, terms[::-1], terms[2:], terms[1:2]):
        test_scorer = scorer_of(large_searcher, plan_of(signal(*order, weight=1.0)))
        approximate = test_scorer._approximate_scores(0)
        exact = test_scorer._scores(np.arange(100))
        assert approximate.tolist() == pytest.approx((exact - 1.0).tolist(), abs=1e-6)


def test_memory_does_not_grow_with_the_weights_of_queries(large_searcher: ColumnarSearcher) -> None:
    """What is kept between searches depends on terms and documents, not on how a plan weighs them."""
    cache = large_searcher._segments[0]._cache
    scales = large_searcher._segments[0]._scales
    sizes: list[tuple[int, int]] = []
    for number in range(3):
        plan = plan_of(signal(("body", "an", 1.0 + number), BA, weight=2.0 + number))
        large_searcher.search(plan, limit=10)
        sizes.append((cache._used, len(scales)))
    assert sizes[0] == sizes[1] == sizes[2]
