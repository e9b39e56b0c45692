"""Abbreviations in a query: which are found, and the trees in which they are replaced."""

from __future__ import annotations

import pytest

from searchidx.planning.stretches import analyze_query
from searchidx.planning.synonyms import MAX_SYNONYMS, Synonym, find_synonyms, query_variants
from searchidx.query.parse import parse
from searchidx.query.tree import Group, Phrase, Word
from tests.support.statistics import WrittenStatistics
from tests.support.trees import spell

DEFINITIONS = {
    "htx=hợp tác xã": 5,
    "hợp tác xã=htx": 5,
    "hop tac xa=htx": 5,
    "ubnd=ủy ban nhân dân": 9,
    "ủy ban nhân dân=ubnd": 9,
    "atgt=an toàn giao thông": 4,
    "ttatxh=trật tự an toàn xã hội": 3,
    "pccc=phòng cháy chữa cháy": 2,
    "xmy=xe máy": 2,
}
INDEX = WrittenStatistics({"abbreviations": DEFINITIONS}, documents=100)


def synonyms(query: str) -> tuple[Synonym, ...]:
    return find_synonyms(analyze_query(parse(query)).stretches, INDEX)


def variants(query: str) -> list[str]:
    parsed = parse(query)
    assert parsed.root is not None
    return [spell(root) for root in query_variants(parsed.root, synonyms(query))]


def test_a_synonym_knows_its_place_and_both_forms() -> None:
    """Its offsets are those of the query, its fields those of the stretch."""
    assert synonyms("hội title:(Hợp tác xã) vui") == (
        Synonym(11, 21, ("hợp", "tác", "xã"), ("htx",), ("title",)),
    )
    assert synonyms("vui HTX") == (Synonym(4, 7, ("htx",), ("hợp", "tác", "xã"), ("title", "body")),)
    assert synonyms("hợp – tác xã") == ()  # across the end of a stretch


def test_a_query_has_four_synonyms_at_most() -> None:
    """The first ones count."""
    found = synonyms("htx ubnd atgt ttatxh pccc")
    assert MAX_SYNONYMS == 4
    assert [synonym.typed for synonym in found] == [("htx",), ("ubnd",), ("atgt",), ("ttatxh",)]


VARIANTS = [
    ("vui", ["vui"]),
    ("htx", ["htx", '"hợp tác xã"']),
    ("xmy", ["xmy", '"xe máy"']),
    ("HTX.", ["HTX.", '"hợp tác xã"']),
    ('"HTX"', ['"HTX"', '"hợp tác xã"']),
    ('"Hợp tác xã"', ['"Hợp tác xã"', "htx"]),
    ("title:htx", ["title:htx", 'title:"hợp tác xã"']),
    ("vui hop tac xa lớn", ["{vui hop tac xa lớn}", "{vui htx lớn}"]),
    ('vui "hợp" tác xã', ['{vui "hợp" tác xã}', "{vui htx}"]),
    # one by one, then all together
    (
        "htx ubnd",
        ["{htx ubnd}", '{"hợp tác xã" ubnd}', '{htx "ủy ban nhân dân"}', '{"hợp tác xã" "ủy ban nhân dân"}'],
    ),
    ("htx OR vui", ["<htx | vui>", '<"hợp tác xã" | vui>']),
    ("htx AND vui", ["[htx & vui]", '["hợp tác xã" & vui]']),
    ("(htx OR a) b", ["{<htx | a> b}", '{<"hợp tác xã" | a> b}']),
    # a leaf that says more, or the part of a word, stays; so does what is required
    ('"một htx"', ['"một htx"']),
    ("một-htx", ["một-htx"]),
    ("+htx vui", ["{vui ^htx}"]),
    ("hợp tác-xã-lớn", ["{hợp tác-xã-lớn}"]),
    # but two words of which one is part of the typed form are replaced together
    ("hợp-tác xã", ["{hợp-tác xã}", "htx"]),
]


@pytest.mark.parametrize(("query", "expected"), VARIANTS)
def test_the_trees_of_a_query(query: str, expected: list[str]) -> None:
    """As typed, with each synonym by itself, and with all of them; equal trees once."""
    assert [tree.replace("{htx}", "htx") for tree in variants(query)] == expected


def test_the_other_form_stands_where_the_typed_one_began() -> None:
    """A long form is a phrase and a short one a word, in the field that was named."""
    root = parse("vui title:(hợp tác xã)").root
    assert root is not None
    (_, replaced) = query_variants(root, synonyms("vui title:(hợp tác xã)"))
    assert replaced == Group((Word("vui", 0, 3), Word("htx", 11, 14, "title")))
    root = parse("x htx").root
    assert root is not None
    (_, replaced) = query_variants(root, synonyms("x htx"))
    assert replaced == Group((Word("x", 0, 1), Phrase("hợp tác xã", 2, 5)))
