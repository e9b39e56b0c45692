"""`.html` files: a saved web page is one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.content import MAX_TEXT_BYTES, read_whole
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.web.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.files.readers.web.page import WebPage
    from searchidx.model import Document

_SAVE_AGAIN: Final = "save the page after the browser has shown its text, or remove it"


class NoTextError(ContentError):
    """The error for a page that is no article: it is empty, leads to another page, or has only a script."""


def read_html(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a web page and perhaps a remark on its encoding, or a failure. Raises OSError."""
    return read_records(_read(content), content, keys, own_keys=False)


def _read(content: Content) -> Iterator[Record]:
    data = read_whole(content, MAX_TEXT_BYTES, "save it without its pictures")
    yield page_record(read_page_of(data))


def page_record(page: WebPage) -> Record:
    """Return the record of a page that is a file."""
    return Record(values_of(page), encoding=page.label())


def read_page_of(data: bytes, *, charset: str = "", url: str = "") -> WebPage:
    """Return the article of a page.

    Args:
        data: the bytes of the page, at most `MAX_TEXT_BYTES`.
        charset: the charset that the server named, or "".
        url: the address from which the page was loaded, or "" if it is unknown.

    Raises:
        ContentError: the page cannot be read. It is a NoTextError if the page has no text.
    """
    if not data.strip():
        raise NoTextError.without_text(_SAVE_AGAIN)
    page = read_page(data, charset=charset, url=url)
    if not page.body and not page.metadata.has_headline:
        raise NoTextError.without_text(_SAVE_AGAIN)
    return page


def values_of(page: WebPage) -> dict[str, Any]:
    """Return the values of a record for a page. In the body, the title precedes the text.

    A body that begins with its title is a whole page, in which dates and names of authors are looked for.
    """
    metadata = page.metadata
    values = {
        "title": metadata.title,
        "body": "\n".join(filter(None, (metadata.title, page.body))) if page.body else "",
        "date": metadata.date,
        "author": metadata.author,
        "source": metadata.source,
        "category": metadata.category,
        "url": metadata.url,
        "tags": list(metadata.tags),
    }
    return {key: value for key, value in values.items() if value}
