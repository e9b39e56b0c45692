"""The names of charsets, and how bytes become text if a charset was declared for them, as in mails and XML.

Web pages are another case (`web.charset`), because what they declare is wrong more often.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from analyzers import decode
from analyzers.encodings.legacy import decode_tcvn3, decode_viscii, decode_vni, decode_windows_1258
from analyzers.encodings.viqr import decode_viqr
from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import DecodedText, decode_article

if TYPE_CHECKING:
    from collections.abc import Callable

LEGACY_DECODERS: Final[dict[str, Callable[[bytes], str]]] = {
    "tcvn3": decode_tcvn3,
    "viscii": decode_viscii,
    "vni": decode_vni,
    "windows-1258": decode_windows_1258,
}
"""The decoders of the old Vietnamese encodings of 8 bits, by the names that `analyzers.decode` returns."""

_VIETNAMESE_CHARSETS: Final = {
    "viscii": "viscii",
    "tcvn": "tcvn3",
    "vni": "vni",
    "viqr": "viqr",
    "windows-1258": "windows-1258",
    "cp1258": "windows-1258",
}
"""The names of encodings by what the name of a charset begins with."""

_NAME_BEGINNINGS: Final = ("x-", "viet-", "cs")
"""What may precede the name of a charset, as in `x-viet-tcvn5712` and `csVISCII`."""

_LARGER_CHARSETS: Final = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
}
"""The codecs of charsets that are read as a larger one, as browsers do."""

_LATIN_CODECS: Final = ("cp1252", "iso8859-15")
"""The codecs of charsets that programs declare for bytes which they do not know."""

_ZERO_BYTE_CODECS: Final = ("utf-16", "utf-32")
"""The beginnings of the names of codecs whose bytes have zeros if the text is Vietnamese."""

_REFUSED_CODECS: Final = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-8")
"""Codecs of Python that are no charsets, and UTF-8, which is tried before. Two codecs need quadratic time."""

_SAMPLE_BYTES: Final = 1 << 18
"""The number of bytes in which words of an old Vietnamese encoding are looked for."""


def decode_declared(data: bytes, charset: str) -> DecodedText:
    """Decode bytes for which a charset was declared, perhaps wrongly, or "" if none was.

    Letters that are valid in UTF-8 are read as UTF-8. Without a charset that is known, and for the charsets
    of Western Europe, an old Vietnamese encoding is recognised by its words.

    Raises:
        ContentError: the charset is unknown, and the bytes are in no encoding that is recognised.
    """
    if not data.isascii() and b"\0" not in data and (text := _decoded(data, "utf-8")) is not None:
        return DecodedText(text, "utf-8", damaged=False)
    if _codec(charset) in _LATIN_CODECS and vietnamese_encoding(data[:_SAMPLE_BYTES]):
        return decode_article(data)
    return decode_as(data, charset) or decode_article(data)


def decode_as(data: bytes, charset: str) -> DecodedText | None:
    """Decode bytes in a charset, or return None if the charset is unknown or cannot be that of the bytes.

    Bytes in UTF-8 should have been recognised before.
    """
    name = _plain_name(charset)
    if encoding := _vietnamese_name(name):
        viqr = encoding == "viqr"
        text = decode_viqr(data.decode("ascii", "replace")) if viqr else LEGACY_DECODERS[encoding](data)
        return DecodedText(text, encoding, damaged="\ufffd" in text)
    codec = _codec(charset)
    if not codec or (codec.startswith(_ZERO_BYTE_CODECS) and b"\0" not in data):
        return None
    text = data.decode(codec, "replace")
    if data.isascii() and text == data.decode("ascii"):
        return DecodedText(text, "utf-8", damaged=False)
    return DecodedText(text, name, damaged=_decoded(data, codec) is None)


def vietnamese_encoding(sample: bytes) -> str:
    """Return the encoding in which the words beyond ASCII are Vietnamese, or "" if there are no such words.

    It is "utf-8" if nearly all letters are valid in it, or else an old encoding.
    """
    words = [word for word in sample.split() if not word.isascii()]
    try:
        encoding = decode(b" ".join(words))[1] if words else ""
    except UnknownEncodingError:
        return ""
    return encoding if encoding in ("utf-8", *LEGACY_DECODERS) else ""


def _plain_name(charset: str) -> str:
    name = charset.strip(" \"'").lower()
    for beginning in _NAME_BEGINNINGS:
        name = name.removeprefix(beginning)
    return name


def _vietnamese_name(name: str) -> str:
    known = (encoding for beginning, encoding in _VIETNAMESE_CHARSETS.items() if name.startswith(beginning))
    return next(known, "")


def _codec(charset: str) -> str:
    """Return the name of Python's codec for a charset, or "" if there is none."""
    name = _plain_name(charset)
    try:
        b"a".decode(name, "replace")
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if codec in _REFUSED_CODECS else _LARGER_CHARSETS.get(codec, codec)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
