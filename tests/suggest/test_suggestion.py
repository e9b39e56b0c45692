"""Suggestions: what is offered for a mistyped query, and that good queries are left alone."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold, normalize
from searchidx.errors import QuerySyntaxError
from searchidx.model import Document, Hit, Snippet
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import MAX_QUERY_LENGTH, parse
from searchidx.suggest import correct, passages, prepare_correction, suggest
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    "donald trump": 30,
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


def suggested(query: str, texts: Sequence[str] = ()) -> tuple[str, str] | None:
    found = suggest(prepare_correction(analyze_query(parse(query)), CORPUS), lambda: texts)
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
    ('"quốc phnòg th*" tỉnh', '"quốc phòng th*" tỉnh', "spelling"),
    ('"quoc phong th*"', '"quốc phòng th*"', "accents"),
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
    '"quốc phnòg*"',
    "quốc-phnòg-t*",
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


SUGGESTED_AND_CORRECTED = [
    # query, its suggestion, its correction
    ("quốc phnòg", ("quốc phòng", "spelling"), ("quốc phòng", "spelling")),
    ("coong an", ("công an", "keyboard"), ("công an", "keyboard")),
    ("quoc phongf", ("quốc phòng", "keyboard"), ("quốc phòng", "keyboard")),
    # two wrong parts side by side, and an unaccented word without its blank
    ("donal trum", None, ("donald trump", "spelling")),
    ("quocphong", None, ("quốc phòng", "spelling")),
    # a listed word, which another first letter would change
    ("xông an", ("công an", "spelling"), None),
    # missing accents alone: any accents match already
    ("an toan", ("an toàn", "accents"), None),
    ("công an", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("typed", "suggestion", "correction"), SUGGESTED_AND_CORRECTED)
def test_more_kinds_of_misspellings_are_corrected_than_suggested(
    typed: str, suggestion: tuple[str, str] | None, correction: tuple[str, str] | None
) -> None:
    """A query that few documents match is looked into more thoroughly, and without passages."""
    assert (suggested(typed), corrected(typed)) == (suggestion, correction)


def corrected(query: str) -> tuple[str, str] | None:
    found = correct(prepare_correction(analyze_query(parse(query)), CORPUS))
    return None if found is None else (found.suggestion.text, found.suggestion.kind)


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


@pytest.mark.parametrize(("syllables", "is_corrected"), [(40, True), (41, False)])
def test_a_pasted_text_gets_no_suggestion(syllables: int, is_corrected: bool) -> None:
    """A query of more than forty syllables is not looked into."""
    text = " ".join(["quốc phnòg", *["quốc"] * (syllables - 2)])
    assert (suggested(text) is not None) is is_corrected


def test_syllables_of_all_stretches_count_for_a_pasted_text() -> None:
    """Operators between them make it no shorter."""
    assert suggested(" OR ".join(["quốc phnòg"] * 20)) is not None
    assert suggested(" OR ".join(["quốc phnòg"] * 20 + ["an"])) is None


def test_a_keyboard_slip_is_put_right_before_a_misspelling() -> None:
    """The kind is that of the first slip; the other one is left for the next query."""
    assert suggested("coong an quốc phnòg") == ("công an quốc phnòg", "keyboard")


def test_a_corrected_query_gets_the_accents_that_it_lacks() -> None:
    """Bare syllables beside a correction are read with it."""
    assert suggested("quoc phnog") == ("quốc phòng", "spelling")
    assert suggested("duong sat vieejt nam") == ("đường sắt việt nam", "keyboard")


def test_a_query_that_a_missing_blank_makes_too_long_is_still_suggested() -> None:
    """Its accents cannot be restored, as no longer query can be read; the correction can be shown."""
    fitting = "côngan tỉnh"
    text = fitting + " " * (MAX_QUERY_LENGTH - len(fitting))
    assert suggested(text) == (text.replace("côngan", "công an"), "spelling")


def test_passages_are_the_titles_and_snippets_of_hits() -> None:
    """In the order of the hits."""
    hits = [
        Hit(rank, 1.0, Document(str(rank), f"Tựa {rank}", "Thân bài"), (), Snippet(f"Đoạn {rank}"))
        for rank in (1, 2)
    ]
    assert passages(hits) == ("Tựa 1", "Đoạn 1", "Tựa 2", "Đoạn 2")
    assert passages([]) == ()


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
    found = suggest(prepare_correction(analyze_query(query), CORPUS))
    if found is None:
        return
    parse(found.text)
    assert normalize(found.text).lower() != normalize(text).lower()
    kept = [character for character in text if character in '()"+-*:']
    assert [character for character in found.text if character in '()"+-*:'] == kept
    assert found == suggest(prepare_correction(analyze_query(query), CORPUS))
    if found.kind == "accents":
        assert fold(found.text) == fold(text)
