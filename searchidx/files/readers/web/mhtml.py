"""`.mhtml` files: a web page as browsers save it with its pictures, in the form of a mail."""

from __future__ import annotations

import email
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.content import MAX_TEXT_BYTES, read_whole
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.records import read_records
from searchidx.files.readers.web.html import page_record, read_page_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.records import Record
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_FILE_BYTES: Final = 64 << 20
"""The size of the largest file that is read: 64 MiB."""

_SAVE_AS_HTML: Final = "save the page as .html"


def read_mhtml(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a page and perhaps a remark on its encoding, or a failure. Raises OSError."""
    return read_records(_read(content), content, keys, own_keys=False)


def _read(content: Content) -> Iterator[Record]:
    data = read_whole(content, _MAX_FILE_BYTES, _SAVE_AS_HTML)
    try:
        message = email.message_from_bytes(data)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        page = part.get_payload(decode=True) if part is not None else None
        address, charset = _address(message, part), str((part or message).get_content_charset() or "")
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        page = None
    if not isinstance(page, bytes):
        raise ContentError("it holds no web page", _SAVE_AS_HTML)
    if len(page) > MAX_TEXT_BYTES:
        raise ContentError.too_large(MAX_TEXT_BYTES, _SAVE_AS_HTML)
    yield page_record(read_page_of(page, charset=charset, url=address))


def _address(message: Message, part: Message | None) -> str:
    """Return the address from which the browser loaded the page, or ""."""
    values = (message["Snapshot-Content-Location"], part and part["Content-Location"])
    addresses = (str(value).strip() for value in values if value)
    return next((address for address in addresses if address.startswith(("http:", "https:"))), "")
