"""The titles of documents, and titles that their texts repeat."""

from __future__ import annotations

import pytest

from searchidx.files.readers.office.office_text import Paragraph
from searchidx.files.readers.office.office_titles import body_without_title, title_of


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
