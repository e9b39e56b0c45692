"""How do bytes become text? The encoding is recognised, and invalid bytes are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import decode
from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark

_UTF_8: Final = ("utf-8", "utf-8-sig")
"""The encodings that need no remark: UTF-8 without and with a byte order mark."""

_DAMAGED: Final = ", damaged"


class DecodedText(NamedTuple):
    """A text, and the encoding of its bytes.

    `damaged` is True if the text has U+FFFD in place of bytes that are invalid in this encoding.
    """

    text: str
    encoding: str
    damaged: bool

    def label(self) -> str:
        """Return the value of `extra["encoding"]` of the article, empty for valid UTF-8."""
        if self.damaged:
            return self.encoding + _DAMAGED
        return "" if self.encoding in _UTF_8 else self.encoding


def encoding_remark(label: str, path: str) -> Remark:
    """Return the remark on an article with this value of `extra["encoding"]`, in the file at the path."""
    encoding = label.removesuffix(_DAMAGED)
    return ConvertedEncoding(path, label) if encoding == label else DamagedCharacters(path, encoding)


def decode_article(data: bytes) -> DecodedText:
    """Decode bytes in the encoding that fits them best. Raises ContentError if no encoding fits.

    The text is damaged only if bytes are invalid, and not if the bytes encode a U+FFFD correctly.
    """
    try:
        text, encoding = decode(data)
    except UnknownEncodingError:
        raise ContentError.unknown_encoding() from None
    return DecodedText(text, encoding, "\ufffd" in text and not _is_valid(data, encoding))


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # An encoding without a codec cannot encode U+FFFD.
        return False
    return True
