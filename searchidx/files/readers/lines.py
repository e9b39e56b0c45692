"""Lines of plain or compressed files, one at a time and none longer than a limit."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import decoded
from searchidx.files.sources import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BUFFER: Final = 1 << 18
_BROKEN: Final = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, UnicodeError)
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number from 1; `problem` says why `text` is empty."""

    number: int
    text: str
    encoding: str = "utf-8"
    problem: str = ""


def read_lines(path: str, limit: int) -> Iterator[Line]:
    """Yield the lines of a file, `.gz` and `.xz` unpacked; a line longer than `limit` bytes is a problem.

    A file that breaks off or is damaged ends with a problem line, after all lines before. Raises OSError.
    """
    number = 0
    with _unpacked(path) as stream:
        try:
            readline, encoding = _reader(stream)
            while data := readline(limit + 1):
                number += 1
                if len(data) > limit:
                    _skip_line(data, readline)
                    yield Line(number, "", problem=f"it is longer than {limit >> 20} MiB")
                else:
                    yield _decoded(number, data, encoding)
        except _BROKEN as error:
            yield Line(number + 1, "", problem=f"the file breaks off or is damaged here ({error})")


def _unpacked(path: str) -> BinaryIO:
    """The file's content as a stream of bytes with `peek`.

    Without a larger buffer around the unpackers: filling it would lose what comes before a break.
    """
    suffix = path.lower().rpartition(".")[2]
    if suffix == "gz":
        return cast("BinaryIO", gzip.open(path))
    if suffix == "xz":
        return cast("BinaryIO", lzma.open(path))
    return Path(path).open("rb", buffering=_BUFFER)


def _reader(stream: BinaryIO) -> tuple[Callable[[int], bytes], str]:
    """What reads the next line as UTF-8, and the encoding of the file: UTF-16, or UTF-8 for now."""
    head = cast("io.BufferedReader", stream).peek(4)[:4]
    encoding = _utf16(head)
    if not encoding:
        if head.startswith(b"\xef\xbb\xbf"):
            stream.read(3)
        return stream.readline, "utf-8"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        stream.read(2)
    text = io.TextIOWrapper(stream, encoding, errors="surrogatepass", newline="\n")
    return lambda size: text.readline(size).encode("utf-8", "surrogatepass"), encoding


def _utf16(head: bytes) -> str:
    """UTF-16 by its byte order mark, or by the zero byte of the ASCII character that JSON starts with."""
    if head.startswith(b"\xff\xfe") or (len(head) > 1 and head[0] and not head[1]):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff") or (len(head) > 1 and head[1] and not head[0]):
        return "utf-16-be"
    return ""


def _decoded(number: int, data: bytes, encoding: str) -> Line:
    try:
        return Line(number, data.decode(), encoding)
    except UnicodeDecodeError:
        pass  # an old 8-bit encoding, perhaps, or in UTF-16 half of a surrogate pair
    if encoding != "utf-8":
        text = data.decode("utf-8", "surrogatepass")
        return Line(number, _HALF_PAIR.sub("\ufffd", text), encoding + DAMAGED)
    try:
        text, told = decoded(data)
    except UnknownEncodingError:
        return Line(
            number, "", problem="it is not text in an encoding that can be told; save the file as UTF-8"
        )
    return Line(number, text, told)


def _skip_line(data: bytes, readline: Callable[[int], bytes]) -> None:
    """Read on to the end of the line that `data` begins, holding none of it."""
    while data and not data.endswith(b"\n"):
        data = readline(_BUFFER)
