"""How many of the masked documents have each value of a field, against counting by hand."""

from __future__ import annotations

import datetime
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from searchidx.engines.columnar.searching.value_counts import count_values
from searchidx.engines.plan import AllOf, AnyTerm, Plan, Term
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

FIRST = [
    Document("0", "bà an", "", datetime.date(2020, 1, 1), "ca"),
    Document("1", "an", "an", datetime.date(1, 1, 1), "ca ba"),
    Document("2", "ba", "an", None, ""),
    Document("3", "", "", datetime.datetime(2020, 1, 1, 23, 59, 59), "đê"),
]
SECOND = [
    Document("4", "an án", "an", datetime.date(9999, 12, 31), "ba"),
    Document("5", "ẩn bà", "", datetime.date(1969, 12, 31), "ba"),
]
COUNTS: list[tuple[str, list[int], list[tuple[str, int]]]] = [
    ("values", [0, 1, 2, 3, 4, 5], [("an", 3), ("ba", 1), ("bà", 2), ("án", 1), ("ẩn", 1)]),
    ("values", [0, 5], [("an", 1), ("bà", 2), ("ẩn", 1)]),
    ("values", [3], []),
    ("values", [], []),
    ("source", [1, 3, 4], [("ba", 2), ("ca", 1), ("đê", 1)]),
    ("date", [0, 1, 2, 3], [("0001-01-01", 1), ("2020-01-01", 2)]),
    ("date", [2], []),
    ("date", [4, 5], [("1969-12-31", 1), ("9999-12-31", 1)]),
    ("id", [5, 0], [("0", 1), ("5", 1)]),
    ("nowhere", [0, 1], []),
]


@pytest.mark.parametrize(("field", "numbers", "expected"), COUNTS, ids=str)
def test_the_values_of_the_masked_documents(
    tmp_path: Path, field: str, numbers: list[int], expected: list[tuple[str, int]]
) -> None:
    """In ascending order, over all segments."""
    segments = [corpus.segment_of(tmp_path / "0", FIRST), corpus.segment_of(tmp_path / "1", SECOND)]
    mask = np.isin(np.arange(6), numbers)
    counts = count_values(field, [mask[:4], mask[4:]], segments)
    assert counts == tuple(expected)
    assert all(type(count) is int for _, count in counts)


@pytest.mark.parametrize("field", ["values_folded", "body_pairs"])
def test_fields_without_lists_of_their_own_are_refused(tmp_path: Path, field: str) -> None:
    segment = corpus.segment_of(tmp_path, FIRST)
    with pytest.raises(ValueError, match=f"the field '{field}' has no lists of its own"):
        count_values(field, [np.ones(4, np.bool_)], [segment])


def test_fields_without_terms_and_indexes_without_segments(tmp_path: Path) -> None:
    segment = corpus.segment_of(tmp_path, [Document("0", "", "")])
    for field in ("values", "source", "date"):
        assert count_values(field, [np.ones(1, np.bool_)], [segment]) == ()
        assert count_values(field, [], []) == ()


def test_all_documents_are_read_once(tmp_path: Path) -> None:
    """The lists of a field stay in the cache of the index."""
    segment = corpus.segment_of(tmp_path, FIRST)
    documents, starts = segment.all_documents("source")
    assert (documents.tolist(), starts.tolist()) == ([1, 0, 1, 3], [0, 1, 3])
    assert segment.all_documents("source")[0] is documents


WHOLE = Plan(complete=AllOf(()), k1=1.2, b=0.75)


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_facets_are_counted_as_by_hand(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Over complete matches in several segments. Deleted documents never count, and neither do pages."""
    random = Random(seed)
    documents = [corpus.document(random, str(number)) for number in range(random.choice([1, 9, 60]))]
    cut = random.randrange(1, len(documents) + 1)
    parts = [part for part in (documents[:cut], documents[cut:]) if part]
    deleted = {document.id for document in documents if random.random() < 0.3}
    searcher = corpus.searcher_of(tmp_path_factory.mktemp("index"), *parts, deleted=deleted)
    live = [document for document in documents if document.id not in deleted]
    for word in (None, "an", "ba"):
        plan = WHOLE._replace(complete=AnyTerm((Term("body", word),))) if word else WHOLE
        found = [each for each in live if not word or word in [text for _, text in corpus.tokens(each.body)]]
        answer = searcher.search(plan, limit=random.choice([0, 1, 100]), facets=("values", "date", "path"))
        by_hand = [
            Counter(value for each in found for value in {text for _, text in corpus.tokens(each.title)}),
            Counter(each.date.isoformat()[:10] for each in found if each.date),
            Counter(f"/{each.path}/" for each in found if each.path),
        ]
        assert list(answer.facets) == [tuple(sorted(counts.items())) for counts in by_hand]
