"""Common words that are written with a confused syllable."""

from __future__ import annotations

import pytest

from tests.suggest.test_misspellings import corrected

CONFUSED = [
    # documents with the word, with the pair as typed, with the rarer syllable; corrected?
    (10, 0, 40, True),
    (9, 0, 36, False),
    (30, 6, 40, True),
    (29, 6, 40, False),
    (10, 0, 41, False),
]


@pytest.mark.parametrize(("word", "typed", "rarer", "is_corrected"), CONFUSED)
def test_a_confused_syllable_of_a_listed_word_is_corrected(
    word: int, typed: int, rarer: int, is_corrected: bool
) -> None:
    """Five times the documents suffice, so that some may have the misspelling."""
    corpus = {"sáp_nhập": word, "sáp nhập": word, "sát nhập": typed, "sáp": rarer, "nhập": 900, "sát": 900}
    expected = "sáp nhập" if is_corrected else None
    assert corrected("sát nhập", corpus, passages=["sáp nhập sát"]) == expected


@pytest.mark.parametrize(
    ("query", "corpus"),
    [
        ("lát nhập", {"láp_nhập": 900, "lát": 900, "nhập": 900}),  # no listed word
        ("sát nhập", {"sáp_nhập": 900, "sát_nhập": 1}),  # a word of the corpus
        ("sát nhập", {"sáp_nhập": 300, "xát_nhập": 101, "sát": 900}),  # in doubt
        ("sát nhập khẩu", {"sáp_nhập": 900, "nhập_khẩu": 9, "sát": 900}),  # the neighbour is in another word
        ("sát nhap", {"sáp_nhập": 900, "nhập": 9, "sát": 900}),
    ],
)
def test_other_syllables_are_not_confused(query: str, corpus: dict[str, int]) -> None:
    """What was typed may have been meant."""
    assert corrected(query, corpus) is None
