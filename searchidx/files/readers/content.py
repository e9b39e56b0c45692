"""What a reader gets: the bytes of a file, and the names under which its articles are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from searchidx.files.found_files import display_path

if TYPE_CHECKING:
    from searchidx.files.found_files import ArticleFile


class Content(NamedTuple):
    """The bytes of a file, or of a member of an archive.

    Attributes:
        path: the path as it is shown, and stored in `Document.path`: `tin/a.zip/b.html`.
        name: the name from which the ids of the articles are derived.
        stream: the bytes. The stream is at its beginning and can be moved to any place. The caller of the
            reader opens and closes it.
    """

    path: str
    name: str
    stream: BinaryIO


def open_content(file: ArticleFile) -> Content:
    """Open a file. The caller closes the stream. Raises OSError."""
    return Content(display_path(file.path), file.name, Path(file.path).open("rb"))


def read_whole(content: Content, max_bytes: int) -> bytes | None:
    """Return all bytes of a content, or None if there are more than `max_bytes`. Raises OSError."""
    data = content.stream.read(max_bytes + 1)
    return None if len(data) > max_bytes else data
