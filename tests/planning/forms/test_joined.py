"""Parts of a query that some articles write as one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.forms.joined import MAX_JOINED_PARTS, joined_forms
from tests.support.planning import stretch, typed_stretches, written_form
from tests.support.statistics import UniformStatistics, WrittenStatistics

WORDS = ["covid19", "wifi", "oto", "tphcm", "italia", "gddt", "mp3", "an", "hoa", "1234", "9pm", "lindat"]
WORDS += ["15kg", "15tr", "a12"]
EXACT = {"ôtô": 4, "oto": 1, "gdđt": 5, "40độ": 5, "vacxin": 2, "văcxin": 3, "xemáy": 5, "môtô": 8, "môtơ": 2}
FOLDED = {"40do": 5, "vacxin": 5, "xemay": 5, "moto": 10, "60d": 5, "5a": 5, "wifi": 5}
INDEX = WrittenStatistics(
    {
        "body": {**dict.fromkeys(WORDS, 5), **EXACT},
        "body_folded": {**dict.fromkeys(WORDS, 5), **FOLDED},
        "title_folded": {"abc": 1},
    },
    documents=100,
)


def forms(query: str) -> list[str]:
    return [
        written_form(form, found)
        for found, separators in typed_stretches(query)
        for form in joined_forms(found, separators, INDEX)
    ]


JOINED = [
    ("covid 19", ["covid 19 = covid19"]),
    ("Covid-19", ["covid 19 = covid19"]),
    ("covid.19", ["covid 19 = covid19"]),
    ("wi-fi", ["wi fi = wifi"]),
    ("ô tô", ["ô tô = oto"]),
    ("TP.HCM", ["tp hcm = tphcm"]),
    ("GD&ĐT", ["gd đt = gddt"]),
    ("mp 3", ["mp 3 = mp3"]),
    ("9 pm", ["9 pm = 9pm"]),
    ("dịch covid 19 và wi fi", ["covid 19 = covid19", "wi fi = wifi"]),
    # in titles alone
    ("ab c", ["ab c = abc"]),
    # more than two parts, with signs alone between them
    ("I-ta-li-a", ["i ta li a = italia"]),
    ("I.ta.li.a", ["i ta li a = italia"]),
    ("i ta li a", []),
    ("i-ta li-a", []),
    # two numbers, and what would be a syllable
    ("12 34", []),
    ("1-234", []),
    ("1,5kg", []),
    ("1.5tr", []),
    ("1 5kg", []),
    ("a1 2", []),
    ("a n", []),
    ("h-oa", []),
    # typed as one word
    ("ôtô", ["ôtô = oto"]),
    ("đi ôtô", ["ôtô = oto"]),
    ("wífi", ["wífi = wifi"]),
    ("oto", []),
    ("hòa", []),
    ("đuong", []),
    # a word of letters in similar accents
    ("vắc-xin", ["vắc xin = vacxin"]),
    ("vắc xin", ["vắc xin = vacxin"]),
    ("vắcxin", ["vắcxin = vacxin"]),
    ("vẳc xỉn", ["vẳc xỉn = vacxin"]),
    ("mô tô", ["mô tô = moto"]),
    ("mô tơ", ["mô tơ = môtơ"]),
    ("mồ tơ", ["mồ tơ = môtơ"]),
    ("xe máy", ["xe máy = xemay"]),
    ("xé máy", []),
    ("xe mảy", []),
    ("xémáy", []),
    # a word with digits in the typed accents
    ("40 độ", ["40 độ = 40độ"]),
    ("40 do", ["40 do = 40do"]),
    ("40 đô", []),
    ("40đô", []),
    ("60 đ", []),
    ("60đ", []),
    ("5à", []),
    # what no article has
    ("covid 20", []),
    ("covid19", []),
    ("covid", []),
]


@pytest.mark.parametrize(("query", "expected"), JOINED)
def test_neighbouring_parts_may_be_one_word(query: str, expected: list[str]) -> None:
    """The word must be in the index, in some accents."""
    assert forms(query) == expected


def test_only_the_searched_fields_count() -> None:
    assert list(joined_forms(stretch("covid 19", ("title",)), [" "], INDEX)) == []
    assert len(list(joined_forms(stretch("covid 19", ("body",)), [" "], INDEX))) == 1


def test_up_to_four_parts_are_joined() -> None:
    index = UniformStatistics(lambda _: 1, documents=9)
    (found, separators), = typed_stretches("x-y-z-w-v")  # fmt: skip
    sizes = {form.end - form.first for form in joined_forms(found, separators, index)}
    assert sizes == {2, 3, 4}
    assert MAX_JOINED_PARTS == 4


def test_nothing_is_asked_of_one_word() -> None:
    index = WrittenStatistics({}, documents=9)
    assert list(joined_forms(stretch("covid"), [], index)) == []
    assert index.calls == 0


PARTS = ["a", "19", "wi", "fi", "٣", "²", "đ", "-", ".", " ", " & ", "/"]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_words_of_anything(text: str) -> None:
    """Never an error; each form is one word, which differs from what was typed."""
    index = UniformStatistics(lambda _: 1, documents=9)
    for found, separators in typed_stretches(f"x {text}"):
        joined = list(joined_forms(found, separators, index))
        assert all(len(form.positions) == 1 and len(form.positions[0]) == 1 for form in joined)
        assert all(form.end <= len(found.syllables) for form in joined)
        typed = [[syllable.exact for syllable in found.syllables[form.first : form.end]] for form in joined]
        assert all([*form.positions[0]] != exact for form, exact in zip(joined, typed, strict=True))
