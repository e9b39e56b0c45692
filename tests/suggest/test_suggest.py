"""Suggestions: what is offered for a mistyped query, and that good queries are left alone."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold, normalize, syllables
from evaluation.suggestions import cases, outcomes, precision, recall
from searchidx import read
from searchidx.errors import QuerySyntaxError
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest import suggest
from searchidx.suggest.slips import distance, edits, intended, similar
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


WORDS = {  # how many documents have each word of two syllables
    "quốc_phòng": 300,
    "công_an": 500,
    "đường_sắt": 80,
    "cao_tốc": 90,
    "bệnh_viện": 200,
    "việt_nam": 900,
    "bảo_hiểm": 150,
    "an_toàn": 240,
    "giao_thông": 230,
    "giới_tính": 60,
    "kỹ_thuật": 90,
    "quốc_tế": 200,
}
PAIRS = {
    "bộ quốc": 200,
    "sắt cao": 60,
    "an tỉnh": 120,
    "toàn giao": 90,
    "cristiano ronaldo": 9,
    "tỉnh đội": 40,
    "tinh đội": 4,
}
ALONE = {"phóng": 60, "ăn": 400, "của": 800, "tính": 300, "tinh": 10, "bao": 90, "tình": 300, "toan": 1}


def corpus() -> WrittenStatistics:
    """A thousand articles with the words, pairs and syllables above; pairs count for their syllables too."""
    pairs = PAIRS | {word.replace("_", " "): count for word, count in WORDS.items()}
    exact = dict(ALONE)
    for pair, count in pairs.items():
        for syllable in pair.split():
            exact[syllable] = exact.get(syllable, 0) + count
    return WrittenStatistics({"body": exact, "body_pairs": pairs, "body_words": WORDS}, documents=1000)


CORPUS = corpus()


def suggested(query: str, passages: Sequence[str] = ()) -> tuple[str, str] | None:
    found = suggest(analyze_query(parse(query)), CORPUS, passages)
    return None if found is None else (found.text, found.kind)


OFFERED = [
    ("Quốc phnòg", "Quốc phòng", "spelling"),
    ("Quốc Phnòg", "Quốc Phòng", "spelling"),
    ("QUỐC PHNÒG", "QUỐC PHÒNG", "spelling"),
    ("quốc phóng", "quốc phòng", "spelling"),
    ("công ann", "công an", "spelling"),
    ("côngan tỉnh", "công an tỉnh", "spelling"),
    ("quoc phnog", "quốc phòng", "spelling"),
    ("cristiano ronlado", "cristiano ronaldo", "spelling"),
    ('"quốc phnòg" -giá', '"quốc phòng" -giá', "spelling"),
    ("title:quốc title:phnòg OR công an", "title:quốc title:phòng OR công an", "spelling"),
    ("(bệnh việnn) 2019", "(bệnh viện) 2019", "spelling"),
    ("duong sat cao toc", "đường sắt cao tốc", "accents"),
    ("DUONG SAT CAO TOC", "ĐƯỜNG SẮT CAO TỐC", "accents"),
    ("Duong sat, cao toc!", "Đường sắt, cao tốc!", "accents"),
    ("bao hiểm", "bảo hiểm", "accents"),
    ("bo quoc phòng", "bộ quốc phòng", "accents"),
    ("cong an tỉnh", "công an tỉnh", "accents"),
    ("bo quoc phongf", "bộ quốc phòng", "keyboard"),
    ("vieejt nam", "việt nam", "keyboard"),
    ("vie65t nam", "việt nam", "keyboard"),
    ("Vieejt Nam", "Việt Nam", "keyboard"),
    ("+coong +an", "+công +an", "keyboard"),
    ("coong an quoocs te", "công an quốc tế", "keyboard"),
]

LEFT_ALONE = [
    "quốc phòng",
    "ha noi",  # nothing is known of either
    "công của",  # in use, and no word of the two is known
    "toán quốc tế",
    "bộ quốc tế",
    "an tinh đội",  # some articles have it so
    "UBND tỉnh",
    "03/2019/NĐ-CP",
    "phnòg*",
    "-phnòg quốc",
    "source:phnòg",
    "iPhone",
    "Barack Obama",
    "the game shop",
    "kĩ thuật",
    "hp it clinic",
    "tinh",
    "date:2020",
    "",
    "...",
]


@pytest.mark.parametrize(("typed", "expected", "kind"), OFFERED)
def test_a_slip_is_corrected_and_all_else_stays(typed: str, expected: str, kind: str) -> None:
    """The words in question change, in their own case; operators, quotes, fields and signs do not."""
    assert suggested(typed) == (expected, kind)


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_a_good_query_is_left_alone(typed: str) -> None:
    """What the corpus supports, or what it knows nothing better for, is not touched."""
    assert suggested(typed) is None


@pytest.mark.parametrize(("typed", "expected", "kind"), OFFERED)
def test_a_suggestion_is_final(typed: str, expected: str, kind: str) -> None:
    """Whoever takes a suggestion is not given another one."""
    assert suggested(expected) is None, (typed, kind)


def test_passages_tell_the_accents_that_frequencies_do_not() -> None:
    """`cong an tinh` is in doubt by the corpus alone; the best documents say which accents stand there."""
    assert suggested("tinh cao") is None
    assert suggested("tinh cao", ["Một tình cao cả", "tình cao", "Mối tình cao đẹp"] * 9) == (
        "tình cao",
        "accents",
    )


def test_what_stands_in_a_passage_as_typed_is_right() -> None:
    """A word that the best documents have just so is no slip, however rare it is."""
    assert suggested("quốc phóng") is not None
    assert suggested("quốc phóng", ["đài quốc phóng sự"]) is None


def test_decomposed_queries_get_the_same_suggestion() -> None:
    """The Unicode form of the query does not matter to what is suggested."""
    for typed, expected, kind in OFFERED:
        found = suggested(unicodedata.normalize("NFD", typed))
        assert found is not None
        assert (normalize(found[0]), found[1]) == (normalize(expected), kind)


def test_a_pasted_text_gets_no_suggestion() -> None:
    """A query of more than forty syllables is not looked into."""
    assert suggested("quốc phnòg " * 21) is None


words = st.sampled_from(
    [
        "quốc",
        "phnòg",
        "cong",
        "an",
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        '"',
        "-",
        "+",
        "title:",
        "*",
        "coong",
        "vie65t",
        "a.b",
        "đ",
    ]
)


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(words, max_size=14).map(" ".join),
        st.lists(words, max_size=14).map("".join),
    )
)
def test_a_suggestion_parses_differs_and_keeps_the_operators(text: str) -> None:
    """For any query that can be read: no exception, another text, and the operators as typed."""
    try:
        query = parse(text)
    except QuerySyntaxError:
        return
    found = suggest(analyze_query(query), CORPUS)
    if found is None:
        return
    parse(found.text)
    assert normalize(found.text).lower() != normalize(text).lower()
    kept = [character for character in text if character in '()"+-*:']
    assert [character for character in found.text if character in '()"+-*:'] == kept
    assert found == suggest(analyze_query(query), CORPUS)
    if found.kind == "accents":
        assert fold(found.text) == fold(text)


@given(st.text("abcdeghilnoprtuâđôơáàảãạ", min_size=1, max_size=8))
def test_edits_are_one_apart_and_intended_syllables_near(word: str) -> None:
    """Every edit is one slip away; every intended syllable is another, near one."""
    assert all(distance(word, edited) <= 1 for edited in edits(word, "abc"))
    for besides in (0, 1):
        for form in intended(word, besides):
            assert form != word
            assert distance(fold(word), fold(form)) <= 1
            assert len(syllables(form)) == 1


@pytest.mark.parametrize(
    ("typed", "other", "near"),
    [
        ("ronlado", "ronaldo", True),
        ("facebok", "facebook", True),
        ("manchestre", "manchester", True),
        ("schwarzenegr", "schwarzenegger", True),
        ("markets", "market", False),
        ("toyota", "toyoda", True),
        ("cambridge", "oxford", False),
        ("honda", "hyundai", False),
    ],
)
def test_foreign_words_are_similar_by_their_edits(typed: str, other: str, near: bool) -> None:
    """One slip, two in a long word; a plural is a word of its own."""
    assert similar(typed, other) is near


def test_the_table_over_the_seeds(seeds: Path) -> None:
    """Over the sample articles, the table's precision and recall do not fall below their floors."""
    asked = cases()
    assert len(asked) >= 200
    found = outcomes(read(seeds), asked)
    assert precision(found) >= 0.98
    assert recall(found) >= 0.70
    assert recall([outcome for outcome in found if outcome.case.kind == "spelling"]) >= 0.74
    assert recall([outcome for outcome in found if outcome.case.kind == "keyboard"]) == 1.0
    assert not [outcome for outcome in found if outcome.suggestion and not outcome.case.expected]
