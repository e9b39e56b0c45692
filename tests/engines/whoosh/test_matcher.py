"""A posting list as Whoosh walks over it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from whoosh import scoring
from whoosh.matching import ReadTooFar
from whoosh.matching.mcore import NullMatcher

from tests.support import engine_corpus as corpus
from tests.support.stock_whoosh import ours_and_stock, plain_document, random_segments


@pytest.fixture(scope="module")
def searchers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Ours, and Whoosh's own; scores are frequencies."""
    random = Random(11)
    documents = [plain_document(random, f"id{number}") for number in range(30)]
    ours, stock = ours_and_stock(tmp_path_factory.mktemp("matcher"), *random_segments(random, documents))
    return ours.searcher(weighting=scoring.Frequency()), stock.searcher(weighting=scoring.Frequency())


@pytest.mark.parametrize(
    ("field", "views"),
    [
        ("body", ["positions", "frequency", "weight"]),
        ("body_folded", ["positions", "frequency", "weight"]),
        ("body_words", ["frequency", "weight"]),
        ("title", ["positions"]),
    ],
)
def test_postings_are_those_of_a_stock_index(
    searchers: tuple[Any, Any], field: str, views: list[str]
) -> None:
    """Documents, weights, scores and positions of every term, and the bytes that hold them."""
    mine, theirs = searchers
    for text in theirs.reader().lexicon(field):
        assert postings(mine, field, text, views) == postings(theirs, field, text, views)


def postings(searcher: Any, field: str, text: bytes, views: list[str]) -> list[Any]:
    matcher = searcher.postings(field, text)
    found = []
    while matcher.is_active():
        values = [matcher.value_as(view) for view in views]
        found.append((matcher.id(), matcher.weight(), matcher.score(), matcher.value(), values))
        matcher.next()
    return found


@pytest.fixture
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The term `an` in the documents 1, 3 and 4, where it stands at 0 and 2, at 1, and at 0."""
    documents = corpus.documents_of("ba", "an ba an", "ca", "ba an", "an")
    ours, _ = ours_and_stock(tmp_path_factory.mktemp("walk"), documents)
    return ours.reader().postings("body", b"an")


def test_walking(matcher: Any) -> None:
    """One posting after the other, and not beyond the end; then from the beginning once more."""
    assert not matcher.supports_block_quality()
    for _ in range(2):
        walked = []
        while matcher.is_active():
            walked.append((matcher.id(), matcher.weight(), matcher.value_as("positions")))
            assert matcher.replace() is matcher
            assert matcher.next()
        assert walked == [(1, 2.0, [0, 2]), (3, 1.0, [1]), (4, 1.0, [0])]
        assert matcher.id() == 4  # Whoosh asks once more after the end
        assert matcher.replace() is NullMatcher
        for step in (matcher.next, lambda: matcher.skip_to(9)):
            with pytest.raises(ReadTooFar):
                step()
        matcher.reset()


@pytest.mark.parametrize(("target", "reached"), [(0, 1), (1, 1), (2, 3), (3, 3), (4, 4), (5, None)])
def test_skipping(matcher: Any, target: int, reached: int | None) -> None:
    """To the first posting that is not before the target; never backwards."""
    assert matcher.skip_to(target)
    assert (matcher.id() if matcher.is_active() else None) == reached
    if matcher.is_active():
        matcher.skip_to(0)
        assert matcher.id() == reached
        assert list(matcher.all_ids()) == [number for number in (1, 3, 4) if number >= target]


def test_a_copy_walks_by_itself(matcher: Any) -> None:
    """What one does leaves the other where it is."""
    matcher.next()
    copied = matcher.copy()
    copied.next()
    assert (matcher.id(), copied.id()) == (3, 4)
    assert copied.value_as("positions") == [0]
    assert matcher.value_as("position_boosts") == [(1, 1)]


def test_formats(matcher: Any) -> None:
    """A field with positions offers them; what the format does not offer is refused by Whoosh's own."""
    assert matcher.supports("positions")
    assert matcher.supports("frequency")
    assert not matcher.supports("characters")
    assert matcher.value_as("frequency") == matcher.value_as("weight") == 2
