"""When the last word of a query is read as the beginning of a word, and what it may then be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx import Document, Index
from searchidx.errors import QuerySyntaxError
from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.planning.half_typed import (
    MAX_COMPLETIONS,
    MIN_PAIR_DOCUMENTS,
    Beginning,
    find_beginning,
    replace_leaf,
)
from searchidx.planning.stretches import AnalyzedQuery, analyze_query
from searchidx.query.parse import parse
from searchidx.query.tree import Group, Prefix, Word
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from pathlib import Path

BODY = {
    "donald": 9,
    "trump": 9,
    "tru": 2,
    "giá": 40,
    "vàng": 30,
    "vào": 50,
    "ván": 5,
    "vàn": 1,
    "nguyễn": 20,
    "trãi": 4,
    "trường": 9,
    "công": 20,
    "an": 20,
    "anh": 9,
    "2025": 9,
}
FOLDED = {
    "donald": 9,
    "trump": 9,
    "tru": 2,
    "gia": 40,
    "vang": 30,
    "vao": 50,
    "van": 6,
    "nguyen": 20,
    "trai": 4,
    "truong": 9,
    "cong": 20,
    "an": 20,
    "anh": 9,
    "2025": 9,
}
PAIRS = {
    "donald trump": 9,
    "giá vàng": 20,
    "công an": 15,
    "công anh": 2,
    "nguyễn trãi": 4,
    "nguyễn trường": 2,
}
INDEX = WrittenStatistics({"body": BODY, "body_folded": FOLDED, "body_pairs": PAIRS}, documents=100)


def read(query: str, index: WrittenStatistics = INDEX, *, typing: bool = False) -> Beginning | None:
    analyzed = analyze_query(parse(query))
    missing = missing_accents_share(syllable for each in analyzed.stretches for syllable in each.syllables)
    spellings = [weigh_spellings(each.syllables, index, missing) for each in analyzed.stretches]
    return find_beginning(analyzed, spellings, index, typing=typing)


BEGINNINGS = [
    # no article has the word, or none has it next to the word before
    ("donald trum", {"trump"}),
    ("donald tru", {"trump", "tru"}),
    ("Donald TRU", {"trump"}),
    ("giá vàn", {"vàng"}),
    ("gia van", {"vàng"}),
    ("gia va", {"vàng"}),
    ("nguyễn tr", {"trãi", "trường"}),
    ("nguyen tr", {"trãi", "trường"}),
    # alone, a word that no article has
    ("trum", {"trump"}),
    ("truo", {"trường"}),
    # after other words, however they are asked for
    ('"giá" trum', {"trump"}),
    ("+giá trum", {"trump"}),
    ("giá, trum", {"trump"}),
    ("donald trum  ", {"trump"}),
]


@pytest.mark.parametrize(("query", "completions"), BEGINNINGS)
def test_a_half_typed_word_is_a_beginning(query: str, completions: set[str]) -> None:
    found = read(query)
    assert found is not None
    assert found.leaf.text == query.split()[-1]
    assert completions <= set(found.completions)


WHOLE_WORDS = [
    # known next to the word before, or alone
    "donald trump",
    "giá vàng",
    "gia vang",
    "công an",
    "tru",
    "an",
    # no article has anything that begins so
    "donald xyz",
    "xyz",
    # too few articles have a longer word there: nguyễn trường
    "nguyễn trườn",
    # one letter, numbers
    "donald t",
    "trump 2",
    "trump 202",
    # a sign, a quote, an operator, a field, a bracket or punctuation at the end
    '"donald tru"',
    "donald +tru",
    "donald -tru",
    "donald NOT tru",
    "donald OR tru",
    "donald AND tru",
    "title:tru",
    "donald title:tru",
    "donald (tru)",
    "(donald tru)",
    "donald tru*",
    "donald tru,",
    "donald tru.",
    "donald tru?",
    "donald tru -giá",
    "tru date:2020",
    "source:tru",
    "?",
    "",
]


@pytest.mark.parametrize("query", WHOLE_WORDS)
def test_a_whole_word_is_no_beginning(query: str) -> None:
    """Nor is what the writer has finished by a sign."""
    body, folded = BODY | {"trườn": 1}, FOLDED | {"truon": 1}
    index = WrittenStatistics(dict(INDEX.terms) | {"body": body, "body_folded": folded}, documents=100)
    assert read(query, index) is None


@pytest.mark.parametrize(("documents", "is_beginning"), [(0, False), (2, False), (3, True), (30, True)])
def test_a_known_word_is_a_beginning_only_by_enough_evidence(documents: int, is_beginning: bool) -> None:
    """Some article has `tru`, but none `donald tru`. Three articles or more must have a longer word there."""
    index = WrittenStatistics(dict(INDEX.terms) | {"body_pairs": {"donald trump": documents}}, documents=100)
    assert MIN_PAIR_DOCUMENTS == 3
    assert (read("donald tru", index) is not None) is is_beginning
    assert read("donald trum", index) is not None  # no article has the word: one longer word is enough


def test_pairs_in_titles_are_evidence_too() -> None:
    index = WrittenStatistics(
        dict(INDEX.terms) | {"body_pairs": {"donald trump": 1}, "title_pairs": {"donald trump": 2}},
        documents=100,
    )
    assert read("donald tru", index) is not None


TYPING = [
    ("công an", {"an", "anh"}),
    ("giá v", {"vàng", "vào"}),
    ("t", {"trump", "trãi"}),
    ("trump 202", {"2025"}),
    ("trump 2", {"2025"}),
    ("donald xyz", set()),
]


@pytest.mark.parametrize(("query", "completions"), TYPING)
def test_while_typing_the_last_word_is_a_beginning(query: str, completions: set[str]) -> None:
    """Whatever the index has; a blank behind it ends the word."""
    found = read(query, typing=True)
    assert found is not None
    assert completions <= set(found.completions)
    assert read(f"{query} ", typing=True) is None
    assert read(f"{query}\t", typing=True) is None


@pytest.mark.parametrize("query", WHOLE_WORDS)
def test_typing_changes_nothing_behind_a_sign(query: str) -> None:
    """A phrase, a field or an operator at the end is asked for as it is."""
    found = read(query, typing=True)
    ends_with_bare_word = query in WHOLE_WORDS[: WHOLE_WORDS.index('"donald tru"')]
    assert (found is not None) is ends_with_bare_word


def test_the_most_frequent_words_complete_a_beginning() -> None:
    terms = {f"xa{number}": 100 - number for number in range(30)}
    index = WrittenStatistics({"body": terms, "body_folded": terms}, documents=100)
    found = read("xa", index)
    assert found is not None
    assert MAX_COMPLETIONS == 12
    assert set(found.completions) == {f"xa{number}" for number in range(12)}


def replaced(query: str) -> tuple[AnalyzedQuery, object]:
    analyzed = analyze_query(parse(query))
    root = analyzed.typed.root
    found = read(query, typing=True)
    assert root is not None
    assert found is not None
    return replace_leaf(analyzed, root, found)


def test_the_beginning_is_a_prefix_in_the_tree() -> None:
    """In the query, its leaves and its root; the stretches stay, for the words before to be weighed by."""
    query, root = replaced("công an +giá tr")
    prefix = Prefix("tr", 13, 15, half_typed=True)
    assert root == Group((Word("công", 0, 4), Word("an", 5, 7), prefix), (Word("giá", 9, 12),))
    assert query.typed.root == root
    assert query.leaves[-1] == prefix
    assert [len(stretch.syllables) for stretch in query.stretches] == [2, 2]
    assert replaced("tr")[1] == Prefix("tr", 0, 2, half_typed=True)
    assert replaced("tr tr")[1] == Group((Word("tr", 0, 2), Prefix("tr", 3, 5, half_typed=True)))


@given(st.text(alphabet='aăd1 "+-*:(),.', max_size=12), st.booleans())
def test_any_query_may_be_read(text: str, typing: bool) -> None:
    """Never an error, and a beginning ends the text."""
    try:
        found = read(text, typing=typing)
    except QuerySyntaxError:
        return
    if found is not None:
        assert text.rstrip().endswith(found.leaf.text)


# --- end to end --------------------------------------------------------------------------------------------

ARTICLES = [
    Document("0", "Donald Trump thắng cử", "Ông Donald Trump phát biểu."),
    Document("1", "Giá vàng tăng", "Giá vàng hôm nay tăng mạnh."),
    Document("2", "Nguyễn Trãi", "Phố Nguyễn Trãi kẹt xe."),
    Document("3", "Trung thu", "Đêm trung thu ở phố."),
    Document("4", "Gia vang hom nay", "Gia vang hom nay tang, ban doc luu y."),
]

FOUND = [
    ("donald tru", ["0"]),
    ("donald trum", ["0"]),
    ("giá vàn", ["1", "4"]),
    ("gia van", ["1", "4"]),
    ("nguyễn tr", ["2"]),
    ("nguyễn trã", ["2"]),
    ("phố tr", ["2", "3"]),
]


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_half_typed_queries_find_what_they_begin(tmp_path: Path, query: str, expected: list[str]) -> None:
    with Index.create(tmp_path / "index") as index:
        index.update(ARTICLES)
        hits = index.search(query, typing=True).hits
        assert sorted(hit.document.id for hit in hits if hit.complete) == expected
        assert hits[0].snippet.marks or hits[0].title_marks


SPELLINGS = [
    ("dịch covid 19", ["0", "1"]),
    ("dịch covid19", ["0", "1"]),
    ("dịch covi", ["0", "1"]),
    ("covid19", ["0", "1"]),
    ("28/4", ["2", "3"]),
    ("ngày 28/4", ["2", "3"]),
    ("giá 25.000đ", ["4", "5"]),
    ("tp hcm", ["6", "7"]),
]


@pytest.mark.parametrize(("query", "expected"), SPELLINGS)
def test_a_half_typed_word_has_its_other_spellings(tmp_path: Path, query: str, expected: list[str]) -> None:
    """What is a whole word by chance finds what the whole word finds."""
    texts = [
        "dịch covid19",
        "dịch covid-19",
        "ngày 28 tháng 4",
        "ngày 28/4",
        "giá 25.000đ",
        "giá 25.000 đồng",
    ]
    with Index.create(tmp_path / "index") as index:
        index.update(
            [
                Document(str(at), "Tin", f"Có {text} ở đây, như đã nói.")
                for at, text in enumerate([*texts, "ở TPHCM", "ở TP.HCM"])
            ]
        )
        for typing in (False, True):
            hits = index.search(query, typing=typing).hits
            assert sorted(hit.document.id for hit in hits if hit.complete) == expected


def test_a_partial_match_may_lack_a_half_typed_word(tmp_path: Path) -> None:
    """`xem` begins with `xe`, but not in these articles; `giá` is found all the same, and first of all."""
    with Index.create(tmp_path / "index") as index:
        index.update([*ARTICLES, Document("5", "Xem phim", "Xem phim ở rạp.")])
        results = index.search("giá trãi xe")
        assert [hit.document.id for hit in results.hits if hit.complete] == []
        assert {hit.document.id for hit in results.hits} == {"1", "2", "4"}
