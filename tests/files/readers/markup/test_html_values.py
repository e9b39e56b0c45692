"""Texts of records that are HTML, and texts that only mention tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.documents import to_document
from searchidx.files.readers.markup.html_values import has_elements, html_text, is_html


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>Chợ họp <a href="http://a.example">sớm</a>.</p>\n<p>Tan trưa.</p>\n', "Chợ họp sớm.\nTan trưa."),
        ("\n  <P class='x'>Chợ &amp; sông &lt;b&gt;</P>", "Chợ & sông <b>"),
        ("<h2>Chợ nổi</h2>Họp sớm.<br>Tan trưa.", "Chợ nổi\nHọp sớm.\nTan trưa."),
        ("<b>Chợ nổi</b> họp sớm.<br/>Tan trưa.", "Chợ nổi họp sớm.\nTan trưa."),
        ('<a href="a"><img src="b.jpg" alt="ghe"></a></br>Họp sớm.', "Họp sớm."),
        ("<ul><li>cá</li><li>tôm</li></ul>", "cá\ntôm"),
        ("<table><tr><td>cá</td><td>7</td></tr></table>", "cá | 7"),
        ("<!-- wp:paragraph --><p>Họp sớm.</p>", "Họp sớm."),
        ("<!DOCTYPE html><html><head><title>Chợ</title></head><body>Họp.</body></html>", "Chợ\nHọp."),
        ("<figure><img alt='ghe'/><figcaption>Ghe.</figcaption></figure>", "Ghe."),
        ("<p><script>x()</script></p>", ""),
        ("<div>Họp sớm.</div", None),
        ("<p>Họp sớm.", None),
        ("Thẻ <p> mở đoạn, </p> đóng đoạn.", None),
        ("<p> là thẻ mở đoạn.", None),
        ("<b>Chợ</b> họp sớm.", None),
        ("<3 chợ nổi</p>", None),
        ("<lan@chợ.example> viết:<br>Họp sớm.</p>", None),
        ("<Tin nóng> Họp sớm.</p>", None),
        ("< p >Họp</p>", None),
        ("&lt;p&gt;Họp&lt;/p&gt;", None),
    ],
)
def test_bodies(body: str, text: str | None) -> None:
    """A body is HTML if it begins with a tag and ends a block or a line."""
    assert is_html(body) == (text is not None)
    document = to_document({"title": "Tin", "body": body}, "1", "a.jsonl")
    if text is None:
        assert "<" in document.body
    else:
        assert (html_text(body), document.body) == (text, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Chợ <b>nổi</b> Cái Răng", "Chợ nổi Cái Răng"),
        ("<strong>Chợ</strong> &amp; sông", "Chợ & sông"),
        ('<a href="/a"><i>Chợ</i> nổi</a>', "Chợ nổi"),
        ("<h1>Chợ nổi</h1>", "Chợ nổi"),
        ("7 m<sup>2</sup>", "7 m2"),
        ("Chợ &amp; &lt;b&gt;sông&lt;/b&gt;", "Chợ & <b>sông</b>"),
        ("Thẻ <b> để làm gì", "Thẻ <b> để làm gì"),
        ("Thẻ </p> để làm gì", "Thẻ </p> để làm gì"),
        ("a < b, c > d", "a < b, c > d"),
        ("<Tin>Chợ</Tin>", "<Tin>Chợ</Tin>"),
    ],
)
def test_titles(title: str, text: str) -> None:
    """A title is HTML if it has an element with both tags."""
    document = to_document({"title": title, "body": "Họp."}, "1", "a.jsonl")
    assert document.title == text
    assert has_elements(title) == (text != title and "&lt;" not in title)


def test_texts_without_entities_stay_as_they_are() -> None:
    """Web pages and office files show the tags that readers see."""
    record = {"title": "<b>Chợ</b>", "body": "<p>Họp.</p>"}
    document = to_document(record, "1", "a.docx", has_entities=False)
    assert (document.title, document.body) == ("<b>Chợ</b>", "<p>Họp.</p>")


@pytest.mark.parametrize(
    "piece", ["<p ", "<p>", "</p", "<b><b>", "<!--", "<p><!", "<b>a", "&lt;p&gt;", " <br"]
)
def test_hostile_html(piece: str) -> None:
    """Long texts of one tag end in time that is proportional to their length."""
    text = f"<p>{piece * (200_000 // len(piece))}</p>"
    document = to_document({"title": text[3:200_000], "body": text}, "1", "a.jsonl")
    assert document.title


@given(st.lists(st.text(st.sampled_from("aăâđêệ <>&;"), min_size=1).filter(str.strip), min_size=1))
def test_what_is_written_is_read(paragraphs: list[str]) -> None:
    """Paragraphs survive, with single spaces."""
    from html import escape

    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    assert html_text(body).split("\n") == [" ".join(paragraph.split()) for paragraph in paragraphs]
