"""When the last word of a query is read as the beginning of a word, and what it may then be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import fold
from searchidx import Document, Index
from searchidx.errors import QuerySyntaxError
from searchidx.planning.accents.spellings import (
    Spelling,
    Spellings,
    missing_accents_share,
    weigh_spellings,
)
from searchidx.planning.completions import MAX_FREQUENT
from searchidx.planning.half_typed import MIN_PAIR_DOCUMENTS, Beginning, find_beginning, replace_leaf
from searchidx.planning.stretches import AnalyzedQuery, analyze_query
from searchidx.planning.terms import QuerySyllable
from searchidx.query.parse import parse
from searchidx.query.tree import Group, Prefix, Word
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.model import Hit

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
    "500kg": 9,
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
    "500kg": 9,
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
    # one letter, numbers, and words that begin with a digit: some article has `500kg`
    "donald t",
    "trump 2",
    "trump 202",
    "giá 500k",
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


def test_accents_are_final_if_nobody_is_typing() -> None:
    """`vang` may lack accents, because it has none. `vân` has one, and is no `vấn` that lacks another."""
    body, folded = {"giá": 40, "vấn": 9, "vân": 2}, {"gia": 40, "van": 11}
    index = WrittenStatistics(
        {"body": body, "body_folded": folded, "body_pairs": {"giá vấn": 9}}, documents=100
    )
    assert read("giá vân", index) is None
    found = read("giá vân", index, typing=True)
    assert found is not None
    assert set(found.completions) == {"vấn", "vân"}


TWINS = WrittenStatistics(
    {
        "body": {"bác": 20, "sĩ": 9, "sỹ": 9, "sinh": 9, "sâm": 5, "si": 2, "kĩ": 9, "thuật": 9, "thuốc": 9},
        "body_folded": {"bac": 20, "si": 11, "sy": 9, "sinh": 9, "sam": 5, "ki": 9, "thuat": 9, "thuoc": 9},
        "body_pairs": {"bác sỹ": 9, "bác sinh": 5, "kĩ thuật": 9},
    },
    documents=100,
)
"""An index that has `bác sỹ`, but not `bác sĩ`, and `kĩ thuật`, but not `kỹ thuật`."""

WHOLE_BY_A_TWIN = ["bác si", "bac si", "bác sĩ", "bác sy", "bac sy", "kỹ thuật", "ky thuat", "ki thuat"]


@pytest.mark.parametrize("query", WHOLE_BY_A_TWIN)
def test_a_word_whose_twin_is_next_to_the_word_before_is_whole(query: str) -> None:
    """Some article has `bác sỹ`, so `bác si` is not taken for the beginning of `bác sinh`."""
    assert read(query, TWINS) is None


@pytest.mark.parametrize(
    ("query", "completions"),
    [
        ("bác s", {"sỹ", "sĩ", "sinh", "si", "sâm"}),
        ("bac s", {"sỹ", "sĩ", "sinh", "si", "sâm"}),
        ("bác si", {"sỹ", "sĩ", "sinh", "si"}),
        ("bác sy", {"sỹ", "sĩ", "si"}),
        ("bác sin", {"sinh"}),
    ],
)
def test_a_beginning_is_completed_to_both_twins(query: str, completions: set[str]) -> None:
    found = read(query, TWINS, typing=True)
    assert found is not None
    assert set(found.completions) == completions


@pytest.mark.parametrize("query", ["kĩ th", "kỹ th", "ki th", "ky th"])
def test_the_word_before_may_be_its_twin(query: str) -> None:
    """After `kỹ`, too, the words that follow `kĩ` come first."""
    for typing in (False, True):
        found = read(query, TWINS, typing=typing)
        assert found is not None
        assert found.completions[0] == "thuật"


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
    ("donald xyz", {"xyz"}),
]


@pytest.mark.parametrize(("query", "completions"), TYPING)
def test_while_typing_the_last_word_is_a_beginning(query: str, completions: set[str]) -> None:
    """A blank behind it ends the word."""
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
    assert MAX_FREQUENT == 12
    assert set(found.completions) == {f"xa{number}" for number in range(12)}


def replaced(query: str) -> tuple[AnalyzedQuery, object]:
    analyzed = analyze_query(parse(query))
    root = analyzed.typed.root
    found = read(query, typing=True)
    assert root is not None
    assert found is not None
    spellings = Spellings((Spelling("trãi", 0.6), Spelling("tru", 0.4)))
    return replace_leaf(analyzed, root, found.leaf, spellings, INDEX)


@pytest.mark.parametrize(
    ("query", "completions"),
    [
        ("hộ ô", ("ông", "ô")),  # some article has `hộ ô`
        ("ô", ("ông",)),
        ("bà ô", ("ông",)),
        ("hộ o", ("ông",)),  # without its accents, it would match ở and ổ as well
    ],
)
def test_an_accented_word_next_to_the_word_before_is_perhaps_complete(
    query: str, completions: tuple[str, ...]
) -> None:
    """Even if another completion is far more probable."""
    index = WrittenStatistics({"body": {"ô": 9, "ông": 99}, "body_pairs": {"hộ ô": 1, "hộ o": 1}}, 100)
    analyzed = analyze_query(parse(query))
    root = analyzed.typed.root
    leaf = analyzed.leaves[-1]
    assert root is not None
    assert isinstance(leaf, Word)
    replaced_query, _ = replace_leaf(analyzed, root, leaf, Spellings.certain("ông"), index)
    last = replaced_query.leaves[-1]
    assert isinstance(last, Prefix)
    assert last.completions == completions


OTHER_FORMS = [
    # the last word makes a known word with the word before it, and no article has a completion there
    "tik tok",
    "Tik-Tok",
    "xem tik tok",
    "bit coin",
    # the last word can be divided
    "máy ab2",
]


@pytest.mark.parametrize("query", OTHER_FORMS)
def test_a_word_with_another_form_is_whole(query: str) -> None:
    index = WrittenStatistics(OTHER_FORM_TERMS, documents=100)
    assert read(query, index) is None
    without = {
        name: {key: n for key, n in terms.items() if key not in {"tiktok", "bitcoin", "ab 2"}}
        for name, terms in OTHER_FORM_TERMS.items()
    }
    assert read(query, WrittenStatistics(without, documents=100)) is not None


OTHER_FORM_TERMS = {
    "body": {"tik": 1, "tok": 1, "token": 9, "bit": 9, "coin": 2, "coinbase": 9, "ab": 9, "ab25": 9, "2": 9},
    "body_folded": {
        "tik": 1, "tok": 1, "token": 9, "bit": 9, "coin": 2, "coinbase": 9, "ab": 9, "ab25": 9,
        "2": 9, "tiktok": 5, "bitcoin": 5,
    },
    "body_pairs": {"ab 2": 3, "tik token": 4, "tik tokyo": 1, "bit coinbase": 3, "máy ab25": 3},
}  # fmt: skip


@pytest.mark.parametrize(("documents", "is_beginning"), [(4, False), (5, False), (6, True), (60, True)])
def test_a_longer_word_in_more_articles_counts_more(documents: int, is_beginning: bool) -> None:
    """One article may have the word `hano`, but very many have `hà nội`, which `hà nộ` begins."""
    index = WrittenStatistics(OTHER_FORM_TERMS | {"body_pairs": {"tik token": documents}}, documents=100)
    assert (read("tik tok", index) is not None) is is_beginning


def test_a_word_alone_is_whole_if_it_is_divided_more_often() -> None:
    for completed, is_beginning in ((2, False), (9, True)):
        index = WrittenStatistics(
            {"body": {"ab25": completed}, "body_folded": {"ab25": completed}, "body_pairs": {"ab 2": 3}}, 100
        )
        assert (read("ab2", index) is not None) is is_beginning


def test_the_word_in_other_accents_is_no_other_form() -> None:
    """`tiề` is the beginning of `tiền`, although some article has the word `tie`."""
    index = WrittenStatistics(
        {
            "body": {"giữ": 9, "tiền": 9, "tie": 9},
            "body_folded": {"giu": 9, "tien": 9, "tie": 9},
            "body_pairs": {"giữ tiền": 3},
        },
        documents=100,
    )
    assert read("giữ tiề", index) is not None


def test_the_beginning_is_a_prefix_in_the_tree() -> None:
    """In the query, its leaves and its root. The best completion stands for the beginning in the stretch."""
    query, root = replaced("công an +giá tr")
    prefix = Prefix("tr", 13, 15, completions=("trãi", "tru"))
    assert root == Group((Word("công", 0, 4), Word("an", 5, 7), prefix), (Word("giá", 9, 12),))
    assert query.typed.root == root
    assert query.leaves[-1] == prefix
    assert [[syllable.exact for syllable in stretch.syllables] for stretch in query.stretches] == [
        ["công", "an"],
        ["giá", "trãi"],
    ]
    assert query.stretches[-1].syllables[-1] == QuerySyllable("trãi", "trai", 13, 15)
    assert replaced("tr")[1] == prefix._replace(start=0, end=2)
    assert replaced("tr tr")[1] == Group((Word("tr", 0, 2), prefix._replace(start=3, end=5)))


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


@pytest.mark.parametrize("spelling", ["sĩ", "sỹ"])
@pytest.mark.parametrize("query", ["bác s", "bác si", "bac si", "bác sy", "bác sĩ", "bác sỹ", "bác sỹ gi"])
def test_half_typed_queries_find_both_twins(tmp_path: Path, query: str, spelling: str) -> None:
    """In whichever spelling the articles are, and although others have the typed letters as words."""
    with Index.create(tmp_path / "index") as index:
        index.update(
            [
                *[Document(f"twin{at}", f"Tin {at}", f"Có bác {spelling} giỏi ở xã.") for at in range(4)],
                *[Document(f"{at}", f"Mục {at}", "Cháu của bác sinh ở quê, cây si to.") for at in range(3)],
            ]
        )
        results = index.search(query, typing=True)
        found = {hit.document.id for hit in results.hits if hit.complete}
        assert {f"twin{at}" for at in range(4)} <= found
        if not query.endswith("s"):
            assert found <= {hit.document.id for hit in index.search(query).hits if hit.complete}


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


def test_a_beginning_after_a_sign_has_its_other_spellings(tmp_path: Path) -> None:
    """`covid-1` also begins `covid19`, and `covid1` begins `covid-19`. Both are no word of any article."""
    with Index.create(tmp_path / "index") as index:
        index.update([Document(each, "Tin", f"Dịch {each} lan rộng.") for each in ("covid19", "covid-19")])
        for query in ("dịch covid-1", "dịch covid1", "covid-1", "covid1"):
            hits = index.search(query, typing=True).hits
            assert sorted(hit.document.id for hit in hits if hit.complete) == ["covid-19", "covid19"]
            assert all(hit.snippet.marks for hit in hits)


def test_a_partial_match_may_lack_a_half_typed_word(tmp_path: Path) -> None:
    """`xem` begins with `xe`, but not in these articles; `giá` is found all the same, and first of all."""
    with Index.create(tmp_path / "index") as index:
        index.update([*ARTICLES, Document("5", "Xem phim", "Xem phim ở rạp.")])
        results = index.search("giá trãi xe")
        assert [hit.document.id for hit in results.hits if hit.complete] == []
        assert {hit.document.id for hit in results.hits} == {"1", "2", "4"}


# --- what is meant is found, counted and marked ------------------------------------------------------------

LETTERS = ["a", "b", "c", "d", "đ", "e", "h", "n", "t", "v", "x"]
RIMES = ["ai", "ao", "em", "en", "eo", "iu", "oi", "om", "on", "ong", "ua", "uc", "ui", "um"]
"""With each letter they make more words than are looked up without the word before."""

NOISE = [
    Document(
        f"noise{number}",
        f"Mục {letter}",
        f"Danh mục {letter}. Điểm {letter} của {before}: bảng {letter} gồm "
        + ", ".join(letter + rime for rime in RIMES),
    )
    for number, (letter, before) in enumerate(
        (letter, before)
        for letter in LETTERS
        for before in ("world", "giá", "donald", "bóng", "việt", "nguyễn", "công", "thủ tướng phạm")
    )
]
MEANT = [
    ("world", "cup"),
    ("giá", "vàng"),
    ("donald", "trump"),
    ("bóng", "đá"),
    ("việt", "nam"),
    ("nguyễn", "trãi"),
    ("công", "ty"),
    ("thủ tướng phạm", "minh"),
]
SUBJECTS = [
    Document(
        f"{last}{number}", f"Tin {before} {last} số {number}", f"Bài {number} nói về {before} {last} năm nay."
    )
    for before, last in MEANT
    for number in range(4)
]


def marked(hit: Hit) -> list[str]:
    """The marked parts of the title and of the snippet."""
    texts = ((hit.document.title, hit.title_marks), (hit.snippet.text, hit.snippet.marks))
    return [text[start:end] for text, marks in texts for start, end in marks]


@pytest.fixture(scope="module")
def typed_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("half_typed") / "index") as index:
        index.update([*NOISE, *SUBJECTS])
        yield index


@pytest.mark.parametrize(("before", "last"), MEANT)
@pytest.mark.parametrize("is_accented", [True, False])
def test_the_word_before_decides_what_is_meant(
    typed_index: Index, before: str, last: str, is_accented: bool
) -> None:
    """After each letter, the articles with the pair come first, though many have the letter as a word."""
    whole = f"{before} {last}" if is_accented else fold(f"{before} {last}")
    for length in range(len(before) + 2, len(whole) + 1):
        results = typed_index.search(whole[:length], limit=4, typing=True)
        assert {hit.document.id for hit in results.hits} == {f"{last}{number}" for number in range(4)}
        assert all(any(last in text for text in marked(hit)) for hit in results.hits)


@pytest.mark.parametrize("query", ["bóng đa", "giá van", "thủ tướng phạm min", "nguyễn trai", "việt n"])
def test_accents_may_be_typed_after_other_letters(typed_index: Index, query: str) -> None:
    """As Telex and VNI do."""
    best = typed_index.search(query, limit=1, typing=True).hits[0]
    assert not best.document.id.startswith("noise")


@pytest.mark.parametrize("query", [f"{before} {letter}" for before, _ in MEANT for letter in "ctvđnmbx"])
def test_every_complete_match_is_marked_at_its_completion(typed_index: Index, query: str) -> None:
    """What counts as a complete match shows why: the last mark is a word that begins as typed."""
    results = typed_index.search(query, limit=200, typing=True)
    complete = [hit for hit in results.hits if hit.complete]
    assert len(complete) == results.complete
    typed = fold(query.split()[-1])
    for hit in complete:
        words = [fold(word).lower() for text in marked(hit) for word in text.split()]
        assert any(word.startswith(typed) for word in words)


@pytest.mark.parametrize(("before", "last"), MEANT)
def test_a_word_typed_to_its_end_has_the_total_of_the_plain_search(
    typed_index: Index, before: str, last: str
) -> None:
    for query in (f"{before} {last}", fold(f"{before} {last}")):
        typed, plain = typed_index.search(query, typing=True), typed_index.search(query)
        assert typed.complete == plain.complete
        assert [hit.document.id for hit in typed.hits] == [hit.document.id for hit in plain.hits]


JOINED_ARTICLES = [
    *[Document(f"joined{at}", f"Xem TikTok {at}", "Ứng dụng TikTok ở đây, như đã nói.") for at in range(4)],
    *[Document(f"tokyo{at}", f"Thành phố Tokyo {at}", "Từ Tokyo về, tik đã nói.") for at in range(4)],
    *[Document(f"coin{at}", f"Sàn Coinbase {at}", "Một bit là gì, sàn Coinbase đã nói.") for at in range(4)],
    Document("bitcoin", "Giá Bitcoin", "Giá Bitcoin tăng mạnh, như đã nói."),
    Document("sea", "Sea Games", "Đoàn dự SeaGames ở xa, gamestop thì không."),
    Document("car", "Cứu hộ ô tô", "Đội cứu hộ ô tô đến nơi."),
    *[Document(f"man{at}", f"Cứu hộ ông lão {at}", "Đội cứu hộ ông lão ở núi.") for at in range(40)],
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tik tok", {"joined0", "joined1", "joined2", "joined3"}),
        ("xem tik tok", {"joined0", "joined1", "joined2", "joined3"}),
        ("bit coin", {"bitcoin"}),
        ("giá bit coin", {"bitcoin"}),
        ("gia bit coin", {"bitcoin"}),
    ],
)
def test_a_joined_word_is_found_however_it_is_read(tmp_path: Path, query: str, expected: set[str]) -> None:
    """As a word, in quotes, before a full stop, as a prefix, and while typing."""
    with Index.create(tmp_path / "index") as index:
        index.update(JOINED_ARTICLES)

        def found(text: str, *, typing: bool = False) -> set[str]:
            hits = index.search(text, limit=99, typing=typing).hits
            return {hit.document.id for hit in hits if hit.complete}

        assert found(query) == found(f"{query}.") == found(f"{query} ", typing=True) == expected
        assert expected <= found(query, typing=True)
        assert expected <= found(f"{query}*")
        assert all(hit.snippet.marks for hit in index.search(query, typing=True).hits if hit.complete)


@pytest.mark.parametrize("query", ["cứu hộ ô", "đội cứu hộ ô"])
def test_a_beginning_next_to_the_word_before_keeps_its_articles(tmp_path: Path, query: str) -> None:
    """Nearly all articles go on with `ông`, and one with `ô tô`: each beginning of its title finds it."""
    with Index.create(tmp_path / "index") as index:
        index.update(JOINED_ARTICLES)
        hits = index.search(query, limit=99, typing=True).hits
        found = {hit.document.id for hit in hits if hit.complete}
        assert {"car", "man0", "man39"} <= found
