"""Foreign words that are written by ear or with a slip, and those that lost a blank."""

from __future__ import annotations

from itertools import permutations

import pytest

from searchidx.suggest.foreign_words import (
    foreign_pairs,
    foreign_sound,
    foreign_sound_alikes,
    is_similar,
    similar_terms,
    terms_of_similar_sound,
    terms_of_sound,
)
from tests.support.suggestions import evidence_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("samsum", "samsung"),
        ("samsun", "samsung"),
        ("ucraina", "ukraina"),
        ("facebok", "facebook"),
        ("philips", "filips"),
        ("malayxia", "malaysia"),
        ("netfliz", "netflix"),
        ("barack", "barak"),
        ("twiter", "tvitter"),
        ("jordan", "gordam"),
        ("qatar", "katar"),
        ("lehmanh", "lehman"),
        ("", ""),
    ],
)
def test_words_of_the_same_sound(left: str, right: str) -> None:
    """The same sound has many spellings."""
    assert foreign_sound(left) == foreign_sound(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ukraina", "ukraine"),
        ("samsung", "samson"),
        ("charles", "karles"),
        ("mocha", "mokha"),
        ("mama", "nana"),
        ("ipod", "ipad"),
    ],
)
def test_words_of_different_sounds(left: str, right: str) -> None:
    """Another vowel or consonant has another sound, and so does ch."""
    assert foreign_sound(left) != foreign_sound(right)


@pytest.mark.parametrize(
    ("word", "terms", "same", "nearly"),
    [
        ("samsum", ["samsung", "samson"], ["samsung"], []),
        ("ucraina", ["ukraina", "ukraine"], ["ukraina"], ["ukraine"]),
        ("ukraine", ["ukraine"], [], []),  # the word itself
        ("samsum", ["samurai"], [], []),
        ("kosovo", ["cosova"], [], []),  # nearly the same sound needs seven letters
        ("kosovo", ["kosoffo", "cosovo"], ["cosovo"], []),
        ("kosov", ["cosov"], [], []),  # the same sound needs six letters
        ("kosovos", ["cosovo"], [], []),  # a plural
        ("kossovos", ["cosovon"], [], ["cosovon"]),
        ("ukrayna", ["u-kraina", "ukraína"], [], []),  # only letters, and those of English
        ("ucraina", ["akraina"], [], []),  # another beginning
        ("philips", ["filips"], [], []),  # the first three letters have another number of sounds
    ],
)
def test_terms_are_compared_by_their_sound(
    word: str, terms: list[str], same: list[str], nearly: list[str]
) -> None:
    """They begin with letters that sound alike, and their sound differs in at most one edit."""
    evidence = evidence_of(dict.fromkeys(terms, 9))
    assert (terms_of_sound(word, evidence), terms_of_similar_sound(word, evidence)) == (same, nearly)


GROUPS_ALIKE = [("c", "k"), ("f", "ph"), ("g", "j"), ("i", "y"), ("s", "x", "z"), ("v", "w")]
"""The beginnings that sound alike."""

PAIRS_ALIKE = [pair for group in GROUPS_ALIKE for pair in permutations(group, 2)]


@pytest.mark.parametrize(("typed", "meant"), PAIRS_ALIKE)
def test_beginnings_sound_alike(typed: str, meant: str) -> None:
    """Terms of the corpus also have the same sound if these letters are the third ones of a word."""
    assert f"{meant}olmego" in foreign_sound_alikes(f"{typed}olmego")
    assert terms_of_sound(f"ol{typed}amego", evidence_of({f"ol{meant}amego": 9})) == [f"ol{meant}amego"]


SEA_GAMES = {"sea": 30, "games": 60, "sea games": 20}


@pytest.mark.parametrize(
    ("word", "corpus", "pairs"),
    [
        ("seagame", SEA_GAMES, ["sea games"]),
        ("seagames", SEA_GAMES, []),  # only the blank is missing, so that the name is another form
        ("seagam", SEA_GAMES, []),  # two letters are missing
        ("seagame", SEA_GAMES | {"sea games": 6}, ["sea games"]),
        ("seagame", SEA_GAMES | {"sea games": 5}, []),  # the two are seldom side by side
        ("sagame", {"sa": 9, "games": 9, "sa games": 9}, []),  # a part of two letters
        ("nhatran", {"nha": 9, "trang": 9, "nha trang": 9}, []),  # two Vietnamese syllables
        ("hanoitou", {"hanoi": 9, "tour": 9, "hanoi tour": 9}, ["hanoi tour"]),
        ("", SEA_GAMES, []),
    ],
)
def test_a_name_that_lost_its_blank_and_last_letter(
    word: str, corpus: dict[str, int], pairs: list[str]
) -> None:
    """A fifth of the documents with the rarer part have both side by side."""
    assert foreign_pairs(word, evidence_of(corpus)) == pairs


@pytest.mark.parametrize(("others", "pairs"), [(2, ["sea games"]), (3, [])])
def test_a_name_is_among_the_three_most_frequent_ones(others: int, pairs: list[str]) -> None:
    """Of those that begin with the left part and the beginning of the right part."""
    more_frequent = {f"sea gamela{number}": 30 for number in range(others)}
    assert foreign_pairs("seagame", evidence_of({**SEA_GAMES, **more_frequent})) == pairs


@pytest.mark.parametrize(
    ("word", "alikes"),
    [
        ("calmaegi", ["kalmaegi"]),
        ("kalmaegi", ["calmaegi"]),
        ("facebook", ["phacebook"]),
        ("phacebook", ["facebook"]),
        ("zara", ["sara", "xara"]),
        ("toyota", []),
        ("", []),
    ],
)
def test_foreign_words_with_another_beginning(word: str, alikes: list[str]) -> None:
    """Only the beginning changes."""
    assert foreign_sound_alikes(word) == alikes


@pytest.mark.parametrize(
    ("typed", "other", "near"),
    [
        ("ronlado", "ronaldo", True),
        ("facebok", "facebook", True),
        ("manchestre", "manchester", True),
        ("schwarzenegr", "schwarzenegger", True),
        ("markets", "market", False),
        ("market", "markets", False),
        ("toyota", "toyoda", True),
        ("cambridge", "oxford", False),
        ("honda", "hyundai", False),
        # Two slips in words of nine letters, one in shorter ones.
        ("cambrigde", "canbridge", True),
        ("cambriga", "canbridg", False),
        ("cambridg", "canbridgx", False),
        ("canbridgx", "cambridg", False),
    ],
)
def test_foreign_words_are_similar_by_their_edits(typed: str, other: str, near: bool) -> None:
    """One slip, two in a long word; a plural is a word of its own."""
    assert is_similar(typed, other) is near


@pytest.mark.parametrize(
    ("word", "terms", "similar"),
    [
        ("ronlado", {"ronaldo": 9, "rivaldo": 9}, ["ronaldo"]),
        ("ronlado", {"onlado": 9}, []),  # another beginning
        ("ronlado", {"rolnado": 9}, []),
        ("ronlado", {"ro": 9, "ron": 9}, []),
        ("ronlado", {**{f"ron{number}": 99 for number in range(199)}, "ronaldo": 1}, ["ronaldo"]),
        ("ronlado", {**{f"ron{number}": 99 for number in range(200)}, "ronaldo": 1}, []),
    ],
)
def test_similar_terms_have_the_same_three_letters(
    word: str, terms: dict[str, int], similar: list[str]
) -> None:
    """The 200 most frequent ones are compared."""
    assert similar_terms(word, evidence_of(terms)) == similar


@pytest.mark.parametrize(("others", "expected"), [(199, ["ukraina"]), (200, [])])
def test_a_sound_is_compared_with_200_terms(others: int, expected: list[str]) -> None:
    """The most frequent ones of each beginning."""
    terms = {**{f"ukr{number}": 99 for number in range(others)}, "ukraina": 1}
    assert terms_of_sound("ucraina", evidence_of(terms)) == expected
