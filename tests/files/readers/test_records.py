"""From records to documents: ids, places, encodings, keys, and what is told."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

import pytest

from searchidx.files.readers.content import Content
from searchidx.files.readers.documents import NAME_THE_KEYS
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import ConvertedEncoding, Failure, Note, UnreadDate, UnreadText
from searchidx.model import Document

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark

CONTENT = Content("tin/a.csv", "a.csv", io.BytesIO())


def read_all(
    *items: Record | Remark, own_keys: bool = True, named: dict[str, str] | None = None
) -> list[Document | Remark]:
    return list(read_records(items, CONTENT, Keys.from_mapping(named or {}), own_keys=own_keys))


def test_an_article_has_the_id_of_its_record_or_of_its_place() -> None:
    """The name of the file and the ending make the id of a record without one."""
    documents = read_all(
        Record({"id": "7", "title": "Chợ nổi"}, "row 2", ":2"),
        Record({"title": "Chợ quê"}, "row 3", ":3"),
        Record({"title": "Chợ đêm"}),
    )
    assert [document.id for document in documents if isinstance(document, Document)] == [
        "7",
        "a.csv:3",
        "a.csv",
    ]
    assert {document.path for document in documents if isinstance(document, Document)} == {"tin/a.csv"}


def test_what_is_told_follows_its_article() -> None:
    """Remarks pass through in their places, and the keys that were guessed are told once, at the end."""
    converted = ConvertedEncoding("tin/a.csv", "tcvn3")
    items = read_all(
        Note("tin/a.csv", 'delimiter ";"'),
        Record({"headline": "Chợ nổi", "ngay": "hôm kia"}, "row 2", ":2"),
        Record({"headline": "Chợ quê", "phu_luc": "Chợ họp theo phiên."}, "row 3", ":3", "tcvn3"),
        Record({"views": 7}, "row 4", ":4"),
    )
    first, second = (item for item in items if isinstance(item, Document))
    assert (first.title, second.title) == ("Chợ nổi", "Chợ quê")
    assert second.extra == {"phu_luc": "Chợ họp theo phiên.", "encoding": "tcvn3"}
    assert items == [
        Note("tin/a.csv", 'delimiter ";"'),
        first,
        UnreadDate("tin/a.csv", "row 2", "hôm kia"),
        second,
        converted,
        UnreadText("tin/a.csv", "row 3", ("headline", "phu_luc")),
        Failure(
            "tin/a.csv",
            'it is no article: it has neither "title" nor "body" nor "text"',
            NAME_THE_KEYS,
            "row 4",
        ),
        Note("tin/a.csv", 'title from "headline", date from "ngay"'),
    ]


def test_each_encoding_has_one_remark() -> None:
    """The articles of a file may have several encodings. A key `encoding` of the file itself is kept."""
    items = read_all(
        Record({"title": "Chợ nổi"}, "row 2", ":2", "tcvn3"),
        Record({"title": "Chợ quê"}, "row 3", ":3", "tcvn3"),
        Record({"title": "Chợ đêm", "encoding": "base64"}, "row 4", ":4", "vni"),
        Record({"title": "Chợ phiên"}, "row 5", ":5", "tcvn3"),
    )
    remarks = [item for item in items if not isinstance(item, Document)]
    assert remarks == [ConvertedEncoding("tin/a.csv", "tcvn3"), ConvertedEncoding("tin/a.csv", "vni")]
    extras = [item.extra["encoding"] for item in items if isinstance(item, Document)]
    assert extras == ["tcvn3", "tcvn3", "base64", "tcvn3"]


def test_keys_of_the_reader_are_not_looked_up() -> None:
    """A reader that makes the keys itself has decoded the entities, and means what it says."""
    values = {"title": "R&amp;D", "content": "C", "date": datetime.date(2021, 11, 24)}
    (document,) = read_all(Record(values), own_keys=False, named={"title": "content"})
    assert isinstance(document, Document)
    assert (document.title, document.body, document.extra) == ("R&amp;D", "", {"content": "C"})
    assert document.date == datetime.date(2021, 11, 24)


@pytest.mark.parametrize(
    ("named", "title", "extra"),
    [
        ({}, "Tin", {"tit": "R&amp;D"}),
        ({"title": "tit"}, "R&D", {"title": "Tin"}),
        ({"title": "tit", "tags": "title"}, "R&D", {"tags": "Tin"}),
    ],
)
def test_named_keys_are_used(named: dict[str, str], title: str, extra: dict[str, Any]) -> None:
    """The value that had the attribute's name stays in `extra`, and nothing is told about a wish."""
    (document,) = read_all(Record({"title": "Tin", "tit": "R&amp;D", "body": "x"}), named=named)
    assert isinstance(document, Document)
    assert (document.title, document.extra) == (title, extra)
