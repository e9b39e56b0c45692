"""What the corpus and the passages say: frequencies, spellings, neighbours."""

from __future__ import annotations

import pytest

from searchidx.suggest.evidence import (
    Evidence,
    PassageFrequencies,
    PassagePairs,
    SpellingFrequencies,
    dominant_pairs,
)
from tests.support.suggestions import evidence_of, statistics_of


@pytest.mark.parametrize(("bodies", "titles", "documents"), [(5, 0, 5), (5, 9, 5), (0, 9, 9), (0, 0, 0)])
def test_what_no_body_has_is_looked_for_in_titles(bodies: int, titles: int, documents: int) -> None:
    """The documents of syllables, pairs and words are those with them in bodies, or else in titles."""
    frequencies = dict.fromkeys(("an", "an toàn", "an_toàn"), bodies)
    evidence = evidence_of(frequencies, dict.fromkeys(frequencies, titles))
    assert evidence.syllable_documents("an") == documents
    assert evidence.pair_documents("an", "toàn") == documents
    assert evidence.word_documents("an", "toàn") == documents
    assert evidence.pair_documents("toàn", "an") == evidence.word_documents("toàn", "an") == 0
    assert evidence.document_count() == 1000


def test_an_index_is_asked_once_for_each_term() -> None:
    """A frequency that is needed again is remembered, that of a term in no document too."""
    statistics = statistics_of({"an": 5})
    evidence = Evidence(statistics, list, [])
    for _ in range(3):
        evidence.syllable_documents("an")
        evidence.pair_documents("an", "toàn")
    assert statistics.asked == {
        ("body", "an"): 1,
        ("body_pairs", "an toàn"): 1,
        ("title_pairs", "an toàn"): 1,
    }


@pytest.mark.parametrize(
    ("term", "spellings"),
    [
        ("kĩ", ("kĩ", "kỹ")),
        ("toàn", ("toàn",)),
        # Without accents: the four most frequent accentuations, of equal ones the first in order.
        ("an", ("an", "ăn", "ấn", "ân", "ẩn")),
        ("hp", ("hp",)),
        ("quoc", ("quoc", "quốc")),
    ],
)
def test_a_neighbour_may_stand_for_its_most_frequent_spellings(term: str, spellings: tuple[str, ...]) -> None:
    """Typed accents are meant, but for the choice of i or y."""
    corpus = {"an": 99, "ăn": 50, "ấn": 40, "ân": 20, "ẩn": 20, "ẫn": 20, "quốc": 1, "kỹ": 0}
    assert evidence_of(corpus).spellings(term) == spellings


def test_terms_are_listed_by_their_beginning() -> None:
    """The most frequent terms of the bodies come first."""
    evidence = evidence_of({"ronaldo": 5, "ronan": 9, "rooney": 7, "ron an": 8}, {"ronin": 9})
    assert evidence.terms_with_prefix("ron", 5) == ["ronan", "ronaldo"]
    assert evidence.terms_with_prefix("ron", 1) == ["ronan"]


def test_neighbours_are_seen_in_the_passages() -> None:
    """Side by side as typed and in this order; whatever was asked before."""
    evidence = evidence_of({}, passages=["Bộ Quốc phòng họp", "công an"])
    assert evidence.is_in_passages("quốc", "phòng")
    assert evidence.is_in_passages("công", "an")
    assert evidence.is_in_passages("bộ", "quốc")
    assert not evidence.is_in_passages("quoc", "phong")
    assert not evidence.is_in_passages("phòng", "quốc")
    assert not evidence.is_in_passages("họp", "công")
    assert not evidence.is_in_passages("bộ", "phòng")


def test_the_pairs_of_passages_are_counted_for_the_syllables_that_are_asked_for() -> None:
    """Every pair of the syllables in any accents, as often as it stands there, whatever was asked before."""
    passages = ["Quốc phòng, quốc phòng. Quốc phong", "công an"]
    counted = PassagePairs(lambda: passages, {"quoc"}).counts({"quoc", "phong"})
    assert (counted["quốc phòng"], counted["quốc phong"], counted["phong quốc"]) == (2, 1, 0)
    pairs = PassagePairs(lambda: passages, {"cong", "an"})
    assert pairs.counts({"cong"})["công an"] == 1
    assert pairs.counts({"quoc", "phong"}) == counted | {"công an": 1}
    assert pairs.counts({"cong", "an"})["công an"] == 1


def frequencies(passages: list[str], bodies: dict[str, int]) -> PassageFrequencies:
    return PassageFrequencies(
        statistics_of(bodies), PassagePairs(lambda: passages, []), {"quoc", "phong", "cong", "an"}
    )


def test_without_passages_the_frequencies_of_pairs_are_those_of_the_corpus() -> None:
    """So they are where no passage shows any of the pairs that are asked for."""
    for passages in ([], ["công an"], ["quốc tế"]):
        counts = frequencies(passages, {"quốc phòng": 30, "quốc phong": 10})
        assert counts.document_frequencies("body_pairs", ["quốc phòng", "quốc phong"]) == [30, 10]
        assert counts.document_count() == 1000


def test_the_pairs_of_the_passages_count_most() -> None:
    """The corpus counts for two occurrences: (3 + 2 * 10/40) : (0 + 2 * 30/40), scaled to 43 in all."""
    counts = frequencies(["quốc phòng"] * 3, {"quốc phòng": 10, "quốc phong": 30})
    texts = ["quốc phòng", "quốc phong"]
    assert counts.document_frequencies("body_pairs", texts) == [round(43 * 3.5 / 5), round(43 * 1.5 / 5)]
    # One document with the other spelling: it has 2 of 5 occurrences, scaled to 4 in all.
    counts = frequencies(["quốc phòng"] * 3, {"quốc phong": 1})
    assert counts.document_frequencies("body_pairs", texts) == [round(4 * 3 / 5), round(4 * 2 / 5)]
    # A corpus that has neither: 3 of 3 occurrences, scaled to 3 in all, of which the corpus has 2/5.
    counts = frequencies(["quốc phòng"] * 3, {})
    assert counts.document_frequencies("body_pairs", texts) == [round(3 * 3 / 5), 0]


def test_only_the_pairs_of_bodies_are_read_off_the_passages() -> None:
    """Syllables, words and titles count as in the corpus."""
    counts = frequencies(["quốc phòng"] * 3, {"quốc": 9, "quốc_phòng": 8})
    assert counts.document_frequencies("body", ["quốc", "phòng"]) == [9, 0]
    assert counts.document_frequencies("body_words", ["quốc_phòng"]) == [8]
    assert counts.document_frequencies("title_pairs", ["quốc phòng"]) == [0]
    assert counts.counted_pairs == []


def test_the_frequencies_of_the_evidence_are_those_of_its_corpus_and_passages() -> None:
    """They are for the syllables that are asked about."""
    counts = evidence_of({"quốc phong": 30}, passages=["quốc phòng"] * 3).passage_frequencies(
        {"quoc", "phong"}
    )
    assert counts.document_count() == 1000
    assert counts.document_frequencies("body_pairs", ["quốc phòng", "quốc phong"]) == [
        *(round(33 * 3 / 5), round(33 * 2 / 5)),
    ]


def test_what_was_returned_of_pairs_is_kept() -> None:
    """One entry for each pair of neighbours, with the counts that the passages gave."""
    counts = frequencies(["quốc phòng"] * 3, {"quốc phong": 30, "công an": 5})
    for texts in (["quốc phòng", "quốc phong"], ["công an"]):
        returned = counts.document_frequencies("body_pairs", texts)
        assert counts.counted_pairs[-1] == (texts, returned)
    assert len(counts.counted_pairs) == 2


@pytest.mark.parametrize(
    ("counts", "dominant"),
    [
        ([91, 9], {"a"}),
        ([90, 10], set()),
        ([10, 0, 91], {"c"}),
        ([1], {"a"}),
        ([0, 0], set()),
        ([], set()),
    ],
)
def test_a_pair_dominates_with_more_than_nine_tenths(counts: list[int], dominant: set[str]) -> None:
    """Its share is that of all spellings that were counted with it."""
    assert dominant_pairs([SpellingFrequencies("abc"[: len(counts)], counts)]) == dominant


def test_each_pair_of_neighbours_has_its_own_dominant_spelling() -> None:
    """Counts of one pair of neighbours say nothing about another one."""
    assert dominant_pairs(
        [
            SpellingFrequencies(["a"], [5]),
            SpellingFrequencies(["b", "c"], [5, 5]),
            SpellingFrequencies(["d"], [1]),
        ]
    ) == {
        *("a", "d"),
    }
