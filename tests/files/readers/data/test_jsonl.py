"""JSON lines: articles, failures and remarks in order, broken lines, values that are not JSON."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.remarks import (
    ConvertedEncoding,
    DamagedCharacters,
    Failure,
    UnreadDate,
    UnreadText,
)
from tests.support.files import read_all, read_remarks, write_lines

if TYPE_CHECKING:
    from pathlib import Path


def test_an_article_is_followed_by_the_remarks_on_it(tmp_path: Path) -> None:
    """Ids are made of the file and the line; each remark tells the line that it is about."""
    path = write_lines(
        tmp_path / "a.jsonl",
        {"id": "n1", "title": "Hội chợ", "date": "hôm kia", "chapters": "Hội chợ mở cửa"},
        "",
        "[1]",
        {"title": "Mở cửa", "date": "2021-11-24"},
    )
    documents, remarks = read_remarks(path)
    assert [(document.id, document.path) for document in documents] == [
        ("n1", str(path)),
        ("a.jsonl:4", str(path)),
    ]
    assert remarks == [
        UnreadDate(str(path), "line 1", "hôm kia"),
        UnreadText(str(path), "line 1", ("chapters", "date", "id", "title")),
        Failure(str(path), "it is not a JSON object", 'write {"title": ..., "body": ...}', "line 3"),
    ]


def test_an_encoding_is_told_once(tmp_path: Path) -> None:
    """The encoding is noted in `extra`, unless the record has such a key itself."""
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"title": "Hội chợ"}\n{"title": "a", "encoding": "x"}\n{"a": 1}'.encode("utf-16"))
    documents, remarks = read_remarks(path)
    assert [document.extra for document in documents] == [{"encoding": "utf-16-le"}, {"encoding": "x"}]
    assert remarks[0] == ConvertedEncoding(str(path), "utf-16-le")
    assert isinstance(remarks[1], Failure)
    path.write_bytes(b'{"title": "H\xe1\xbb\x99i ch\xe1\xbb\xa3 m\xe1\xbb\x9f \xff c\xe1\xbb\xada"}')
    (document,), remarks = read_remarks(path)
    assert document.extra == {"encoding": "utf-8, damaged"}
    assert remarks == [DamagedCharacters(str(path), "utf-8")]


def test_an_encoding_is_no_unread_text(tmp_path: Path) -> None:
    """What the reader notes is not among the keys of the record."""
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"title": "Chợ"}\n{"title": "Chợ", "nội quy": "Chợ họp"}'.encode("utf-16"))
    _, remarks = read_remarks(path)
    told = [remark for remark in remarks if isinstance(remark, UnreadText)]
    assert told == [UnreadText(str(path), "line 2", ("nội quy", "title"))]


def test_a_page_gives_the_date_that_the_record_lacks(tmp_path: Path) -> None:
    """A date that cannot be read is none lost where the body, a whole page, tells the day."""
    page = "Hội chợ\n01/11/2025\n75\nliên quan\nGốc\nMở cửa sáng nay.\nLâm Uyên"
    path = write_lines(
        tmp_path / "a.jsonl",
        {"title": "Hội chợ", "body": page, "date": "hôm nay"},
        {"title": "a", "date": "b"},
    )
    documents, remarks = read_remarks(path)
    assert [document.date for document in documents] == [datetime.date(2025, 11, 1), None]
    assert remarks == [UnreadDate(str(path), "line 2", "b")]


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
    path = write_lines(tmp_path / "a.jsonl", {"title": "first"}, "", *broken, deep, '  {"title": "last"}  ')
    documents, errors = read_all(path)
    assert [(document.id, document.title) for document in documents] == [
        ("a.jsonl:1", "first"),
        ("a.jsonl:11", "last"),
    ]
    assert [error.split(": ")[0] for error in errors] == [f"{path}, line {number}" for number in range(3, 11)]
    assert [error.split(": ", 1)[1] for error in errors] == [
        "it is not JSON: Expecting property name enclosed in double quotes (column 2)",
        *['it is not a JSON object; write {"title": ..., "body": ...}'] * 3,
        "it is nested deeper than 64 levels",
        "a number in it has too many digits; write it as a string",
        'it is no article: it has neither "title" nor "body" nor "text"; '
        "map its keys, as in title=headline body=content.text",
        "it is nested deeper than 64 levels",
    ]


@pytest.mark.parametrize(
    ("value", "is_read"),
    [
        ("[" * 63 + "]" * 63, True),
        ("[" * 63 + "1" + "]" * 63, True),
        ("[" * 64 + "]" * 64, False),
        ('{"a":' * 63 + "{}" + "}" * 63, False),
        ('{"a":[' * 31 + "{}" + "]}" * 31, True),
        ('{"a":[' * 32 + "{}" + "]}" * 32, False),
        ("[" + "[]," * 999 + "[]]", True),
        ('"' + "[{" * 99 + '"', True),
    ],
)
def test_objects_and_lists_are_nested_in_at_most_64_levels(tmp_path: Path, value: str, is_read: bool) -> None:
    """The object of the line is the first level; brackets beside each other or in texts are none."""
    path = write_lines(tmp_path / "a.jsonl", f'{{"title": "a", "x": {value}}}')
    documents, errors = read_all(path)
    assert len(documents) == is_read
    assert errors == ([] if is_read else [f"{path}, line 1: it is nested deeper than 64 levels"])
    if is_read:
        assert documents[0].extra["x"] == json.loads(value)


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
    documents, (error,) = read_all(tmp_path / "a.jsonl")
    assert len(documents) == 1
    assert f"{tmp_path}/a.jsonl, line 2: it is not JSON: " in error
    assert error.endswith(f" (column {column})")


def test_values_that_are_not_json(tmp_path: Path) -> None:
    """NaN and infinities are nulls, halves of surrogate pairs become U+FFFD, whole pairs stay whole."""
    path = write_lines(
        tmp_path / "a.jsonl",
        r'{"title": "a\ud83d", "x": [NaN, -Infinity, 1e999, 1.5], "y": "\ud83d\ude00", "source": NaN}',
    )
    (document,), errors = read_all(path)
    assert not errors
    assert document.title == "a\ufffd"
    assert document.extra == {"x": [None, None, None, 1.5], "y": "😀"}
    assert document.source == ""


def test_halves_of_pairs_are_mended_everywhere(tmp_path: Path) -> None:
    """They become U+FFFD in keys and values, in either case; other escapes keep their meaning."""
    path = write_lines(
        tmp_path / "a.jsonl",
        r'{"title": "a\uDFFFb", "k\ud800": ["\uDBFF\uDC00", "\udbff"], "e": "\u1ed9", "n": 1.0}',
    )
    (document,), _ = read_all(path)
    assert document.title == "a\ufffdb"
    assert document.extra == {"k\ufffd": ["\U0010fc00", "\ufffd"], "e": "ộ", "n": 1.0}


def test_equal_ids_are_all_yielded_in_order(tmp_path: Path) -> None:
    """The last one thus counts where documents replace each other by id."""
    documents, _ = read_all(
        write_lines(tmp_path / "a.jsonl", {"id": "1", "title": "a"}, {"id": "1", "title": "b"})
    )
    assert [document.title for document in documents] == ["a", "b"]
