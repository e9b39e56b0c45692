"""Which encoding does a web page have? Its bytes decide, and the charset that it names is used in doubt.

Pages often name a wrong charset. Pages in old Vietnamese fonts name iso-8859-1, or none at all, because
browsers cannot know the encoding of a font.
"""

from __future__ import annotations

import codecs
import html
import re
from typing import TYPE_CHECKING, Final

from analyzers import decode
from analyzers.encodings.legacy import decode_tcvn3, decode_viscii, decode_vni, decode_windows_1258
from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import DecodedText, decode_article

if TYPE_CHECKING:
    from collections.abc import Callable

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

_LEGACY_DECODERS: Final[dict[str, Callable[[bytes], str]]] = {
    "tcvn3": decode_tcvn3,
    "vni": decode_vni,
    "viscii": decode_viscii,
    "windows-1258": decode_windows_1258,
}

_BROWSER_NAMES: Final = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""Charsets that browsers read as a larger one."""

_UNICODE_CHARSETS: Final = ("utf-8", "utf8", "unicode", "utf-16", "utf-16le", "utf-16be")
"""Charsets that a page cannot have if its bytes are not valid in Unicode."""

_FONT_ENTITY: Final = re.compile(
    rb"(?:(?<=[A-Za-z\x80-\xff])|(?<=[A-Za-z0-9];))&#?\w{2,6};|&#?\w{2,6};(?=[A-Za-z\x80-\xff]|&#?\w{2,6};[A-Za-z\x80-\xff])"
)
"""An entity next to a letter. In a page in an old font, it stands for a byte of the font."""


def decode_page(data: bytes, server_charset: str = "") -> DecodedText:
    """Decode the bytes of a web page. Raises UnknownEncodingError if they are no text.

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
    encoding = _recognised_encoding(data)
    if encoding == "utf-8":
        return DecodedText(data.decode("utf-8", "replace"), encoding, damaged=True)
    if encoding:
        text = _LEGACY_DECODERS[encoding](_with_font_bytes(data) if encoding in ("tcvn3", "vni") else data)
        return DecodedText(text, encoding, damaged="\ufffd" in text)
    for charset in (server_charset.strip(" \"'").lower(), _declared_charset(data), _default_charset(data)):
        if codec := _codec(charset):
            text = data.decode(codec, "replace")
            return DecodedText(text, charset, damaged="\ufffd" in text)
    return decode_article(data)


def _default_charset(data: bytes) -> str:
    """Return the charset that browsers take for a page that names none, or "" for bytes that are no text."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    beyond_ascii = len(data) - len(data.decode("ascii", "ignore"))
    is_text = controls <= _MAX_CONTROL_SHARE * len(data)
    return "windows-1252" if is_text and beyond_ascii <= _MAX_BEYOND_ASCII_SHARE * len(data) else ""


def _recognised_encoding(data: bytes) -> str:
    """Return the encoding in which the accented words of a page are Vietnamese syllables, or "".

    The encoding is "utf-8" if nearly all accented letters are valid in it.
    """
    words = [word for word in _MARKUP.sub(b" ", data[:_SAMPLE_BYTES]).split() if not word.isascii()]
    try:
        encoding = decode(b" ".join(words))[1]
    except UnknownEncodingError:
        return ""
    return encoding if encoding in ("utf-8", *_LEGACY_DECODERS) else ""


def _declared_charset(data: bytes) -> str:
    declaration = _DECLARATION.search(data[:_DECLARATION_BYTES].lower())
    return declaration[1].decode("ascii", "replace") if declaration else ""


def _codec(charset: str) -> str:
    """Return the name of the codec for a charset in small letters, or "" if it cannot be that of the page."""
    if not charset or charset in _UNICODE_CHARSETS:
        return ""
    name = _BROWSER_NAMES.get(charset, charset)
    try:
        b"a".decode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return name


def _with_font_bytes(data: bytes) -> bytes:
    """Return the page with entities inside of words as the bytes that the font draws: `&#181;` as 0xB5."""
    return _FONT_ENTITY.sub(_font_byte, data) if b"&" in data else data


def _font_byte(match: re.Match[bytes]) -> bytes:
    character = html.unescape(match[0].decode("latin-1"))
    return character.encode("latin-1") if len(character) == 1 and "\xa0" < character <= "\xff" else match[0]
