"""Which syllables of a query may be replaced, and the query with other ones in their place."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest.query_parts import Replacement, query_parts, replace_parts, with_term
from tests.support.suggestions import parts_of


def replaceable(text: str) -> list[str]:
    return [
        part.typed for parts in query_parts(analyze_query(parse(text))) for part in parts if not part.fixed
    ]


REPLACEABLE = [
    ("quốc phòng", ["quốc", "phòng"]),
    ("Quốc Phòng", ["Quốc", "Phòng"]),
    ("QUỐC PHÒNG", ["QUỐC", "PHÒNG"]),
    # Capitals among small letters are abbreviations and names; one letter is none.
    ("UBND tỉnh", ["tỉnh"]),
    ("TW tỉnh", ["tỉnh"]),
    ("iPhone cũ", ["cũ"]),
    ("Á hậu", ["Á", "hậu"]),
    # Quotes, brackets and operators may stand beside a word, and stops before a blank.
    ('"quốc phòng" (an "toàn")', ["quốc", "phòng", "an", "toàn"]),
    ("“quốc” «phòng»", ["quốc", "phòng"]),
    ("+quốc title:phòng", ["quốc", "phòng"]),
    ("quốc, phòng; an. Toàn!", ["quốc", "phòng", "an", "Toàn"]),
    ("quốc… phòng?", ["quốc", "phòng"]),
    ("quốc: phòng", ["quốc", "phòng"]),
    # Parts of codes, addresses and names with a hyphen are fixed.
    ("03/2019/NĐ-CP quốc", ["quốc"]),
    ("tp.hcm phòng", ["phòng"]),
    ("nga-mỹ quốc", ["quốc"]),
    ("quốc,phòng", ["quốc"]),
    ("a@baochi.vn quốc", ["quốc"]),
    ("u23 2019 quốc", ["quốc"]),
    ("-- quốc", ["quốc"]),
    ("a-, quốc", ["quốc"]),
    ("/ quốc /phòng", ["quốc"]),
]


@pytest.mark.parametrize(("text", "expected"), REPLACEABLE)
def test_words_that_stand_by_themselves_may_be_replaced(text: str, expected: list[str]) -> None:
    """Codes, abbreviations and names are fixed."""
    assert replaceable(text) == expected
    decomposed = unicodedata.normalize("NFD", text)
    assert replaceable(decomposed) == expected


def test_a_part_tells_where_it_was_typed() -> None:
    """Its place is that in the query, its text composed, its term lower-cased."""
    text = unicodedata.normalize("NFD", "bộ Phòng")
    _, part = parts_of(text)
    assert text[part.start : part.end] == unicodedata.normalize("NFD", "Phòng")
    assert (part.typed, part.term, part.fixed) == ("Phòng", "phòng", False)


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("quoc phong", {0: "quốc", 1: "phòng"}, "quốc phòng"),
        ("quoc phong", {1: "phòng"}, "quoc phòng"),
        ("Quoc PHONG q P", {0: "quốc", 1: "phòng", 2: "qua", 3: "phi"}, "Quốc PHÒNG qua Phi"),
        ('+"congan  (tinh)"', {0: "công an", 1: "tỉnh"}, '+"công an  (tỉnh)"'),
        ("AN toan", {0: "ân"}, "ÂN toan"),
        ("quoc phong", {}, "quoc phong"),
    ],
)
def test_parts_are_replaced_in_their_own_case(text: str, terms: dict[int, str], expected: str) -> None:
    """All else stays as typed, whatever the order of the replacements and the length of the terms."""
    parts = [part for stretch in query_parts(analyze_query(parse(text))) for part in stretch]
    replacements = [Replacement(parts[index], term) for index, term in terms.items()]
    assert replace_parts(text, replacements) == expected
    assert replace_parts(text, replacements[::-1]) == expected


def test_another_term_leaves_the_other_parts_alone() -> None:
    """What was typed stays known, for the case of the next replacement."""
    parts = parts_of("bo quoc phong")
    changed = with_term(parts, 1, "quốc")
    assert [part.term for part in changed] == ["bo", "quốc", "phong"]
    assert [part.term for part in parts] == ["bo", "quoc", "phong"]
    assert [part.typed for part in changed] == ["bo", "quoc", "phong"]
