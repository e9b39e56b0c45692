"""`.txt` files: one article a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.article import split_article
from searchidx.files.readers.decoding import decoded
from searchidx.files.readers.failures import unreadable
from searchidx.files.sources import display_path
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.errors import ReadError
    from searchidx.files.sources import SourceFile

_MOST_BYTES: Final = 16 << 20
_USUAL: Final = ("utf-8", "utf-8-sig")


def read_text(file: SourceFile) -> Iterator[Document | ReadError]:
    """Yield the article of the file, or why there is none; raises OSError."""
    with Path(file.path).open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        yield unreadable(file.path, "it is larger than 16 MiB", "split it into its articles")
        return
    try:
        text, encoding = decoded(data)
    except UnknownEncodingError:
        yield unreadable(file.path, "it is not text in an encoding that can be told", "save it as UTF-8")
        return
    page = split_article(with_line_feeds(text))
    if page is None:
        yield unreadable(file.path, "it is empty", "write the title on the first line, or remove it")
        return
    notes = {"encoding": encoding} if encoding not in _USUAL else {}
    yield Document(
        id=file.name,
        title=page.title,
        body=page.body,
        date=page.date,
        path=display_path(file.path),
        extra={**page.furniture(), **notes},
    )


def with_line_feeds(text: str) -> str:
    r"""The text with every line end written as `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
