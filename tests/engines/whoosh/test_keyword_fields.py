"""The keyword and address fields of an index, as plain Whoosh reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from whoosh import index, query

from searchidx import Document, Index

if TYPE_CHECKING:
    from pathlib import Path

LONG = "x" * 100_000
ARTICLES = [
    Document("0", "Tin", "Lũ.", path="tin/Thế_giới/a.txt", extra={"tags": ["a/b", "Lũ\x00lụt"], "my-tag": 5}),
    Document("1", "Tin", "Lũ.", url="https://x.vn/A", extra={"thẻ": "\u0301", "extra": LONG}),
    Document("2", "Tin", "Lũ.", author="Lâm Uyên, Đỗ An", extra={"tags": "Lũ\ud800lụt", "my-tag": True}),
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("whoosh") / "index"
    with Index.create(folder, keywords=("tags", "my-tag", "thẻ", "extra")) as created:
        created.update(ARTICLES)
        created.update([Document("3", "Tin", "Lũ.", path="tin/b.txt", extra={"tags": "a/b"})])
    return index.open_dir(str(folder))


LEXICONS = [
    ("tags_values", ["Lũ lụt", "a/b"]),
    ("tags_values_folded", ["a/b", "lu lut"]),
    ("my-tag_values", ["5", "true"]),
    ("thẻ_values", ["\u0301"]),
    ("extra_values", [LONG]),
    ("author_values_folded", ["do an", "lam uyen"]),
    ("path", ["/tin/b.txt/", "/tin/the-gioi/a.txt/"]),
    ("url", ["/https://x.vn/a/"]),
]


@pytest.mark.parametrize(("field", "terms"), LEXICONS, ids=[name for name, _ in LEXICONS])
def test_whole_values_are_terms(opened: Any, field: str, terms: list[str]) -> None:
    """They have slashes, spaces and capitals, and no control characters."""
    assert [term.decode() for term in opened.reader().lexicon(field)] == terms
    assert field in opened.schema


QUERIES = [
    (query.Term("tags_values", "a/b"), "03"),
    (query.Term("tags_values_folded", "lu lut"), "02"),
    (query.Term("extra_values", LONG), "1"),
    (query.Term("thẻ_values", "\u0301"), "1"),
    (query.Term("my-tag", "true"), "2"),
    (query.Prefix("path", "/tin/"), "03"),
    (query.Phrase("author_values", ["Lâm Uyên", "Đỗ An"]), "2"),
]


@pytest.mark.parametrize(("asked", "expected"), QUERIES, ids=range(len(QUERIES)))
def test_whole_values_are_found(opened: Any, asked: Any, expected: str) -> None:
    with opened.searcher() as searcher:
        assert sorted(hit["id"] for hit in searcher.search(asked)) == list(expected)


def test_what_is_stored_comes_back(opened: Any) -> None:
    """A keyword field that is called as a stored field does not hide it."""
    stored = {fields["id"]: fields for fields in opened.reader().all_stored_fields()}
    assert stored["1"]["extra"] == {"thẻ": "\u0301", "extra": LONG}
    assert stored["0"]["path"] == "tin/Thế_giới/a.txt"
