"""The probabilities of spellings: worked out by hand for one and two syllables."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.accents.markov import spelling_probabilities
from searchidx.planning.accents.questions import question_pairs, with_question_floor
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence


def index(documents: int = 99, **layers: dict[str, int]) -> WrittenStatistics:
    return WrittenStatistics(layers, documents)


def occurrences(frequency: float, documents: int = 99) -> float:
    """c = -N ln(1 - df / (N + 1)), spelt out: 50 of 99 documents give 99 ln 2."""
    return documents * log((documents + 1) / (documents + 1 - frequency))


def test_one_syllable_goes_by_its_occurrences() -> None:
    """Half of the documents hold `ba` (99 ln 2), three quarters `bà` (99 ln 4 = 2 * 99 ln 2)."""
    assert spelling_probabilities([{"ba": 50, "bà": 75}], index(), 1.0) == [pytest.approx([1 / 3, 2 / 3])]


def test_accents_are_typed_with_the_probability_that_they_are_missing() -> None:
    """If only one accent in four is left out, `bà` typed as `ba` is a quarter as probable: 1 to 2 / 4."""
    assert spelling_probabilities([{"ba": 50, "bà": 75}], index(), 0.25) == [pytest.approx([2 / 3, 1 / 3])]


def test_a_spelling_that_no_document_has_counts_half_an_occurrence() -> None:
    """0.5 against 99 ln(100 / 99) = 0.995."""
    c = occurrences(1)
    assert spelling_probabilities([{"ba": 0, "bà": 1}], index(), 1.0) == [
        pytest.approx([0.5 / (0.5 + c), c / (0.5 + c)])
    ]


def test_a_frequency_above_all_documents_counts_as_all() -> None:
    """Deleted documents still count: 120 of 99 are 99, which occur 99 ln 100 times."""
    assert spelling_probabilities([{"ba": 120, "bà": 90}], index(), 1.0) == [
        pytest.approx([2 / 3, 1 / 3])  # ln 100 to ln 10
    ]


def expected_of_two(
    first: list[float], second: list[float], pairs: list[list[float]], documents: int = 99
) -> list[list[float]]:
    """The sums of c(a) p(b | a), where p(b | a) = max(c(ab) - .75, 0) / c(a) + .75 c(a)^.7 / c(a) * p(b)."""
    joint: list[list[float]] = []
    for a, row in zip(first, pairs, strict=True):
        c_a = occurrences(a, documents) or 0.5
        joint.append([])
        for b, pair in zip(second, row, strict=True):
            share = ((occurrences(b, documents) or 0.5) / (200 * documents)) ** 0.95
            seen = max(occurrences(pair, documents) - 0.75, 0) / c_a
            joint[-1].append(c_a * (seen + 0.75 * c_a**0.7 / c_a * share))
    total = sum(map(sum, joint))
    return [
        [sum(row) / total for row in joint],
        [sum(row[column] for row in joint) / total for column in range(len(second))],
    ]


def test_neighbours_decide_by_absolute_discounting() -> None:
    """`công an` stands in 10 documents, `cống ăn` in one (0.995 occurrences, of which 0.245 are left)."""
    found = spelling_probabilities(
        [{"công": 20, "cống": 30}, {"an": 40, "ăn": 50}],
        index(body_pairs={"công an": 10, "cống ăn": 1}),
        1.0,
    )
    assert found == [pytest.approx(row) for row in expected_of_two([20, 30], [40, 50], [[10, 0], [0, 1]])]


def test_a_pair_that_is_rarer_than_the_discount_counts_as_unseen() -> None:
    """Over 999 documents too, one of them gives 0.9995 occurrences; only less than 0.75 would be nothing."""
    pairs = {"công an": 1}
    found = spelling_probabilities([{"công": 20, "cống": 30}, {"an": 40}], index(999, body_pairs=pairs), 1.0)
    assert found == [pytest.approx(row) for row in expected_of_two([20, 30], [40], [[1], [0]], documents=999)]
    # Over no documents, any pair occurs no times, so there is nothing to discount.
    (first, _) = spelling_probabilities([{"a": 0, "b": 0}, {"c": 0}], index(0, body_pairs=pairs), 1.0)
    assert first == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(("layer", "counted"), [("body_words", 4 + 2 * 3), ("title_pairs", 4 + 4 * 3)])
def test_words_and_titles_count_more_often(layer: str, counted: int) -> None:
    """A document that has the pair as one word counts 2 more, and one that has it in its title 4 more."""
    text = "công_an" if layer == "body_words" else "công an"
    found = spelling_probabilities(
        [{"công": 20, "cống": 30}, {"an": 40, "ăn": 50}],
        WrittenStatistics({"body_pairs": {"công an": 4}, layer: {text: 3}}, documents=99),
        1.0,
    )
    expected = expected_of_two([20, 30], [40, 50], [[counted, 0], [0, 0]])
    assert found == [pytest.approx(row) for row in expected]


def test_words_and_titles_count_only_for_pairs_in_bodies() -> None:
    """What stands in no body as a pair is not looked up elsewhere."""
    of = index(title_pairs={"công an": 50})
    found = spelling_probabilities([{"công": 20, "cống": 20}, {"an": 40}], of, 1.0)
    assert found[0] == pytest.approx([0.5, 0.5])
    assert {field for field, _ in of.asked} == {"body_pairs"}


def test_pairs_of_questions_count_as_in_three_percent_of_the_documents() -> None:
    """Articles seldom ask `ở đâu`: of 200 articles it counts as in 6, in one or in none; 10 remain 10."""
    for in_bodies, counted in ((0, 6), (1, 6), (10, 10)):
        found = spelling_probabilities(
            [{"ở": 20, "ờ": 30}, {"đâu": 40, "đầu": 50}],
            index(200, body_pairs={"ở đâu": in_bodies, "ờ đầu": 2}),
            1.0,
        )
        expected = expected_of_two([20, 30], [40, 50], [[counted, 0], [0, 2]], documents=200)
        assert found == [pytest.approx(row) for row in expected]


def test_beside_a_question_other_pairs_count_only_if_bodies_have_them() -> None:
    """`ờ đầu` stands in titles alone, and so it counts as unseen, though `ở đâu` counts without any body."""
    found = spelling_probabilities(
        [{"ở": 20, "ờ": 30}, {"đâu": 40, "đầu": 50}], index(200, title_pairs={"ờ đầu": 50}), 1.0
    )
    expected = expected_of_two([20, 30], [40, 50], [[6, 0], [0, 0]], documents=200)
    assert found == [pytest.approx(row) for row in expected]


def test_the_far_end_counts_too() -> None:
    """Of three syllables, the last decides the first through the middle one."""
    middle = {"an": 40, "ăn": 40}
    pairs = {"công an": 10, "cống ăn": 10, "an xã": 10}
    first, second, _ = spelling_probabilities(
        [{"công": 20, "cống": 20}, middle, {"xã": 20}], index(body_pairs=pairs), 1.0
    )
    assert first[0] > 0.9
    assert second[0] > 0.9
    backwards = {" ".join(reversed(pair.split())): count for pair, count in pairs.items()}
    *_, last = spelling_probabilities(
        [{"xã": 20}, middle, {"công": 20, "cống": 20}], index(body_pairs=backwards), 1.0
    )
    assert last[0] > 0.9


def test_missing_accents_weigh_on_every_syllable() -> None:
    """With all else equal, each of three syllables is as probably plain as its share says."""
    row = {"ba": 20, "bà": 20}
    found = spelling_probabilities([row, {"xa": 9}, row], index(), 0.25)
    assert found == [pytest.approx([0.8, 0.2]), [1.0], pytest.approx([0.8, 0.2])]


def test_certain_neighbours_are_not_looked_up() -> None:
    """Two syllables with one spelling each leave nothing to decide."""
    of = index(body_pairs={"công an": 3})
    assert spelling_probabilities([{"công": 1}, {"an": 2}], of, 1.0) == [[1.0], [1.0]]
    assert of.calls == 0


def test_two_that_stand_side_by_side_twice_are_looked_up_once() -> None:
    of = index(body_pairs={"a b": 3})
    rows = [{"a": 3, "á": 3}, {"b": 3}] * 3
    spelling_probabilities(rows, of, 1.0)
    assert of.asked["body_pairs", "a b"] == 1


def test_questions_are_pairs_of_neighbours() -> None:
    """Those of the syllables in their order; a question of three syllables has two."""
    questions = {
        *("bao nhiêu", "bao lâu", "bao giờ", "có mấy", "thứ mấy", "năm mấy", "ở đâu", "là ai", "là gì"),
        *("như thế", "thế nào", "khi nào", "vì sao", "tại sao"),
    }
    assert {f"{left} {right}" for left, right in question_pairs()} == questions


def test_syllables_of_questions_are_frequent() -> None:
    """`nhiêu` and `mấy` count as in 3 of 100 documents, if they are asked about; no other syllable does."""
    assert with_question_floor({"nhiêu": 1, "mấy": 5, "an": 0, "nhiêu bao": 0}, 100) == {
        "nhiêu": 3.0,
        "mấy": 5,
        "an": 0,
        "nhiêu bao": 0,
    }


FREQUENCIES = st.dictionaries(st.sampled_from(["a", "á", "à", "b", "đ"]), st.integers(0, 120), min_size=1)


@given(
    st.lists(FREQUENCIES, min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(["a b", "á đ", "à à", "b á"]), st.integers(0, 99)),
    st.floats(0.01, 1),
)
def test_they_are_probabilities(
    frequencies: list[dict[str, int]], pairs: dict[str, int], missing: float
) -> None:
    """Those of each syllable add up to 1, whatever the corpus has."""
    found = spelling_probabilities(frequencies, index(body_pairs=pairs), missing)
    assert [len(row) for row in found] == [len(row) for row in frequencies]
    for row in found:
        assert sum(row) == pytest.approx(1)
        assert all(0 < probability <= 1 + 1e-12 for probability in row)


class RecordingIndex(WrittenStatistics):
    """An index that records the pairs that each call looks up in bodies."""

    def __init__(self) -> None:
        super().__init__({"body_pairs": {"bà nội": 3, "nội ba": 2}}, documents=99)
        self.looked_up: list[set[str]] = []

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        if field == "body_pairs":
            self.looked_up.append(set(texts))
        return super().document_frequencies(field, texts)


def test_one_call_looks_up_all_spellings_of_two_neighbours_in_bodies() -> None:
    """`suggest.evidence.PassageFrequencies` adjusts and records the shares of these spellings."""
    ba, noi, one = {"ba": 5, "bà": 9}, {"nội": 7, "nói": 8, "noi": 1}, {"vui": 4}
    of = RecordingIndex()
    spelling_probabilities([ba, noi, ba, noi, one, one], of, 1.0)
    assert of.looked_up == [
        {f"{left} {right}" for left in first for right in second}
        for first, second in ((ba, noi), (noi, ba), (noi, one))  # what is known is not looked up again
    ]
