"""Which forms of all sources are found, for which leaves of a query, and which of them can match at all."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.form_table import FormRule, FormTable
from searchidx.errors import QuerySyntaxError
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.find import MAX_FORMS, MAX_PHRASE_DOCUMENTS, MAX_SYLLABLES, find_forms
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import analyze_query
from searchidx.planning.terms import query_syllables
from searchidx.query.parse import parse
from searchidx.query.tree import Prefix
from tests.support.statistics import UniformStatistics, WrittenStatistics

if TYPE_CHECKING:
    from searchidx.engines.base import TermStatistics

SYLLABLES = ["hop", "tac", "xa", "htx", "covid", "19", "covid19", "thang", "4", "04", "28", "ngay", "duong"]
FOLDED = dict.fromkeys(SYLLABLES, 9)
INDEX = WrittenStatistics(
    {
        "abbreviations": {"htx=hợp tác xã": 5, "hợp tác xã=htx": 5, "hop tac xa=htx": 5},
        "body_folded": FOLDED,
        "title_folded": {"htx": 1, "vuilon": 1},
        "body": {"đường": 9, "đương": 9, "wi-fi": 2},
        "body_pairs": {"28 04": 3, "28 4": 3},
    },
    documents=100,
)


def found(query: str, index: TermStatistics = INDEX) -> tuple[OtherForm, ...]:
    return find_forms(analyze_query(parse(query)), QueryStatistics(index, Scoring())).wanted


def written(form: OtherForm, query: str) -> str:
    """A form with what it replaces, `covid 19 = covid19`. The terms of a position are written `6/06`."""
    other = " ".join(["/".join(terms) for terms in form.positions])
    return f"{query[form.start : form.end]} = {other}"


FORMS = [
    # query, what is replaced, and by what
    ("vui", []),
    ("covid19", ["covid19 = covid 19"]),
    ("covid 19", ["covid 19 = covid19"]),
    ("Covid-19", ["Covid-19 = covid19"]),
    ("HTX", ["HTX = hợp tác xã"]),
    ("đuong", ["đuong = đương/đường"]),
    # one of several syllables, one of several words
    ("vui hợp tác xã lớn", ["hợp tác xã = htx"]),
    ("vui covid19 lớn covid 19", ["covid 19 = covid19", "covid19 = covid 19"]),
    # a part of a leaf: the form has the rest of the leaf
    ("vui-htx", ["vui-htx = vui hợp tác xã"]),
    ("htx-covid", ["htx-covid = hợp tác xã covid"]),
    ('"một covid 19 nữa"', ["một covid 19 nữa = một covid19 nữa"]),
    ("hợp tác-xã", ["hợp tác-xã = htx"]),
    ("vui-hợp tác xã-lớn", ["vui-hợp tác xã-lớn = vui htx lớn"]),
    ('"vui covid" 19', ['vui covid" 19 = vui covid19']),
    # a sign, an operator and a field are no part of a leaf, but a group divides nothing
    ("+covid19 vui", ["covid19 = covid 19"]),
    ("covid19 OR vui", ["covid19 = covid 19"]),
    ("(covid 19)", ["covid 19 = covid19"]),
    # neighbours that are not in one stretch
    ("covid, 19", ["covid, 19 = covid19"]),
    ("covid (19)", []),
    ("covid – 19", []),
    ("covid -19", []),
    ("covid +19", []),
    ("covid OR 19", []),
    ("covid title:19", []),
    ("covid* 19", []),
    ("19 covid*", []),
    # the text of a prefix has the forms of a whole word, also together with the words before it
    ("covid19*", ["covid19 = covid 19"]),
    ("covid 19*", ["covid 19 = covid19"]),
    ('"vui covid 19*"', ["vui covid 19 = vui covid19"]),
    ("HTX* vui", ["HTX = hợp tác xã"]),
    ("đuong*", ["đuong = đương/đường"]),
    ("body:covid19*", ["covid19 = covid 19"]),
    ("NĐ-*", []),
    # a keyword field has no forms
    ("source:covid19", []),
    ("category:(covid 19)", []),
    ("date:2020", []),
    ("", []),
    ("?!", []),
]


@pytest.mark.parametrize(("query", "expected"), FORMS)
def test_forms_replace_whole_leaves(query: str, expected: list[str]) -> None:
    assert [written(form, query) for form in found(query, WITH_REST)] == expected


REST = dict.fromkeys(["vui", "lon", "mot", "nua"], 50)
WITH_REST = WrittenStatistics(
    dict(INDEX.terms) | {"body_folded": FOLDED | dict.fromkeys(["vui", "lon", "mot", "nua"], 50)},
    documents=100,
)


def test_a_form_tells_what_was_typed_and_where() -> None:
    """Its offsets are those of the query, its fields those of the stretch."""
    assert found("hội title:(Covid-19) vui", UniformStatistics(lambda text: text == "covid19", 9)) == (
        OtherForm(11, 19, ("covid", "19"), (("covid19",),), ("title",)),
    )
    (form,) = found("vui HTX")
    assert (form.start, form.end, form.typed, form.fields) == (4, 7, ("htx",), ("title", "body"))
    assert form.is_certain
    assert found("covid19")[0].is_certain


def test_a_form_must_occur_in_the_fields_that_are_searched() -> None:
    """`covid19` is in bodies alone, `vuilon` in titles alone."""
    assert len(found("covid 19")) == len(found("body:(covid 19)")) == 1
    assert found("title:(covid 19)") == ()
    assert len(found("title:(vui lon)")) == 1
    assert found("body:(vui lon)") == ()


def test_the_forms_of_unwanted_leaves_are_apart() -> None:
    query = "covid19 -htx NOT (vui covid 19)"
    forms = find_forms(analyze_query(parse(query)), QueryStatistics(INDEX, Scoring()))
    assert [written(form, query) for form in forms.wanted] == ["covid19 = covid 19"]
    assert [written(form, query) for form in forms.unwanted] == ["htx = hợp tác xã", "covid 19 = covid19"]


LEFT_OUT = [
    ((), ["28/4 = 28 4/04", "28/4 = 28 tháng 4/04"]),
    (("04",), ["28/4 = 28 tháng 4"]),
    (("thang",), ["28/4 = 28 4/04"]),
    (("4",), ["28/4 = 28 04", "28/4 = 28 tháng 04"]),
    (("4", "04"), []),
    (("28",), []),
]


@pytest.mark.parametrize(("unknown", "expected"), LEFT_OUT)
def test_terms_that_no_article_has_are_left_out(unknown: tuple[str, ...], expected: list[str]) -> None:
    """One at a position at least must occur in some accents, else the form cannot match.

    A form that is then no other than the typed one is left out as well.
    """
    index = without(*unknown)
    assert [written(form, "28/4") for form in found("28/4", index)] == expected


def without(*unknown: str) -> WrittenStatistics:
    folded = {text: 9 for text in FOLDED if text not in unknown}
    return WrittenStatistics(dict(INDEX.terms) | {"body_folded": folded}, documents=100)


def test_numbers_must_occur_side_by_side() -> None:
    """Most ways to divide a number into groups occur in no article, though each group does."""
    folded = dict.fromkeys(["1234567", "1", "234", "567", "234567"], 9)
    pairs: dict[str, int] = {}
    index = WrittenStatistics({"body_folded": folded, "body_pairs": pairs}, documents=100)
    assert found("1234567", index) == ()
    pairs["1 234"] = 1
    assert found("1234567", index) == ()
    pairs["234 567"] = 1
    (form,) = found("1234567", index)
    assert form.positions == (("1",), ("234",), ("567",))
    # a number and a word need not
    assert found("covid19")[0].positions == (("covid",), ("19",))


def test_a_form_that_an_earlier_one_covers_is_left_out() -> None:
    """Two abbreviations with the same other form, or a position with fewer terms, add nothing."""
    index = UniformStatistics(lambda text: 0 if "=" in text else 9, documents=100)
    forms = found("ngày 6/2/2017", index)
    for at, form in enumerate(forms):
        for earlier in forms[:at]:
            same = (form.start, form.end, len(form.positions)) == (
                earlier.start,
                earlier.end,
                len(earlier.positions),
            )
            pairs = zip(earlier.positions, form.positions, strict=False)
            assert not (same and all(set(wide) >= set(narrow) for wide, narrow in pairs))


CHEAP = [
    # a form of one syllable, however frequent
    ("covid 19", {"covid19": 10**6}, True),
    # a phrase with a syllable that few documents have
    ("covid19", {"covid": MAX_PHRASE_DOCUMENTS, "19": 10**6}, True),
    ("covid19", {"covid": MAX_PHRASE_DOCUMENTS + 1, "19": 10**6}, False),
]


@pytest.mark.parametrize(("query", "frequencies", "is_cheap"), CHEAP)
def test_a_phrase_of_frequent_syllables_is_not_cheap(
    query: str, frequencies: dict[str, int], is_cheap: bool
) -> None:
    index = WrittenStatistics({"body_folded": frequencies}, documents=10**6)
    assert [form.is_cheap for form in found(query, index)] == [is_cheap]


SYNONYMS = FormTable([FormRule((("mạng",),), (("covid19",),))])


@pytest.mark.parametrize(
    ("separator", "last", "is_short"),
    [
        (" ", "", True),
        (" ", " vui", False),
        # a sign that is written to a word does not divide a stretch
        (", ", ", vui", False),
        (". ", ". vui", False),
        # whatever stands alone between words does
        (" ", " – vui", True),
        (" ", " OR vui", True),
    ],
)
def test_a_long_stretch_has_the_forms_of_abbreviations_and_synonyms(
    separator: str, last: str, is_short: bool
) -> None:
    """Of more than forty syllables: those of the user's synonyms have their other spellings, too."""
    words = separator.join(["vui"] * (MAX_SYLLABLES - 5))
    query = f"{words}{separator}mạng htx vml covid 19{last}"
    index = WrittenStatistics(
        {
            "abbreviations": {"vml=văn mới lạ": 5},  # `htx` is a common abbreviation
            "body_folded": FOLDED | dict.fromkeys(["van", "moi", "la"], 9),
        },
        documents=100,
    )
    forms = find_forms(analyze_query(parse(query)), QueryStatistics(index, Scoring()), SYNONYMS).wanted
    assert [" ".join((*form.typed, "=", *chain(*form.positions))) for form in forms] == [
        "mạng = covid19",
        "htx = hợp tác xã",
        "mạng = covid 19",
        "vml = văn mới lạ",
        *(["covid 19 = covid19"] if is_short else []),
    ]


@pytest.mark.parametrize(("last", "expected"), [("tik tok*", ["tik tok = tiktok"]), ("tik tok", [])])
def test_a_completed_end_of_a_long_stretch_has_its_other_forms(last: str, expected: list[str]) -> None:
    """They are looked up for one word alone."""
    query = " ".join(["vui"] * MAX_SYLLABLES) + f" {last}"
    body = dict.fromkeys(["vui", "tik", "tokyo"], 9)
    index = WrittenStatistics(
        {"body": body, "body_folded": {"tiktok": 9, **body}, "body_pairs": {"vui vui": 9, "tik tokyo": 9}},
        documents=100,
    )
    assert [written(form, query) for form in found(query, index)] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("10%", ["10% = 10 phần trăm"]),
        ("10 %", ["10 = 10 phần trăm"]),
        ("vui 10 %", ["10 = 10 phần trăm"]),
        ("10  %", []),  # the sign is no longer among the two characters behind the number
        ("10 vui %", []),
    ],
)
def test_a_sign_behind_the_last_number_is_its_unit(query: str, expected: list[str]) -> None:
    """One blank may be before it. Signs are no syllables, so the text of the query is read."""
    index = WrittenStatistics(
        {"body_folded": {"10": 9, "phan": 9, "tram": 9}, "body_pairs": {"phần trăm": 9}}, documents=100
    )
    assert [written(form, query) for form in found(query, index)] == expected


def test_the_number_of_forms_is_limited() -> None:
    """The first ones count, stretch by stretch, and the unwanted ones have a limit of their own."""
    query = " ".join([f"covid{number}" for number in range(MAX_FORMS + 6)])
    index = UniformStatistics(lambda text: 0 if "=" in text else 9, documents=100)
    forms = found(query, index)
    assert len(forms) == MAX_FORMS
    many = ", ".join([f"covid{number}" for number in range(MAX_FORMS + 6)]) + " -covid1 -covid2"
    both = find_forms(analyze_query(parse(many)), QueryStatistics(index, Scoring()))
    assert len(both.wanted) == MAX_FORMS
    assert len(both.unwanted) > 0


WORDS = ["covid", "19", "covid19", "6/2/2017", "ngày", "4", "25.000đ", "0912", "345", "678", "km", "đuong"]
OTHERS = [
    "wifi",
    "Wi-Fi",
    '"a b"',
    "htx",
    "-",
    "+x",
    "OR",
    "a*",
    "(",
    ")",
    ",",
    "1,5",
    "50m2",
    "٣",
]
TEXTS = st.lists(st.sampled_from([*WORDS, *OTHERS]), max_size=12).map(" ".join)


@given(TEXTS)
def test_every_form_replaces_whole_leaves(query: str) -> None:
    """Over an index that has everything: it begins and ends with a leaf, and knows all syllables between."""
    try:
        analyzed = analyze_query(parse(query))
    except QuerySyntaxError:
        return
    index = UniformStatistics(lambda text: 0 if "=" in text else 9, documents=100)
    forms = find_forms(analyzed, QueryStatistics(index, Scoring()))
    for leaves, of_leaves in ((analyzed.leaves, forms.wanted), (analyzed.unwanted_leaves, forms.unwanted)):
        assert len(of_leaves) <= MAX_FORMS
        for form in of_leaves:
            inside = [leaf for leaf in leaves if form.start <= leaf.start and leaf.end <= form.end]
            assert (form.start, form.end) == (inside[0].start, inside[-1].end)
            syllables = [syllable.exact for leaf in inside for syllable in query_syllables(leaf.text)]
            assert form.is_scored != any(isinstance(leaf, Prefix) for leaf in inside)
            assert form.typed == tuple(syllables)
            assert all(form.positions)
            assert form.positions != tuple([(term,) for term in form.typed])
