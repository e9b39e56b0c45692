"""What one state of an index can be asked besides plans, and how it treats files."""

from __future__ import annotations

import pickle
from contextlib import ExitStack
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest

from searchidx.engines.columnar.searching.searcher import ColumnarSearcher
from searchidx.engines.plan import (
    AllOf,
    AnyTerm,
    Plan,
    Signal,
    Term,
    TermPhrase,
    TermPrefix,
    WeightedTerm,
)
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

AN = Term("body", "an")
PLAN = Plan(complete=AnyTerm((AN,)), k1=1.2, b=0.0, signals=(Signal("an", (WeightedTerm(AN, 1.0),), 1.0),))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """The document `1` stands in both segments, deleted in the first."""
    first = corpus.documents_of("an an ba an ba", "an ba", "ca")
    second = corpus.documents_of("án ba ba", "an an an ba", first=1)
    segments = [
        corpus.segment_of(tmp_path_factory.mktemp("first"), first, deleted=["1"]),
        corpus.segment_of(tmp_path_factory.mktemp("second"), second, deleted=["2"]),
    ]
    return ColumnarSearcher(segments, {})


def test_a_pickled_searcher_shows_the_same_state(searcher: ColumnarSearcher) -> None:
    """With its metadata, deleted documents and copies."""
    whole = ColumnarSearcher(searcher._segments, {"made": "by a test"}, np.array([[0, 2]], np.uint32))
    unpickled = pickle.loads(pickle.dumps(whole))
    assert unpickled.metadata() == {"made": "by a test"}
    assert list(unpickled.identifiers()) == ["0", "2", "1"]
    everything = PLAN._replace(complete=AllOf(()), signals=())
    found = unpickled.search(everything, limit=9, fold_copies=True)
    assert [(match.number, match.copies) for match in found.page] == [(0, (2,)), (3, ())]


def test_documents_by_id(searcher: ColumnarSearcher) -> None:
    """A document is found where it is not deleted."""
    assert [searcher.document_number(identifier) for identifier in "0123"] == [0, 3, 2, None]
    assert searcher.document(3).body == "án ba ba"
    assert searcher.document_count() == 3
    assert list(searcher.identifiers()) == ["0", "2", "1"]


@pytest.mark.parametrize(
    ("term", "numbers", "expected"),
    [
        (Term("body", "an"), [0, 2, 3, 1, 4], [True, False, False, True, True]),
        (Term("body", "án"), [3, 0], [True, False]),
        (Term("body_folded", "an"), [4, 3, 2, 0], [True, True, False, True]),
        (Term("body", "ca"), [2, 4], [True, False]),
        (Term("body", "dê"), [0, 3], [False, False]),
        (Term("none", "an"), [0], [False]),
        (Term("body", "an"), [], []),
    ],
)
def test_which_documents_contain_a_term(
    searcher: ColumnarSearcher, term: Term, numbers: list[int], expected: list[bool]
) -> None:
    """They are told in the order of the numbers, which count through all segments."""
    assert searcher.contain(term, numbers) == expected


def test_ids_are_any_text(tmp_path: Path) -> None:
    """They come back in ascending order of their bytes, those of deleted documents do not."""
    identifiers = ["b", "đ\ud800", "a b", "a"]
    documents = [Document(identifier, "", "an") for identifier in identifiers]
    searcher = corpus.searcher_of(tmp_path, documents, deleted=["a"])
    assert list(searcher.identifiers()) == ["a b", "b", "đ\ud800"]
    assert [searcher.document_number(identifier) for identifier in identifiers] == [0, 1, 2, None]


def test_explanations_have_names(searcher: ColumnarSearcher) -> None:
    """The contribution of each signal, by the signal's name."""
    (contribution,) = searcher.explain(PLAN, 0)
    assert contribution.signal == "an"
    assert contribution.score == pytest.approx(3 / 4.2)


@pytest.mark.parametrize(
    ("depth", "pairs", "occurrences"),
    [
        (10, ["an ba", "an an", "ba an", "ba ba", "none an", "ca an"], [3, 1, 1, 1, 0, 0]),
        (1, ["an ba", "ba ba"], [2, 0]),
        (0, ["an ba"], [0]),
        (10, [], []),
    ],
)
def test_pairs_are_counted_in_the_best_documents(
    searcher: ColumnarSearcher, depth: int, pairs: list[str], occurrences: list[int]
) -> None:
    """Every occurrence counts, in the documents that are not deleted and match the plan."""
    plan = PLAN._replace(complete=AllOf(()))
    assert searcher.pair_occurrences(plan, depth, "body_pairs", pairs) == occurrences


def phrase(*words: str) -> TermPhrase:
    return TermPhrase(tuple([(Term("body", word),) for word in words]))


@pytest.mark.parametrize(
    ("depth", "phrases", "documents"),
    [
        (10, [phrase("an", "ba"), phrase("ba", "ba"), phrase("án"), phrase("dê"), phrase()], [1, 1, 1, 0, 0]),
        (10, [TermPhrase(((AN,),), (TermPrefix("body", "a"),))], [1]),
        (10, [phrase("an", "ba")._replace(not_after=(AN,)), phrase("ba")._replace(not_after=(AN,))], [1, 2]),
        (1, [phrase("án"), phrase("ca"), phrase("an")], [0, 0, 1]),
        (0, [phrase("an")], [0]),
        (10, [], []),
    ],
)
def test_phrases_are_counted_in_the_best_documents(
    searcher: ColumnarSearcher, depth: int, phrases: list[TermPhrase], documents: list[int]
) -> None:
    """A document counts once, if it is not deleted and matches the plan."""
    plan = PLAN._replace(complete=AllOf(()))
    assert searcher.phrase_frequencies(plan, depth, phrases) == documents


def test_deleted_documents_are_counted_in_all_segments(searcher: ColumnarSearcher) -> None:
    assert searcher.deleted_count() == 2
    assert searcher.document_frequency(Term("body", "ba")) > searcher.deleted_count()


def test_a_page_begins_at_its_offset(searcher: ColumnarSearcher) -> None:
    """Totals are those of all documents, whatever page is asked for."""
    plan = PLAN._replace(complete=AllOf(()))
    whole = searcher.search(plan, limit=10)
    assert [match.number for match in whole.page] == [0, 2, 3]
    for offset in range(4):
        for limit in range(4):
            answer = searcher.search(plan, limit=limit, offset=offset)
            assert answer.page == whole.page[offset : offset + limit]
            assert (answer.total, answer.complete, answer.relaxed) == (3, 3, False)


def test_every_fourth_search_gives_memory_back(searcher: ColumnarSearcher) -> None:
    """Files are released for all segments, not at every search."""
    fresh = ColumnarSearcher(searcher._segments, {})
    calls: list[int] = []
    with ExitStack() as stack:
        releases = [
            stack.enter_context(mock.patch.object(segment.container, "release"))
            for segment in searcher._segments
        ]
        for _ in range(9):
            fresh.search(PLAN, limit=1)
            calls.append(sum(release.call_count for release in releases))
    assert calls == [0, 0, 0, 2, 2, 2, 2, 4, 4]


def test_an_index_without_segments() -> None:
    """Nothing is found, and nothing fails."""
    empty = ColumnarSearcher([], {})
    assert empty.search(PLAN, limit=10, fold_copies=True) == ((), 0, 0, False, ())
    assert empty.document_count() == 0
    assert list(empty.identifiers()) == []
    assert empty.document_number("0") is None
    assert empty.phrase_frequencies(PLAN, 10, [TermPhrase(((AN,),))]) == [0]
    assert empty.unfolded_terms(TermPrefix("body_folded", ""), 10) == ()
    assert empty.deleted_count() == 0
    assert empty.pair_occurrences(PLAN, 10, "body_pairs", ["an ba"]) == [0]
    empty.verify()
