"""Corrections of misspelt syllables, and what each kind of them needs in the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.suggest.misspellings import correct_spelling, min_correction_documents
from tests.support.suggestions import evidence_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def corrected(
    query: str, corpus: Mapping[str, int], documents: int = 1000, passages: Sequence[str] = ()
) -> str | None:
    """The query with its corrections, None if there are none."""
    parts = parts_of(query)
    evidence = evidence_of(corpus, documents=documents, passages=passages)
    terms = {replacement.part.start: replacement.term for replacement in correct_spelling(parts, evidence)}
    return " ".join(terms.get(part.start, part.term) for part in parts) if terms else None


OTHER_ACCENTS = [
    # A possible syllable that the corpus does not have: the word needs three documents.
    ({"quốc_phòng": 3}, True),
    ({"quốc_phòng": 2}, False),
    # The syllable as typed has half of the documents with any accents: half of fifty.
    ({"quốc_phòng": 25, "phóng": 9, "phong": 9}, True),
    ({"quốc_phòng": 24, "phóng": 9, "phong": 9}, False),
    # The pair as typed in a document: fifty more.
    ({"quốc_phòng": 75, "phóng": 9, "phong": 9, "quốc phóng": 1}, True),
    ({"quốc_phòng": 74, "phóng": 9, "phong": 9, "quốc phóng": 1}, False),
    # Another accentuation with a third of the documents leaves it in doubt.
    ({"quốc_phòng": 9, "quốc_phỏng": 3}, True),
    ({"quốc_phòng": 8, "quốc_phỏng": 3}, False),
    # So does a more frequent word with another letter.
    ({"quốc_phòng": 9, "quốc_phón": 9}, True),
    ({"quốc_phòng": 9, "quốc_phón": 10}, False),
    # What makes a word as typed, or stands so in a passage, is meant.
    ({"quốc_phòng": 900, "quốc_phóng": 1}, False),
    # A pair is no word.
    ({"quốc phòng": 900}, False),
]


@pytest.mark.parametrize(("corpus", "is_corrected"), OTHER_ACCENTS)
def test_a_possible_syllable_gets_the_accents_with_which_it_makes_a_word(
    corpus: dict[str, int], is_corrected: bool
) -> None:
    """`quốc phóng` was meant as `quốc phòng` where few documents have it so."""
    assert corrected("quốc phóng", corpus) == ("quốc phòng" if is_corrected else None)


def test_a_syllable_stays_that_stands_so_in_a_passage() -> None:
    """The best documents for the query have it as typed."""
    assert corrected("quốc phóng", {"quốc_phòng": 900}, passages=["quốc phóng"]) is None
    assert corrected("quốc phóng", {"quốc_phòng": 900}, passages=["phóng quốc"]) == "quốc phòng"


def test_a_word_in_i_or_y_is_no_other_accentuation() -> None:
    """`kĩ` is `kỹ`: neither is a slip, and neither disputes another correction."""
    assert corrected("kĩ thuật", {"kỹ_thuật": 900}) is None
    assert corrected("kĩ thuật", {"kì_thuật": 9, "kỹ_thuật": 900}) == "kì thuật"


def test_neighbours_stand_for_what_was_typed_where_only_accents_differ() -> None:
    """`bo` may stand for `bộ`, but a syllable is not changed by what that would make with it."""
    assert corrected("bo phóng", {"bộ_phòng": 900, "bộ": 9, "phóng": 1}) is None
    assert corrected("phóng bo", {"phòng_bộ": 900, "bộ": 9, "phóng": 1}) is None


OTHER_LETTER = [
    # term in documents, documents of the word, documents in all, corrected?
    (0, 3, 1000, True),
    (0, 2, 1000, False),
    (1, 50, 10_000, True),
    (1, 49, 10_000, False),
    (1, 900, 9_999, False),
    (2, 100, 20_000, True),
    (2, 99, 20_000, False),
]


@pytest.mark.parametrize(("typed", "word", "documents", "is_corrected"), OTHER_LETTER)
def test_a_possible_syllable_that_is_hardly_in_use_gets_another_letter(
    typed: int, word: int, documents: int, is_corrected: bool
) -> None:
    """It needs a word, where no more than one in ten thousand documents has the syllable as typed."""
    corpus = {"quốc_phòng": word, "chòng": typed}
    assert corrected("quốc chòng", corpus, documents) == ("quốc phòng" if is_corrected else None)


@pytest.mark.parametrize(
    ("query", "corpus", "expected"),
    [
        ("ucraina", {"ucraina": 15, "ukraina": 300}, "ukraina"),
        ("ucraina", {"ucraina": 15, "ukraina": 299}, None),
        ("ucraina", {"ucraina": 1, "ukraina": 20}, "ukraina"),
        ("ucraina", {"ucraina": 1, "ukraina": 19}, None),
        ("ucraina", {"ucraina": 1, "ukraine": 900}, None),  # another sound
        ("ucrai", {"ucrai": 1, "ukrai": 900}, None),  # five letters
        ("ở ucraina", {"ucraina": 9, "ukraina": 90, "ở ukraina": 20, "ở ucraina": 1}, "ở ukraina"),
        ("ở ucraina", {"ucraina": 9, "ukraina": 90, "ở ukraina": 20, "ở ucraina": 2}, None),
        ("ucraina", {"ucraina": 1, "ukraina": 60, "ukrayna": 21}, None),  # in doubt
    ],
)
def test_a_foreign_word_gets_the_usual_spelling_of_its_sound(
    query: str, corpus: dict[str, int], expected: str | None
) -> None:
    """Twenty times the documents say that it is the usual one."""
    assert corrected(query, corpus) == expected


@pytest.mark.parametrize(
    ("corpus", "expected"),
    [
        ({"seagate": 60}, "seagate"),
        ({"seagate": 60, "sea": 90, "games": 90, "sea games": 80}, "sea games"),
        ({"seagate": 90, "sea": 90, "games": 90, "sea games": 80}, None),
    ],
)
def test_a_name_without_its_blank_rivals_a_similar_word(corpus: dict[str, int], expected: str | None) -> None:
    """The clearly more frequent of the two was meant."""
    assert corrected("seagame", corpus) == expected


IMPOSSIBLE_ALONE = [
    # documents with the term as typed, with the syllable; corrected?
    (0, 50, True),
    (0, 49, False),
    (1, 2_500, True),
    (1, 2_499, False),
]


@pytest.mark.parametrize(("typed", "syllable", "is_corrected"), IMPOSSIBLE_ALONE)
def test_an_impossible_syllable_alone_needs_fifty_documents(
    typed: int, syllable: int, is_corrected: bool
) -> None:
    """Fifty with the syllable count for one beside neighbours, and fifty times as many as typed."""
    assert corrected("phnòg", {"phòng": syllable, "phnòg": typed}) == ("phòng" if is_corrected else None)


IMPOSSIBLE = [
    ({"quốc phòng": 1}, "phòng"),
    ({"quốc_phòng": 9}, None),
    ({"quốc phòng": 50, "quốc phnòg": 1}, "phòng"),
    ({"quốc phòng": 49, "quốc phnòg": 1}, None),
    # Another mark besides: six times as much.
    ({"quốc phóng": 6}, "phóng"),
    ({"quốc phóng": 5}, None),
    ({"quốc phóng": 300, "quốc phnòg": 1}, "phóng"),
    ({"quốc phóng": 299, "quốc phnòg": 1}, None),
    # What needs no other mark comes first.
    ({"quốc phòng": 1, "quốc phóng": 900}, "phòng"),
    ({"quốc phóng": 9, "quốc phỏng": 3}, "phóng"),
    ({"quốc phóng": 8, "quốc phỏng": 3}, None),
]


@pytest.mark.parametrize(("corpus", "expected"), IMPOSSIBLE)
def test_an_impossible_syllable_is_corrected_beside_its_neighbours(
    corpus: dict[str, int], expected: str | None
) -> None:
    """Documents with the pair support a correction; those with the syllable alone do not."""
    corpus = {"phòng": 900, "phóng": 900} | corpus
    assert corrected("quốc phnòg", corpus) == (f"quốc {expected}" if expected else None)


@pytest.mark.parametrize(
    ("query", "corpus", "expected"),
    [
        ("côngan", {"công_an": 1}, "công an"),
        ("côngan", {"công an": 9}, None),
        ("côngan", {"công_an": 3, "cô_ngan": 1}, "công an"),
        ("côngan", {"công_an": 2, "cô_ngan": 1}, None),
        ("côngan tỉnh", {"công_an": 1}, "công an tỉnh"),
        ("côngan", {"công_an": 50, "côngan": 1}, "công an"),
        ("côngan", {"công_an": 49, "côngan": 1}, None),
        # The last syllable is the neighbour of what follows.
        ("côngan tỉnhh", {"công_an": 5, "an tỉnh": 1}, "công an tỉnh"),
    ],
)
def test_a_missing_blank_is_put_in(query: str, corpus: dict[str, int], expected: str | None) -> None:
    """Two syllables that are a word may have been meant by one that is impossible."""
    assert corrected(query, corpus) == expected


@pytest.mark.parametrize(
    ("corpus", "expected"),
    [
        ({"quốc phong": 2}, "quốc phong"),
        ({"quốc phong": 1}, None),
        ({"quốc phong": 1, "quốc phòng": 1, "phòng": 1}, "quốc phong"),
        ({"quốc phòng": 2}, None),  # the corpus does not have the spelling
        ({"quốc phong": 50, "phnog": 1}, "quốc phong"),
        ({"quốc phong": 49, "phnog": 1}, None),
        ({"phong": 900}, None),
    ],
)
def test_exchanged_letters_of_a_bare_syllable_are_put_right(
    corpus: dict[str, int], expected: str | None
) -> None:
    """Its accentuations count together beside its neighbours, and it stays without accents."""
    assert corrected("quốc phnog", corpus) == expected


@pytest.mark.parametrize(
    ("query", "corpus", "expected"),
    [
        ("ronlado", {"ronaldo": 6}, "ronaldo"),
        ("ronlado", {"ronaldo": 5}, None),
        ("ronlado", {"ronaldo": 900, "ronlado": 1}, None),
        ("cristiano ronlado", {"cristiano ronaldo": 2}, None),  # the corpus does not list the term
        ("cristiano ronlado", {"cristiano ronaldo": 2, "ronaldo": 1}, "cristiano ronaldo"),
        ("cristiano ronlado", {"cristiano ronaldo": 1, "ronaldo": 900}, None),
        ("ronlado", {"ronaldo": 18, "ronlad": 6}, "ronaldo"),
        ("ronlado", {"ronaldo": 15, "ronlad": 6}, None),
        ("ronlado", {"ronaldo": 11, "ronlad": 5}, "ronaldo"),  # three documents count for one
        # Words of six letters and more; the first three are right.
        ("ronlad", {"ronald": 6}, "ronald"),
        ("ronld", {"ronlf": 900}, None),
        ("rnoaldo", {"ronaldo": 900}, None),
    ],
)
def test_a_foreign_word_gets_the_nearest_term_of_the_corpus(
    query: str, corpus: dict[str, int], expected: str | None
) -> None:
    """Only where the corpus has nothing as typed."""
    assert corrected(query, corpus) == expected


@pytest.mark.parametrize(("others", "expected"), [(199, "ronaldo"), (200, None)])
def test_a_foreign_word_is_compared_with_two_hundred_terms(others: int, expected: str | None) -> None:
    """They are the most frequent ones that begin alike."""
    corpus = {f"ron{'x' * 9}{number}": 9 for number in range(others)} | {"ronaldo": 8}
    assert corrected("ronlado", corpus) == expected


@pytest.mark.parametrize(
    "query",
    [
        "quoc phong",  # unaccented syllables are left to missing_accents
        "quoc phòng",
        "UBND PHNÒG quốc",
        "phnòg-quốc",
        "ò quốc",
        "quốc phòng",
    ],
)
def test_other_parts_are_left_alone(query: str) -> None:
    """Bare syllables, fixed parts, single letters and what makes a word."""
    corpus = {"quốc phòng": 900, "quốc_phòng": 900, "phòng quốc": 900, "bò_quốc": 900, "quốc_phóng": 9000}
    assert corrected(query, corpus) is None


def test_parts_that_are_left_alone_do_not_end_the_search() -> None:
    """The slips behind them are still put right."""
    assert corrected("UBND quốc phnòg", {"quốc phòng": 900}) == "ubnd quốc phòng"
    assert corrected("ò quốc phnòg", {"quốc phòng": 900}) == "ò quốc phòng"


def test_a_correction_counts_as_typed_for_what_follows() -> None:
    """Two slips side by side are put right from left to right."""
    corpus = {"bộ quốc": 5, "quốc phòng": 5}
    assert corrected("bộ qốc phnòg", corpus) == "bộ quốc phòng"
    assert corrected("bộ qốc phnòg", {"bộ quốc": 5}) == "bộ quốc phnòg"
    assert corrected("bộ qốc phnòg", {"quốc phòng": 5}) is None


def test_a_neighbour_in_another_word_makes_none() -> None:
    """In `an toàn giáo thông`, `toàn` is part of `an toàn`, so that `toàn giao` needs no attention."""
    corpus = {"toàn_giao": 900, "an_toàn": 900}
    assert corrected("an toàn giáo", corpus) is None
    assert corrected("toàn giáo", corpus) == "toàn giao"
    assert corrected("giáo toàn an", {"giao_toàn": 900, "toàn_an": 900}) is None


@pytest.mark.parametrize(
    ("pair_documents", "corpus", "least"),
    [
        (0, {}, 3),
        (1, {}, 50),
        (2, {}, 100),
        (0, {"phóng": 1}, 50),
        (0, {"phóng": 1, "phòng": 1}, 25),
        (1, {"phóng": 1, "phòng": 3}, 62.5),
        (0, {"phóng": 1, "phòng": 49}, 3),
    ],
)
def test_the_documents_that_a_word_needs(pair_documents: int, corpus: dict[str, int], least: float) -> None:
    """Fifty for each document with what was typed, and for its share of a document that is not there yet."""
    assert min_correction_documents("phóng", pair_documents, evidence_of(corpus)) == least
