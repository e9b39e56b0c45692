"""Which accents were meant: by the pairs, words and titles of a small lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold
from searchidx.planning.accents.spellings import likely_spellings, missing_accents_share, possible_spellings
from searchidx.planning.terms import QuerySyllable
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from searchidx.planning.accents.spellings import Spellings

BODIES = {
    "công": 60, "cống": 3, "an": 50, "ăn": 40, "án": 30, "tỉnh": 40, "tình": 45, "tính": 20, "bán": 20,
    "bạn": 30, "ban": 25, "nhà": 50, "nha": 9, "nhiều": 60, "bảo": 40, "bao": 20, "cao": 40, "cáo": 10,
    "dak": 4, "đắk": 5, "lắk": 5, "lăk": 1, "hđnd": 9,
}  # fmt: skip
PAIRS = {
    "công an": 40, "an tỉnh": 20, "công án": 1, "bán nhà": 6, "ban nha": 6, "bảo nhiều": 3, "đắk lắk": 5,
}  # fmt: skip


class Corpus(WrittenStatistics):
    """A hundred articles."""

    def __init__(self, words: dict[str, int] | None = None, titles: dict[str, int] | None = None) -> None:
        terms = {"body": BODIES, "body_pairs": PAIRS, "body_words": words or {}, "title_pairs": titles or {}}
        super().__init__(terms, documents=100)


def read(text: str, corpus: Corpus | None = None) -> list[Spellings]:
    syllables = [QuerySyllable(word, fold(word), 0, 0) for word in text.split()]
    return likely_spellings(syllables, corpus or Corpus(), missing_accents_share(syllables))


def best(text: str, corpus: Corpus | None = None) -> str:
    return " ".join(reading.best for reading in read(text, corpus))


RESTORED = [
    ("cong an tinh", "công an tỉnh"),
    ("cong", "công"),
    ("CAO", "cao"),
    ("công tinh án", "công tình án"),
    ("dak lak", "đắk lắk"),
    ("hdnd", "hđnd"),
    ("bao nhieu nguoi", "bao nhiêu nguoi"),  # the corpus has `nhiều` alone, but it is asked for
    ("o dau", "ở đâu"),
    ("xyz 123", "xyz 123"),
    ("macchabee", "macchabee"),
]


@pytest.mark.parametrize(("typed", "meant"), RESTORED)
def test_the_likeliest_spelling(typed: str, meant: str) -> None:
    """Neighbours, frequency and what questions are made of decide how a bare syllable is read."""
    assert best(typed.lower()) == meant


def test_words_and_titles_weigh_more_than_bodies() -> None:
    """Of two pairs in equally many bodies, the one is meant that is a word, or stands in titles."""
    assert best("ban nha", Corpus(words={"bán_nhà": 6})) == "bán nhà"
    assert best("ban nha", Corpus(words={"ban_nha": 6})) == "ban nha"
    assert best("ban nha", Corpus(titles={"bán nhà": 6})) == "bán nhà"
    assert best("ban nha", Corpus(titles={"ban nha": 6})) == "ban nha"


def test_typed_accents_are_meant() -> None:
    """Accents are kept; where most syllables have them, a bare one that the corpus has stays bare."""
    assert [reading.ranked for reading in read("công án")] == [(("công", 1.0),), (("án", 1.0),)]
    assert best("công an tỉnh") == "công an tỉnh"
    assert read("bán bạn ban")[2].ranked == (("ban", 1.0),)
    assert best("bán ban nha") != "bán bạn nhà"


LEFT_OUT = [
    ("cong an tinh", 1.0),
    ("xyz 123", 1.0),  # nothing that could have accents
    ("công an", 1 - 0.5 / 0.85),
    ("công an tinh nha", 1 - 0.25 / 0.85),
    ("bán bạn ban", 0.0),
    ("công án xyz 123 xyz", 0.0),
    ("công án tỉnh bán nhà cao", 0.0),
]


@pytest.mark.parametrize(("typed", "share"), LEFT_OUT)
def test_accents_that_are_left_out(typed: str, share: float) -> None:
    """How many accents are missing is told by the syllables that may have some; one alone tells nothing."""
    assert missing_accents_share(
        QuerySyllable(word, fold(word), 0, 0) for word in typed.split()
    ) == pytest.approx(share)


def test_the_fewer_accents_are_missing_the_likelier_bare_syllables_are_meant() -> None:
    """A bare spelling that is itself a word gains by accents beside it, however far off."""
    bare = [
        dict(read(text)[0].ranked)["ban"] for text in ("ban zz công án", "ban zz công an", "ban zz cong an")
    ]
    assert bare == sorted(bare, reverse=True)
    assert bare[0] > bare[1] > bare[2]


def test_certain_queries_ask_nothing() -> None:
    """A query with all its accents costs no look-up."""
    corpus = Corpus()
    read("công án tỉnh", corpus)
    assert corpus.calls == 0


def test_nothing_is_asked_twice() -> None:
    """What comes again is not asked again; the pairs of two neighbours are asked together."""
    corpus = Corpus()
    read("cong an cong an tinh cong an", corpus)
    assert set(corpus.asked.values()) == {1}
    assert corpus.calls <= 2 + 3 * 4


@given(st.lists(st.sampled_from(["cong", "an", "tỉnh", "ban", "nha", "bao", "nhieu", "zz", "7"]), max_size=8))
def test_readings_are_probabilities(words: list[str]) -> None:
    """Each syllable has one reading: different spellings of it, the likeliest first, together at most 1."""
    found = read(" ".join(words))
    assert len(found) == len(words)
    for word, reading in zip(words, found, strict=True):
        forms, shares = zip(*reading.ranked, strict=True)
        assert len(set(forms)) == len(forms)
        assert {fold(form) for form in forms} == {fold(word)}
        assert list(shares) == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1 + 1e-9


def test_spellings() -> None:
    """What is no syllable may be a name of the Central Highlands, or have đ for d."""
    assert {"cao", "cáo", "cạo"} < set(possible_spellings("cao"))
    assert {"đắk", "đăk", "dák"} < set(possible_spellings("dak"))
    assert possible_spellings("hdnd") == ("hdnd", "hdnđ", "hđnd", "hđnđ")
    assert possible_spellings("dddd") == possible_spellings("xyz") == ()
