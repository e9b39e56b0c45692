"""`.epub` files: each chapter of a book is one article.

A chapter is a file of the book in its reading order (its spine) that has text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.charsets import decode_declared
from searchidx.files.readers.markup.epub_package import (
    Book,
    BookError,
    encrypted_paths,
    read_book,
    read_member,
)
from searchidx.files.readers.markup.markup_text import read_markup
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.decoding import DecodedText
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_CHAPTER_BYTES: Final = 16 << 20
"""The size of the largest chapter that is read: 16 MiB of XHTML."""

_MAX_BOOK_BYTES: Final = 256 << 20
"""The size of all chapters of a book that are read: 256 MiB of XHTML."""

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
    try:
        archive = ZipFile(content.stream)
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        yield Failure(
            content.path, f"it is no EPUB file, or damaged ({error})", "export or download it again"
        )
        return
    with archive:
        try:
            yield from _read_book(archive, content)
        except BookError as error:
            yield Failure(content.path, error.reason, error.advice)


def _read_book(archive: ZipFile, content: Content) -> Iterator[Record | Remark]:
    book = read_book(archive)
    encrypted = encrypted_paths(archive)
    remaining_bytes = _MAX_BOOK_BYTES
    if locked := sum(path in encrypted for path in book.chapters):
        reason = f"{locked} of its {len(book.chapters)} chapters are encrypted (DRM)"
        yield Failure(content.path, reason, "get the book without copy protection")
    for number, path in enumerate(book.chapters, start=1):
        if path in encrypted:
            continue
        place = f"chapter {number}"
        try:
            data = read_member(archive, path, min(_MAX_CHAPTER_BYTES, remaining_bytes))
            decoded = _decode(data)
        except BookError as error:
            yield Failure(content.path, error.reason, error.advice, place)
            continue
        remaining_bytes -= len(data)
        values = _values(decoded.text, book, path, number)
        if values is not None:
            yield Record(values, place, f"/{path}", decoded.label())
            if (remark := decoded.remark(content.path)) is not None:
                yield remark


def _decode(data: bytes) -> DecodedText:
    """Return the text of a chapter. Raises BookError if its encoding is unknown."""
    declaration = _DECLARED_ENCODING.search(data[:1024])
    charset = (declaration[1] or declaration[2]).decode("ascii") if declaration else ""
    try:
        return decode_declared(data, charset)
    except UnknownEncodingError:
        raise BookError("the encoding of the chapter cannot be recognised") from None


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
