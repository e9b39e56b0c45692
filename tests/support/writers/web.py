"""Web pages, and what browsers and crawlers save."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from typing import TYPE_CHECKING

from tests.support.writers.written import ALL, Entry, File, attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.writers.articles import Article


def news_page(articles: Sequence[Article]) -> File:
    """A page as newspapers publish it, with menus, related links and comments."""
    (article,) = articles
    return File(_news(article).encode(), [Entry(article, attributes(article, *ALL))])


def bare_page(articles: Sequence[Article]) -> File:
    """A page without metadata, in UTF-8 or in UTF-16."""
    (article,) = articles
    text = "".join(f"<p>{escape(paragraph)}" for paragraph in article.paragraphs)
    page = f"<html><title>{article.title}</title><body><h1>{article.title}</h1>{text}</body></html>"
    data = page.encode("utf-16" if article.number % 3 == 0 else "utf-8")
    return File(data, [Entry(article, {})])


def xhtml_page(articles: Sequence[Article]) -> File:
    """A page in XML."""
    (article,) = articles
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f'<head><title>{article.title}</title><meta name="author" content="{article.author}"/>'
        f'<meta name="date" content="{article.date.date()}"/></head>'
        f"<body><div><h1>{article.title}</h1>{text}</div></body></html>"
    )
    return File(page.encode(), [Entry(article, attributes(article, "day", "author"))])


def mhtml(articles: Sequence[Article]) -> File:
    """A page as a browser saves it with its pictures."""
    (article,) = articles
    message = MIMEMultipart("related")
    message["Snapshot-Content-Location"] = article.url
    message.attach(MIMEText(_news(article), "html", "utf-8"))
    message.attach(MIMEText("body { color: red }", "css"))
    return File(message.as_bytes(), [Entry(article, attributes(article, *ALL))])


def warc(articles: Sequence[Article]) -> File:
    """A crawl: the record of the crawler, then a request, a page and a missing page for each article."""
    records = [warc_record(b"software: x\r\n", "warcinfo", "")]
    entries = []
    for article in articles:
        records.append(warc_record(b"GET / HTTP/1.1\r\n\r\n", "request", article.url))
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        records.append(warc_record(head + _news(article).encode(), "response", article.url))
        entries.append(Entry(article, attributes(article, *ALL), f":{len(records)}"))
        records.append(warc_record(b"HTTP/1.1 404 Not Found\r\n\r\n", "response", f"{article.url}.gif"))
    return File(b"".join(records), entries)


def warc_record(block: bytes, kind: str, url: str) -> bytes:
    """A record of a WARC file."""
    headers = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def _news(article: Article) -> str:
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
    title = escape(article.title)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>{title} - {article.category} - {article.source}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{article.source}">
<meta property="article:published_time" content="{article.date.isoformat()}">
<meta property="article:section" content="{article.category}">
<meta name="author" content="{article.author}">
<link rel="canonical" href="{article.url}">
</head><body>
<nav class="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/the-thao">Thể thao</a></li></ul></nav>
<article><h1>{title}</h1><div class="content">{text}</div></article>
<div class="related"><h3>Tin liên quan</h3><ul><li><a href="/2">Cháy kho gạo ở cù lao</a></li></ul></div>
<div class="comments" id="box-comment"><h3>Bình luận</h3><p>Hay quá, tôi từng ghé nơi này.</p></div>
<footer><p>Giấy phép số 00/GP. Bản quyền thuộc {article.source}.</p></footer>
</body></html>"""
