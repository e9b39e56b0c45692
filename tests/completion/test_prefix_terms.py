"""Terms by their beginnings, with exact numbers of live articles."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import fold, syllables
from searchidx import Document, Index, SearchError
from searchidx.completion import prefix_terms
from searchidx.completion.prefix_terms import terms
from searchidx.engines import columnar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from searchidx.engines.base import Searcher

ARTICLES = [
    Document("0", "Công an họp", "Công an và công nhân cùng họp."),
    Document("1", "Cổng làng", "Cộng đồng sửa cổng. Công việc xong."),
    Document("2", "Tin vắn", "Hòa giải, hoà thuận, hoàn thành theo 03/2019/NĐ-CP."),
    Document("3", "Café sáng", "Cong cong như cánh cung."),
    Document("4", "Công trường", "Công trường vắng."),
]


@pytest.fixture(scope="module", params=["all live", "one deleted"])
def searcher(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Searcher]:
    """The articles, and in one index a deleted one, which document frequencies still count."""
    folder = tmp_path_factory.mktemp("terms") / "index"
    gone = [Document("gone", "Công cụ", "Công cụ cồng kềnh.")] if request.param == "one deleted" else []
    with Index.create(folder) as index:
        index.update([*ARTICLES, *gone], workers=0)
        index.delete("gone")
    with columnar.open(folder) as engine:
        searcher = engine.searcher()
        assert searcher.deleted_count() == len(gone)
        yield searcher


@pytest.mark.parametrize(
    ("prefix", "limit", "found"),
    [
        ("công", 9, (("công", 3),)),
        ("CÔNG", 9, (("công", 3),)),
        ("cong", 9, (("công", 3), ("cong", 1), ("cổng", 1), ("cộng", 1))),
        ("cong", 2, (("công", 3), ("cong", 1))),
        ("cô", 9, (("công", 3),)),
        ("hoà", 9, (("hoàn", 1), ("hòa", 1))),
        ("hòa", 9, (("hoàn", 1), ("hòa", 1))),
        ("caf", 9, (("café", 1),)),
        ("03/2019/N", 9, (("03/2019/nđ-cp", 1),)),
        (" nđ ", 9, (("nđ", 1),)),
        ("công an", 9, ()),
        ("xyz", 9, ()),
        ("cong", 0, ()),
    ],
)
def test_terms_with_their_articles(
    searcher: Searcher, prefix: str, limit: int, found: tuple[tuple[str, int], ...]
) -> None:
    """An article counts once, in title or body. Equally frequent terms are in the order of codepoints."""
    assert terms(prefix, searcher, limit) == found


def test_the_empty_prefix_begins_all_terms(searcher: Searcher) -> None:
    assert terms("", searcher, 1) == (("công", 3),)


def test_a_negative_limit_is_an_error(searcher: Searcher) -> None:
    with pytest.raises(SearchError, match=r"limit=-1 is negative\. .* pass 0 or more"):
        terms("công", searcher, -1)


def test_an_empty_index_has_no_terms(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index"), columnar.open(tmp_path / "index") as engine:
        assert terms("c", engine.searcher(), 9) == ()


def test_a_term_may_be_the_most_frequent_one_without_leading_in_any_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two terms of each field are looked up at first, and the best one is the third in both fields."""
    monkeypatch.setattr(prefix_terms, "MIN_LOOKED_UP", 1)
    titles, bodies = "an an an anh anh anh ao ao", "ai ai ai ăn ăn ăn ao ao"
    texts = [*[(word, "x") for word in titles.split()], *[("x", word) for word in bodies.split()]]
    with Index.create(tmp_path / "index") as index:
        index.update([Document(str(at), title, body) for at, (title, body) in enumerate(texts)])
    with columnar.open(tmp_path / "index") as engine:
        assert terms("a", engine.searcher(), 1) == (("ao", 4),)


WORDS = ["an", "án", "ăn", "anh", "ảnh", "ao", "áo", "ba", "bán", "bạn"]


def expected(prefix: str, articles: Iterable[Document], limit: int) -> tuple[tuple[str, int], ...]:
    """The same, counted article by article."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update({token.term for text in (article.title, article.body) for token in syllables(text)})
    begun = {
        term: count
        for term, count in counts.items()
        if term.startswith(prefix) or (fold(prefix) == prefix and fold(term).startswith(prefix))
    }
    return tuple(sorted(begun.items(), key=lambda each: (-each[1], each[0]))[:limit])


@settings(max_examples=15)
@given(seed=st.integers(0, 1 << 32))
def test_counts_are_exact_over_any_history(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Few terms are looked up at first, so that more must be looked up."""
    random, folder = Random(seed), tmp_path_factory.mktemp("random") / "index"

    def text(most: int) -> str:
        return " ".join(random.choices(WORDS, weights=range(len(WORDS), 0, -1), k=random.randrange(1, most)))

    articles = [Document(str(number), text(4), text(8)) for number in range(30)]
    with Index.create(folder) as index:
        index.update(articles, workers=0)
        gone = random.sample(articles, random.choice([0, 2, 12]))
        index.delete([each.id for each in gone])
    live = [each for each in articles if each not in gone]
    with columnar.open(folder) as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr(prefix_terms, "MIN_LOOKED_UP", random.choice([1, 3, 32]))
        for prefix in ("", "a", "á", "an", "ản", "b", "ba", "bạ", "x"):
            limit = random.choice([1, 2, 5, 50])
            assert terms(prefix, engine.searcher(), limit) == expected(prefix, live, limit), prefix
