"""The lines of a `.jsonl` file: unpacked, decoded one at a time, and none longer than a limit."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import DecodedText, decode_article
from searchidx.files.readers.remarks import Failure
from searchidx.files.sources import display_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MAX_LINE_BYTES: Final = 16 << 20
"""The length of the longest line that is read: 16 MiB, in UTF-8, its end included."""

_BUFFER_BYTES: Final = 1 << 18
"""How much is read from a plain file at once, and how much of an overlong line is passed over at once."""

_ARCHIVE_ERRORS: Final = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, UnicodeError)
"""What is raised where an archive, or the last UTF-16 character of a file, is damaged or breaks off."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which stands for nothing without its other half."""


class Line(NamedTuple):
    """A line by its number from 1, with its encoding."""

    number: int
    decoded: DecodedText


def read_lines(path: str) -> Iterator[Line | Failure]:
    """Yield the lines of a file in order, a failure for each that cannot be read; raises OSError.

    `.gz` and `.xz` files are unpacked. A file that breaks off or is damaged gives all lines before the
    break, then one failure.
    """
    number = 0
    with _open_unpacked(path) as stream:
        try:
            read_line, encoding = _line_reader(stream)
            while data := read_line(_MAX_LINE_BYTES + 1):
                number += 1
                if len(data) > _MAX_LINE_BYTES:
                    _skip_line(data, read_line)
                    reason = f"it is longer than {_MAX_LINE_BYTES >> 20} MiB"
                    yield Failure(display_path(path), reason, line=number)
                else:
                    yield _decode_line(path, number, data, encoding)
        except _ARCHIVE_ERRORS as error:
            reason = f"the file breaks off or is damaged here ({error})"
            yield Failure(display_path(path), reason, line=number + 1)


def _open_unpacked(path: str) -> BinaryIO:
    """Open a file as a stream of its unpacked bytes, which has `peek`.

    The unpackers get no larger buffer: filling it would lose what stands before a break.
    """
    suffix = path.lower().rpartition(".")[2]
    if suffix == "gz":
        return cast("BinaryIO", gzip.open(path))
    if suffix == "xz":
        return cast("BinaryIO", lzma.open(path))
    return Path(path).open("rb", buffering=_BUFFER_BYTES)


def _line_reader(stream: BinaryIO) -> tuple[Callable[[int], bytes], str]:
    """Return a function that reads the next line as UTF-8, and the encoding of the file.

    The encoding is UTF-16 or, as long as no line says otherwise, UTF-8. A byte order mark is passed over.
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
    """Return the name of the UTF-16 that a file is in, empty for other encodings.

    It is told by the byte order mark, or by the zero byte of the ASCII character that JSON begins with.
    """
    if head.startswith(b"\xff\xfe") or (len(head) > 1 and head[0] and not head[1]):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff") or (len(head) > 1 and head[1] and not head[0]):
        return "utf-16-be"
    return ""


def _decode_line(path: str, number: int, data: bytes, file_encoding: str) -> Line | Failure:
    """Decode a line that is UTF-8, as most are, or was UTF-16, or is in an old encoding of its own."""
    try:
        return Line(number, DecodedText(data.decode(), file_encoding, damaged=False))
    except UnicodeDecodeError:
        pass
    if file_encoding != "utf-8":  # UTF-16 that holds half of a surrogate pair
        text = _SURROGATE.sub("\ufffd", data.decode("utf-8", "surrogatepass"))
        return Line(number, DecodedText(text, file_encoding, damaged=True))
    try:
        return Line(number, decode_article(data))
    except UnknownEncodingError:
        reason = "it is not text in an encoding that can be told"
        return Failure(display_path(path), reason, "save the file as UTF-8", number)


def _skip_line(data: bytes, read_line: Callable[[int], bytes]) -> None:
    """Read on to the end of the line that `data` begins, holding none of it."""
    while data and not data.endswith(b"\n"):
        data = read_line(_BUFFER_BYTES)
