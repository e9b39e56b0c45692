"""The document frequencies of spellings with i and with y."""

from __future__ import annotations

from searchidx.planning.accents.twin_frequencies import TwinFrequencies
from tests.support.statistics import WrittenStatistics

INDEX = WrittenStatistics(
    {"body": {"kì": 3, "kỳ": 10, "hoa": 17, "tay": 5}, "body_pairs": {"mĩ kì": 1, "mỹ kỳ": 2, "mĩ kỳ": 4}},
    documents=18,
)


def test_a_term_counts_together_with_its_twins() -> None:
    """A pair counts in all spellings of both syllables. `Tai` is another word than `tay`."""
    twins = TwinFrequencies(INDEX)
    assert twins.document_frequencies("body", ["kì", "hoa", "kỳ", "tai", "x"]) == [13, 17, 13, 0, 0]
    assert twins.document_frequencies("body_pairs", ["mỹ kì", "hoa kì"]) == [7, 0]
    assert twins.document_frequencies("body", []) == []
    assert twins.document_count() == 18


def test_all_terms_are_looked_up_at_once() -> None:
    INDEX.calls = 0
    TwinFrequencies(INDEX).document_frequencies("body", ["kì", "hoa", "mĩ"])
    assert INDEX.calls == 1


def test_the_sum_never_exceeds_the_number_of_documents() -> None:
    twins = TwinFrequencies(WrittenStatistics({"body": {"kì": 8, "kỳ": 9}}, documents=10))
    assert twins.document_frequencies("body", ["kì"]) == [10]
