"""The lines of a `.jsonl` file. Every line is decoded by itself, so one file may have several encodings."""

from __future__ import annotations

import codecs
import re
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.content import MAX_TEXT_BYTES
from searchidx.files.readers.content_errors import REST, ContentError
from searchidx.files.readers.data.text_blocks import utf_16_name
from searchidx.files.readers.data.unpacking import UnpackingError, unpacked_blocks
from searchidx.files.readers.decoding import DecodedText, decode_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.remarks import Failure

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which is not a character."""


class Line(NamedTuple):
    """A decoded line without its line feed, and its number, which starts at 1."""

    number: int
    decoded: DecodedText


class _RawLine(NamedTuple):
    """The bytes of a line without its line feed, and its number. If it is too long, it has no bytes."""

    number: int
    data: bytes
    is_too_long: bool = False


def read_lines(content: Content) -> Iterator[Line | Failure]:
    """Yield the lines of a file in order, and a failure for each line that cannot be read. Raises OSError.

    Empty lines are counted, but not yielded. If a compressed file is damaged or truncated, all lines before
    the damage are yielded, then one failure.
    """
    blocks = unpacked_blocks(content)
    number = 0
    try:
        first = next(blocks, b"")
        encoding = utf_16_name(first) or "utf-8"
        blocks = chain([first], blocks)
        if encoding != "utf-8":
            blocks = _to_utf_8(blocks, encoding)
        for line in _divide(blocks):
            number = line.number
            yield _decode(line, encoding, content.path)
    except UnpackingError as error:
        yield error.failure(content.path, f"line {number + 1}", REST)


def _to_utf_8(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the blocks of UTF-16 in UTF-8. Raises UnpackingError if the last character is cut."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogatepass")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnpackingError.damaged(error) from None


def _divide(blocks: Iterable[bytes]) -> Iterator[_RawLine]:
    """Yield the lines of UTF-8 that are not empty. A byte order mark before the first line is skipped."""
    number = 1
    beginning = b""
    is_too_long = False
    is_first = True
    for block in blocks:
        data = beginning + block
        if is_first:
            data = data.removeprefix(codecs.BOM_UTF8)
            is_first = False
        if not is_too_long and not data.strip(b"\n"):
            number += len(data)
            beginning = b""
            continue
        *lines, beginning = data.split(b"\n")
        for line in lines:
            if is_too_long or len(line) > MAX_TEXT_BYTES:
                yield _RawLine(number, b"", is_too_long=True)
                is_too_long = False
            elif line:
                yield _RawLine(number, line)
            number += 1
        if is_too_long or len(beginning) > MAX_TEXT_BYTES:
            is_too_long, beginning = True, b""
    if is_too_long or beginning:
        yield _RawLine(number, beginning, is_too_long)


def _decode(line: _RawLine, file_encoding: str, path: str) -> Line | Failure:
    """Return the decoded line, or a failure if it is too long or its encoding cannot be recognised.

    The bytes are UTF-8, which may have been converted from UTF-16, or they are in an old encoding.
    """
    place = f"line {line.number}"
    if line.is_too_long:
        return ContentError.too_large(MAX_TEXT_BYTES).failure(path, place)
    try:
        return Line(line.number, DecodedText(line.data.decode(), file_encoding, damaged=False))
    except UnicodeDecodeError:
        pass
    if file_encoding != "utf-8":  # UTF-16 with half of a surrogate pair
        text = _SURROGATE.sub("\ufffd", line.data.decode("utf-8", "surrogatepass"))
        return Line(line.number, DecodedText(text, file_encoding, damaged=True))
    try:
        return Line(line.number, decode_article(line.data))
    except ContentError as error:
        return error.failure(path, place)
