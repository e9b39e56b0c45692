"""From bytes to text: in which encoding they were, and whether some of them could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import decode
from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark

_UTF_8: Final = ("utf-8", "utf-8-sig")
"""The names of the encoding that needs no remark: UTF-8 without and with a byte order mark."""


class DecodedText(NamedTuple):
    """A text, and the encoding that its bytes were in.

    `damaged` says that U+FFFD stands in the text for bytes that are no text in this encoding.
    """

    text: str
    encoding: str
    damaged: bool

    def label(self) -> str:
        """Return what `extra["encoding"]` of the article says, empty for sound UTF-8."""
        if self.damaged:
            return f"{self.encoding}, damaged"
        return "" if self.encoding in _UTF_8 else self.encoding

    def remark(self, path: str) -> Remark | None:
        """Return what to say about the encoding of an article in the file at the path."""
        if self.damaged:
            return DamagedCharacters(path, self.encoding)
        return None if self.encoding in _UTF_8 else ConvertedEncoding(path, self.encoding)


def decode_article(data: bytes) -> DecodedText:
    """Return the text of some bytes in the encoding that fits them best; raises UnknownEncodingError.

    A U+FFFD that the bytes spell themselves is a character like any other and no damage.
    """
    text, encoding = decode(data)
    return DecodedText(text, encoding, "\ufffd" in text and not _is_valid(data, encoding))


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # an encoding without a codec cannot spell U+FFFD itself
        return False
    return True
