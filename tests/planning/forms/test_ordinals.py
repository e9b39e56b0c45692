"""Numbers after the words that may be followed by a Roman numeral."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.forms.ordinals import ordinal_forms
from tests.support.planning import typed_stretches, written_form

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
ROMAN += ["XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"]


def forms(query: str) -> list[str]:
    return [
        written_form(form, stretch)
        for stretch, _ in typed_stretches(query)
        for form in ordinal_forms(stretch)
    ]


@pytest.mark.parametrize(("number", "roman"), list(enumerate(ROMAN, 1)))
def test_every_number_up_to_21_has_a_numeral(number: int, roman: str) -> None:
    numeral = roman.lower()
    assert forms(f"thế kỷ {number}") == [f"thế kỷ {number} = thế kỷ {numeral}"]
    assert forms(f"thế kỷ {roman}") == [f"thế kỷ {numeral} = thế kỷ {number}"]


WORDS = ["thế kỷ", "thế kỉ", "the ky", "đại hội", "dai hoi", "lần thứ", "lan thu", "khóa", "khoa"]


@pytest.mark.parametrize("words", WORDS)
def test_the_words_before_a_numeral(words: str) -> None:
    assert forms(f"ở {words} 13 xưa") == [f"{words} 13 = {words} xiii"]
    assert forms(f"{words} XIII") == [f"{words} xiii = {words} 13"]


NONE = ["thế kỷ", "21", "XXI", "thế kỷ 22", "thế kỷ XXII", "thế kỷ 0", "thế kỷ 021", "thế kỷ IIII"]
NONE += ["kỷ 21", "thế 21", "thế kỷ trước 21", "hội 13", "lần 3", "thứ 3", "vitamin C", "thế kỹ 21", "kỳ 5"]


@pytest.mark.parametrize("query", NONE)
def test_what_has_no_other_numeral(query: str) -> None:
    assert forms(query) == []


@given(st.lists(st.sampled_from(["thế", "kỷ", "khóa", "XXI", "5", "v", "x"]), max_size=9).map(" ".join))
def test_the_words_stay_in_the_form(text: str) -> None:
    for stretch, _ in typed_stretches(f"x {text}"):
        for form in ordinal_forms(stretch):
            typed = [syllable.exact for syllable in stretch.syllables[form.first : form.end]]
            assert [(term,) for term in typed[:-1]] == list(form.positions[:-1])
