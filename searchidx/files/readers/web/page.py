"""The article of a web page: its bytes go in, and its text and metadata come out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.page_parts.authors import author_of
from searchidx.files.readers.web.article_text import article_text
from searchidx.files.readers.web.charset import decode_page
from searchidx.files.readers.web.fonts import convert_fonts
from searchidx.files.readers.web.marked_bylines import marked_bylines
from searchidx.files.readers.web.metadata import Metadata, read_metadata
from searchidx.files.readers.web.parsing import parse

if TYPE_CHECKING:
    from searchidx.files.readers.decoding import DecodedText

_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
"""The comment that browsers write into pages that they save."""

_COMMENT_SEARCH_CHARACTERS: Final = 2048
"""The beginning of a page in which this comment is."""


class WebPage(NamedTuple):
    """The article of a page.

    The body has a paragraph in each line; it is "" if the page has no text. `fonts` has the names of the old
    Vietnamese fonts in whose letters texts of the page were, or "".
    """

    metadata: Metadata
    body: str
    decoded: DecodedText
    fonts: str = ""

    def label(self) -> str:
        """Return the value of `extra["encoding"]` of the article, empty for valid UTF-8."""
        return ", ".join(filter(None, (self.fonts, self.decoded.label())))


def read_page(data: bytes, *, charset: str = "", url: str = "") -> WebPage:
    """Return the article of a page.

    Args:
        data: the bytes of the page, at most `MAX_TEXT_BYTES`.
        charset: the charset that the server named, or "".
        url: the address from which the page was loaded, or "" if it is unknown.

    Raises:
        ContentError: the bytes are no text, or the page has too many tags.
    """
    decoded = decode_page(data, charset)
    saved = _SAVED_FROM.search(decoded.text, 0, _COMMENT_SEARCH_CHARACTERS)
    root = parse(decoded.text)
    if root is None:
        return WebPage(Metadata(url=url), "", decoded)
    fonts = convert_fonts(root)
    bylines = marked_bylines(root)
    metadata = read_metadata(root, url or (saved[1] if saved else ""), bylines)
    text = article_text(root, metadata.title, bylines)
    if not metadata.author:
        metadata = metadata._replace(author=author_of(text.signature))
    return WebPage(metadata, text.body or metadata.description, decoded, fonts)
