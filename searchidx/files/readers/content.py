"""What a reader gets: the bytes of a file, and the names under which its articles are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from searchidx.files.found_files import display_path
from searchidx.files.readers.content_errors import SPLIT, ContentError

if TYPE_CHECKING:
    from searchidx.files.found_files import ArticleFile

MAX_TEXT_BYTES: Final = 16 << 20
"""The size of the longest text of an article, and of a file that is one text: 16 MiB."""

MAX_TEXT_LENGTH: Final = MAX_TEXT_BYTES
"""The length of the longest text of an article in codepoints, where its bytes are not counted: 16 Mi."""

MAX_NESTING_LEVELS: Final = 64
"""The greatest depth of nested objects and lists in the values of an article. The outermost is level 1."""


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


def read_whole(content: Content, max_bytes: int = MAX_TEXT_BYTES, advice: str = SPLIT) -> bytes:
    """Return all bytes of a content.

    Raises OSError, and ContentError with the advice if there are more than `max_bytes`.
    """
    data = content.stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ContentError.too_large(max_bytes, advice)
    return data
