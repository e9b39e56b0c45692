"""From JSON objects to documents: fields, further keys, odd values, whole pages."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.files.readers.documents import (
    NAME_THE_KEYS,
    RecordError,
    has_unread_text,
    to_document,
    unread_date,
)
from searchidx.files.readers.whitespace import strip_blanks
from searchidx.model import Document


def record(**fields: Any) -> Document:
    return to_document(fields, "a.jsonl:1", "a.jsonl")


def test_all_fields_are_taken_over() -> None:
    """Known keys become fields, all others stay as they are."""
    fields = {
        "id": "n1",
        "title": "Hội chợ",
        "body": "Mở cửa.",
        "date": "2021-11-24",
        "source": "Báo",
        "category": "Tin",
        "url": "https://a.example/1",
    }
    others = {"tags": ["a", {"b": None}], "views": 7, "summary": None}
    assert record(**fields, **others) == Document(
        "n1",
        "Hội chợ",
        "Mở cửa.",
        datetime.date(2021, 11, 24),
        "Báo",
        "Tin",
        "https://a.example/1",
        "a.jsonl",
        others,
    )


@pytest.mark.parametrize(
    ("value", "date", "kept"),
    [
        ("2021-11-24", "2021-11-24", False),
        ("2026-02-15T07:38:16+07:00", "2026-02-15T07:38:16+07:00", False),
        ("2026-01-05T15:20:34.674767+07:00", "2026-01-05T15:20:34.674767+07:00", False),
        ("2025-11-01T00:00:00", "2025-11-01T00:00:00", False),
        ("2025-11-01T13:11:51.000Z", "2025-11-01T13:11:51+00:00", True),
        ("2021-11-24 22:26", "2021-11-24T22:26:00", True),
        ("2021-11-24T25:26:00", "2021-11-24", True),
        ("24/11/2021", "2021-11-24", True),
        ("Thứ Tư, 24/11/2021 22:26", "2021-11-24T22:26:00", True),
        ("3 giờ trước", None, True),
        ("2021-02-30", None, True),
        (1637766360, None, True),
        ("", None, False),
        (None, None, False),
        (" 2021-11-24 ", "2021-11-24", True),
        (" ", None, True),
        (["2021-11-24"], None, True),
    ],
)
def test_dates(value: object, date: str | None, kept: bool) -> None:
    """Day and time are read; a value in any other form than that of the date, or no date, is kept as well."""
    document = record(title="a", date=value)
    assert (document.date and document.date.isoformat()) == date
    assert document.extra == ({"date": value} if kept else {})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"id": 7, "title": "a"}, ("7", "a", "")),
        ({"title": "a"}, ("a.jsonl:1", "a", "")),
        ({"id": None, "title": "a", "body": None}, ("a.jsonl:1", "a", "")),
        ({"id": " ", "title": "a"}, ("a.jsonl:1", "a", "")),
        ({"id": "a\n\x1b[1m\u202e", "title": "a"}, (r"a\x0a\x1b[1m\u202e", "a", "")),
        ({"id": "1", "title": " \ufeffa\u00a0", "text": "b\r\nc"}, ("1", "a", "b\nc")),
        ({"id": "1", "title": 2024, "body": "", "text": "b"}, ("1", "2024", "b")),
        ({"id": "1", "title": "", "body": ""}, ("1", "1", "")),
        ({"id": "1", "body": "Dòng một\nDòng hai"}, ("1", "Dòng một", "Dòng một\nDòng hai")),
    ],
)
def test_id_title_and_body(fields: dict[str, Any], expected: tuple[str, str, str]) -> None:
    """Missing, null, blank and numeric values have their documented meaning."""
    document = record(**fields)
    assert (document.id, document.title, document.body) == expected


@pytest.mark.parametrize("key", ["source", "category", "url"])
@pytest.mark.parametrize(
    ("value", "taken"),
    [("Báo", "Báo"), (7, "7"), (1.5, "1.5"), (None, ""), ("", ""), (True, None), (["x"], None)],
)
def test_plain_fields(key: str, value: object, taken: str | None) -> None:
    """Text and numbers are taken over, null is nothing, and a value of another kind stays in `extra`."""
    document = record(title="a", **{key: value})
    assert getattr(document, key) == (taken or "")
    assert document.extra == ({key: value} if taken is None else {})


@pytest.mark.parametrize("key", ["id", "title", "body", "text"])
@pytest.mark.parametrize(("value", "kind"), [(["a"], "list"), ({}, "dict"), (True, "bool")])
def test_texts_of_the_wrong_kind_are_errors(key: str, value: object, kind: str) -> None:
    """What an article says must be text or a number."""
    with pytest.raises(RecordError) as caught:
        record(**{"title": "a", key: value})
    assert (caught.value.reason, caught.value.advice) == (
        f'"{key}" is not text but {kind}',
        "write it as a string",
    )


def test_a_second_text_stays_in_extra() -> None:
    """The body counts unless it is blank; then the text is the body, and is not kept twice."""
    document = record(title="a", body="b", text=["c"])
    assert (document.body, document.extra) == ("b", {"text": ["c"]})
    document = record(title="a", body=" \ufeff", text="c")
    assert (document.body, document.extra) == ("c", {})


@pytest.mark.parametrize("key", ["title", "body", "text"])
def test_one_of_three_keys_makes_an_article(key: str) -> None:
    """Without any of them there is none, whatever else there is; with one, even null, there is."""
    with pytest.raises(RecordError) as caught:
        record(content="a", id="1")
    assert caught.value.reason == 'it is no article: it has neither "title" nor "body" nor "text"'
    assert caught.value.advice == NAME_THE_KEYS
    assert record(**{key: None}).title == "a.jsonl:1"


def test_a_missing_title_is_the_beginning_of_the_body() -> None:
    """The title is the first line that is not blank, cut if it is long; the body stays whole."""
    document = record(id="1", body=" \n\u00a0Dòng một \nDòng hai")
    assert (document.title, document.body) == ("Dòng một", " \n\u00a0Dòng một \nDòng hai")
    document = record(id="1", body="Mở cửa rồi. " * 20)
    assert document.title == "Mở cửa rồi."


@given(st.text())
def test_a_derived_title_never_costs_body(body: str) -> None:
    """Whatever the text, a body without a title is stored as given, but for its line ends."""
    document = record(body=body)
    given_text = body.replace("\r\n", "\n").replace("\r", "\n")
    assert document.body == given_text or not strip_blanks(given_text)
    assert 0 < len(document.title) <= 121


@pytest.mark.parametrize(
    ("fields", "author", "kept"),
    [
        ({"author": "Lâm Uyên"}, "Lâm Uyên", {}),
        ({"author": " Lâm Uyên "}, "Lâm Uyên", {}),
        ({"author": "L&acirc;m Uy&ecirc;n"}, "Lâm Uyên", {}),
        ({"tac_gia": "Lâm Uyên"}, "Lâm Uyên", {}),
        ({"tác giả": "Lâm Uyên"}, "Lâm Uyên", {}),
        ({"authors": ["Lâm Uyên", "Đình Bá"]}, "Lâm Uyên, Đình Bá", {}),
        ({"authors": ["Lâm Uyên", "", "Lâm Uyên"]}, "Lâm Uyên", {}),
        ({"author": {"name": "Lâm Uyên", "id": 7}}, "Lâm Uyên", {"author": {"name": "Lâm Uyên", "id": 7}}),
        ({"creator": [{"name": "Lâm Uyên"}]}, "Lâm Uyên", {"creator": [{"name": "Lâm Uyên"}]}),
        ({"author": "", "authors": ["Đình Bá"]}, "Đình Bá", {"author": ""}),
        ({"author": "Lâm Uyên", "byline": "PV"}, "Lâm Uyên", {"byline": "PV"}),
        ({"byline": "Bài và ảnh: Lâm Uyên"}, "Lâm Uyên", {"byline": "Bài và ảnh: Lâm Uyên"}),
        ({"byline": "Lâm Uyên"}, "Lâm Uyên", {}),
        ({"byline": "by Lâm Uyên"}, "by Lâm Uyên", {}),
        ({"author": None}, "", {"author": None}),
        ({"author": 7}, "", {"author": 7}),
        ({"author": [True, 7, None]}, "", {"author": [True, 7, None]}),
        ({"author": {"first": "Lâm"}}, "", {"author": {"first": "Lâm"}}),
    ],
)
def test_authors(fields: dict[str, Any], author: str, kept: dict[str, Any]) -> None:
    """Names are joined; a value that has more than the names, or none, stays in `extra`."""
    document = record(title="a", **fields)
    assert (document.author, document.extra) == (author, kept)


def test_the_author_of_the_record_counts_before_that_of_the_page() -> None:
    """The byline of a page is furniture in either case."""
    fields = {"title": "Hội chợ", "body": "Hội chợ\nMở cửa sáng nay.\nLâm Uyên"}
    assert record(**fields).author == "Lâm Uyên"
    document = record(**fields, author="Đình Bá")
    assert (document.author, document.furniture) == ("Đình Bá", "Lâm Uyên")


def test_entities_are_decoded_in_texts_and_not_elsewhere() -> None:
    """Title, body, source, category and author are texts; the id, the address and other keys are not."""
    keys = ("id", "title", "body", "source", "category", "url", "author", "note")
    document = record(**dict.fromkeys(keys, "T&amp;T&#10;&lt;"))
    texts = (document.title, document.body, document.source, document.category, document.author)
    assert set(texts) == {"T&T <"}
    assert {document.id, document.url, document.extra["note"]} == {"T&amp;T&#10;&lt;"}
    assert record(id="1", body="R&amp;D &amp;amp;").title == "R&D &amp;"


def test_a_body_that_is_a_whole_page_is_split() -> None:
    """A body that begins with its title is a page: furniture off, date found; any other stays as it is."""
    page = "Hội chợ\n01/11/2025\n75\nliên quan\nGốc\nMở cửa sáng nay.\nLâm Uyên"
    document = record(title="Hội chợ", body=page)
    assert document.body == "Mở cửa sáng nay."
    assert document.date == datetime.date(2025, 11, 1)
    assert (document.author, document.extra) == ("Lâm Uyên", {})
    assert document.furniture == "01/11/2025\n75\nliên quan\nGốc\nLâm Uyên"
    assert record(title="Hội chợ", body=page, date="2025-11-02").date == datetime.date(2025, 11, 2)
    assert record(title="Hội chợ", body=" \n Hội chợ \r\nMở cửa").body == "Mở cửa"
    assert record(title="Hội", body=page).furniture.startswith("Hội chợ\n01/11/2025\n75")
    assert record(title="Hội", body="Hội chợ\n01/11/2025\nMở cửa").body == "Hội chợ\n01/11/2025\nMở cửa"
    assert record(title="Hội chợ", body="Hội chợ").body == "Hội chợ"
    only_furniture = record(title="Hội chợ", body="Hội chợ\n|")
    assert (only_furniture.body, only_furniture.furniture) == ("", "|")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "Chợ nổi", "content": "Chợ họp từ sáng sớm."}, True),
        ({"title": "Chợ nổi", "content": ["Chợ họp", "sáng sớm."]}, True),
        ({"title": None, "content": "C"}, True),
        ({"title": "Chợ", "content": "Chợ"}, False),
        ({"title": "Chợ", "content": "Chợ!"}, True),
        ({"title": "Chợ", "views": 123}, False),
        ({"title": "Chợ", "views": 1234}, True),
        ({"title": "Chợ nổi", "content": "Chợ họp từ sáng sớm.", "body": ""}, False),
        ({"title": "Chợ nổi", "content": "Chợ họp từ sáng sớm.", "text": None}, False),
        ({"title": "Chợ nổi họp từ sáng sớm", "author": "Lâm Uyên", "views": 7}, False),
        ({"title": "Chợ", "url": "https://a.example/1", "date": "2021-11-24", "source": "Báo Chợ"}, False),
        ({"body": "Chợ", "content": "Chợ họp từ sáng sớm."}, False),
    ],
)
def test_texts_under_unknown_keys(fields: dict[str, Any], told: bool) -> None:
    """More than the title under an unknown key, and no key for the text, is a text that was not read."""
    assert has_unread_text(fields) is told


@pytest.mark.parametrize(
    ("date", "unread"),
    [
        ("hôm kia", "hôm kia"),
        (1637766360, 1637766360),
        (False, False),
        ("2021-11-24T22:26", None),
        (" ", None),
        ("", None),
        (None, None),
    ],
)
def test_unread_dates(date: object, unread: object) -> None:
    """A value that is no date is unread; a blank one is none."""
    assert unread_date(record(title="a", date=date)) == unread
    assert unread_date(record(title="a")) is None


SMALL = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | SMALL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SMALL, inner, max_size=3),
    max_leaves=4,
)
KEYS = (
    st.sampled_from(["id", "title", "body", "text", "date", "source", "category", "url", "author", "x"])
    | SMALL
)


@settings(max_examples=60)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_value_is_lost_or_crashes(fields: dict[str, Any]) -> None:
    """Any JSON object is an article or a RecordError; of an article every further key is kept as it is."""
    try:
        document = to_document(fields, "a:1", "a")
    except RecordError:
        return
    known = {"id", "title", "body", "text", "date", "source", "category", "url", "author"}
    assert {key: fields[key] for key in fields.keys() - known}.items() <= dict(document.extra).items()
    assert document.id
    assert document.title
