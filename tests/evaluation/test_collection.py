"""Test collections as they are read, and the judgements of the project's own one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluation.collection import Query, load, load_seeds, read_judgements
from searchidx import Document, ReadError
from tests.support.retrieval import write_collection

if TYPE_CHECKING:
    from pathlib import Path


def test_a_collection_is_read_with_its_judged_queries(tmp_path: Path) -> None:
    """Documents, queries in their order and judgements are read; a query without judgements is left out."""
    collection = load(write_collection(tmp_path / "small"))
    assert collection.name == "small"
    assert collection.documents[2] == Document("d2", "Bài 2", "nội dung 2")
    assert collection.queries == (Query("q1", "d1 d2"), Query("q2", "d0 d1"))
    assert collection.judgements == {"q1": {"d1": 3, "d2": 1}, "q2": {"d1": 1}}


def test_a_corpus_may_be_listed_file_by_file(tmp_path: Path) -> None:
    """The paths are relative to the folder; a file need not be compressed, and may call the text its body."""
    folder = write_collection(tmp_path / "small")
    (folder / "corpus.jsonl.xz").rename(tmp_path / "news.jsonl.xz")
    (tmp_path / "more.jsonl").write_text('{"id": "d3", "body": "nội dung 3"}\n', encoding="utf-8")
    (folder / "corpus.files").write_text("../news.jsonl.xz\n../more.jsonl\n", encoding="utf-8")
    documents = load(folder).documents
    assert [document.id for document in documents] == ["d0", "d1", "d2", "d3"]
    assert documents[3] == Document("d3", "", "nội dung 3")


def test_a_listed_file_that_is_missing_is_named(tmp_path: Path) -> None:
    """So is a list that cannot be read."""
    folder = write_collection(tmp_path / "small")
    for content, name in ((b"missing.jsonl\n", "missing.jsonl"), (b"\xff", "corpus.files")):
        (folder / "corpus.files").write_bytes(content)
        with pytest.raises(ReadError, match=name):
            load(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("qrels.tsv", b"head\nq1 d1 1\n"),
        ("qrels.tsv", b"\xff"),
        ("corpus.jsonl.xz", b"no xz"),
        ("queries.jsonl", b"{"),
    ],
)
def test_a_damaged_collection_is_an_error_that_names_the_file(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """Whatever file is damaged, the error says which, in the library's own kind of error."""
    folder = write_collection(tmp_path / "small")
    (folder / name).write_bytes(content)
    with pytest.raises(ReadError, match=name):
        load(folder)


def test_judgements_without_a_grade_are_refused(tmp_path: Path) -> None:
    """A line that is not three columns with a number is named with its number."""
    path = tmp_path / "judgements.tsv"
    path.write_text("topic\tdocument\tgrade\nq\td\thigh\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 2"):
        read_judgements(path)


def test_the_topics_are_judged_over_articles_that_exist() -> None:
    """At least sixty topics, no two alike, each with a relevant article; every judged id is an article's."""
    collection = load_seeds()
    assert len(collection.queries) >= 60
    assert (
        len({query.id for query in collection.queries})
        == len({query.text for query in collection.queries})
        == len(collection.queries)
    )
    judged = {document for grades in collection.judgements.values() for document in grades}
    assert judged <= {document.id for document in collection.documents}
    assert all(max(collection.judgements[query.id].values()) > 0 for query in collection.queries)
    assert set(collection.judgements) == {query.id for query in collection.queries}
    assert {grade for grades in collection.judgements.values() for grade in grades.values()} == {1, 2}
