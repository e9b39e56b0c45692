"""The names in a byline."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.page_parts.authors import author_of
from tests.files.readers.page_parts.test_article_parts import BYLINES

AUTHORS = [
    ("Lâm Uyên", "Lâm Uyên"),
    ("LÂM  UYÊN", "LÂM UYÊN"),
    ("Bài và ảnh: Hoài Nhơn", "Hoài Nhơn"),
    ("Tin, ảnh:Hoài Nhơn", "Hoài Nhơn"),
    ("Ghi chép của Lâm Uyên", "Lâm Uyên"),
    ("KHẢI HOÀN thực hiện", "KHẢI HOÀN"),
    ("P.V (tổng hợp)", "P.V"),
    ("Nhạc sĩ Lâm Uyên", "Lâm Uyên"),
    ("Thực hiện: Nhà báo Lâm Uyên", "Lâm Uyên"),
    # several names
    ("Cao Thị Hiếu – Đình Bá", "Cao Thị Hiếu, Đình Bá"),
    ("Lâm Uyên - NGỌC DIỄM", "Lâm Uyên, NGỌC DIỄM"),
    ("Lâm Uyên, Đình Bá và Hoài Nhơn", "Lâm Uyên, Đình Bá, Hoài Nhơn"),
    ("Bài: Lâm Uyên - Ảnh: Đình Bá", "Lâm Uyên, Đình Bá"),
    ("LÂM UYÊN; ảnh: ĐÌNH BÁ", "LÂM UYÊN, ĐÌNH BÁ"),
    ("Lâm Uyên\nẢnh: Đình Bá", "Lâm Uyên, Đình Bá"),
    ("Lâm Uyên\nẢnh: Lâm Uyên", "Lâm Uyên"),
    # outlets and sources
    ("Đài Trang (TTXVN)", "Đài Trang"),
    ("Hoàng Anh/Báo Mẫu và Dân", "Hoàng Anh"),
    ("Hoàng Anh/mau/tin.example.vn", "Hoàng Anh"),
    ("Lâm Uyên\nTheo TTXVN", "Lâm Uyên"),
    ("Theo TTXVN", "TTXVN"),
    ("(Theo Lao động)", "Lao động"),
    ("Nguồn: VTV", "VTV"),
    ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+"),
    ("Phòng Công tác Đảng và Công tác chính trị", "Phòng Công tác Đảng và Công tác chính trị"),
    ("Ảnh: Ban Bạn đọc", "Ban Bạn đọc"),
    # no names
    *(
        (line, "")
        for line in ("(Còn nữa)", "(Phần II)", "(Ảnh minh hoạ)", "Ảnh: Tư liệu", "Ảnh: Tổng hợp", "")
    ),
]


@pytest.mark.parametrize(("byline", "author"), AUTHORS)
def test_the_author_of_a_byline(byline: str, author: str) -> None:
    """Labels, verbs, professions and outlets are no part of the name, in any Unicode form."""
    assert author_of(byline) == author
    assert author_of(unicodedata.normalize("NFD", byline)) == author


@pytest.mark.parametrize("byline", BYLINES)
def test_every_byline_has_an_author(byline: str) -> None:
    """The author is a part of the line, without a label."""
    author = author_of(byline)
    assert author
    assert ":" not in author


@given(st.text())
def test_any_text_may_be_a_byline(byline: str) -> None:
    """No text crashes, and an author is one line without blanks at its ends."""
    author = author_of(byline)
    assert author == " ".join(author.split())
