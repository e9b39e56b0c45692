"""What our segments keep by document, as Whoosh reads it from its own."""

from __future__ import annotations

import datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from whoosh import index

from searchidx.engines.whoosh.codec_documents import DocumentReader
from searchidx.model import Document
from tests.support import engine_corpus as corpus
from tests.support.stock_whoosh import ours_and_stock, plain_document, random_segments

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, Any]]:
    """The readers of three segments: ours, and Whoosh's own."""
    random = Random(8)
    documents = [plain_document(random, f"id{number}") for number in range(30)]
    ours, stock = ours_and_stock(tmp_path_factory.mktemp("documents"), *random_segments(random, documents))
    leaves = zip(ours.reader().leaf_readers(), stock.reader().leaf_readers(), strict=True)
    return [(mine, theirs) for (mine, _), (theirs, _) in leaves]


@pytest.mark.parametrize(
    "field", ["id", "title", "body", "body_folded", "body_words", "body_pairs", "source"]
)
def test_lengths(readers: list[tuple[Any, Any]], field: str) -> None:
    """Of each document, and the least, the largest and the sum; ids have none."""
    for mine, theirs in readers:
        count = theirs.doc_count_all()
        lengths = [theirs.doc_field_length(number, field) or 0 for number in range(count)]
        assert [mine.doc_field_length(number, field) for number in range(count)] == lengths
        assert mine.field_length(field) == sum(lengths) == theirs.field_length(field)
        assert (mine.min_field_length(field), mine.max_field_length(field)) == (min(lengths), max(lengths))


def test_stored_fields(readers: list[tuple[Any, Any]]) -> None:
    """The fields that both indexes store; ours has all of a document."""
    for mine, theirs in readers:
        for number in range(theirs.doc_count_all()):
            stored, expected = mine.stored_fields(number), theirs.stored_fields(number)
            assert {name: stored[name] for name in expected} == expected
            assert stored.keys() - {"date"} == set(Document.__slots__) - {"date"}
            assert ("date" in stored) == ("date" in expected)


def test_deleted_documents(tmp_path: Path) -> None:
    """They are counted, and known one by one; a number beyond the segment is none of them."""
    segment = corpus.segment_of(tmp_path, corpus.documents_of("an", "ba", "ca"), deleted=["1"])
    reader = DocumentReader(segment)
    assert (reader.doc_count(), reader.doc_count_all(), reader.has_deletions()) == (2, 3, True)
    assert list(reader.deleted_docs()) == [1]
    assert [number for number in range(5) if reader.is_deleted(number)] == [1]
    whole = DocumentReader(type(segment)(segment.container.path, segment.deleted[:0]))
    assert (whole.doc_count(), whole.has_deletions(), list(whole.deleted_docs())) == (3, False, [])


def test_dates_are_a_column(tmp_path: Path) -> None:
    """In microseconds since the first day of the year 1, as Whoosh counts them; time zones do not count."""
    moment = datetime.datetime(2021, 12, 31, 22, 26, 5, 7, datetime.timezone(datetime.timedelta(hours=7)))
    dates = [datetime.date(1970, 1, 1), None, datetime.date(2021, 12, 31), moment]
    documents = [Document(str(number), "", "", date) for number, date in enumerate(dates)]
    corpus.index_of(tmp_path / "index", documents)
    opened = index.open_dir(str(tmp_path / "index"))
    (reader,) = [leaf for leaf, _ in opened.reader().leaf_readers()]
    assert reader.has_column("date")
    assert not reader.has_column("title")
    column = reader.column_reader("date", translate=False)
    missing = opened.schema["date"].column_type.default_value()
    days = [719_162, None, 738_154, 738_154]
    expected = [missing if day is None else day * 86400 * 10**6 for day in days]
    expected[3] += ((22 * 60 + 26) * 60 + 5) * 10**6 + 7
    assert len(column) == 4
    assert [column[number] for number in range(4)] == expected
    assert [column.sort_key(number) for number in range(4)] == expected
    column.set_reverse()
    assert [column.sort_key(number) for number in range(4)] == [-value for value in expected]
    assert [reader.stored_fields(number).get("date") for number in range(4)] == [
        datetime.datetime(1970, 1, 1),
        None,
        datetime.datetime(2021, 12, 31),
        moment,
    ]
