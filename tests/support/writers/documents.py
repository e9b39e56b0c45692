"""Office files, PDFs and books."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import tests.support.epub as books
from tests.support import office_files
from tests.support.pdf_writer import SIZE, Word, lines, pdf
from tests.support.writers.written import Entry, File, attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.writers.articles import Article

_LINE_LENGTH = 70
"""The greatest length of a line of a PDF in codepoints."""


def docx(articles: Sequence[Article]) -> File:
    """A Word file: a title by its style, paragraphs of several runs, and a table with the last paragraph."""
    (article,) = articles
    *texts, last = article.paragraphs
    body = office_files.paragraph(article.title, style="Title")
    body += "".join(office_files.paragraph(text[:20], text[20:]) for text in texts)
    body += f"<w:tbl><w:tr><w:tc>{office_files.paragraph(last)}</w:tc></w:tr></w:tbl>"
    properties = (
        f"<dc:creator>{article.author}</dc:creator><cp:category>{article.category}</cp:category>"
        f"<dcterms:created>{article.date.isoformat()}</dcterms:created>"
    )
    style = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    data = office_files.docx(body, styles=style, properties=properties)
    return File(data, [Entry(article, attributes(article, "date", "author", "category"))])


def odt(articles: Sequence[Article]) -> File:
    """An OpenDocument text with a heading, and with spans in its paragraphs."""
    (article,) = articles
    body = f'<text:h text:outline-level="1">{escape(article.title)}</text:h>'
    for text in article.paragraphs:
        body += f"<text:p><text:span>{escape(text[:9])}</text:span>{escape(text[9:])}</text:p>"
    properties = (
        f"<meta:initial-creator>{article.author}</meta:initial-creator>"
        f"<meta:creation-date>{article.date.replace(tzinfo=None).isoformat()}</meta:creation-date>"
    )
    data = office_files.odt(body, properties=properties)
    return File(data, [Entry(article, attributes(article, "time", "author"))])


def write_pdf(articles: Sequence[Article]) -> File:
    """A PDF of two pages, with a large title, broken lines and page numbers."""
    (article,) = articles
    title = [Word(article.title, size=2 * SIZE)]
    pages = [title, list[Word]()]
    for number, text in enumerate(article.paragraphs):
        page = pages[number > 0]
        top = min((word.y for word in page), default=800.0) - 30
        page += lines(*textwrap.wrap(text, _LINE_LENGTH, break_on_hyphens=False), top=top)
    info = {"Author": article.author, "CreationDate": f"D:{article.date:%Y%m%d%H%M%S}+07'00'"}
    data = pdf(*filter(None, pages), info=info)
    return File(data, [Entry(article, attributes(article, "date", "author"))])


def epub(articles: Sequence[Article]) -> File:
    """A book, each of whose chapters is an article. The properties are those of the first article."""
    first = articles[0]
    pages = [
        books.page(f"chuong-{number}.xhtml", article.title, *article.paragraphs, entry=article.title)
        for number, article in enumerate(articles, 1)
    ]
    metadata = (
        f"<dc:title>Sách của {first.author}</dc:title><dc:creator>{first.author}</dc:creator>"
        f"<dc:publisher>{first.source}</dc:publisher><dc:date>{first.date.date()}</dc:date>"
    )
    data = books.epub(pages, metadata, toc="nav" if first.number % 2 else "ncx")
    values = attributes(first, "day", "author", "source")
    entries = [
        Entry(article, values, f"/OEBPS/chuong-{number}.xhtml") for number, article in enumerate(articles, 1)
    ]
    return File(data, entries)
