"""`.txt` files: one file is one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzers import convert_font_text
from searchidx.files.readers.content import read_whole
from searchidx.files.readers.content_errors import ContentError, with_failure
from searchidx.files.readers.decoding import decode_article, encoding_remark
from searchidx.files.readers.entities import decode_entities
from searchidx.files.readers.page_parts.article_parts import split_article
from searchidx.files.readers.page_parts.authors import author_of
from searchidx.files.readers.whitespace import with_line_feeds
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark


def read_txt(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a text file and perhaps a remark on its encoding, or a failure. Raises OSError."""
    return with_failure(_read(content), content.path)


def _read(content: Content) -> Iterator[Document | Remark]:
    decoded = decode_article(read_whole(content))
    text, fonts = convert_font_text(decode_entities(with_line_feeds(decoded.text)))
    parts = split_article(text)
    if parts is None:
        raise ContentError.empty("write the title on the first line, or remove it")
    labels = [label for label in (decoded.label(), fonts) if label]
    yield Document(
        id=content.name,
        title=parts.title,
        body=parts.body,
        date=parts.date,
        path=content.path,
        extra={"encoding": ", ".join(labels)} if labels else {},
        author=author_of(parts.byline),
        furniture=parts.furniture(),
    )
    for label in labels:
        yield encoding_remark(label, content.path)
