"""Which syllables are meant by one that lacks some of its accents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from searchidx.planning.accents.partly_typed import lacks_accents, with_more_accents

MORE = [
    # typed, some that it may mean, some that it may not
    ("đuong", {"đường", "đương", "đướng"}, {"dương", "đuong", "duong"}),
    ("đưòng", {"đường"}, {"đương", "đướng", "đuòng"}),
    ("tiêng", {"tiếng", "tiềng"}, {"tieng", "tiêng"}),
    ("nuơc", {"nước", "nược"}, {"nuốc", "nuóc"}),
    ("hô", {"hồ", "hổ", "hộ"}, {"ho", "hò", "hơ"}),
    ("hò", {"hồ", "hờ"}, {"hổ", "hô", "ho"}),
    ("đi", {"đì", "đị"}, {"dì", "đi"}),
    ("huýên", set(), {"huyền"}),
]


@pytest.mark.parametrize(("typed", "may", "may_not"), MORE)
def test_a_typed_mark_holds_and_a_missing_one_is_free(typed: str, may: set[str], may_not: set[str]) -> None:
    found = set(with_more_accents(typed))
    assert may <= found
    assert not may_not & found


@pytest.mark.parametrize(
    "typed", ["có\u0301", "tế\u0301", "nhà\u0323", "a\u031b", "lũ\u0308", "to\u0332", "ve\u0336"]
)
def test_a_mark_that_does_not_compose_is_no_part_of_a_syllable(typed: str) -> None:
    """A tone typed twice, or underlined text."""
    assert with_more_accents(typed) == ()


@pytest.mark.parametrize("exact", ["", "duong", "wifi", "19", "đxyz", "đ", "covid19", "ắt-xì", "đ1", "̣"])
def test_what_has_no_more_accents(exact: str) -> None:
    """A term without accents (its accents are all missing), and letters of no syllable."""
    assert with_more_accents(exact) == ()


LACKING = [
    ("đuong", 0, True),
    ("đuong", 9, True),  # no syllable, though an article has the misprint
    ("hôm", 0, True),
    ("hôm", 1, False),
    ("đường", 0, False),  # nothing more to add
    ("đường", 9, False),
    ("duong", 0, False),
    ("đxyz", 0, False),
]


@pytest.mark.parametrize(("exact", "document_frequency", "expected"), LACKING)
def test_which_terms_lack_accents(exact: str, document_frequency: int, expected: bool) -> None:
    assert lacks_accents(exact, document_frequency) is expected


@given(st.sampled_from(["duong", "tieng", "nuoc", "ho", "di", "quy", "huyen"]).flatmap(
    lambda folded: st.sampled_from(accentuations(folded))
))  # fmt: skip
def test_more_accents_are_accents_of_the_same_letters(exact: str) -> None:
    found = with_more_accents(exact)
    assert exact not in found
    assert len(set(found)) == len(found)
    assert {folded_term(other) for other in found} <= {folded_term(exact)}


@given(st.text(max_size=8))
def test_any_text_may_be_asked_for(text: str) -> None:
    assert text not in with_more_accents(text)
