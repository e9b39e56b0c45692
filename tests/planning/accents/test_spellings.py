"""Which accents were meant: by the pairs, words and titles of a small corpus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold
from analyzers.accentuations import accentuations
from searchidx.planning.accents.spellings import (
    Spelling,
    Spellings,
    missing_accents_share,
    weigh_spellings,
)
from tests.support.planning import certain, syllables
from tests.support.statistics import WrittenStatistics

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


def spelt(text: str, corpus: WrittenStatistics | None = None) -> list[Spellings]:
    of_query = syllables(text)
    return weigh_spellings(of_query, corpus or Corpus(), missing_accents_share(of_query))


def best(text: str, corpus: WrittenStatistics | None = None) -> str:
    return " ".join(spellings.best for spellings in spelt(text, corpus))


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
    assert spelt("công án") == certain("công", "án")
    assert best("công an tỉnh") == "công an tỉnh"
    assert spelt("bán bạn ban") == certain("bán", "bạn", "ban")
    assert best("bán ban nha") != "bán bạn nhà"


LEFT_OUT = [
    ("cong an tinh", 1.0),
    ("xyz 123", 1.0),  # nothing that could have accents
    ("công an", 1 - 0.5 / 0.85),
    ("công quoc", 1 - 0.5 / 0.85),  # quốc or quộc
    ("công an tinh nha", 1 - 0.25 / 0.85),
    ("bán bạn ban", 0.0),
    ("công án xyz 123 xyz", 0.0),
    ("công án tỉnh bán nhà cao", 0.0),
]


@pytest.mark.parametrize(("typed", "share"), LEFT_OUT)
def test_accents_that_are_left_out(typed: str, share: float) -> None:
    """How many accents are missing is told by the syllables that may have some; one alone tells nothing."""
    assert missing_accents_share(syllables(typed)) == pytest.approx(share)


def test_the_fewer_accents_are_missing_the_likelier_bare_syllables_are_meant() -> None:
    """A bare spelling that is itself a word gains by accents beside it, however far off."""
    bare = [
        dict(spelt(text)[0].ranked)["ban"] for text in ("ban zz công án", "ban zz công an", "ban zz cong an")
    ]
    assert bare == sorted(bare, reverse=True)
    assert bare[0] > bare[1] > bare[2]


def test_certain_queries_ask_for_nothing_but_themselves() -> None:
    """A query with all its accents costs one look-up of its syllables: do all of them occur?"""
    corpus = Corpus()
    spelt("công án tỉnh", corpus)
    assert corpus.calls == 1
    assert set(corpus.asked) == {("body", "công"), ("body", "án"), ("body", "tỉnh")}


def test_nothing_typed_has_no_spellings() -> None:
    corpus = Corpus()
    assert weigh_spellings((), corpus, 1.0) == []
    assert weigh_spellings((), corpus, 1.0, ["cong"]) == []
    assert corpus.calls == 0


IN_PART = [
    ("đuong", {"đường": 60, "đương": 40, "dương": 90, "đuổng": 0}, ["đường", "đương"]),
    ("tiêng", {"tiếng": 10, "tieng": 90}, ["tiếng"]),
    # a mark that was typed holds
    ("nuơc", {"nước": 30, "nược": 10, "nuốc": 90}, ["nước", "nược"]),
    # what no article has is completed as well, what one has is meant
    ("hôm", {"hốm": 9}, ["hốm"]),
    ("hôm", {"hốm": 9, "hôm": 1}, ["hôm"]),
    # nothing completes it
    ("đuong", {}, ["đuong"]),
    ("đxyz", {"đường": 9}, ["đxyz"]),
]


@pytest.mark.parametrize(("typed", "frequencies", "expected"), IN_PART)
def test_accents_typed_in_part(typed: str, frequencies: dict[str, int], expected: list[str]) -> None:
    """A syllable that cannot be, or that no article has, is completed by the accents of the corpus."""
    corpus = WrittenStatistics({"body": frequencies}, documents=100)
    (spellings,) = weigh_spellings(syllables(typed), corpus, 0.0)
    assert [spelling.text for spelling in spellings.ranked] == expected


def test_completions_are_the_spellings_of_the_last_syllable() -> None:
    """The words that begin as it does are weighed by the pairs with the syllable before it."""
    corpus = WrittenStatistics(
        {"body": {"công": 60, "an": 30, "anh": 30, "ao": 90}, "body_pairs": {"công anh": 9}}, documents=100
    )
    first, last = weigh_spellings(syllables("công a"), corpus, 0.0, ["an", "anh", "ám"])
    assert first == Spellings.certain("công")
    assert last.best == "anh"
    assert {text for text, _ in last.ranked} <= {"an", "anh"}


def test_nothing_is_asked_twice() -> None:
    """What comes again is not asked again; the pairs of two neighbours are asked together."""
    corpus = Corpus()
    spelt("cong an cong an tinh cong an", corpus)
    assert set(corpus.asked.values()) == {1}
    assert corpus.calls <= 2 + 3 * 4


@given(st.lists(st.sampled_from(["cong", "an", "tỉnh", "ban", "nha", "bao", "nhieu", "zz", "7"]), max_size=8))
def test_spellings_have_probabilities(words: list[str]) -> None:
    """Each syllable has different spellings of its letters, the most probable first, together at most 1."""
    found = spelt(" ".join(words))
    assert len(found) == len(words)
    for word, spellings in zip(words, found, strict=True):
        texts, probabilities = zip(*spellings.ranked, strict=True)
        assert len(set(texts)) == len(texts)
        assert {fold(text) for text in texts} == {fold(word)}
        assert list(probabilities) == sorted(probabilities, reverse=True)
        assert 0 < sum(probabilities) <= 1 + 1e-9


# --- which spellings are kept ------------------------------------------------------------------------


def of(**probabilities: float) -> list[tuple[str, float]]:
    return list(Spellings.of(probabilities).ranked)


def test_spellings_are_ranked_by_probability() -> None:
    """Equally probable ones are in ascending order."""
    assert of(c=0.2, b=0.2, a=0.6) == [("a", 0.6), ("b", 0.2), ("c", 0.2)]
    assert Spellings.of({"a": 0.4, "b": 0.6}) == (((Spelling("b", 0.6), Spelling("a", 0.4))),)


def test_spellings_below_one_percent_are_dropped() -> None:
    """0.01 is possible, less is not; the best one stays however improbable it is."""
    assert of(a=0.99, b=0.01) == [("a", 0.99), ("b", 0.01)]
    assert of(a=0.991, b=0.009) == [("a", 0.991)]
    assert of(a=0.009, b=0.001) == [("a", 0.009)]


def test_spellings_below_ten_percent_are_not_likely() -> None:
    """0.1 is likely, less is not, unless there is none better."""
    every = Spellings((Spelling("a", 0.7), Spelling("b", 0.1), Spelling("c", 0.09)))
    assert every.likely().ranked == (("a", 0.7), ("b", 0.1))
    assert every._replace(ranked=every.ranked[2:]).likely().ranked == (("c", 0.09),)
    assert every.at_least(0.05) is every
    assert (every.best, every.best_probability) == ("a", 0.7)


def test_a_certain_spelling() -> None:
    assert Spellings.certain("a").ranked == (("a", 1.0),)


def weighed(text: str, frequencies: dict[str, int]) -> set[str]:
    """The spellings of one syllable that keep a probability; each accent is as probable as none."""
    (spellings,) = weigh_spellings(syllables(text), WrittenStatistics({"body": frequencies}, 10**6), 1.0)
    return {spelling.text for spelling in spellings.ranked}


def test_spellings_that_are_too_rare_are_not_weighed() -> None:
    """A spelling stands in at least two of a thousand documents of the most frequent one.

    The pair with the next syllable keeps it from being dropped afterwards as improbable.
    """
    for frequency, found in ((2, {"bán", "bàn"}), (1, {"bán"})):
        bodies, pairs = {"bán": 1000, "bàn": frequency, "xa": 9}, {"bán xa": 9, "bàn xa": 2}
        corpus = WrittenStatistics({"body": bodies, "body_pairs": pairs}, documents=10**6)
        spellings, _ = weigh_spellings(syllables("ban xa"), corpus, 1.0)
        assert {spelling.text for spelling in spellings.ranked} == found


def test_sixteen_spellings_are_weighed() -> None:
    """Those that most documents have; of equally frequent ones, the first in ascending order."""
    spellings = sorted(set(accentuations("an")) - {"an"})
    assert len(spellings) == 17
    assert weighed("an", dict.fromkeys(spellings, 100)) == set(spellings[:16])
    *others, last = spellings
    assert weighed("an", dict.fromkeys(others, 100) | {last: 101}) == {*spellings[:15], last}


def test_what_was_typed_is_the_only_spelling_where_no_article_has_any() -> None:
    assert weighed("ban", {}) == {"ban"}


def test_missing_accents_make_the_accented_spellings_less_probable() -> None:
    """Of equal frequency, `bán` is as probable as `ban` if all accents are missing, half if half are."""
    corpus = WrittenStatistics({"body": {"ban": 10, "bán": 10}}, documents=100)
    for missing, probability in ((1.0, 1 / 2), (0.5, 1 / 3)):
        (spellings,) = weigh_spellings(syllables("ban"), corpus, missing)
        assert dict(spellings.ranked)["bán"] == pytest.approx(probability)


def test_with_all_accents_typed_only_unknown_syllables_are_restored() -> None:
    """`ban` is in the corpus and stays; `nhan` is not, so that its accents were forgotten, all of them."""
    corpus = WrittenStatistics({"body": {"ban": 1, "bán": 99, "nhân": 50, "nhãn": 50}}, documents=100)
    found = weigh_spellings(syllables("công ban nhan"), corpus, 0.0)
    assert found[:2] == certain("công", "ban")
    assert dict(found[2].ranked) == pytest.approx({"nhân": 0.5, "nhãn": 0.5})


def test_an_unknown_syllable_may_be_one_of_questions() -> None:
    """No article has `bao`, but it counts as in three of a hundred, as `báo` does: either may be meant."""
    corpus = WrittenStatistics({"body": {"báo": 3}}, documents=100)
    (_, spellings) = weigh_spellings(syllables("công bao"), corpus, 0.0)
    assert dict(spellings.ranked) == pytest.approx({"bao": 0.5, "báo": 0.5})


def test_questions_are_asked_though_articles_do_not_ask() -> None:
    """`nhiêu` counts as in three of a hundred documents: as often as `nhiễu` in three, more than in one."""
    for frequency, best_one in ((4, "nhiễu"), (2, "nhiêu")):
        corpus = WrittenStatistics({"body": {"nhiêu": 1, "nhiễu": frequency}}, documents=100)
        assert best("nhieu", corpus) == best_one


FULLY_ACCENTED = [
    ("ban công", False),  # 1 + 1 of 2 + 1: 0.67
    ("ban công án", True),  # 2 + 1 of 3 + 1: 0.75
    ("ban ban công án tình bán", True),  # 4 + 1 of 6 + 1: 0.714
    ("ban ban ban công án tình bán bạn", False),  # 5 + 1 of 8 + 1: 0.67
    ("ban ban ban công án tình bán bạn cáo", True),  # 6 + 1 of 9 + 1: exactly 0.7
]


@pytest.mark.parametrize(("typed", "fully"), FULLY_ACCENTED)
def test_seven_accented_syllables_in_ten_are_all_accents(typed: str, fully: bool) -> None:
    """One syllable more counts as accented. With less, 0.85 of the syllables would have accents in print."""
    words = typed.split()
    share = sum(not word.isascii() for word in words) / len(words)
    expected = 0.0 if fully else 1 - share / 0.85
    assert missing_accents_share(syllables(typed)) == pytest.approx(expected)
