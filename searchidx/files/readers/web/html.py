"""`.html` files: a saved web page is one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.content import read_whole
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.web.page import read_page
from searchidx.files.readers.web.parsing import MAX_PAGE_BYTES, MAX_TAGS, TooManyTagsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.files.readers.web.page import WebPage
    from searchidx.model import Document

TOO_LARGE: Final = f"it is larger than {MAX_PAGE_BYTES >> 20} MiB"
"""The reason why a page is not read."""

NO_TEXT: Final = "it holds no text"
"""The reason why a page is no article: it is empty, leads to another page, or has only a script."""


def read_html(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a web page and perhaps a remark on its encoding, or a failure. Raises OSError."""
    return read_records(_read_page(content), content, keys, own_keys=False)


def _read_page(content: Content) -> Iterator[Record | Remark]:
    data = read_whole(content, MAX_PAGE_BYTES)
    if data is None:
        yield Failure(content.path, TOO_LARGE, "save it without its pictures")
    else:
        yield from page_items(read_page_of(data, content.path), content.path)


def page_items(page: WebPage | Failure, path: str) -> Iterator[Record | Remark]:
    """Yield the record of the page of a file and perhaps a remark on its encoding, or the failure."""
    if isinstance(page, Failure):
        yield page
        return
    yield Record(values_of(page), encoding=page.decoded.label())
    if (remark := page.decoded.remark(path)) is not None:
        yield remark


def read_page_of(
    data: bytes, path: str, place: str = "", *, charset: str = "", url: str = ""
) -> WebPage | Failure:
    """Return the article of a page, or the failure if the page cannot be read or has no text.

    Args:
        data: the bytes of the page, at most `MAX_PAGE_BYTES`.
        path: the path of the file that has the page, for the failure.
        place: where in the file the page is, for the failure.
        charset: the charset that the server named, or "".
        url: the address from which the page was loaded, or "" if it is unknown.
    """
    if not data.strip():
        return Failure(path, NO_TEXT, "save the page again, or remove it", place)
    try:
        page = read_page(data, charset=charset, url=url)
    except UnknownEncodingError:
        return Failure(path, "it is not text in a known encoding", "save it as UTF-8", place)
    except TooManyTagsError:
        return Failure(path, f"it has more than {MAX_TAGS:,} tags", "split it into its articles", place)
    if not page.body and not page.metadata.has_headline:
        return Failure(
            path, NO_TEXT, "save the page after the browser has shown its text, or remove it", place
        )
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
    }
    return {key: value for key, value in values.items() if value}
