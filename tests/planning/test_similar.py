"""Related articles: which words tell about an article, which documents share enough, and what is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import fold
from searchidx import Document, Index
from searchidx.engines import columnar
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, Term, WeightedTerm
from searchidx.hits import HitPresenter
from searchidx.planning.similar import (
    DECISIVE_WORDS,
    _Evidence,
    _rarest_unaccented_pair,
    similar_plan,
    weighs_enough,
)
from searchidx.planning.telling_words import (
    MAX_BODY_CHARACTERS,
    MAX_TELLING_WORDS,
    MAX_TITLE_CHARACTERS,
    TellingWord,
    restore_accents,
    telling_words,
)
from tests.support.statistics import UniformStatistics, WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.engines.base import Searcher
    from searchidx.engines.plan import Condition

EVERYWHERE = UniformStatistics(lambda _: 5, documents=1000)
"""An index in which 5 documents have each word."""


def told(title: str, body: str) -> list[str]:
    return [word.term for word in telling_words(Document("a", title, body), EVERYWHERE)]


# --- Which words tell about an article -------------------------------------------------------------------

SENTENCE = "Con voi trắng ở Bản Đôn được đưa về rừng hôm qua."
FURNITURE = [
    ("a byline", f"{SENTENCE}\nLâm Uyên", "lâm_uyên"),
    ("a date", f"12/03/2021\n{SENTENCE}", "12/03/2021"),
    ("a button", f"{SENTENCE}\nChia sẻ", "chia_sẻ"),
    ("the credit of a photograph", f"{SENTENCE} (Ảnh: Lâm Uyên)", "lâm_uyên"),
    ("another credit", f"{SENTENCE} Ảnh minh họa: Lâm Uyên", "lâm_uyên"),
    ("a dateline", f"(Quốc Việt) - {SENTENCE}", "quốc_việt"),
    ("an agency", f"{SENTENCE} Theo Reuters, con voi khỏe mạnh.", "reuters"),
]


@pytest.mark.parametrize(("kind", "body", "term"), FURNITURE)
def test_what_only_says_where_an_article_comes_from_tells_nothing(kind: str, body: str, term: str) -> None:
    """It is left out of the body, but not of the title, and never the sentence beside it."""
    assert term not in told("", body), kind
    assert "voi" in told("", body)
    assert term in told(term.replace("_", " ").title(), SENTENCE)


@pytest.mark.parametrize(
    ("line", "is_read"), [("của đội bảo vệ rừng Lâm Uyên", False), ("của các đội bảo vệ rừng Lâm Uyên", True)]
)
def test_a_line_of_eight_words_is_a_sentence(line: str, *, is_read: bool) -> None:
    """A shorter line without a sign at its end is none."""
    assert len(line.split()) == 7 + is_read
    assert ("lâm_uyên" in told("", f"{SENTENCE}\n{line}")) == is_read


def test_a_body_of_short_lines_is_read_all_the_same() -> None:
    assert "rừng" in told("", "Con voi\nVề rừng")


def test_titles_repetitions_and_rare_words_weigh_more() -> None:
    """Without the idf, the weights are 11 tf / (10 + tf), with tf = 6 for a word of the title."""
    index = WrittenStatistics(
        {"body_words": {"voi": 4, "hổ": 4, "rừng": 4, "về": 60, "lạ": 1}, "title_words": {"gấu": 4}}, 100
    )
    found = telling_words(Document("a", "Voi", "Hổ về rừng, hổ lạ gặp gấu."), index)
    assert [word.term for word in found] == ["voi", "hổ", "gấu", "rừng", "về"]
    weights = {word.term: word.weight / word.idf for word in found}
    assert weights == pytest.approx({"voi": 66 / 16, "hổ": 22 / 12, "gấu": 1, "rừng": 1, "về": 1})


def test_a_long_article_is_not_read_to_its_end() -> None:
    """However long title and body are, a bounded number of words is looked up and returned."""
    index = UniformStatistics(lambda _: 5, documents=1000)
    asked: list[str] = []
    index.frequency = lambda text: asked.append(text) or 5  # type: ignore[func-returns-value]
    many = " ".join([f"từ{number}" for number in range(200_000)])
    assert len(telling_words(Document("a", many, many), index)) == MAX_TELLING_WORDS
    assert len(asked) < MAX_BODY_CHARACTERS + MAX_TITLE_CHARACTERS


@given(st.lists(st.sampled_from(["Cong", "an", "xa", "HCM", "42", "(ha)", "-", "\n"])))
def test_restored_accents_change_nothing_else(pieces: list[str]) -> None:
    text = " ".join(pieces)
    index = WrittenStatistics({"body": {"công": 9, "an": 9, "xã": 9, "hạ": 9}}, 20)
    restored = restore_accents(text, index)
    assert fold(restored).lower() == text.lower()
    assert ("công" in restored.lower()) == ("Cong" in pieces)


# --- Which documents are related -------------------------------------------------------------------------


def meets(condition: Condition, present: set[str]) -> bool:
    """Whether a document that has these words, and no others, meets a condition."""
    match condition:
        case AnyTerm(terms):
            return any(term.text in present for term in terms)
        case AllOf(children):
            return all(meets(child, present) for child in children)
        case AnyOf(children):
            return any(meets(child, present) for child in children)
    raise AssertionError(condition)


@given(
    st.lists(st.integers(1, 9), max_size=8),
    st.integers(1, 20),
    st.sets(st.sampled_from("abcdefgh")),
)
def test_a_document_shares_enough_if_its_words_weigh_enough(
    weights: list[int], needed: int, present: set[str]
) -> None:
    evidence = [
        _Evidence(TellingWord(term, 1.0, weight), (WeightedTerm(Term("body_words", term), 1.0),))
        for term, weight in zip("abcdefgh", weights, strict=False)
    ]
    shared = sum(word.weight for word, _ in evidence if word.term in present)
    assert meets(weighs_enough(evidence, needed), present) == (shared >= needed)


UNACCENTED_PAIRS = [
    ("ủy_ban_xã", {"uy ban": 9, "ban xa": 4}, "ban xa"),
    ("ủy_ban_xã", {"uy ban": 4, "ban xa": 4}, "ban xa"),
    # An unaccented article that has the word has all of its pairs.
    ("ủy_ban_xã", {"uy ban": 9}, ""),
    ("ủy_ban_xã", {}, ""),
    ("hóa", {"hoa": 9}, ""),
    ("ban_ga", {"ban ga": 9}, ""),
]


@pytest.mark.parametrize(("word", "frequencies", "pair"), UNACCENTED_PAIRS)
def test_a_word_of_an_unaccented_article_is_found_by_its_rarest_pair(
    word: str, frequencies: dict[str, int], pair: str
) -> None:
    assert _rarest_unaccented_pair(word, WrittenStatistics({"body_pairs": frequencies}, 99)) == pair


STORY = "Bão Hải Âu đổ bộ vào Quảng Ninh khiến đê Hà Nam bị vỡ trong đêm."
ARTICLES = [
    Document("storm", "Bão Hải Âu làm vỡ đê Hà Nam", f"{STORY} Hàng trăm hộ dân phải sơ tán.\nLâm Uyên"),
    Document("dike", "Đê Hà Nam vỡ vì bão", "Sáng nay Quảng Ninh vá lại đê Hà Nam sau khi bão Hải Âu tan."),
    Document("bare", "De Ha Nam", fold("Quảng Ninh sơ tán hộ dân, đê Hà Nam được vá sau bão Hải Âu ở đó.")),
    Document("byline", "Hội hoa xuân", "Hội hoa năm nay đông người xem hơn mọi năm trước.\nLâm Uyên"),
    *[Document(f"other{n}", "Chợ quê", f"Phiên chợ thứ {n} bán nhiều rau và cá tươi.") for n in range(30)],
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("similar") / "index"
    with Index.create(folder) as index:
        index.update(ARTICLES, workers=0)
    with columnar.open(folder) as engine:
        opened = engine.searcher()
        yield opened
        opened.close()


def related(document: Document, searcher: Searcher) -> list[str]:
    """The ids of the documents that are related to a document, without itself."""
    top = searcher.search(similar_plan(document, searcher), limit=50)
    assert top.total == top.complete
    found = [searcher.document(scored.number).id for scored in top.page]
    return [identifier for identifier in found if identifier != document.id]


def test_articles_on_one_event_are_related_and_no_others(searcher: Searcher) -> None:
    """Neither a byline nor anything else relates the other articles. An unaccented one is found, too."""
    assert related(ARTICLES[0], searcher) == ["dike", "bare"]


def test_an_unaccented_source_finds_the_same(searcher: Searcher) -> None:
    source = replace(ARTICLES[0], title=fold(ARTICLES[0].title), body=fold(ARTICLES[0].body))
    assert related(source, searcher)[0] == "dike"


@pytest.mark.parametrize(
    ("title", "body"), [("", ""), (" ", "\n"), ("?!", "..."), ("", "xyz"), ("a" * 9999, "")]
)
def test_an_article_without_telling_words_has_no_relatives(title: str, body: str, searcher: Searcher) -> None:
    assert related(Document("a", title, body), searcher) == []


def test_an_empty_index_has_no_relatives(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index"), columnar.open(tmp_path / "index") as engine:
        empty = engine.searcher()
        assert related(ARTICLES[0], empty) == []
        empty.close()


def test_shared_words_are_marked(searcher: Searcher) -> None:
    """The title and the snippet of a related article show why it is related."""
    plan = similar_plan(ARTICLES[0], searcher)
    assert len(plan.patterns) <= DECISIVE_WORDS
    top = searcher.search(plan, limit=2)
    _, hit = HitPresenter(searcher, plan, explain=False).hits(top.page, 1)
    title, snippet = hit.document.title, hit.snippet
    assert [title[start:end] for start, end in hit.title_marks] == ["Đê Hà Nam vỡ", "bão"]
    assert "bão Hải Âu" in {snippet.text[start:end] for start, end in snippet.marks}
