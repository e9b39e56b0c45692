"""Saved web pages: one page is one article."""

from __future__ import annotations

import datetime
from io import BytesIO

import pytest

from searchidx.files.readers.content import MAX_TEXT_BYTES, Content
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters, Failure, Remark
from searchidx.files.readers.web import parsing
from searchidx.files.readers.web.html import read_html
from searchidx.model import Document
from tests.analyzers.encodings.test_detect import ENCODERS
from tests.files.readers.web.pages import LEAD, NEWS_PAGE, PARAGRAPHS, TITLE


def read(data: bytes) -> list[Document | Remark]:
    return list(read_html(Content("tin/a.html", "a.html", BytesIO(data)), Keys()))


def document_of(page: str) -> Document:
    (document,) = read(page.encode())
    assert isinstance(document, Document)
    return document


def test_a_page_becomes_a_document() -> None:
    """The date line of the page is furniture, as it is in a text file."""
    zone = datetime.timezone(datetime.timedelta(hours=7))
    assert read(NEWS_PAGE.encode()) == [
        Document(
            id="a.html",
            title=TITLE,
            body="\n".join((LEAD, PARAGRAPHS[0], "Một góc bến lúc rạng đông.", *PARAGRAPHS[1:])),
            date=datetime.datetime(2021, 11, 24, 22, 26, tzinfo=zone),
            source="Báo Mẫu",
            category="Đời sống",
            url="https://baomau.example/doi-song/cho-noi-cai-mo-1.html",
            path="tin/a.html",
            author="Lâm Uyên",
            furniture="Thứ Tư, 24/11/2021 22:26",
        )
    ]


def test_the_byline_below_the_text_names_the_author() -> None:
    """A page without metadata is read as a text file would be."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    document = document_of(f"<h1>{TITLE}</h1>{text}<p>Bài và ảnh: Đình Bá</p>")
    assert (document.author, document.furniture) == ("Đình Bá", "Bài và ảnh: Đình Bá")


@pytest.mark.parametrize("size", ["0042", "42"])
def test_the_address_from_which_a_browser_saved_the_page(size: str) -> None:
    """Browsers write it into a comment."""
    comment = f"<!DOCTYPE html>\n<!-- saved from url=({size})https://baomau.example/tin/7.html -->\n"
    assert document_of(f"{comment}<p>Chợ họp sớm.").url == "https://baomau.example/tin/7.html"


def test_another_encoding_is_told() -> None:
    """The encoding is in `extra`, and the remark comes after the document."""
    document, remark = read(ENCODERS["tcvn3"](NEWS_PAGE))
    assert isinstance(document, Document)
    assert (document.title, document.extra) == (TITLE, {"encoding": "tcvn3"})
    assert remark == ConvertedEncoding("tin/a.html", "tcvn3")
    assert read(NEWS_PAGE.encode().replace(b"</body>", b"\xff</body>"))[1:] == [
        DamagedCharacters("tin/a.html", "utf-8")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it holds no text"),
        (b" \n", "it holds no text"),
        (b"<html></html>", "it holds no text"),
        (b"<title>Trang</title><div id=app></div><script>ve()</script>", "it holds no text"),
        (b'<meta http-equiv="refresh" content="0;url=/moi">', "it holds no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "its encoding cannot be recognised"),
        (b"<i>" * (parsing.MAX_TAGS + 1), "it has more than 1,000,000 tags"),
        (b"x" * (MAX_TEXT_BYTES + 1), "it is larger than 16 MiB"),
    ],
    ids=["empty", "blank", "no text", "script", "redirect", "picture", "tags", "size"],
)
def test_what_is_no_article(data: bytes, reason: str) -> None:
    """A page without text, and bytes that are no page, are failures with advice."""
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.reason) == ("tin/a.html", reason)
    assert failure.advice


def test_a_page_with_a_headline_alone_is_an_article() -> None:
    """A page of a video has no text, but its headline can be found."""
    assert document_of("<h1>Chợ nổi họp sớm</h1><video src=a.mp4></video>").title == "Chợ nổi họp sớm"


def test_a_page_without_a_title_gets_a_headline() -> None:
    """The headline is made from the text, as for all formats."""
    assert document_of("<p>Chợ họp sớm.<p>Ghe đậu kín bến.").title == "Chợ họp sớm."
