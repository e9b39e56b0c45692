"""`.txt` files: one file is one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers import convert_font_text
from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.content import read_whole
from searchidx.files.readers.decoding import decode_article
from searchidx.files.readers.entities import decode_entities
from searchidx.files.readers.page_parts.article_parts import split_article
from searchidx.files.readers.page_parts.authors import author_of
from searchidx.files.readers.remarks import ConvertedEncoding, Failure
from searchidx.files.readers.whitespace import with_line_feeds
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark

_MAX_FILE_BYTES: Final = 16 << 20
"""The size of the largest text file that is read: 16 MiB."""


def read_txt(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a text file and perhaps a remark on its encoding, or a failure. Raises OSError."""
    path = content.path
    data = read_whole(content, _MAX_FILE_BYTES)
    if data is None:
        yield Failure(path, "it is larger than 16 MiB", "split it into its articles")
        return
    try:
        decoded = decode_article(data)
    except UnknownEncodingError:
        yield Failure(path, "its encoding cannot be recognised", "save it as UTF-8")
        return
    text, fonts = convert_font_text(decode_entities(with_line_feeds(decoded.text)))
    parts = split_article(text)
    if parts is None:
        yield Failure(path, "it is empty", "write the title on the first line, or remove it")
        return
    encoding = ", ".join(filter(None, (decoded.label(), fonts)))
    yield Document(
        id=content.name,
        title=parts.title,
        body=parts.body,
        date=parts.date,
        path=path,
        extra={"encoding": encoding} if encoding else {},
        author=author_of(parts.byline),
        furniture=parts.furniture(),
    )
    if (remark := decoded.remark(path)) is not None:
        yield remark
    if fonts:
        yield ConvertedEncoding(path, fonts)
