"""Titles, authors, dates and tags in the properties of documents."""

from __future__ import annotations

import pytest

from searchidx.files.readers.properties import (
    meaningful_authors,
    meaningful_date,
    meaningful_title,
    tags_of,
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
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Word Document"),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    ],
)
def test_titles_that_programs_fill_in(title: str) -> None:
    assert meaningful_title(title) == ""


def test_authors_tags_and_dates() -> None:
    assert meaningful_authors(["Lâm Uyên; Đình  Bá", "Admin", "Người dùng", "", "python-docx"]) == [
        "Lâm Uyên",
        "Đình Bá",
    ]
    assert tags_of(["cá linh, lũ;lũ", " "]) == ["cá linh", "lũ"]
    assert meaningful_date(" 2021-11-24T08:00:00.5Z ") == "2021-11-24T08:00:00+00:00"
    assert meaningful_date("2021-11-24") == "2021-11-24"
    assert meaningful_date("2013-12-23T23:15:00Z") == ""
    assert meaningful_date("1601-01-01T00:00:00Z") == ""
    assert meaningful_date("2021-13-24") == ""
    assert meaningful_date("hôm qua") == ""
    assert meaningful_date("") == ""
