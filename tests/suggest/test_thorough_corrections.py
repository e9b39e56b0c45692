"""Corrections of queries that few documents match completely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.suggest.near_terms import LEVELS, near_terms
from searchidx.suggest.thorough_corrections import correct_thoroughly
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
    terms = {change.part.start: change.term for change in correct_thoroughly(parts, evidence)}
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


def with_documents(**documents: int) -> dict[str, int]:
    """The corpus with other document frequencies; a `_` stands for the blank of a pair."""
    return {**CORPUS, **{term.replace("_", " "): count for term, count in documents.items()}}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("donal trump vladimir putim", "donald trump vladimir putin"),
        ("donal trump vladimir putim samsum galaxy", "donald trump vladimir putin samsung galaxy"),
        (
            "donal trump vladimir putim samsum galaxy qốc hội",
            "donald trump vladimir putin samsung galaxy qốc hội",
        ),
        ("vladimir putim samsum galaxy qốc hội", "vladimir putin samsung galaxy quốc hội"),
    ],
)
def test_three_changes_are_made_in_a_stretch(typed: str, expected: str) -> None:
    """They are those with the most support. A fourth misspelt part stays as typed."""
    corpus = with_documents(donald_trump=27_000, vladimir_putin=9_000, samsung_galaxy=300, quốc_hội=1_000)
    assert corrected(typed, corpus | {"quốc_hội": 1_000}) == expected


@pytest.mark.parametrize(("documents", "expected"), [(300, "donald trump vladimir putin"), (299, None)])
def test_two_changes_of_a_stretch_need_different_support(documents: int, expected: str | None) -> None:
    """A change needs a clear lead over the changes of other parts, too."""
    corpus = with_documents(donald_trump=documents, vladimir_putin=100)
    assert corrected("donal trump vladimir putim", corpus) == expected


@pytest.mark.parametrize(("documents", "expected"), [(9, None), (10, "donald trump"), (60, "donald trump")])
def test_a_change_of_two_parts_needs_ten_documents(documents: int, expected: str | None) -> None:
    """Two wrong parts are less likely than one."""
    assert corrected("donal trum", with_documents(donald_trump=documents)) == expected


@pytest.mark.parametrize(("documents", "expected"), [(4, None), (5, "donald trump"), (60, "donald trump")])
def test_a_change_of_one_part_needs_five_documents(documents: int, expected: str | None) -> None:
    """The other part is right."""
    assert corrected("donalt trump", with_documents(donald_trump=documents)) == expected


@pytest.mark.parametrize(
    ("typed_documents", "support", "expected"),
    [
        (0, 10, "donald trump"),
        (1, 49, None),
        (1, 50, "donald trump"),
        (9, 449, None),
        (9, 450, "donald trump"),
    ],
)
def test_a_change_of_two_parts_needs_fifty_times_what_was_typed(
    typed_documents: int, support: int, expected: str | None
) -> None:
    """As a change of one part does."""
    corpus = with_documents(donal_trum=typed_documents, donald_trump=support)
    assert corrected("donal trum", corpus) == expected


@pytest.mark.parametrize(
    ("left", "right", "is_corrected"),
    [(2, 2, True), (3, 2, True), (2, 3, True), (3, 3, False), (19, 19, False)],
)
def test_one_of_two_changed_parts_is_rare(left: int, right: int, is_corrected: bool) -> None:
    """In a small corpus, a term is rare in up to two documents."""
    corpus = with_documents(donalt=left, trumb=right)
    assert (corrected("donalt trumb", corpus) == "donald trump") is is_corrected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("donalt trumb", "donald trump"),  # one edit
        ("tonald trumb", None),  # one edit, with another first letter: level 2
        ("donalt drump", None),
        ("putim trumb", None),
    ],
)
def test_both_near_terms_of_two_parts_are_of_the_levels_0_and_1(typed: str, expected: str | None) -> None:
    """The terms of level 2 are too many for pairs of them to be evidence."""
    assert corrected(typed) == expected
    assert "donald" in near_terms("tonald", evidence_of(CORPUS))[2]
    assert "trump" in near_terms("drump", evidence_of(CORPUS))[2]


@pytest.mark.parametrize("documents", [0, 9, 10, 60])
def test_ten_documents_with_two_neighbours_establish_them(documents: int) -> None:
    """They were meant, however much support a change has."""
    corpus = with_documents(muks=15, elon_muks=documents, elon_musk=10_000, musk=10_000, elon=10_000)
    assert (corrected("elon muks", corpus) is None) is (documents >= 10)


@pytest.mark.parametrize("documents", [0, 19, 20, 80])
def test_a_foreign_word_of_twenty_documents_is_right(documents: int) -> None:
    """Whatever is next to it."""
    assert (corrected("elon muks", with_documents(muks=documents)) is None) is (documents >= 20)


@pytest.mark.parametrize("documents", [0, 4, 5, 60])
def test_a_word_of_five_documents_establishes_its_parts(documents: int) -> None:
    """The corpus has it often enough to be no slip."""
    corpus = {**CORPUS, "quốc_hôi": documents, "quốc_hội": 100_000, "quốc hội": 100_000}
    assert (corrected("quốc hôi", corpus) is None) is (documents >= 5)


NAMES = "donald trump vladimir putin brad pitt elon"
"""Seven parts that are all known."""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (f"{NAMES} muks", f"{NAMES} musk"),
        (f"{NAMES} musk muks", None),
        (f"văn {NAMES} muks", None),
    ],
)
def test_a_stretch_of_up_to_eight_parts_is_looked_into(typed: str, expected: str | None) -> None:
    """A longer one gets the corrections of any query, which leave a foreign word of four letters alone."""
    assert corrected(typed) == expected


def test_a_longer_stretch_gets_the_corrections_of_any_query() -> None:
    """An impossible syllable is corrected in any stretch."""
    assert corrected(f"qốc hội {NAMES} musk") == f"quốc hội {NAMES} musk"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("trumpp", "trump"),
        ("trumo", None),  # in ASCII, of five letters
        ("đườg", "đường"),
        ("qốc", None),  # with accents, of three letters
        ("elon tvx", "elon tvxs"),
        ("elon tv", None),  # next to a neighbour, of two letters in ASCII
        ("phạm mihn chính", "phạm minh chính"),
        ("phạm mih chính", None),  # among accents, of three letters in ASCII
    ],
)
def test_short_parts_are_left_alone(typed: str, expected: str | None) -> None:
    """They are often right although the corpus does not have them."""
    corpus = with_documents(tvs=5000, tvxs=5000, elon_tvs=5000, elon_tvxs=5000)
    assert corrected(typed, corpus) == expected


@pytest.mark.parametrize(
    ("typed_documents", "documents", "expected"),
    [(0, 15, "kalmaegi"), (0, 14, None), (1, 150, "kalmaegi"), (1, 149, None)],
)
def test_without_neighbours_a_third_of_the_documents_counts(
    typed_documents: int, documents: int, expected: str | None
) -> None:
    """Fifty times what was typed, as with neighbours."""
    assert corrected("kalmagi", with_documents(kalmagi=typed_documents, kalmaegi=documents)) == expected


@pytest.mark.parametrize(("documents", "expected"), [(0, "sản xuất"), (2, "sản xuất"), (3, None)])
def test_only_a_rare_syllable_has_a_wrong_letter(documents: int, expected: str | None) -> None:
    """A syllable that some documents have was mostly meant."""
    assert corrected("sản xuấn", with_documents(xuấn=documents)) == expected


@pytest.mark.parametrize(("documents", "expected"), [(29, None), (30, "hội đồng")])
def test_a_term_of_level_2_needs_six_times_the_documents(documents: int, expected: str | None) -> None:
    """A slip and another mark are less likely than a slip."""
    corpus = {"hội": 20_000, "đồng": 20_000, "hội đồng": documents}
    assert corrected("hội đuòng", corpus) == expected


@pytest.mark.parametrize("typed", ["quoc hôi", "sản suat"])
def test_among_accents_an_unaccented_syllable_means_itself(typed: str) -> None:
    """No document has `quoc hội` or `sản xuat`."""
    assert corrected(typed) is None


@pytest.mark.parametrize(("documents", "expected"), [(0, None), (10, "phạm minh chính")])
def test_a_foreign_word_becomes_a_syllable_that_fits_both_neighbours(
    documents: int, expected: str | None
) -> None:
    """If it forms no word."""
    assert corrected("phạm ming chính", with_documents(minh_chính=documents)) == expected


@pytest.mark.parametrize("typed", ["mihn trumb", "trumb mihn"])
def test_two_parts_become_foreign_words_only(typed: str) -> None:
    """A pair of any two syllables is no evidence."""
    assert corrected(typed, with_documents(minh_trump=100, trump_minh=100)) is None


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
