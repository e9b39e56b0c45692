"""The lines of a `.jsonl` file, which is decompressed, read and decoded line by line."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import DecodedText, decode_article
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchidx.files.readers.content import Content

_MAX_LINE_BYTES: Final = 16 << 20
"""The length of the longest line that is read: 16 MiB in UTF-8, with its line end."""

_BUFFER_BYTES: Final = 1 << 18
"""The size of the buffer for a plain file, and of the parts in which a line that is too long is skipped."""

_ARCHIVE_ERRORS: Final = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, UnicodeError)
"""The errors for a damaged or truncated archive, and for invalid UTF-16 at the end of a file."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which is not a character."""


class Line(NamedTuple):
    """A decoded line and its number, which starts at 1."""

    number: int
    decoded: DecodedText


def read_lines(content: Content) -> Iterator[Line | Failure]:
    """Yield the lines of a file in order, and a failure for each line that cannot be read. Raises OSError.

    Blank lines are yielded, too. The text of a line includes its line end. `.gz` and `.xz` files are
    decompressed. If a file is damaged or truncated, all lines before the damage are yielded, then one
    failure.
    """
    number = 0
    path = content.path
    with _unpacked(content) as stream:
        try:
            read_line, encoding = _line_reader(stream)
            while data := read_line(_MAX_LINE_BYTES + 1):
                number += 1
                if len(data) > _MAX_LINE_BYTES:
                    _skip_line(data, read_line)
                    reason = f"it is longer than {_MAX_LINE_BYTES >> 20} MiB"
                    yield Failure(path, reason, place=f"line {number}")
                else:
                    yield _decode_line(path, number, data, encoding)
        except _ARCHIVE_ERRORS as error:
            reason = f"the file is damaged or ends too early ({error})"
            yield Failure(path, reason, place=f"line {number + 1}")


def _unpacked(content: Content) -> BinaryIO:
    """Return a stream of the decompressed bytes, which has the method `peek`.

    A larger buffer is used only for plain files. In a damaged archive, the valid bytes that were already in
    the buffer would be lost.
    """
    suffix = content.path.lower().rpartition(".")[2]
    if suffix == "gz":
        return cast("BinaryIO", gzip.open(content.stream))
    if suffix == "xz":
        return cast("BinaryIO", lzma.open(content.stream))
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", content.stream), _BUFFER_BYTES))


def _line_reader(stream: BinaryIO) -> tuple[Callable[[int], bytes], str]:
    """Return a function that reads the next line as UTF-8 bytes, and the encoding of the file.

    The argument of the function is the greatest number of bytes (for UTF-16: of characters) to read. The
    encoding is "utf-16-le", "utf-16-be" or "utf-8". Single lines of a "utf-8" file may be in an old encoding.
    A byte order mark is skipped.
    """
    head = cast("io.BufferedReader", stream).peek(4)[:4]
    encoding = _utf_16_name(head)
    if not encoding:
        if head.startswith(b"\xef\xbb\xbf"):
            stream.read(3)
        return stream.readline, "utf-8"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        stream.read(2)
    text = io.TextIOWrapper(stream, encoding, errors="surrogatepass", newline="\n")
    return lambda size: text.readline(size).encode("utf-8", "surrogatepass"), encoding


def _utf_16_name(head: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" if the first bytes of a file are UTF-16, else "".

    UTF-16 has a byte order mark, or a zero byte in the ASCII character that JSON begins with.
    """
    if head.startswith(b"\xff\xfe") or (len(head) > 1 and head[0] and not head[1]):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff") or (len(head) > 1 and head[1] and not head[0]):
        return "utf-16-be"
    return ""


def _decode_line(path: str, number: int, data: bytes, file_encoding: str) -> Line | Failure:
    """Return the decoded line, or a failure if its encoding cannot be recognised.

    `data` is UTF-8, which may have been converted from UTF-16, or it is in an old encoding.
    """
    try:
        return Line(number, DecodedText(data.decode(), file_encoding, damaged=False))
    except UnicodeDecodeError:
        pass
    if file_encoding != "utf-8":  # UTF-16 with half of a surrogate pair
        text = _SURROGATE.sub("\ufffd", data.decode("utf-8", "surrogatepass"))
        return Line(number, DecodedText(text, file_encoding, damaged=True))
    try:
        return Line(number, decode_article(data))
    except UnknownEncodingError:
        reason = "its encoding cannot be recognised"
        return Failure(path, reason, "save the file as UTF-8", f"line {number}")


def _skip_line(data: bytes, read_line: Callable[[int], bytes]) -> None:
    """Read and drop the rest of the line that `data` begins."""
    while data and not data.endswith(b"\n"):
        data = read_line(_BUFFER_BYTES)
