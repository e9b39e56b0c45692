"""The values of keyword fields: which values a document has, and how they are compared."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.keyword_values import folded_value, streams, value_fields, values_of
from searchidx.model import Document

EXTRA: list[tuple[Any, list[str]]] = [
    ("Kinh tế", ["Kinh tế"]),
    (["Kinh tế", "Xã hội"], ["Kinh tế", "Xã hội"]),
    (("a", "b"), ["a", "b"]),
    (["a", "b", "a", " a "], ["a", "b"]),
    (["tin", "Tin", "TIN"], ["tin", "Tin", "TIN"]),
    ("a, b", ["a, b"]),  # only authors are divided
    ("a;b/c|d", ["a;b/c|d"]),
    # numbers and booleans are texts
    (5, ["5"]),
    (1.5, ["1.5"]),
    (0, ["0"]),
    (float("nan"), ["nan"]),
    (True, ["true"]),
    ([False, 0, "0"], ["false", "0"]),
    # anything else is no value
    (None, []),
    ([None, "a"], ["a"]),
    ([["a"], {"b": 1}, "c"], ["c"]),
    ({"a": "b"}, []),
    ([], []),
    ("", []),
    (" \t\n\u00a0", []),
    (b"a", []),
    # blanks and unprintable characters
    (" a \u00a0 b\tc\n", ["a b c"]),
    ("a\x00b\x1b[0mc\u202ed", ["a b [0mc d"]),
    ("a\ud800b", ["a b"]),
    ("\x00\ud800", []),
    # compositions
    ("Ky\u0303 thua\u0323\u0302t", ["Kỹ thuật"]),
    (["Tê\u0301", "Tế"], ["Tế"]),
    ("\u0301", ["\u0301"]),
]


@pytest.mark.parametrize(("value", "expected"), EXTRA, ids=ascii)
def test_the_values_of_extra(value: Any, expected: list[str]) -> None:
    assert values_of(Document("1", "", "", extra={"tags": value, "other": "x"}), "tags") == expected


def test_a_document_without_the_key_has_no_value() -> None:
    """The names of keys are compared exactly."""
    assert values_of(Document("1", "", "", extra={"tagged": "x", "tag": "y"}), "tags") == []


def test_a_key_may_have_capitals_and_any_unicode_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Thẻ")
    assert values_of(Document("1", "", "", extra={decomposed: "x"}), "thẻ") == ["x"]
    assert values_of(Document("1", "", "", extra={"Thẻ": "x", "thẻ": "y"}), "thẻ") == ["y"]


AUTHORS = [
    ("", []),
    ("Lâm Uyên", ["Lâm Uyên"]),
    ("Lâm Uyên, Nguyễn An", ["Lâm Uyên", "Nguyễn An"]),
    (
        "Lâm Uyên,  Nguyễn An,\nTrần Bê,\u00a0Đỗ Cam,\x00Hồ",
        ["Lâm Uyên", "Nguyễn An", "Trần Bê", "Đỗ Cam", "Hồ"],
    ),
    ("Lâm Uyên, Lâm Uyên, ", ["Lâm Uyên"]),
    ("Công ty A,B", ["Công ty A,B"]),
    (", , ", []),
]


@pytest.mark.parametrize(("author", "expected"), AUTHORS)
def test_each_author_is_a_value(author: str, expected: list[str]) -> None:
    assert values_of(Document("1", "", "", author=author), "author") == expected


def test_a_source_and_a_category_are_one_value_each() -> None:
    document = Document("1", "", "", source=" Báo  A, B", category="Xã\thội", extra={"source": "x"})
    assert values_of(document, "source") == ["Báo A, B"]
    assert values_of(document, "category") == ["Xã hội"]


FOLDED = [
    ("Tuổi Trẻ", "tuoi tre"),
    ("  Đà\tNẴNG ", "da nang"),
    ("Ky\u0303", "ky"),
    ("ＡＢ m²", "ab m2"),
    ("x \u0301", "x"),
    ("a \u0301 b", "a b"),
    # a value of accents only is compared as it is
    ("\u0301", "\u0301"),
    (" \u0300\u0301 ", "\u0300\u0301"),
    ("¨", "¨"),
    ("", ""),
    (" \x00", ""),
]


@pytest.mark.parametrize(("value", "expected"), FOLDED, ids=ascii)
def test_how_values_are_compared(value: str, expected: str) -> None:
    assert folded_value(value) == expected


@given(st.text() | st.text("aÀ \u0301\u0323đ¨\x00,ﬁ½"))
def test_a_folded_value_is_clean(text: str) -> None:
    """It has neither blanks at its ends nor two in a row, and NFC, NFD and capitals make no difference."""
    folded = folded_value(text)
    assert folded == " ".join(folded.split())
    assert folded_value(folded) == folded
    for form in ("NFC", "NFD"):
        assert folded_value(unicodedata.normalize(form, text)) == folded
    (value, *_) = values_of(Document("1", "", "", source=text), "source") or [""]
    assert folded_value(value) == folded
    assert bool(value) == bool(folded)


def test_the_values_are_terms_of_two_fields() -> None:
    """The folded terms are at the positions of the written ones."""
    assert value_fields("tags") == ("tags_values", "tags_values_folded")
    made = streams("tags", [["Tin", "Tín"], [], ["Tin, Ảnh"]])
    assert list(made) == ["tags_values", "tags_values_folded"]
    written, folded = made.values()
    assert [written.vocabulary[number] for number in written.ids] == ["Tin", "Tín", "Tin, Ảnh"]
    assert [folded.vocabulary[number] for number in folded.ids] == ["tin", "tin", "tin, anh"]
    for stream in (written, folded):
        assert stream.offsets.tolist() == [0, 2, 2, 3]
        assert stream.positions.tolist() == [0, 1, 0]
        assert stream.lengths.tolist() == [2, 0, 1]


def test_a_long_value_is_one_term() -> None:
    long = "Â" * 100_000
    assert values_of(Document("1", "", "", source=long), "source") == [long]
    assert folded_value(long) == "a" * 100_000
    marks = "a" + "\u0301\u0323" * 50_000
    assert folded_value(marks) == "a"
