"""The text of a file in blocks, for formats whose records are not lines: one encoding for the whole file."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from analyzers import decode
from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.charsets import LEGACY_DECODERS
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.decoding import DecodedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SAMPLE_BYTES: Final = 1 << 16
"""The encoding is decided by at least this many bytes, or by the whole file: 64 KiB."""

_MAX_WORD_BYTES: Final = 1 << 20
"""A block in a legacy encoding ends after a blank. If it has none, at most this many bytes wait for one."""

_UNICODE_CODECS: Final[dict[str, Callable[[bytes, str, bool], tuple[str, int]]]] = {
    "utf-8": codecs.utf_8_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
    "utf-32-le": codecs.utf_32_le_decode,
    "utf-32-be": codecs.utf_32_be_decode,
}
"""Functions that decode as many of the bytes as are complete characters, and return their number, too."""


class TextBlocks:
    """The text of blocks of bytes, which can be iterated once.

    The first block with bytes beyond ASCII decides the encoding. Bytes that are invalid in it become U+FFFD.
    A byte order mark is skipped. The attribute `encoding` is "utf-8" until another encoding is recognised.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self.encoding = "utf-8"
        self._blocks = blocks
        self._is_decided = False
        self._is_damaged = False

    def __iter__(self) -> Iterator[str]:
        """Yield the blocks of text that are not empty.

        Raises what the iterator of the bytes raises, and ContentError if the bytes are no text.
        """
        rest = b""
        is_first = True
        for block in self._blocks:
            text, rest = self._decode(rest + block, is_end=False)
            if text:
                yield text.removeprefix("\ufeff") if is_first else text
                is_first = False
        text, _ = self._decode(rest, is_end=True)
        if is_first:
            text = text.removeprefix("\ufeff")
        if text:
            yield text

    def label(self, texts: Iterable[str]) -> str:
        """Return the value of `extra["encoding"]` for an article that was made of these texts."""
        damaged = self._is_damaged and any("\ufffd" in text for text in texts)
        return DecodedText("", self.encoding, damaged).label()

    def _decode(self, data: bytes, *, is_end: bool) -> tuple[str, bytes]:
        """Return the text of the data, without the bytes at its end that have to wait for the next block."""
        if not self._is_decided and data:
            if len(data) < _SAMPLE_BYTES and not is_end:
                return "", data
            self._decide(data if is_end else data[: _end_of_words(data) or None])
        if (decode_legacy := LEGACY_DECODERS.get(self.encoding)) is not None:
            end = _end_of_words(data)
            if is_end or (not end and len(data) > _MAX_WORD_BYTES):
                end = len(data)
            text = decode_legacy(data[:end])
            self._is_damaged |= "\ufffd" in text
            return text, data[end:]
        codec = _UNICODE_CODECS[self.encoding]
        try:
            text, end = codec(data, "strict", is_end)
        except UnicodeDecodeError:
            text, end = codec(data, "replace", is_end)
            self._is_damaged = True
        return text, data[end:]

    def _decide(self, sample: bytes) -> None:
        """Choose the encoding of the file, unless the sample is ASCII, which does not tell it."""
        try:
            encoding = utf_16_name(sample) or decode(sample)[1].removesuffix("-sig")
        except UnknownEncodingError:
            raise ContentError.unknown_encoding() from None
        if encoding != "viqr":
            self.encoding = encoding
        self._is_decided = encoding != "viqr" and not (encoding == "utf-8" and sample.isascii())


def utf_16_name(head: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" if the first bytes of a file are UTF-16, else "".

    UTF-16 has a byte order mark, or a zero byte in the ASCII character that JSON and most tables begin with.
    """
    if head.startswith(b"\xff\xfe\0\0"):
        return ""  # UTF-32
    if head.startswith(b"\xff\xfe") or (len(head) > 1 and head[0] and not head[1]):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff") or (len(head) > 1 and head[1] and not head[0]):
        return "utf-16-be"
    return ""


def _end_of_words(data: bytes) -> int:
    """Return the number of bytes up to the last blank, including it. No word goes on after it."""
    return max(data.rfind(b" "), data.rfind(b"\n")) + 1
