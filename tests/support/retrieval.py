"""A small test collection and a system that ranks by ids, for tests of the evaluation."""

from __future__ import annotations

import json
import lzma
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evaluation.collection import Collection, Query
from searchidx import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class IdSystem:
    """Finds the documents whose ids are words of the query, in the order of the query."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = ids
        self.limits: list[int] = []

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        self.limits.append(limit)
        return [(word, 1.0) for word in query.split() if word in self.ids][:limit]


@contextmanager
def id_system(documents: Sequence[Document]) -> Iterator[IdSystem]:
    """Give an `IdSystem` over the documents, as `evaluation.systems.searchidx` gives the real system."""
    yield IdSystem([document.id for document in documents])


def small_collection() -> Collection:
    """Return three documents, and a query that is itself one of them beside one that is not."""
    documents = tuple(Document(f"d{n}", "", "") for n in range(3))
    queries = (Query("d0", "d0 d1 d2"), Query("q", "d2 d1"))
    return Collection("small", documents, queries, {"d0": {"d1": 1}, "q": {"d1": 1}})


def write_collection(folder: Path) -> Path:
    """Write a test collection of three documents, two judged queries and one without judgements."""
    folder.mkdir()
    rows = [{"id": f"d{n}", "title": f"Bài {n}", "text": f"nội dung {n}"} for n in range(3)]
    corpus = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "corpus.jsonl.xz").write_bytes(lzma.compress(corpus.encode()))
    queries = [("q1", "d1 d2"), ("q2", "d0 d1"), ("unjudged", "d0")]
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in queries)
    (folder / "queries.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td1\t1\n", encoding="utf-8"
    )
    return folder
