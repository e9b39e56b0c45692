"""Titles, authors, dates and tags in the properties of documents."""

from __future__ import annotations

import pytest

from searchidx.files.readers.office.office_text import Paragraph
from searchidx.files.readers.office.office_titles import (
    body_without_title,
    meaningful_authors,
    meaningful_date,
    meaningful_title,
    tags_of,
    title_of,
)


@pytest.mark.parametrize(
    "title",
    [
        *("Mùa nước nổi", "Lụt", "Báo cáo năm 2021", "Microsoft ra mắt sản phẩm mới", "Tài liệu mật bị lộ"),
        *("Word of mouth", "Độc lập và tự do", "Bài 3.2 của sách", "Hµ Néi"),
    ],
)
def test_titles_with_a_meaning(title: str) -> None:
    assert meaningful_title(f" {title}\n") == title


@pytest.mark.parametrize(
    "title",
    [
        *("", " ", "Microsoft Word - bai.doc", "Document1", "Document", "New Microsoft Word Document (2)"),
        *("untitled", "Untitled-1", "Tài liệu 2", "PowerPoint Presentation", "Không tên", "bai_bao", "a12"),
        *("mùa nước.docx", "BAI.PDF", "?", "1", "a", "\ufffd\ufffdab cd", "a b " * 100),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_titles_that_programs_fill_in(title: str) -> None:
    assert meaningful_title(title) == ""


@pytest.mark.parametrize(
    ("property_title", "paragraphs", "title"),
    [
        ("Mùa nước", [Paragraph("Lũ về", 0)], "Mùa nước"),
        ("Document1", [Paragraph("a"), Paragraph("Lũ về", 1), Paragraph("Cá về", 0)], "Cá về"),
        ("", [Paragraph("Lũ về", 2), Paragraph("Cá về.", None)], "Lũ về"),
        ("", [Paragraph("Lũ về."), Paragraph("b")], ""),
        ("", [Paragraph("Lũ về " * 30), Paragraph("b")], ""),
        ("", [Paragraph("Lũ về")], ""),
        ("", [*[Paragraph("Câu.")] * 5, Paragraph("Lũ về", 0)], ""),
        ("", [], ""),
    ],
)
def test_the_title_of_a_document(property_title: str, paragraphs: list[Paragraph], title: str) -> None:
    assert title_of(property_title, paragraphs) == title


@pytest.mark.parametrize(
    ("title", "texts", "body"),
    [
        ("Mùa nước", ["MÙA  NƯỚC", "a"], "a"),
        ("Hòa bình", ["b", "Hoà bình", "a", "Hòa bình"], "b\na\nHòa bình"),
        ("Mùa nước", ["Mùa nước nổi", "a"], "Mùa nước nổi\na"),
        ("", ["", "a"], "\na"),
        ("Lũ", [], ""),
    ],
)
def test_the_title_is_not_repeated_in_the_body(title: str, texts: list[str], body: str) -> None:
    assert body_without_title(title, texts) == body


def test_authors_tags_and_dates() -> None:
    assert meaningful_authors(["Lâm Uyên; Đình  Bá", "Admin", "Người dùng", "", "python-docx"]) == [
        "Lâm Uyên",
        "Đình Bá",
    ]
    assert tags_of(["cá linh, lũ;lũ", " "]) == ["cá linh", "lũ"]
    assert meaningful_date(" 2021-11-24T08:00:00.5Z ") == "2021-11-24T08:00:00+00:00"
    assert meaningful_date("2021-11-24") == "2021-11-24"
    assert meaningful_date("1601-01-01T00:00:00Z") == ""
    assert meaningful_date("2021-13-24") == ""
    assert meaningful_date("hôm qua") == ""
    assert meaningful_date("") == ""
