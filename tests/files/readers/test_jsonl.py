"""JSON lines: fields, further keys, odd values, broken lines, compression, encodings, bounds."""

from __future__ import annotations

import datetime
import gzip
import json
import lzma
import random
import tracemalloc
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.files.readers import UnreadDate, UnreadText, read, read_file
from searchidx.files.readers.article import stripped
from searchidx.files.readers.records import RecordError, to_document
from searchidx.files.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.errors import ReadError
    from searchidx.files.readers.failures import Remark
    from searchidx.model import Document


def load(path: Path) -> tuple[list[Document], list[str]]:
    errors: list[ReadError] = []
    return list(read(path, on_error=errors.append)), list(map(str, errors))


def lines(tmp_path: Path, *records: object, name: str = "a.jsonl") -> Path:
    path = tmp_path / name
    texts = (
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    )
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def record(**fields: Any) -> Document:
    return to_document(fields, "a.jsonl:1", "a.jsonl")


def test_all_fields_are_taken_over(tmp_path: Path) -> None:
    """Known keys become fields, all others stay as they are."""
    fields = {
        "id": "n1",
        "title": "Hội chợ",
        "body": "Mở cửa.",
        "date": "2021-11-24",
        "source": "Báo",
        "category": "Tin",
    }
    others = {"url": "https://a.example/1", "tags": ["a", {"b": None}], "views": 7, "summary": None}
    (document,), errors = load(lines(tmp_path, fields | others))
    assert not errors
    assert (document.id, document.title, document.body) == ("n1", "Hội chợ", "Mở cửa.")
    assert (document.source, document.category, document.url) == ("Báo", "Tin", "https://a.example/1")
    assert document.date == datetime.date(2021, 11, 24)
    assert document.path == str(tmp_path / "a.jsonl")
    assert document.extra == {"tags": ["a", {"b": None}], "views": 7, "summary": None}


@pytest.mark.parametrize(
    ("value", "day", "kept"),
    [
        ("2021-11-24", "2021-11-24", False),
        ("2026-02-15T07:38:16+07:00", "2026-02-15", True),
        ("2025-11-01T13:11:51.000Z", "2025-11-01", True),
        ("2021-11-24 22:26", "2021-11-24", True),
        ("24/11/2021", "2021-11-24", True),
        ("Thứ Tư, 24/11/2021 22:26", "2021-11-24", True),
        ("3 giờ trước", None, True),
        ("2021-02-30", None, True),
        (1637766360, None, True),
        ("", None, False),
        (None, None, False),
    ],
)
def test_dates(value: object, day: str | None, kept: bool) -> None:
    """The day is read; what says more than the day, or is no date, is kept beside it."""
    document = record(title="a", date=value)
    assert document.date == (day and datetime.date.fromisoformat(day))
    assert document.extra == ({"date": value} if kept else {})


def test_a_page_gives_the_date_that_the_record_lacks(tmp_path: Path) -> None:
    """A date that cannot be read is none lost where the body, a whole page, tells the day."""
    page = "Hội chợ\n01/11/2025\n75\nliên quan\nGốc\nMở cửa sáng nay.\nLâm Uyên"
    path = lines(tmp_path, {"title": "Hội chợ", "body": page, "date": "hôm nay"}, {"title": "a", "date": "b"})
    remarks: list[Remark] = []
    documents = list(read_file(SourceFile(str(path), str(path), "a.jsonl"), on_remark=remarks.append))
    assert [document.date for document in documents] == [datetime.date(2025, 11, 1), None]
    assert remarks == [UnreadDate(str(path), 2, "b")]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "Chợ nổi", "content": "Chợ họp từ sáng sớm."}, True),
        ({"title": "Chợ nổi", "content": ["Chợ họp", "sáng sớm."]}, True),
        ({"title": None, "content": "Chợ họp"}, True),
        ({"title": "Chợ nổi", "content": "Chợ họp từ sáng sớm.", "body": ""}, False),
        ({"title": "Chợ nổi", "content": "Chợ họp từ sáng sớm.", "text": None}, False),
        ({"title": "Chợ nổi họp từ sáng sớm", "author": "Lâm Uyên", "views": 7}, False),
        ({"title": "Chợ", "url": "https://a.example/1", "date": "2021-11-24", "source": "Báo Chợ"}, False),
        ({"body": "Chợ", "content": "Chợ họp từ sáng sớm."}, False),
    ],
)
def test_texts_under_unknown_keys(tmp_path: Path, fields: dict[str, Any], told: bool) -> None:
    """More than the title under an unknown key, and no key for the text: that is told, with the keys."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(fields, ensure_ascii=False).encode("utf-16"))
    remarks: list[Remark] = []
    (document,) = read_file(SourceFile(str(path), str(path), "a.jsonl"), on_remark=remarks.append)
    assert remarks == ([UnreadText(str(path), 1, tuple(sorted(fields)))] if told else [])
    assert document.extra["encoding"] == "utf-16-le"


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


def test_values_of_the_wrong_kind() -> None:
    """A category that is a list stays in `extra`; a second text too; a body that is a list is an error."""
    document = record(title="a", body="b", text="c", category=["x"], source=True)
    assert (document.category, document.source) == ("", "")
    assert document.extra == {"text": "c", "category": ["x"], "source": True}
    for bad in ({"body": ["a"]}, {"title": {}}, {"title": "a", "id": True}):
        with pytest.raises(RecordError, match="is not text but"):
            record(**bad)
    with pytest.raises(RecordError, match="neither"):
        record(content="a")


SENTENCE = "Hội chợ mở cửa sáng nay."


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (SENTENCE + " Khách đến rất đông" * 20, SENTENCE),
        ("từ " * 60, ("từ " * 40).strip() + "…"),
        ("a\u0323\u0302" * 60, "a\u0323\u0302" * 40 + "…"),
        ("a" + "a\u0323\u0302" * 60, "a" + "a\u0323\u0302" * 39 + "…"),
        ("\u0302" * 130, "\u0302…"),
        ("- " + "a" * 130, "- " + "a" * 118 + "…"),
    ],
)
def test_a_missing_title_is_cut_sensibly(body: str, title: str) -> None:
    """At a sentence, else at a word, else between letters; the body stays whole."""
    document = record(body=body)
    assert document.title == title
    assert document.body == body


@given(st.text())
def test_a_derived_title_never_costs_body(body: str) -> None:
    """Whatever the text, a body without a title is stored as given, but for its line ends."""
    document = record(body=body)
    given_text = body.replace("\r\n", "\n").replace("\r", "\n")
    assert document.body == given_text or not stripped(given_text)
    assert 0 < len(document.title) <= 121


def test_a_body_that_is_a_whole_page_is_split() -> None:
    """A body that begins with its title is a page: furniture off, date found; any other stays as it is."""
    page = "Hội chợ\n01/11/2025\n75\nliên quan\nGốc\nMở cửa sáng nay.\nLâm Uyên"
    document = record(title="Hội chợ", body=page)
    assert document.body == "Mở cửa sáng nay."
    assert document.date == datetime.date(2025, 11, 1)
    assert document.extra == {"header": ["01/11/2025", "75", "liên quan", "Gốc"], "byline": "Lâm Uyên"}
    assert record(title="Hội chợ", body=page, date="2025-11-02").date == datetime.date(2025, 11, 2)
    for other in ({"title": "Hội"}, {"title": "Hội chợ", "header": 1}):
        assert record(body=page, **other).body == page
    assert record(title="Hội chợ", body="Hội chợ").body == "Hội chợ"


def test_broken_lines_are_reported_and_the_others_read(tmp_path: Path) -> None:
    """Every broken line is one error with file and number; blank lines count but say nothing."""
    broken = [
        "{",
        "[1]",
        '"text"',
        "null",
        "[" * 100_000,
        '{"title": "a", "x": ' + "9" * 5000 + "}",
        '{"a": 1}',
    ]
    deep = '{"title": "a", "x": ' + "[" * 64 + "]" * 64 + "}"
    path = lines(tmp_path, {"title": "first"}, "", *broken, deep, '  {"title": "last"}  ')
    documents, errors = load(path)
    assert [(document.id, document.title) for document in documents] == [
        ("a.jsonl:1", "first"),
        ("a.jsonl:11", "last"),
    ]
    assert [error.split(": ")[0] for error in errors] == [f"{path}, line {number}" for number in range(3, 11)]
    for error, reason in zip(
        errors, ["not JSON", *["not a JSON object"] * 3, "deeper", "digits", "neither", "deeper"], strict=True
    ):
        assert reason in error


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("{", 2),
        ('{"title": "a"', 14),
        ('{"title": "a",', 15),
        ('{"title":', 10),
        ('{"title": "a', 11),
        ('{"title": "ấ" "b"}', 15),
        ('  {"title": "a"}} ', 17),
        ("tiêu đề", 1),
    ],
)
@pytest.mark.parametrize("ending", ["", "\n", " \t \r\n"])
def test_an_error_names_the_column(tmp_path: Path, line: str, column: int, ending: str) -> None:
    """Where a line is no JSON, the error tells the line and the column where it breaks, or what it lacks."""
    (tmp_path / "a.jsonl").write_bytes(f'{{"title": "a"}}\n{line}{ending}'.encode())
    documents, (error,) = load(tmp_path / "a.jsonl")
    assert len(documents) == 1
    assert f"{tmp_path}/a.jsonl, line 2: not JSON: " in error
    assert error.endswith(f" (column {column})")


def test_values_that_are_not_json(tmp_path: Path) -> None:
    """NaN and infinities are nulls, halves of surrogate pairs become U+FFFD, whole pairs stay whole."""
    path = lines(
        tmp_path,
        r'{"title": "a\ud83d", "x": [NaN, -Infinity, 1e999, 1.5], "y": "\ud83d\ude00", "source": NaN}',
    )
    (document,), errors = load(path)
    assert not errors
    assert document.title == "a\ufffd"
    assert document.extra == {"x": [None, None, None, 1.5], "y": "😀"}
    assert document.source == ""


def test_equal_ids_are_all_yielded_in_order(tmp_path: Path) -> None:
    """So the last one counts where documents replace each other by id."""
    documents, _ = load(lines(tmp_path, {"id": "1", "title": "a"}, {"id": "1", "title": "b"}))
    assert [document.title for document in documents] == ["a", "b"]


RECORDS = "".join(
    json.dumps({"id": str(i), "title": f"Hội chợ {i}", "k": random.Random(i).random()}) + "\n"
    for i in range(5000)
)
PACK = {
    "a.jsonl": bytes,
    "a.ndjson": bytes,
    "a.jsonl.gz": gzip.compress,
    "a.JSONL.XZ": lzma.compress,
    "a.ndjson.xz": lzma.compress,
}


@pytest.mark.parametrize("name", PACK)
def test_every_packing_reads_the_same(tmp_path: Path, name: str) -> None:
    """Plain, gzip and xz, by the end of the name in any case."""
    (tmp_path / name).write_bytes(PACK[name](RECORDS.encode()))
    documents, errors = load(tmp_path / name)
    assert not errors
    assert [document.id for document in documents] == [str(i) for i in range(5000)]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz"])
def test_a_file_that_breaks_off_gives_what_is_before(tmp_path: Path, name: str) -> None:
    """All lines that can be unpacked come first, in order, then one error with the line where it ended."""
    packed = PACK[name.replace("jsonl.xz", "JSONL.XZ")](RECORDS.encode())
    (tmp_path / name).write_bytes(packed[: len(packed) // 2])
    documents, errors = load(tmp_path / name)
    assert [document.id for document in documents] == [str(i) for i in range(len(documents))]
    assert 1000 < len(documents) < 4000
    assert len(errors) == 1
    assert f"line {len(documents) + 1}: the file breaks off or is damaged" in errors[0]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz"])
@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b", b"\xfd7zXZ"])
def test_what_is_no_archive_is_one_error(tmp_path: Path, name: str, content: bytes) -> None:
    """Content that does not unpack is told and nothing else happens."""
    (tmp_path / name).write_bytes(content)
    documents, errors = load(tmp_path / name)
    assert not documents
    assert len(errors) == (1 if content or name.endswith("xz") else 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and UTF-16 with and without a byte order mark; what was not UTF-8 is noted in every document."""
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"title": "Hội chợ"}\r\n{"title": "Mở cửa 😀"}'.encode(encoding))
    documents, errors = load(path)
    assert not errors
    assert [document.title for document in documents] == ["Hội chợ", "Mở cửa 😀"]
    noted = {"utf-8-sig": None, "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert [document.extra.get("encoding") for document in documents] == [noted] * 2


def test_lines_are_decoded_one_by_one(tmp_path: Path) -> None:
    """A line in an old encoding is read and noted, one that is no text is an error of its own."""
    path = tmp_path / "a.jsonl"
    old = (
        unicodedata.normalize("NFC", '{"title": "à la carte, bà già ở nhà"}')
        .replace("ở", "o")
        .encode("cp1258")
    )
    binary = bytes(range(128, 256)) * 2 + b"\x00"
    path.write_bytes(b"\n".join((b'{"title": "a"}', old, binary, b'{"title": "b"}')))
    documents, errors = load(path)
    assert [document.title for document in documents] == ["a", "à la carte, bà già o nhà", "b"]
    assert [document.extra.get("encoding") for document in documents] == [None, "windows-1258", None]
    assert len(errors) == 1
    assert f"{path}, line 3: it is not text" in errors[0]


def test_damaged_lines_are_noted(tmp_path: Path) -> None:
    """A line with bad bytes, or with half a surrogate pair in UTF-16, is read and noted; no other line is."""
    path = tmp_path / "a.jsonl"
    good = '{"title": "Hội chợ \ufffd mở cửa đón khách ở tỉnh"}\n'
    path.write_bytes(good.encode() + good.encode().replace("\ufffd".encode(), b"\xff") + good.encode())
    documents, errors = load(path)
    assert [document.extra.get("encoding") for document in documents] == [None, "utf-8, damaged", None]
    path.write_text(good + good.replace("\ufffd", "\ud83d") + good, "utf-16-le", "surrogatepass")
    again, more = load(path)
    assert [document.extra["encoding"] for document in again] == [
        *("utf-16-le", "utf-16-le, damaged", "utf-16-le")
    ]
    assert {document.title for document in again} == {"Hội chợ \ufffd mở cửa đón khách ở tỉnh"}
    assert not errors + more
    path.write_bytes(path.read_bytes() + b"{")
    again, errors = load(path)
    assert len(again) == 3
    assert len(errors) == 1
    assert "line 4: the file breaks off" in errors[0]


def test_a_line_without_end_is_bounded(tmp_path: Path) -> None:
    """A line of 40 MB is one error, held at no time; the next line is read."""
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b'{"title": "')
        for _ in range(40):
            stream.write(b"a" * 1_000_000)
        stream.write(b'"}\n{"title": "b"}\n')
    tracemalloc.start()
    try:
        documents, errors = load(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [document.title for document in documents] == ["b"]
    assert [error.split(": ")[1] for error in errors] == ["it is longer than 16 MiB"]
    assert peak < 60_000_000


def test_a_long_file_is_streamed(tmp_path: Path) -> None:
    """Memory does not grow with the number of lines."""
    path = tmp_path / "a.jsonl.xz"
    with lzma.open(path, "wb", preset=0) as stream:
        for _ in range(4):
            stream.write(RECORDS.replace("Hội chợ", "Hội chợ " + "rất đông " * 60).encode())
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(path)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


SMALL = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | SMALL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SMALL, inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from(["id", "title", "body", "text", "date", "source", "category", "url", "x"]) | SMALL


@settings(max_examples=60)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_value_is_lost_or_crashes(fields: dict[str, Any]) -> None:
    """Any JSON object is an article or a RecordError; of an article every further key is kept as it is."""
    try:
        document = to_document(fields, "a:1", "a")
    except RecordError:
        return
    known = {"id", "title", "body", "text", "date", "source", "category", "url"}
    assert {key: fields[key] for key in fields.keys() - known}.items() <= dict(document.extra).items()
    assert document.id
    assert document.title
