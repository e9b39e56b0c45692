"""Numbers and statistics of terms over all segments, with deleted documents."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from searchidx.engines import columnar as engine
from searchidx.engines.columnar.searching import term_resolver
from searchidx.engines.columnar.searching.term_resolver import TermResolver
from searchidx.engines.plan import Term
from tests.support import engine_corpus as corpus
from tests.support.reference import Reference

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> TermResolver:
    """Two segments of four and two documents, of which two and one are deleted."""
    first = corpus.documents_of("an ba", "an an", "an", "ba ca ca đê")
    second = corpus.documents_of("an ca", "", first=4)
    folder = tmp_path_factory.mktemp("resolver")
    return corpus.searcher_of(folder, first, second, deleted=("0", "1", "4"))._resolver


def test_deleted_documents_are_not_counted(resolver: TermResolver) -> None:
    """The number of documents is that of the live ones."""
    assert resolver.document_count == 3


@pytest.mark.parametrize(
    ("field", "text", "frequency"),
    [
        ("body", "an", 3),  # four with deleted ones, but there are three documents
        ("body", "ba", 2),  # a deleted document counts
        ("body", "ca", 2),
        ("body", "đê", 1),
        ("body", "none", 0),
        ("body_folded", "de", 1),
        ("body_pairs", "an ba", 1),
        ("body_pairs", "ba an", 0),
        ("body_pairs", "an none", 0),
        ("body_pairs", "none an", 0),
        ("body_pairs", "an", 0),
        ("body_exact_pairs", "ca đê", 1),
        ("nowhere", "an", 0),
    ],
)
def test_document_frequencies(resolver: TermResolver, field: str, text: str, frequency: int) -> None:
    """Deleted documents count until their segment is merged, but no more than there are documents."""
    assert resolver.document_frequency(Term(field, text)) == frequency
    assert resolver.document_frequencies(field, [text, "none", text]) == [frequency, 0, frequency]


@pytest.mark.parametrize(
    ("field", "text", "numbers"),
    [
        ("body", "an", (0, 0)),
        ("body", "ca", (2, 1)),
        ("body", "đê", (3, -1)),
        ("body_pairs", "ca de", (4, -1)),
        ("body_pairs", "an ca", (-1, 0)),
        ("nowhere", "an", (-1, -1)),
    ],
)
def test_term_numbers(resolver: TermResolver, field: str, text: str, numbers: tuple[int, ...]) -> None:
    """A term has its own number in each segment, -1 where that does not have it."""
    assert resolver.term_numbers(Term(field, text)) == numbers


@pytest.mark.parametrize(
    ("field", "average"),
    [
        ("body", 5 / 3),  # the live bodies have 1, 4 and 0 words
        ("body_folded", 5 / 3),
        ("body_pairs", 1.0),  # 0, 3 and 0
        ("title", 1.0),  # all are empty
        ("nowhere", 1.0),
    ],
)
def test_average_lengths(resolver: TermResolver, field: str, average: float) -> None:
    """Lengths of documents that are not deleted, over the number of such documents; 1 without any."""
    for _ in range(2):  # the second answer is remembered
        assert resolver.average_length(field) == pytest.approx(average)


def test_an_index_without_segments() -> None:
    """There is nothing in it, and nothing fails."""
    resolver = TermResolver([])
    assert resolver.document_count == 0
    assert resolver.document_frequencies("body", ["an"]) == [0]
    assert resolver.term_numbers(Term("body", "an")) == ()
    assert resolver.average_length("body") == 1.0


def test_few_terms_are_remembered(resolver: TermResolver, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is forgotten before it would exceed the limit, not earlier."""
    monkeypatch.setattr(term_resolver, "MAX_CACHED_TERMS", 3)
    small = TermResolver(resolver._segments)
    sizes = []
    for texts in (["an", "ba"], ["ca"], ["an"], ["đê"], ["an", "ba", "ca", "đê"]):
        frequencies = small.document_frequencies("body", texts)
        assert frequencies == resolver.document_frequencies("body", texts)
        sizes.append(len(small._resolved))
    assert sizes == [2, 3, 3, 1, 1]


def test_frequencies_are_those_of_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of terms and pairs, known or not, over several segments, one by one and together."""
    monkeypatch.setattr(term_resolver, "MAX_CACHED_TERMS", 30)
    random = Random(3)
    opened, reference = engine.create(tmp_path, corpus.FIELDS, {}), Reference(corpus.FIELDS)
    for first in range(0, 60, 20):
        documents = [corpus.document(random, f"id{first + number}") for number in range(20)]
        writer = corpus.writer(tmp_path, 5_000)
        writer.add(documents)
        writer.commit()
        reference.add(corpus.batch(documents))
    searcher = opened.searcher()
    words = [*corpus.WORDS, "unknown", ""]
    pairs = [f"{random.choice(words)} {random.choice(words)}" for _ in range(40)]
    for field, texts in (("title", words), ("body_folded", words), ("body_pairs", pairs)):
        expected = [reference.document_frequency(Term(field, text)) for text in texts]
        for _ in range(2):
            assert [searcher.document_frequency(Term(field, text)) for text in texts] == expected
            assert list(searcher.document_frequencies(field, texts)) == expected
