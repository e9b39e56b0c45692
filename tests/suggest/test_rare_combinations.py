"""Corrections of queries that few documents match completely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.suggest.near_terms import LEVELS, near_terms
from searchidx.suggest.rare_combinations import correct_combination
from tests.support.suggestions import evidence_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SYLLABLES = {
    **dict.fromkeys(["phạm", "minh", "chính", "quốc", "hội", "sản", "xuất", "nông", "công", "nghiệp"], 500),
    **dict.fromkeys(
        ["văn", "nguyễn", "kiện", "vắc", "xin", "hồ", "chí", "đường", "sắt", "lông", "sân", "tiến", "bộ"], 500
    ),
    **dict.fromkeys(["donald", "trump", "kalmaegi", "vladimir", "putin", "musk", "elon"], 90),
    **dict.fromkeys(["sea", "games", "samsung", "ukraine", "brad", "pitt", "ipad", "mini", "galaxy"], 90),
    "ming": 1,
}
PAIRS = {
    "phạm minh": 140,
    "hội minh": 90,
    "bộ tiến": 90,
    "minh chính": 136,
    "quốc hội": 400,
    "sản xuất": 300,
    "nông nghiệp": 200,
    "công nghiệp": 250,
    "nguyễn văn": 300,
    "văn kiện": 60,
    "vắc xin": 30,
    "hồ chí": 200,
    "chí minh": 200,
    "đường sắt": 100,
    "donald trump": 90,
    "vladimir putin": 80,
    "elon musk": 60,
    "sea games": 80,
    "brad pitt": 80,
    "ipad mini": 60,
    "samsung galaxy": 30,
}
WORDS = ["quốc hội", "sản xuất", "nông nghiệp", "công nghiệp", "văn kiện", "đường sắt"]
CORPUS = {
    **SYLLABLES,
    **PAIRS,
    **{word.replace(" ", "_"): PAIRS[word] for word in WORDS},
    "hồ_chí_minh": 150,
}
FOLDED = {
    "tien": 500,
    "sat": 500,
    "san": 500,
    "quoc": 400,
    "hoi": 500,
    "xuat": 400,
    "minh": 900,
    "trum": 300,
    "xan": 1,
}


def corrected(query: str, corpus: Mapping[str, int] = CORPUS) -> str | None:
    """The query with its corrections, None if there are none."""
    parts = parts_of(query)
    evidence = evidence_of(corpus, documents=10_000, folded=FOLDED)
    terms = {change.part.start: change.term for change in correct_combination(parts, evidence)}
    return " ".join(terms.get(part.start, part.term) for part in parts) if terms else None


CORRECTED = [
    ("phạm ming chính", "phạm minh chính"),
    ("phạm mnih chính", "phạm minh chính"),
    ("qốc hội", "quốc hội"),
    ("quốc hôi", "quốc hội"),
    ("qoc hoi", "quoc hoi"),
    ("xản xuất", "sản xuất"),
    ("sản suất", "sản xuất"),
    ("xan xuat", "san xuat"),
    ("lông nghiệp", "nông nghiệp"),  # sounds alike; `công` is as near by its letters
    ("hô chí minh", "hồ chí minh"),
    ("đuong sắt", "đường sắt"),
    ("donal trum", "donald trump"),
    ("donal trump", "donald trump"),
    ("calmaegi", "kalmaegi"),
    ("kalmagi", "kalmaegi"),
    ("vladimir putim", "vladimir putin"),
    ("samsum", "samsung"),  # two letters, and the same sound
    ("samsum galaxy", "samsung galaxy"),
    ("ucraina", "ukraine"),  # nearly the same sound
    ("seagame", "sea games"),
    ("seagame 33", "sea games 33"),
    ("brad bitt", "brad pitt"),  # the two are nearly always side by side
    ("elon muks", "elon musk"),
    ("quốchội", "quốc hội"),
    ("vắcxin", "vắc xin"),
]

LEFT_ALONE = [
    "quốc hội",
    "phạm minh chính",
    "nguyễn văn kiền",  # `văn kiện` is a word, but `văn` goes with `nguyễn` here
    "phạm văn",
    "elon tv",
    "2025 hội",
    "quốc hội min",  # one neighbour does not make a foreign word a syllable
    "bộ teen",
    "mush",  # too short without a neighbour
    "elon mush",  # names of four letters often differ in one, and `musk` is also next to other terms
    "ipod mini",
    "brad bit",  # of three letters, a wrong one is none
    "phạm minh chiến",  # a name: `chiến` is a word, and no sound-alike of `chính`
    "vng hội",  # of three letters, none is taken to be wrong
    "quốc sắt",
    "sân sắt",
    "Đ",
]


@pytest.mark.parametrize(("typed", "expected"), CORRECTED)
def test_each_kind_of_slip_is_corrected(typed: str, expected: str) -> None:
    """Letters, sounds, marks, missing blanks and foreign words, also two of them side by side."""
    assert corrected(typed) == expected


@pytest.mark.parametrize(("_typed", "expected"), CORRECTED)
def test_a_correction_is_final(_typed: str, expected: str) -> None:
    """What was corrected is not corrected again."""
    assert corrected(expected) is None


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_other_queries_are_left_alone(typed: str) -> None:
    """The corpus supports nothing better, or what was typed may have been meant."""
    assert corrected(typed) is None


@pytest.mark.parametrize(
    ("documents", "expected"),
    [({"hội quán": 30, "hội quân": 9}, "hội quán"), ({"hội quán": 30, "hội quân": 11}, None)],
)
def test_a_change_needs_a_clear_lead(documents: dict[str, int], expected: str | None) -> None:
    """Three times the support of the next one."""
    corpus = {word.replace(" ", "_"): count for word, count in documents.items()} | documents
    corpus |= dict.fromkeys(["hội", "quán", "quân"], 50)
    assert corrected("hội quãn", corpus) == expected


NEAR_BY_LEVEL = ("đường", "đòng", "đồng")
"""A near term of `đuòng` of each level: other accents, one edit, and one edit with another mark."""

COMPARED_LEVELS = [
    # The levels of each pair are next to each other: one tenth of the documents counts, with a lead of three.
    ((30, 100, 0), "đường"),
    ((30, 101, 0), None),
    ((30, 899, 0), None),
    ((30, 900, 0), "đòng"),
    ((0, 30, 100), "đòng"),
    ((0, 30, 101), None),
    ((0, 30, 899), None),
    ((0, 30, 900), "đồng"),
    # The levels 0 and 2: one hundredth counts.
    ((30, 0, 1000), "đường"),
    ((30, 0, 1001), None),
    ((30, 0, 8999), None),
    ((30, 0, 9000), "đồng"),
    ((300, 1000, 10_000), "đường"),
]


@pytest.mark.parametrize(("documents", "expected"), COMPARED_LEVELS)
def test_a_farther_near_term_needs_ten_times_the_documents(
    documents: tuple[int, ...], expected: str | None
) -> None:
    """The support of the levels is divided by 1, 10 and 100 before it is compared."""
    pairs = {f"hội {term}": count for term, count in zip(NEAR_BY_LEVEL, documents, strict=True)}
    corpus = {"hội": 20_000, **dict.fromkeys(NEAR_BY_LEVEL, 20_000), **pairs}
    assert corrected("hội đuòng", corpus) == (expected and f"hội {expected}")


def test_the_compared_near_terms_have_their_level() -> None:
    """The table above compares one term of each level, and its first level counts."""
    levels = near_terms("đuòng", evidence_of(dict.fromkeys(NEAR_BY_LEVEL, 20_000)))
    first = [next(number for number, terms in enumerate(levels) if near in terms) for near in NEAR_BY_LEVEL]
    assert first == [0, 1, 2]


@pytest.mark.parametrize(
    ("typed_documents", "support", "expected"),
    [(0, 5, "quốc hội"), (0, 4, None), (1, 50, "quốc hội"), (1, 49, None)],
)
def test_a_change_needs_fifty_times_what_was_typed(
    typed_documents: int, support: int, expected: str | None
) -> None:
    """Documents that have the words as typed say that they were meant."""
    corpus = {"quốc": 500, "hội": 500, "quốc hôi": typed_documents, "quốc_hội": support, "quốc hội": support}
    assert corrected("quốc hôi", corpus) == expected


@pytest.mark.parametrize("term", ["a" * 25, "x" * 3000, "ơ" * 25])
def test_very_long_terms_have_no_near_terms(term: str) -> None:
    """The work does not grow with the length of a term."""
    assert near_terms(term, evidence_of(CORPUS)) == [[]] * LEVELS


@pytest.mark.parametrize(("term", "is_divided"), [("congan", True), ("hanoi", False), ("code", False)])
def test_short_foreign_words_are_not_divided(term: str, is_divided: bool) -> None:
    """A short word in ASCII is often a foreign word that the corpus does not have."""
    _, edited, _ = near_terms(term, evidence_of(CORPUS))
    assert any(" " in near for near in edited) is is_divided


@pytest.mark.parametrize(
    ("term", "level", "near"),
    [
        ("calmaegi", 0, "kalmaegi"),
        ("xản", 0, "sản"),
        ("hôi", 0, "hội"),
        ("donal", 1, "donald"),
        ("qốc", 1, "quốc"),
        ("vắcxin", 1, "vắc xin"),
        ("đuong", 0, "đường"),
        ("cgính", 1, "chính"),
    ],
)
def test_near_terms_have_their_level(term: str, level: int, near: str) -> None:
    """A lower level does not have them."""
    levels = near_terms(term, evidence_of(CORPUS, folded=FOLDED))
    assert [near in terms for terms in levels[: level + 1]] == [False] * level + [True]
