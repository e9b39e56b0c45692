"""Which syllables are meant by one that lacks some of its accents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from searchidx.planning.accents.partly_typed import lacks_accents, may_begin, with_more_accents

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


BEGINNINGS = [
    ("đa", ["đa", "đá", "đang", "đắng", "đại"], ["da", "dá", "đi", "đ"]),
    ("đ", ["đá", "được", "đxyz"], ["dá", "d"]),
    ("tiê", ["tiến", "tiếng", "tiêu"], ["tien", "tin"]),
    ("và", ["và", "vàng", "vào"], ["vằn", "vầng", "vá", "van"]),  # the tone is typed last
    ("hoà", ["hoà", "hòa", "hoàn"], ["hoa", "hoá", "hoằn"]),
    ("hòa", ["hoà", "hòa", "hoàn"], ["hoa", "hoán"]),
    ("va", ["va", "và", "vằn", "van"], ["vi", "v"]),
    ("", ["", "và"], []),
    ("đ1", ["đ1", "đ12"], ["d1"]),
    ("cafe", ["cafe", "café", "cafés"], ["caf"]),
    ("café", ["café", "cafés"], ["cafe", "cafê"]),
]


@pytest.mark.parametrize(("beginning", "begun", "others"), BEGINNINGS)
def test_what_a_beginning_may_begin(beginning: str, begun: list[str], others: list[str]) -> None:
    assert [term for term in begun + others if may_begin(beginning, term)] == begun


@given(st.sampled_from(["duong", "tieng", "hoan", "quy"]).flatmap(
    lambda folded: st.sampled_from(accentuations(folded))
), st.integers(0, 5))  # fmt: skip
def test_a_term_has_its_beginnings(exact: str, length: int) -> None:
    """With all accents, and with none."""
    assert may_begin(exact[:length], exact)
    assert may_begin(folded_term(exact)[:length], exact)


@given(st.text(max_size=6), st.text(max_size=6))
def test_any_texts_may_be_compared(beginning: str, term: str) -> None:
    assert may_begin(beginning, term) in (True, False)
    assert may_begin(term, term)


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
