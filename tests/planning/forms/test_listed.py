"""The forms of synonyms and of common abbreviations, and the other spellings of these forms."""

from __future__ import annotations

import pytest

from analyzers.common_abbreviations import table as common_abbreviations
from analyzers.form_table import FormRule, FormTable, form_of
from searchidx.planning.forms.listed import MAX_LISTED_FORMS, MAX_SPELT_FORMS, listed_forms, spelt_forms
from tests.support.planning import are_in_order, stretch, written_form
from tests.support.statistics import WrittenStatistics


def table(*rules: str) -> FormTable:
    """A table of rules such as `xe hơi, ô tô => xế hộp`. A rule without an arrow has one list of forms."""
    found = []
    for rule in rules:
        keys, _, values = rule.partition(" => ")
        lists = [tuple(map(form_of, forms.split(", "))) for forms in (keys, values or keys)]
        found.append(FormRule(lists[0], lists[1]))
    return FormTable(found)


TABLE = table(
    "xe hơi, ô tô",
    "xe => phương tiện",
    "xe hơi cũ => xe đã dùng",
    "hơi cũ => gần cũ",
    "mạng không dây => wifi",
    "corona => sars cov 2, ncov",
)

LISTED = [
    ("vui", []),
    ("xe đạp", ["xe = phương tiện"]),
    ("mua ô tô", ["ô tô = xe hơi"]),
    # the key that starts first, and the longest of those that start there
    ("xe hơi", ["xe hơi = ô tô"]),
    ("xe hơi cũ", ["xe hơi cũ = xe đã dùng"]),
    ("xe xe hơi xe", ["xe = phương tiện", "xe hơi = ô tô", "xe = phương tiện"]),
    # a key that goes on behind the end is none
    ("mạng không", []),
    ("corona xe", ["corona = sars cov 2", "corona = ncov", "xe = phương tiện"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_listed_forms(text: str, expected: list[str]) -> None:
    found = list(listed_forms(stretch(text), TABLE))
    assert [written_form(form, stretch(text)) for form in found] == expected
    assert all(form.is_certain for form in found)
    assert are_in_order(found, stretch(text))


def test_common_abbreviations_are_listed_forms() -> None:
    """They are a table, too."""
    text = stretch("vui ubnd")
    found = [written_form(form, text) for form in listed_forms(text, common_abbreviations())]
    assert "ubnd = ủy ban nhân dân" in found


@pytest.mark.parametrize(("listed", "expected"), [(1, 1), (25, 25), (100, 100), (101, 100), (3000, 100)])
def test_a_key_has_up_to_a_hundred_forms(listed: int, expected: int) -> None:
    """The first ones of its rule."""
    values = ", ".join([f"tên {number}" for number in range(listed)])
    text = stretch("vui vui")
    found = [written_form(form, text) for form in listed_forms(text, table(f"vui => {values}"))]
    of_first = [f"vui = tên {number}" for number in range(expected)]
    assert found == of_first * 2  # each occurrence of a key has its own
    assert MAX_LISTED_FORMS == 100


INDEX = WrittenStatistics(
    {
        "body_folded": {"sarscov2": 4, "wi-fi": 6, "wifi": 9, "oto": 2},
        "body_pairs": {"wi fi": 5},
        "body": {"wi": 5, "fi": 5, "wi-fi": 6, "oto": 2},
    },
    documents=100,
)

SPELT = [
    ("vui", []),
    ("mua xe hơi", ["xe hơi = oto"]),
    ("mạng không dây", ["mạng không dây = wi fi"]),  # the other parts of the form stay as they are
    ("xe đạp", []),  # `phương tiện` has no other spelling
]


@pytest.mark.parametrize(("text", "expected"), SPELT)
def test_spelt_forms(text: str, expected: list[str]) -> None:
    """The parts of a listed form are joined or divided, not those of the typed form."""
    found = spelt_forms(stretch(text), TABLE, INDEX)
    assert [written_form(form, stretch(text)) for form in found] == expected


def test_a_spelling_of_a_part_has_the_rest_of_the_form() -> None:
    rules, text = table("nối mạng => nối wifi nhà"), stretch("vui nối mạng")
    assert [written_form(form, text) for form in spelt_forms(text, rules, INDEX)] == [
        "nối mạng = nối wi fi nhà"
    ]


@pytest.mark.parametrize(("before", "is_spelt"), [(0, True), (1, True), (9, True), (10, False), (40, False)])
def test_the_first_ten_listed_forms_are_spelt(before: int, is_spelt: bool) -> None:
    """The forms of all keys of a stretch count together."""
    values = ", ".join([f"tên {number}" for number in range(before)])
    rules = table("mạng => wifi", *([f"vui => {values}"] if before else []))
    text = stretch("vui mạng")
    found = [written_form(form, text) for form in spelt_forms(text, rules, INDEX)]
    assert found == (["mạng = wi fi"] if is_spelt else [])
    assert MAX_SPELT_FORMS == 10
