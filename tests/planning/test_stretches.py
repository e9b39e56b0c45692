"""Which syllables of a query stand side by side."""

from __future__ import annotations

import pytest

from searchidx.errors import QuerySyntaxError
from searchidx.planning.stretches import MAX_SYLLABLES, analyze_query, distinct_syllables
from searchidx.query.parse import parse

STRETCHES = [
    ("", []),
    ("công an", ["công an"]),
    ('“công an” "hà nội"', ["công an hà nội"]),
    ("công an «hà nội» „quốc hội“", ["công an hà nội quốc hội"]),
    # a sign that is written to a word belongs to its leaf
    ("công an, hà nội", ["công an hà nội"]),
    ("công an. Hà nội!", ["công an hà nội"]),
    ("công an; hà nội: xã", ["công an hà nội xã"]),
    ("công an… hà nội", ["công an hà nội"]),
    ("công an ,hà nội", ["công an hà nội"]),
    ("công an/hà nội", ["công an hà nội"]),
    ("công 'an' hà nội", ["công an hà nội"]),
    (", ".join(["công"] * 41), [" ".join(["công"] * 41)]),
    # a sign by itself is in no leaf
    ("công an – hà nội", ["công an", "hà nội"]),
    ("công an - hà nội", ["công an", "hà nội"]),
    ("công an , hà nội", ["công an", "hà nội"]),
    ("công an ... hà nội", ["công an", "hà nội"]),
    ("công an & hà nội", ["công an", "hà nội"]),
    ("công AND an", ["công", "an"]),
    ("công (an xã)", ["công", "an xã"]),
    ("công an +xã", ["công an", "xã"]),
    ("công -an xã", ["công", "xã"]),
    ("NOT công", []),
    ("công an* xã", ["công", "xã"]),  # a beginning is no syllable
    ("công an-ni* xã", ["công an", "xã"]),
    ("công an-* xã", ["công an", "xã"]),
    ("công ?! an", ["công", "an"]),
    ("NĐ-CP mới", ["nđ cp mới"]),
    ("source:vtv công", ["công"]),
    ("date:2020 công", ["công"]),
    ("công\tan\nxã\xa0hội", ["công an xã hội"]),
    ('công \n"an"\xa0xã', ["công an xã"]),
]


@pytest.mark.parametrize(("query", "expected"), STRETCHES)
def test_a_stretch_ends_where_more_than_blanks_and_quotes_are_between_leaves(
    query: str, expected: list[str]
) -> None:
    stretches = analyze_query(parse(query)).stretches
    assert [" ".join(syllable.exact for syllable in stretch.syllables) for stretch in stretches] == expected


def test_a_stretch_has_one_field() -> None:
    """A field of its own begins a new stretch; without a field, both text fields are searched."""
    analyzed = analyze_query(parse("title:công an body:xã"))
    assert [(stretch.syllables[0].exact, stretch.fields) for stretch in analyzed.stretches] == [
        ("công", ("title",)),
        ("an", ("title", "body")),
        ("xã", ("body",)),
    ]


def test_neighbours_in_one_field_are_one_stretch() -> None:
    """A field before a group counts for all of it."""
    (stretch,) = analyze_query(parse("title:(công an)")).stretches
    assert (len(stretch.syllables), stretch.fields) == (2, ("title",))


def test_leaves_are_in_the_order_of_the_query() -> None:
    """Required words too; leaves of other fields and unwanted ones are left out."""
    analyzed = analyze_query(parse('+b a source:vtv -c "d" e* title:f ?'))
    assert [leaf.text for leaf in analyzed.leaves] == ["b", "a", "d", "e", "f"]
    assert analyzed.typed.text.startswith("+b")


def test_syllables_count_once_in_any_accents() -> None:
    assert distinct_syllables(analyze_query(parse("Công công title:cong an")).stretches) == {"cong", "an"}


@pytest.mark.parametrize(
    ("before", "unit", "count", "close"),
    [
        ("", "½", 2_000, ""),
        ("", "①", 4_000, ""),
        ("", "中", 4_000, ""),
        ("", "a.", 4_000, ""),
        ('"', "6/2/", 2_000, '"'),
        ("title:", "½", 2_000, ""),
        ("source:", "½", 2_000, ""),
        ("-", "1-", 4_000, ""),
        ("a -title:(b ", "½", 1_999, ")"),
        ("a OR source:b ", "½", 1_999, ""),
    ],
)
def test_a_query_of_too_many_syllables_is_refused(before: str, unit: str, count: int, close: str) -> None:
    """The syllables of all fields and below all signs are counted, and the first one too many is shown."""
    analyze_query(parse(before + unit * count + close))
    with pytest.raises(QuerySyntaxError, match="more than 4,000 syllables; shorten it") as caught:
        analyze_query(parse(before + unit * (count + 1) + close))
    assert caught.value.position == len(before + unit * count)
    assert MAX_SYLLABLES == 4_000
