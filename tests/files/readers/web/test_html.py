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


TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    ("byline", "author", "furniture"),
    [
        ('<p class="text body-author">Hà Linh/Báo Tin Mẫu</p>', "Hà Linh", "Hà Linh/Báo Tin Mẫu"),
        ('<p style="text-align:right"><strong>Hà Linh</strong></p>', "Hà Linh", "Hà Linh"),
        (
            '<div class="author"><a href="/hl"><b class="author-name">Hà Linh</b></a></div>',
            "Hà Linh",
            "Hà Linh",
        ),
        (
            '<p class="author">Hà Linh</p><p class="author">Ảnh: Đình Bá</p>',
            "Hà Linh, Đình Bá",
            "Hà Linh\nẢnh: Đình Bá",
        ),
        (
            '<p>Hà Linh</p><p>Đọc thêm</p><ul><li><a href="/2">Cháy kho gạo ở cù lao</a></ul>',
            "Hà Linh",
            "Hà Linh",
        ),
    ],
)
def test_a_byline_becomes_author_and_furniture(byline: str, author: str, furniture: str) -> None:
    """The names in the line are the author, the line itself is no text of the article."""
    document = document_of(f"<h1>{TITLE}</h1><div>{TEXT}{byline}</div>")
    assert document.body.split("\n") == list(PARAGRAPHS)
    assert (document.author, document.furniture) == (author, furniture)


def test_a_byline_above_the_text_becomes_furniture() -> None:
    """It is found in the furniture, too, as a byline below the text is."""
    document = document_of(f'<h1>{TITLE}</h1><p class="byline">Hà Linh</p><div>{TEXT}</div>')
    assert document.body.split("\n") == list(PARAGRAPHS)
    assert (document.author, document.furniture) == ("Hà Linh", "Hà Linh")


@pytest.mark.parametrize("tag", ["p", 'p class="body-author"', 'p align="right"'])
def test_a_byline_below_a_caption_names_the_author(tag: str) -> None:
    """The line stays in the body, because captions may have names, too."""
    figure = "<figure><img src=a.jpg><figcaption>Một góc bến lúc rạng đông</figcaption></figure>"
    document = document_of(f"<h1>{TITLE}</h1><div>{TEXT}{figure}<{tag}>Hà Linh</p></div>")
    assert document.body.split("\n") == [*PARAGRAPHS, "Một góc bến lúc rạng đông", "Hà Linh"]
    assert document.author == "Hà Linh"


def test_tags_are_in_extra() -> None:
    """They are a list, as in other formats."""
    document = document_of(f'<meta name="keywords" content="chợ nổi, ghe"><h1>{TITLE}</h1>{TEXT}')
    assert document.extra == {"tags": ["chợ nổi", "ghe"]}


FONT_DATA = (
    '<script type="application/ld+json">{"@type": "Article", "articleSection": "§êi sèng", "keywords": "%s"}'
)


@pytest.mark.parametrize("soft_hyphen", ["\xad", "&shy;", "&#173;"])
def test_font_letters_that_look_like_soft_hyphens(soft_hyphen: str) -> None:
    """The letter `ư` of the fonts of TCVN3 is a character that is usually not shown."""
    title, line = "Ng*êi d©n ®*îc n*íc", "Nh÷ng ng*êi d©n ë cï lao võa ®*îc dïng n*íc s¹ch."
    data = FONT_DATA % "n\\u00ad\\u00edc" + "</script>"
    head = f'<title>{title} - TS</title><meta name="author" content="L©m *¬ng">{data}'
    page = f"{head}<h1>{title}</h1><p>{line}</p>"
    document, remark = read(page.replace("*", soft_hyphen).encode())
    assert isinstance(document, Document)
    assert (document.title, document.body) == (
        "Người dân được nước",
        "Những người dân ở cù lao vừa được dùng nước sạch.",
    )
    assert (document.author, document.category) == ("Lâm ương", "Đời sống")
    assert document.extra == {"tags": ["nước"], "encoding": "tcvn3 font"}
    assert remark == ConvertedEncoding("tin/a.html", "tcvn3 font")


def test_soft_hyphens_of_other_pages_are_no_letters() -> None:
    """They say where a word may be divided."""
    document = document_of(
        f"<h1>{TITLE}</h1>{TEXT}<p>Das Schiff heißt Donau&shy;dampf&shy;schiff und fährt.</p>"
    )
    assert "encoding" not in document.extra
    assert document.body.startswith(PARAGRAPHS[0])


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
