"""Foreign words that are written by ear, and those that lost a blank."""

from __future__ import annotations

import pytest

from searchidx.suggest.foreign_words import (
    foreign_pairs,
    foreign_sound,
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
