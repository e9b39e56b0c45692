"""Text files, Markdown files, and mails."""

from __future__ import annotations

from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from tests.support.writers.written import ALL, Entry, File, attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.writers.articles import Article


def txt(articles: Sequence[Article]) -> File:
    """A text that was copied from a web page: with a date line and a signature."""
    (article,) = articles
    date, byline = f"{article.date:%d/%m/%Y %H:%M}", f"Bài và ảnh: {article.author}"
    text = "\n\n".join((article.title, date, *article.paragraphs, byline))
    return File(text.encode(), [Entry(article, attributes(article, "time", "author"))])


def markdown(articles: Sequence[Article]) -> File:
    """Front matter, and a text with a heading, a link and emphasis that are not words."""
    (article,) = articles
    first, second, rest = "\n\n".join(article.paragraphs).replace("<", r"\<").split(" ", 2)
    matter = (
        f"author: {article.author}\ndate: {article.date.isoformat()}\nsource: {article.source}\n"
        f"category: {article.category}\nurl: {article.url}"
    )
    page = f"---\n{matter}\n---\n\n# {article.title}\n\n"
    page += f"**{first}** [{second}](https://ban-do.example/) {rest}\n"
    return File(page.encode(), [Entry(article, attributes(article, *ALL))])


def eml(articles: Sequence[Article]) -> File:
    """A mail with encoded headers and a text in the transfer encoding that Python chooses."""
    (article,) = articles
    return File(_mail(article), [Entry(article, attributes(article, "date", "author", "domain"))])


def mbox(articles: Sequence[Article]) -> File:
    """Mails one after the other."""
    mails = (b"From toasoan Thu Jan  1 05:06:00 2004\n%s\n\n" % _mail(article) for article in articles)
    entries = [
        Entry(article, attributes(article, "date", "author", "domain"), f":{number}")
        for number, article in enumerate(articles, 1)
    ]
    return File(b"".join(mails), entries)


def _mail(article: Article) -> bytes:
    """A mail. Every second one has a page as its alternative, and every third one has an attachment.

    EmailMessage loses blanks when it divides a long subject, in some versions of Python.
    """
    subject = Header(article.title, "utf-8", header_name="Subject").encode(linesep="\r\n")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(article.author, "toasoan", article.domain)
    mail["To"] = "doc-gia@xom.example"
    mail["Date"] = article.date
    mail.set_content("\n\n".join(article.paragraphs))
    if article.number % 2:
        mail.add_alternative(f"<p>{article.number}</p>", subtype="html")
    if article.number % 3 == 0:
        mail.add_attachment(b"\x89PNG", "image", "png", filename="bến đò.png")
    return f"Subject: {subject}\r\n".encode() + bytes(mail)
