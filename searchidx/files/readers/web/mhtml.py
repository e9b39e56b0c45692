"""`.mhtml` files: a web page as browsers save it with its pictures, in the form of a mail."""

from __future__ import annotations

import email
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.content import read_whole
from searchidx.files.readers.records import read_records
from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.web.html import TOO_LARGE, page_items, read_page_of
from searchidx.files.readers.web.parsing import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.files.readers.web.page import WebPage
    from searchidx.model import Document

_MAX_FILE_BYTES: Final = 64 << 20
"""The size of the largest file that is read: 64 MiB."""


def read_mhtml(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a page and perhaps a remark on its encoding, or a failure. Raises OSError."""
    return read_records(page_items(_page(content), content.path), content, keys, own_keys=False)


def _page(content: Content) -> WebPage | Failure:
    data = read_whole(content, _MAX_FILE_BYTES)
    if data is None:
        return Failure(content.path, f"it is larger than {_MAX_FILE_BYTES >> 20} MiB", "save it as .html")
    try:
        message = email.message_from_bytes(data)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        page = part.get_payload(decode=True) if part is not None else None
        address, charset = _address(message, part), str((part or message).get_content_charset() or "")
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        page = None
    if not isinstance(page, bytes):
        return Failure(content.path, "it holds no web page", "save the page as .html")
    if len(page) > MAX_PAGE_BYTES:
        return Failure(content.path, TOO_LARGE)
    return read_page_of(page, content.path, charset=charset, url=address)


def _address(message: Message, part: Message | None) -> str:
    """Return the address from which the browser loaded the page, or ""."""
    values = (message["Snapshot-Content-Location"], part and part["Content-Location"])
    addresses = (str(value).strip() for value in values if value)
    return next((address for address in addresses if address.startswith(("http:", "https:"))), "")
