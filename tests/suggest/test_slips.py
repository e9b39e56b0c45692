"""Slips of the keyboard: what is one away from what, and which syllables were meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold, syllables
from searchidx.suggest.slips import (
    are_within,
    edit_distance,
    edits,
    letter_slips,
    near_syllables,
    split_in_two,
)


@given(st.text("abcdeghilnoprtuâđôơáàảãạ", min_size=1, max_size=8))
def test_edits_are_one_apart_and_near_syllables_near(word: str) -> None:
    """Every edit is one slip away; every near syllable is another one, one slip from the word."""
    assert all(edit_distance(word, edited) <= 1 for edited in edits(word, "abc"))
    for extra_marks in (0, 1):
        for spelling in near_syllables(word, extra_marks):
            assert spelling != word
            assert edit_distance(fold(word), fold(spelling)) <= 1
            assert len(syllables(spelling)) == 1


def test_the_edits_of_a_word_are_all_that_one_slip_makes() -> None:
    """A letter is dropped, added, replaced, or exchanged with the next one."""
    assert edits("ab", "xy") == {
        *("a", "b"),
        *("xab", "yab", "axb", "ayb", "abx", "aby"),
        *("xb", "yb", "ax", "ay"),
        "ba",
    }
    assert edits("", "xy") == {"x", "y"}
    assert edits("aa", "a") == {"a", "aaa"}


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_the_distance_is_one_where_an_edit_leads_from_one_to_the_other(left: str, right: str) -> None:
    """It is symmetric, and zero for equal words only."""
    distance = edit_distance(left, right)
    assert distance == edit_distance(right, left)
    assert (distance == 0) is (left == right)
    assert (distance <= 1) is (left == right or right in edits(left, "abc"))


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(1, 3))
def test_words_are_within_their_distance(left: str, right: str, max_edits: int) -> None:
    """The common beginning and end of two words have no influence."""
    assert are_within(left, right, max_edits) is (edit_distance(left, right) <= max_edits)


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("abc", "abc", 0),
        ("abcd", "acbd", 1),
        ("ab", "ba", 1),
        ("abcd", "badc", 2),
        ("ca", "abc", 3),  # nothing is edited twice
        ("ronaldo", "ronlado", 1),
        ("kitten", "sitting", 3),
        ("abcdef", "fedcba", 5),
    ],
)
def test_the_distance_is_that_of_optimal_string_alignment(left: str, right: str, distance: int) -> None:
    """An exchange of neighbours counts as one edit."""
    assert edit_distance(left, right) == distance


NEAR = [
    # term, a syllable, in how many marks it differs besides the slip (None: it is not near)
    ("phnòg", "phòng", 0),
    ("phnòg", "phóng", 1),
    ("phnòg", "phong", 1),
    ("phnòg", "phồng", 1),
    ("phnòg", "phống", None),
    ("việnn", "viện", 0),
    ("việm", "viện", 0),
    ("vện", "viện", 0),
    ("quóc", "quốc", 0),  # a mark alone is a slip
    ("quoc", "quốc", 1),  # the tone and the circumflex: one besides
    ("đuờng", "đường", 0),  # ươ is one shape
    ("duờng", "đường", 0),
    ("duòng", "đường", 1),
    ("duong", "đường", None),
    ("hoàn", "hoán", 0),
    ("toán", "toan", 0),
    ("hân", "hăn", 0),  # one shape for another is one mark
    ("kĩ", "kỹ", None),  # the same word
    ("viện", "viện", None),
]


@pytest.mark.parametrize(("term", "syllable", "extra_marks"), NEAR)
def test_near_syllables_differ_by_a_slip_and_the_marks_that_are_asked_for(
    term: str, syllable: str, extra_marks: int | None
) -> None:
    """A slip is one letter or one mark; further marks are counted."""
    assert [marks for marks in (0, 1) if syllable in near_syllables(term, marks)] == (
        [] if extra_marks is None else [extra_marks]
    )


def test_near_syllables_are_all_possible_ones_in_a_fixed_order() -> None:
    """The syllables are ordered by their letters, then by the order of accents in the orthography."""
    near = near_syllables("phnòg", 0)
    assert near == near_syllables("phnòg", 0)
    assert [fold(spelling) for spelling in near] == sorted(fold(spelling) for spelling in near)
    assert len(set(near)) == len(near)


@pytest.mark.parametrize(
    ("term", "is_tried"), [("nghiêngxx", False), ("nghiêngx", True), ("nghiêngxxx", False)]
)
def test_a_word_of_more_than_nine_letters_is_no_mistyped_syllable(term: str, is_tried: bool) -> None:
    """Nothing is one slip away from a word that is two letters too long, either."""
    assert bool(near_syllables(term, 0)) is is_tried


@pytest.mark.parametrize(
    ("word", "slips"),
    [
        ("abc", {"bac", "acb"}),
        ("aab", {"ab", "aba"}),
        ("aa", {"a"}),
        ("aaa", {"aa"}),
        ("a", set()),
        ("", set()),
    ],
)
def test_letter_slips_exchange_two_letters_or_single_a_double_one(word: str, slips: set[str]) -> None:
    """They undo the two slips that leave an unaccented word with all of its letters."""
    assert letter_slips(word) == slips


@pytest.mark.parametrize(
    ("term", "pairs"),
    [
        ("côngan", [("cô", "ngan"), ("côn", "gan"), ("công", "an")]),
        ("congan", [("co", "ngan"), ("con", "gan"), ("cong", "an")]),
        ("anan", [("an", "an")]),
        ("ana", []),
        ("xyz", []),
        ("vàan", [("và", "an")]),
    ],
)
def test_a_word_is_divided_into_two_syllables(term: str, pairs: list[tuple[str, str]]) -> None:
    """Both are possible syllables of two letters or more, with accents or without."""
    assert list(split_in_two(term)) == pairs
