"""The text of pages: that of the article, in whatever way the page is written."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.web import article_text
from searchidx.files.readers.web.page import WebPage, read_page
from searchidx.files.readers.web.parsing import MAX_TAGS, parse
from tests.files.readers.web.pages import LEAD, NEWS_PAGE, PARAGRAPHS, TABLE_PAGE, TITLE

TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def lines(page: str) -> list[str]:
    return read_page(page.encode()).body.split("\n")


def test_an_article_without_the_page_around_it() -> None:
    """Menus, links to other articles and comments are left out; lead and captions stay."""
    assert lines(NEWS_PAGE) == [
        "Thứ Tư, 24/11/2021 22:26",
        LEAD,
        PARAGRAPHS[0],
        "Một góc bến lúc rạng đông.",
        *PARAGRAPHS[1:],
    ]


def test_a_page_that_tables_lay_out() -> None:
    """Each paragraph in a cell is a line, and no line has the whole page."""
    assert [line for line in lines(TABLE_PAGE) if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert "|" not in "".join(lines(TABLE_PAGE))


def test_a_table_of_values_stays_in_rows() -> None:
    """The cells of a row are on one line, and spans make no cells."""
    table = "<table><tr><th>Loại<th>Giá<tr><td rowspan=60000 colspan=1000>Lúa thơm<td>7.200</table>"
    assert "| Lúa thơm | 7.200 |" in lines(f"<h1>Giá lúa</h1>{TEXT}{table}<p>{LEAD}</p>")


@pytest.mark.parametrize(
    "name", ["box-tin-lien-quan", "doc-them", "xem-nhieu", "tinlienquan", "tin-moi-nhat", "binh-luan"]
)
def test_boxes_with_vietnamese_names_are_left_out(name: str) -> None:
    """The class of a box says that it has other articles or comments."""
    box = f'<div class="{name}"><p>Cháy kho gạo ở cù lao lúc nửa đêm, ba ghe lớn hư hại nặng.</p></div>'
    assert lines(f"<h1>{TITLE}</h1><div>{TEXT}{box}</div>") == list(PARAGRAPHS)


LINKS = '<ul><li><a href="/2">Cháy kho gạo ở cù lao</a></li><li><a href="/3">Giá vàng lại tăng</a></li></ul>'


@pytest.mark.parametrize(
    "links",
    [
        f"<h3>TIN LIÊN QUAN</h3>{LINKS}",
        f"<p><strong>Xem thêm:</strong></p>{LINKS}",
        f"<div><h4>Tin cùng chuyên mục</h4></div><div>{LINKS}</div>",
        f"<div><span>Đọc thêm</span>{LINKS}</div>",
        '<p>Xem thêm: <a href="/2">Cháy kho gạo ở cù lao</a></p>',
        f"<p><b>Đọc thêm</b></p>{'<p><a href=/2>Cháy kho gạo ở cù lao</a> 24/11</p>' * 2}",
    ],
)
def test_links_below_a_heading_are_left_out(links: str) -> None:
    """The heading says that the links lead to other articles. What follows the links stays."""
    page = f"<h1>{TITLE}</h1><div>{TEXT}{links}<p>{LEAD}</p></div>"
    assert lines(page) == [*PARAGRAPHS, LEAD]


@pytest.mark.parametrize(
    "paragraphs",
    [
        f"<h3>Xem thêm</h3><p>{LEAD}</p>",
        f'<h3>Tin mới</h3><p>{LEAD} <a href="/2">Cháy kho gạo</a></p>',
        f"<h3>Xem thêm</h3><div>{f'<p>{LEAD}</p>' * 30}<a href=/2>Cháy kho gạo</a></div>",
    ],
)
def test_text_below_such_a_heading_stays(paragraphs: str) -> None:
    """Only links are left out."""
    assert LEAD in "\n".join(lines(f"<h1>{TITLE}</h1><div>{TEXT}{paragraphs}{TEXT}</div>"))


MENU = '<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/x">Thể thao</a></li></ul>'


@pytest.mark.parametrize(
    "article",
    [
        f"<article><h1>{TITLE}</h1><p>Chợ họp sớm.</p></article>",
        f"<main><h1>{TITLE}</h1><p>Chợ họp sớm.</p></main>",
        "<article><p>Chợ họp sớm.</p></article>",
        f'<div><h1>{TITLE}</h1><div class="detail"><p>Chợ họp sớm.</p></div></div>',
        f"<div><div><h1>{TITLE}</h1></div><div>Chợ họp sớm.</div></div>",
    ],
)
def test_a_short_article_is_without_the_page_around_it(article: str) -> None:
    """The text is that around the heading, and not the whole page."""
    page = f"<title>{TITLE}</title>{MENU}{article}<div><p>Giấy phép số 00 của Báo Mẫu</p></div>"
    assert lines(page) == ["Chợ họp sớm."]


@pytest.mark.parametrize("around", ["{}", f"{TEXT}{{}}"])
@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("Viết &lt;b&gt; cho đậm.", "Viết <b> cho đậm."),
        ("Viết &amp;lt; cho dấu nhỏ hơn.", "Viết &lt; cho dấu nhỏ hơn."),
        ("Viết &amp;amp;copy; hay T&amp;T, &copy; An.", "Viết &amp;copy; hay T&T, © An."),
    ],
)
def test_entities_are_decoded_once(html: str, shown: str, around: str) -> None:
    """An article about HTML shows entities."""
    assert lines(around.format(f"<p>{html}</p>"))[-1] == shown


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("", ""),
        ("<!-- x", ""),
        ("<html><head><title>Chợ</title></head></html>", ""),
        ('<meta http-equiv="refresh" content="0;url=/moi">', ""),
        ("<div id=app></div><noscript>Bật JavaScript</noscript><script>veTrang()</script>", ""),
        ('<meta property="og:description" content="Chợ họp sớm."><div id=app></div>', "Chợ họp sớm."),
        ("<p>Chợ họp sớm.", "Chợ họp sớm."),
        ("Chợ họp sớm.", "Chợ họp sớm."),
        ("<h1>Chợ nổi</h1>Chợ họp sớm.", "Chợ họp sớm."),
        ("<p>&ldquo;Chợ&rdquo; &#147;họp&#148; T&amp;T", "“Chợ” “họp” T&T"),
        ("<p>Chợ\x01 họp\x0b sớm.", "Chợ họp sớm."),
        ("<pre>Chợ\nhọp</pre>", "Chợ\nhọp"),
    ],
)
def test_pages_with_little_text(page: str, body: str) -> None:
    """The text is all that is shown, or else the summary for other sites, or nothing."""
    assert read_page(page.encode()).body == body


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + TEXT,
        "<ul><li>mục" * 20_000 + TEXT,
        "<table><tr><td>" * 3000 + TEXT,
        "<b>" * 30_000 + TEXT,
        "<" * 900_000,
        "<!" * 500_000 + TEXT,
        "<a " * 300_000 + TEXT,
        '<a x="' * 100_000 + TEXT,
        "<p " + " ".join(f'a{number}=">"' for number in range(100_000)) + ">" + TEXT,
        f'<p class="{"a " * 1_000_000}">{TEXT}',
        f'<img src="data:image/png;base64,{"A" * 4_000_000}">{TEXT}',
        f"{TEXT}<!-- {'x' * 1_000_000}",
        f"<script>{'<div>' * 100_000}</script>{TEXT}",
        "&#7879;" * 300_000,
        "&bogus" * 300_000,
        f"<title>{'x - ' * 500_000}</title>{TEXT}",
        "<h1>Chợ - nổi</h1>" * 5000 + TEXT,
        '<div class="tin-lien-quan">' * 150 + TEXT,
        "<p>x" * 200_000,
        "<i></i>" * 200_000 + TEXT,
        "<b>Xem thêm</b><i></i>" * 30_000 + TEXT,
        "<p>Xem thêm</p><p><a>chợ</a></p>" * 5_000 + TEXT,
        '<p class="author">' * 50_000 + TEXT,
        '<b class="author">Lâm Uyên' * 150 + TEXT,
        '<div class="author"><p align="right">' * 90 + "<i></i>" * 99_000,
        '<p align="right">Lâm Uyên</p>' * 20_000 + TEXT,
        " " * 1_000_000 + "\n" * 1_000_000,
    ],
    ids=lambda page: page[:20],
)
def test_hostile_pages_are_read_in_bounded_time(page: str) -> None:
    """Nesting, floods and unclosed tags give some text or none, and no exception."""
    assert isinstance(read_page(page.encode()), WebPage)


def test_text_below_the_limits_of_the_library_is_not_lost() -> None:
    """A page that is nested deeply, or has very many tags, is read as plain text."""
    for page in ("<div>" * 1500 + TEXT, "<i>x</i> " * 100_001 + TEXT):
        assert set(PARAGRAPHS) <= set(lines(page))


def test_the_article_of_a_very_large_page_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of the library grows fast with the number of elements."""
    monkeypatch.setattr(article_text, "_extracted", lambda _: "Chợ nổi")
    assert lines("<i>x</i> " * 99_990) == ["Chợ nổi"]
    assert lines("<i>x</i> " * 100_001) != ["Chợ nổi"]


def test_a_tag_of_a_large_page_keeps_its_first_attributes() -> None:
    """The time of the parser grows with the square of the number of attributes."""
    tag = f"<p {' '.join(f'a{number}=1' for number in range(300))}>"
    for blanks, count in ((0, 300), (1 << 16, 200)):
        root = parse(f"<div>{tag}Chợ</p>{' ' * blanks}</div>")
        assert root is not None
        assert [len(element.attrib) for element in root.iter("p")] == [count]


def test_too_many_tags() -> None:
    """The tree of the page would take hundreds of megabytes."""
    with pytest.raises(ContentError):
        parse("<i>" * (MAX_TAGS + 1))


TAGS = ("<p>", "</p>", "<table>", "<td>", "<ul>", "<li>", "<h1>", "<a href=x>", "</div>", "<div>", "<br>")
PARTS = (*TAGS, "<pre>", "<time>", "<figure>", "<!--", "&", "chợ ", "nổi. ", "<q>", "<svg>", "</table>")


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_soup_of_tags_is_read(parts: list[str]) -> None:
    """No mixture of tags makes the reader fail."""
    page = read_page("".join(parts).encode())
    assert "<" not in page.body.replace("<!", "")


def test_nothing_is_logged_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """The warnings of the library are not printed, and the root logger is left alone."""
    handlers, level = list(logging.root.handlers), logging.root.level
    last_resort, logging.root.handlers = logging.root.handlers, []
    try:
        read_page(b"<p></p>")
        read_page(b"\xef\xbb\xbf<b>")
    finally:
        logging.root.handlers = last_resort
    assert capfd.readouterr() == ("", "")
    assert (logging.root.handlers, logging.root.level) == (handlers, level)
