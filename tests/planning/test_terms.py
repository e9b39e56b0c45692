"""Which terms of an index a word of a query stands for."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx.engines.plan import Alternatives, Term
from searchidx.planning.terms import (
    MAX_PREFIX_PARTS,
    QuerySyllable,
    any_accents,
    as_typed,
    i_y_twins,
    leaf_syllables,
    merged,
    other_prefixes,
    prefix_alternatives,
    prefix_syllables,
    query_syllables,
    searched_fields,
    syllable_of,
    terms_by_field,
    text_fields,
    without_accents,
)
from searchidx.query.tree import Prefix, Word
from tests.support.planning import syllables

SYLLABLES = [
    ("", []),
    ("?!", []),
    ("Công", [("công", "cong", 0, 4)]),
    ("Hoà-BÌNH", [("hòa", "hoa", 0, 3), ("bình", "binh", 4, 8)]),
    # a code gives its parts, not itself
    ("03/2019/NĐ", [("03", "03", 0, 2), ("2019", "2019", 3, 7), ("nđ", "nd", 8, 10)]),
    (unicodedata.normalize("NFD", "ủy"), [("ủy", "uy", 0, 3)]),
]


@pytest.mark.parametrize(("text", "expected"), SYLLABLES)
def test_the_syllables_of_a_word(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    """Each has its exact and its folded term, and stands where it does in the text."""
    assert list(query_syllables(text)) == expected


def test_the_syllables_of_a_leaf_stand_in_the_query() -> None:
    """The offsets are those in the whole query."""
    assert leaf_syllables(Word("Hoà-Bình", 10, 18)) == (
        QuerySyllable("hòa", "hoa", 10, 13),
        QuerySyllable("bình", "binh", 14, 18),
    )


def test_the_beginning_of_a_prefix_is_no_syllable_of_the_leaf() -> None:
    assert leaf_syllables(Prefix("Hoà-Bì", 10, 16)) == (QuerySyllable("hòa", "hoa", 10, 13),)
    assert leaf_syllables(Prefix("Hoà-", 10, 14)) == (QuerySyllable("hòa", "hoa", 10, 13),)


def test_accents_are_what_distinguishes_a_term_from_its_fold() -> None:
    accented, plain = syllables("đa da")
    assert (accented.accented, plain.accented) == (True, False)


ALTERNATIVES = [
    # syllable, as typed, without accents
    ("bán", {"bán"}, {"ban"}),
    ("mì", {"mì", "mỳ"}, {"mi", "my"}),
    ("mỳ", {"mì", "mỳ"}, {"mi", "my"}),
    ("sĩ", {"sĩ", "sỹ"}, {"si", "sy"}),
    ("quý", {"quý", "quí"}, {"quy", "qui"}),
    ("tây", {"tây"}, {"tay"}),
    ("thủy", {"thủy"}, {"thuy"}),
]


@pytest.mark.parametrize(("text", "typed", "folded"), ALTERNATIVES)
def test_a_syllable_with_accents(text: str, typed: set[str], folded: set[str]) -> None:
    """It stands for itself and its twin; both without accents stand for it where there are none."""
    (syllable,) = syllables(text)
    assert as_typed(syllable) == Alternatives(exact=frozenset(typed))
    assert any_accents(syllable) == Alternatives(folded=frozenset(folded))
    assert without_accents(syllable) == Alternatives(exact=frozenset(folded))


@pytest.mark.parametrize(("text", "folded"), [("ban", {"ban"}), ("si", {"si", "sy"}), ("ti", {"ti", "ty"})])
def test_a_syllable_without_accents_stands_for_all_of_them(text: str, folded: set[str]) -> None:
    """In every article, for what was typed cannot tell which accents were meant; its twin does too."""
    (syllable,) = syllables(text)
    every = Alternatives(folded=frozenset(folded))
    assert as_typed(syllable) == any_accents(syllable) == without_accents(syllable) == every


def test_merged_alternatives_match_what_any_of_them_matches() -> None:
    one = Alternatives(exact=frozenset({"bán"}), folded=frozenset({"an"}))
    other = Alternatives(exact=frozenset({"bạn"}), folded=frozenset({"an", "xa"}))
    assert merged([one]) == one
    assert merged([one, other]) == Alternatives(frozenset({"bán", "bạn"}), frozenset({"an", "xa"}))


@pytest.mark.parametrize(("term", "folded", "accented"), [("đồng", "dong", True), ("km2", "km2", False)])
def test_a_term_of_a_form_is_a_syllable(term: str, folded: str, accented: bool) -> None:
    assert syllable_of(term) == QuerySyllable(term, folded, 0, len(term))
    assert syllable_of(term).accented is accented


def test_twins_are_in_a_fixed_order() -> None:
    assert i_y_twins("kỹ") == ("kĩ",)
    assert i_y_twins("công") == ()


def test_fields_that_are_searched() -> None:
    """Bare words are searched in the furniture, too, but scored with all layers only in title and body."""
    assert searched_fields(None) == ("title", "body", "furniture")
    assert text_fields(None) == ("title", "body")
    for field in ("source", "title"):
        assert searched_fields(field) == text_fields(field) == (field,)


def test_terms_of_a_text_field_stand_in_its_layers() -> None:
    """Exact texts in the exact layer, folded ones in the folded layer; both in ascending order."""
    alternatives = Alternatives(exact=frozenset({"mỳ", "mì"}), folded=frozenset({"xa", "an"}))
    assert terms_by_field(alternatives, ("title", "body")) == [
        (Term("title", "mì"), Term("title", "mỳ"), Term("title_folded", "an"), Term("title_folded", "xa")),
        (Term("body", "mì"), Term("body", "mỳ"), Term("body_folded", "an"), Term("body_folded", "xa")),
    ]


@pytest.mark.parametrize("field", ["source", "category", "author"])
def test_terms_of_a_keyword_field_are_folded(field: str) -> None:
    """Spellings that fold to the same text are one term."""
    alternatives = Alternatives(exact=frozenset({"mì", "mí", "an"}), folded=frozenset({"an"}))
    assert terms_by_field(alternatives, (field,)) == [(Term(field, "an"), Term(field, "mi"))]


PREFIXES = [
    # the text of a prefix, its complete syllables, and the beginning of the last one
    ("an", [], "an"),
    ("NĐ-C", ["nđ"], "c"),
    ("03/2019/NĐ-C", ["03", "2019", "nđ"], "c"),
    ("D’Arta", ["d"], "arta"),
    ("mưa–nắ", ["mưa"], "nắ"),
    ("công an th", ["công", "an"], "th"),
    (unicodedata.normalize("NFD", "hoà-bì"), ["hòa"], "bì"),
    ("an\u200b", [], "an"),  # an invisible character is no sign
    ("an\u00ad\u2060", [], "an"),
    ("NĐ-", ["nđ"], None),
    ("50%", ["50"], None),
    ("R&", ["r"], None),
]


@pytest.mark.parametrize(("text", "complete", "beginning"), PREFIXES)
def test_the_syllables_of_a_prefix(text: str, complete: list[str], beginning: str | None) -> None:
    """Only the last syllable is a beginning, and only if no sign ends it."""
    found = prefix_syllables(text)
    assert [syllable.exact for syllable in found.complete] == complete
    assert (found.beginning and found.beginning.exact) == beginning


OTHER_PREFIXES = [
    ("Covid-1", ("covid1",)),
    ("covid1", ("covid 1",)),
    ("a1-b2", ("a1b2", "a 1 b 2")),
    ("covid 1", ()),
    ("1.5", ()),
    ("NĐ-", ()),
    ("a1" * (MAX_PREFIX_PARTS // 2), (" ".join("a1" * (MAX_PREFIX_PARTS // 2)),)),
    ("a1" * (MAX_PREFIX_PARTS // 2) + "a", ()),
    ("a-" * MAX_PREFIX_PARTS + "a", ()),
]


@pytest.mark.parametrize(("text", "expected"), OTHER_PREFIXES)
def test_the_other_forms_of_a_prefix(text: str, expected: tuple[str, ...]) -> None:
    """Its parts joined, and letters and digits apart, if it has few parts."""
    assert other_prefixes(text) == expected


BEGINNINGS = [
    ("thuy", True, {"exact": set(), "folded": {"thuy"}}),
    ("THUY", True, {"exact": set(), "folded": {"thuy"}}),
    ("thủ", True, {"exact": {"thủ"}, "folded": set()}),
    ("thủ", False, {"exact": set(), "folded": {"thu"}}),
    ("Hoà", True, {"exact": {"hoà", "hòa"}, "folded": set()}),
    ("hòa", True, {"exact": {"hoà", "hòa"}, "folded": set()}),
    ("hòa", False, {"exact": set(), "folded": {"hoa"}}),
    ("hoàn", True, {"exact": {"hoàn"}, "folded": set()}),
    ("quý", True, {"exact": {"quý"}, "folded": set()}),
    ("đ", True, {"exact": {"đ"}, "folded": set()}),
    (unicodedata.normalize("NFD", "thủ"), True, {"exact": {"thủ"}, "folded": set()}),
]


@pytest.mark.parametrize(("text", "strict", "expected"), BEGINNINGS)
def test_the_beginnings_of_a_term(text: str, strict: bool, expected: dict[str, set[str]]) -> None:
    """Typed accents are meant if strict, with the tone in either of its places."""
    alternatives = Alternatives(frozenset(expected["exact"]), frozenset(expected["folded"]))
    beginning = prefix_syllables(text).beginning
    assert beginning is not None
    assert prefix_alternatives(beginning, strict=strict) == alternatives


def test_a_syllable_is_a_value() -> None:
    """Equal tokens at equal places are equal."""
    assert syllables("công")[0] == QuerySyllable("công", "cong", 0, 4)
