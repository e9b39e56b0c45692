"""`.epub` files: each chapter of a book is one article.

A chapter is a file of the book in its reading order (its spine) that has text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.charsets import decode_declared
from searchidx.files.readers.content import MAX_TEXT_BYTES
from searchidx.files.readers.content_errors import SPLIT, ContentError, size_text
from searchidx.files.readers.markup.epub_package import Book, encrypted_paths, read_book
from searchidx.files.readers.markup.markup_text import read_markup
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.zip_container import ZipContainer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.decoding import DecodedText
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_BOOK_BYTES: Final = 256 << 20
"""The size in XHTML of the chapters of a book after which the others are not read: 256 MiB."""

_HEADING_TAGS: Final = ("h1", "h2", "h3")
"""The elements that may have the title of a chapter."""

_DECLARED_ENCODING: Final = re.compile(
    rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{1,40})|charset=[\"']?([\w.:-]{1,40})"
)

_WHOLE_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
"""What a date of publication begins with if it is a day, and not only a year."""


def read_epub(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield an article or a failure for each chapter of a book that has text, in order. Raises OSError."""
    return read_records(_read(content), content, keys, own_keys=False)


def _read(content: Content) -> Iterator[Record | Remark]:
    archive = ZipContainer(content.stream, ".epub")
    book = read_book(archive)
    encrypted = encrypted_paths(archive)
    if locked := sum(path in encrypted for path in book.chapters):
        reason = f"{locked} of its {len(book.chapters)} chapters are encrypted (DRM)"
        yield Failure(content.path, reason, "get the book without copy protection")
    book_bytes = 0
    has_items = locked > 0
    for number, path in enumerate(book.chapters, start=1):
        if path in encrypted:
            continue
        place = f"chapter {number}"
        try:
            data = b"".join(archive.chunks(path, MAX_TEXT_BYTES))
            decoded = _decode(data)
        except ContentError as error:
            yield error.failure(content.path, place)
            has_items = True
            continue
        book_bytes += len(data)
        if book_bytes > _MAX_BOOK_BYTES:
            raise ContentError(f"its chapters are larger than {size_text(_MAX_BOOK_BYTES)}", SPLIT)
        values = _values(decoded.text, book, path, number)
        if values is not None:
            yield Record(values, place, f"/{path}", decoded.label())
            has_items = True
    if not has_items:
        raise ContentError.without_text("remove it")


def _decode(data: bytes) -> DecodedText:
    """Return the text of a chapter. Raises ContentError if its encoding is unknown."""
    declaration = _DECLARED_ENCODING.search(data[:1024])
    return decode_declared(data, (declaration[1] or declaration[2]).decode("ascii") if declaration else "")


def _values(markup: str, book: Book, path: str, number: int) -> Mapping[str, Any] | None:
    """Return the record of a chapter, or None if the chapter has no text, as a cover."""
    shown = read_markup(markup, _HEADING_TAGS)
    if not shown.text and not shown.heading:
        return None
    title = shown.heading or book.entries.get(path) or f"{book.title or shown.title} {number}".strip()
    is_day = _WHOLE_DATE.match(book.date) is not None
    values = {
        "title": title,
        "body": shown.text,
        "author": book.authors,
        "source": book.publisher,
        "date": book.date if is_day else "",
        "book": book.title,
        "published": "" if is_day else book.date,
        "language": book.language,
    }
    return {key: value for key, value in values.items() if value or key == "body"}
