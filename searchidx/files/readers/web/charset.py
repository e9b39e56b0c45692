"""Which encoding does a web page have? Its bytes decide, and the charset that it names is used in doubt.

Pages often name a wrong charset. Pages in old Vietnamese fonts name iso-8859-1, or none at all, because
browsers cannot know the encoding of a font.
"""

from __future__ import annotations

import codecs
import html
import re
from typing import Final

from searchidx.files.readers.charsets import LEGACY_DECODERS, decode_as, vietnamese_encoding
from searchidx.files.readers.decoding import DecodedText, decode_article

_DECLARATION_BYTES: Final = 4096
"""The number of bytes at the beginning of a page in which it may name its charset."""

_SAMPLE_BYTES: Final = 1 << 18
"""The number of bytes from which the encoding is chosen."""

_MAX_CONTROL_SHARE: Final = 0.01
"""Null bytes up to this share are left out. With more of them, the bytes are UTF-16 or no text."""

_MAX_BEYOND_ASCII_SHARE: Final = 0.3
"""Bytes with a larger share beyond ASCII are no page in a Latin alphabet."""

_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
"""Control characters that do not occur in text."""

_BYTE_ORDER_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_DECLARATION: Final = re.compile(
    rb"<(?:meta\b[^>]{0,512}?charset|\?xml\b[^>]{0,128}?encoding)\s*=\s*[\"']?\s*([\w:.-]{1,40})"
)

_MARKUP: Final = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^<>]*>|<", re.DOTALL | re.IGNORECASE
)
"""The parts of a page that are not shown."""

_FONT_ENTITY: Final = re.compile(
    rb"(?:(?<=[A-Za-z\x80-\xff])|(?<=[A-Za-z0-9];))&#?\w{2,6};|&#?\w{2,6};(?=[A-Za-z\x80-\xff]|&#?\w{2,6};[A-Za-z\x80-\xff])"
)
"""An entity next to a letter. In a page in an old font, it stands for a byte of the font."""


def decode_page(data: bytes, server_charset: str = "") -> DecodedText:
    """Decode the bytes of a web page. Raises ContentError if they are no text.

    `server_charset` is the charset that the server named when it sent the page, or "".
    """
    if data.startswith(_BYTE_ORDER_MARKS):
        return decode_article(data)
    if 0 < data.count(0) <= _MAX_CONTROL_SHARE * len(data):
        data = data.replace(b"\0", b"")
    if b"\0" in data:
        return decode_article(data)
    try:
        return DecodedText(data.decode(), "utf-8", damaged=False)
    except UnicodeDecodeError:
        pass
    encoding = vietnamese_encoding(_MARKUP.sub(b" ", data[:_SAMPLE_BYTES]))
    if encoding == "utf-8":
        return DecodedText(data.decode("utf-8", "replace"), encoding, damaged=True)
    if encoding:
        text = LEGACY_DECODERS[encoding](_with_font_bytes(data) if encoding in ("tcvn3", "vni") else data)
        return DecodedText(text, encoding, damaged="\ufffd" in text)
    for charset in (server_charset, _declared_charset(data), _default_charset(data)):
        if decoded := decode_as(data, charset):
            return decoded
    return decode_article(data)


def _default_charset(data: bytes) -> str:
    """Return the charset that browsers take for a page that names none, or "" for bytes that are no text."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    beyond_ascii = len(data) - len(data.decode("ascii", "ignore"))
    is_text = controls <= _MAX_CONTROL_SHARE * len(data)
    return "windows-1252" if is_text and beyond_ascii <= _MAX_BEYOND_ASCII_SHARE * len(data) else ""


def _declared_charset(data: bytes) -> str:
    declaration = _DECLARATION.search(data[:_DECLARATION_BYTES].lower())
    return declaration[1].decode("ascii", "replace") if declaration else ""


def _with_font_bytes(data: bytes) -> bytes:
    """Return the page with entities inside of words as the bytes that the font draws: `&#181;` as 0xB5."""
    return _FONT_ENTITY.sub(_font_byte, data) if b"&" in data else data


def _font_byte(match: re.Match[bytes]) -> bytes:
    character = html.unescape(match[0].decode("latin-1"))
    return character.encode("latin-1") if len(character) == 1 and "\xa0" < character <= "\xff" else match[0]
