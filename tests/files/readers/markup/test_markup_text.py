"""HTML as text: what is a line, what is left out, and markup that is meant to take long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.markup.markup_text import MarkupText, read_markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Mưa <b>rơi</b>\n đều.</p><p>Gió lên.", "Mưa rơi đều.\nGió lên."),
        ("Sáng<br>trưa<br/>tối<hr>khuya", "Sáng\ntrưa\ntối\nkhuya"),
        ("<ul><li>một<li>hai</ul>", "một\nhai"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("Vi&#7879;t &amp;amp; Nam&nbsp;&lt;p>", "Việt &amp; Nam <p>"),
        ("<table><tr><td>a</td> <td>b<td>c</tr><tr><td></td><td>d</table>", "a | b | c\nd"),
        ("<td><p>a</p></td><td><p>b</p></td>", "a\nb"),
        ("<pre>\nif x:\n  y  =  1\n\n</pre>z  z", "if x:\n  y  =  1\nz z"),
        ('chợ<img src="a.png" alt="ảnh">nổi', "chợnổi"),
        ("a<!-- b --> c<!-- <p>d -->", "a c"),
        ("a<!-- b", "a"),
        ("<style>p { }</style>a<script>if (a<b) '</p>'</script>b", "a b"),
        ('<script src="a"/>a<style />b', "a b"),
        ("<SCRIPT>a</SCRIPT\n>b<svg><title>c</title><text>d</text></svg>", "b"),
        ("<script>a", ""),
        ("<![CDATA[1 < 2 & 3]]>", "1 < 2 & 3"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><head></head><body>a", "a"),
        ("1 < 2 và a<b", "1 < 2 và a<b"),
        ("<p title='a>b'>c</p >", "c"),
        ("", ""),
        ("</p></td></li></pre></title>a", "a"),
    ],
)
def test_text(markup: str, text: str) -> None:
    """Lines are block elements; what a browser does not show is left out."""
    assert read_markup(markup) == MarkupText("", "", text)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<title>Sách &amp; vở</title><h1>Chợ <br>nổi</h1>a", MarkupText("Sách & vở", "Chợ nổi", "a")),
        ("a<h1></h1><h1>Chợ</h1>b<h1>Sông</h1>", MarkupText("", "Chợ", "a\nb\nSông")),
        ("<h1>Chợ", MarkupText("", "", "Chợ")),
        ("<h2>Chợ</h2>", MarkupText("", "", "Chợ")),
        ("<h1><p>Chợ</p><p>nổi</p></h1>", MarkupText("", "Chợ nổi", "")),
    ],
)
def test_title_and_heading(markup: str, shown: MarkupText) -> None:
    """The first heading with text is taken out of the text."""
    assert read_markup(markup, ("h1",)) == shown


PIECES = (
    *(
        "<!--",
        "<!",
        "<![CDATA[",
        "<![CDATA[>",
        "<![cdata[>",
        "<?",
        "</",
        "</a",
        "<a ",
        "<a b='",
        '<a b="',
        "<a b=c ",
        "<a/",
        "<a<a",
        "<script",
    ),
    *(
        "<script>",
        "<script/",
        "<pre>\n",
        "<h1>",
        "<h1>a",
        "<td>",
        "<td>a",
        " <td> ",
        "<title>",
        "&",
        "&#",
        "<p>",
    ),
)


@pytest.mark.parametrize("end", ["", ">", '">', "</script>"])
@pytest.mark.parametrize("piece", PIECES)
def test_hostile_markup(piece: str, end: str) -> None:
    """Markup of one piece repeated ends soon, although html.parser alone needs minutes for some of it."""
    assert len(read_markup(piece * 20_000 + end, ("h1",)).text) <= 20_001 * (len(piece) + 3)


@given(st.lists(st.sampled_from([*PIECES, ">", "'", '"', "-->", "]]>", "</h1>", "</pre>", "chợ", " ", "\n"])))
def test_any_markup_is_read(pieces: list[str]) -> None:
    """Nothing raises, and no line is blank."""
    text = read_markup("".join(pieces), ("h1",)).text
    assert all(line.strip() for line in text.split("\n")) or not text
