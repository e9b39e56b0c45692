"""Which syllables make one word, by how many documents have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.words import MAX_QUERY_WORD_SYLLABLES, segment_words
from tests.support.statistics import WrittenStatistics


def divided(text: str, **words: int) -> list[str]:
    """The words of a text, whose syllables are joined by `_`, over 100 documents."""
    syllables = text.split()
    index = WrittenStatistics({"body_words": words}, documents=100)
    return ["_".join(syllables[start:end]) for start, end in segment_words(syllables, index)]


# A division costs the sum of log(101 / df) of its words: the greatest product of df / 101 wins.
DIVISIONS: list[tuple[str, dict[str, int], list[str]]] = [
    ("", {}, []),
    ("công", {}, ["công"]),
    ("công an", {}, ["công", "an"]),
    ("công an", {"công_an": 1}, ["công_an"]),
    # 50/101 * 50/101 = 0.245 against 24/101 = 0.238 and 25/101 = 0.248
    ("công an", {"công": 50, "an": 50, "công_an": 24}, ["công", "an"]),
    ("công an", {"công": 50, "an": 50, "công_an": 25}, ["công_an"]),
    # an unknown syllable counts as half a document: 100/101 * 0.5/101 is less than 1/101
    ("công an", {"công": 100, "công_an": 1}, ["công_an"]),
    ("a b c", {"a_b": 9, "b_c": 10, "a": 10, "c": 10}, ["a", "b_c"]),
    ("a b c", {"a_b": 10, "b_c": 10, "a": 10, "c": 10}, ["a", "b_c"]),  # equal: the longer word at the end
    ("a b c d", {"a_b_c_d": 1, "a_b": 9, "c_d": 9}, ["a_b_c_d"]),
    ("a b c d", {"a_b_c_d": 1, "a_b": 11, "c_d": 11}, ["a_b", "c_d"]),
    ("a b c d e", {"a_b_c_d_e": 90}, ["a", "b", "c", "d", "e"]),  # five syllables are not looked up
]


@pytest.mark.parametrize(("text", "words", "expected"), DIVISIONS)
def test_the_most_probable_division(text: str, words: dict[str, int], expected: list[str]) -> None:
    assert divided(text, **words) == expected


def test_the_index_is_asked_once() -> None:
    """All possible words of one to four syllables are asked for together."""
    index = WrittenStatistics({}, documents=100)
    segment_words(["a", "b", "c", "d", "e"], index)
    assert index.calls == 1
    assert {text.count("_") for _, text in index.asked} == {0, 1, 2, 3}
    assert set(index.asked.values()) == {1}
    assert {field for field, _ in index.asked} == {"body_words"}


@given(
    st.lists(st.sampled_from("abc"), max_size=9),
    st.dictionaries(
        st.lists(st.sampled_from("abc"), min_size=1, max_size=5).map("_".join), st.integers(1, 99)
    ),
)
def test_a_division_covers_the_syllables_in_order(syllables: list[str], words: dict[str, int]) -> None:
    """Words follow each other without gaps, and have at most four syllables."""
    index = WrittenStatistics({"body_words": words}, documents=100)
    spans = segment_words(syllables, index)
    assert [number for start, end in spans for number in range(start, end)] == list(range(len(syllables)))
    assert all(1 <= end - start <= MAX_QUERY_WORD_SYLLABLES for start, end in spans)


def test_words_are_as_probable_as_their_share_of_all_documents_and_one() -> None:
    """Of 3 documents, 3/4 * 3/4 is more than 2/4, so that two words are more probable than one."""
    index = WrittenStatistics({"body_words": {"a": 3, "b": 3, "a_b": 2}}, documents=3)
    assert segment_words(["a", "b"], index) == [(0, 1), (1, 2)]


def test_an_empty_index_divides_into_syllables() -> None:
    """No document, no word: each syllable stands for itself."""
    assert segment_words(["a", "b"], WrittenStatistics({}, documents=0)) == [(0, 1), (1, 2)]
