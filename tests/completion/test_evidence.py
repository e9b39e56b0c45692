"""How many live articles have a phrase, and what document frequencies alone prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.completion import evidence
from searchidx.completion.evidence import Evidence
from searchidx.engines import columnar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import Searcher


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Live articles: `công an tỉnh` 3, `công an xã` 2, `an công tỉnh` 1. One more `công an xã` is deleted."""
    folder = tmp_path_factory.mktemp("evidence") / "index"
    texts = ["công an tỉnh"] * 3 + ["công an xã"] * 3 + ["an công tỉnh", "giá 12,5 triệu"]
    with Index.create(folder) as index:
        index.update([Document(str(at), "Tin", text) for at, text in enumerate(texts)], workers=0)
        index.delete("5")
    with columnar.open(folder) as engine:
        yield engine.searcher()


@pytest.mark.parametrize("max_pair_articles", [0, 99])
@pytest.mark.parametrize("sample", [4, 400])
def test_live_articles_with_a_phrase_are_counted(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, max_pair_articles: int, sample: int
) -> None:
    """However the articles are found that are read. A smaller sample counts fewer."""
    monkeypatch.setattr(evidence, "MAX_PAIR_ARTICLES", max_pair_articles)
    monkeypatch.setattr(evidence, "SAMPLE", sample)
    phrases = [("công", "an", "tỉnh"), ("công", "an", "xã"), ("công", "an", "an"), ("công", "an", "mỹ")]
    counts = Evidence(2, searcher).count(phrases, "body")
    assert list(counts) == phrases
    expected = [3, 2, 0, 0]
    assert all(count <= most for count, most in zip(counts.values(), expected, strict=True))
    assert sum(counts.values()) == min(sum(expected), sample)
    assert Evidence(2, searcher).count([], "body") == {}


def test_a_number_may_be_the_end_of_a_larger_one(searcher: Searcher) -> None:
    assert Evidence(1, searcher).count([("5", "triệu")], "body") == {("5", "triệu"): 0}
    assert Evidence(1, searcher).count([("12", "5")], "body") == {("12", "5"): 1}


def test_frequencies_above_the_deleted_articles_are_certain(searcher: Searcher) -> None:
    """One article is deleted, so that a frequency of 1 proves nothing."""
    certain = Evidence(0, searcher).is_certain
    assert certain(("công",))
    assert certain(("công", "an"))
    assert certain(("an", "xã"))
    assert not certain(("an", "công"))
    assert not certain(("mỹ",))
    assert not certain(("công", "an", "tỉnh"))
    assert not certain(("5", "triệu"))


def test_few_articles_have_the_words_before(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [("công", "an", "tỉnh")]
    assert Evidence(2, searcher).has_few_articles(phrases)
    assert not Evidence(1, searcher).has_few_articles(phrases)
    monkeypatch.setattr(evidence, "SAMPLE", 5)
    assert not Evidence(2, searcher).has_few_articles(phrases)
