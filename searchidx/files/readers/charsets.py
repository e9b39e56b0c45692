"""How do bytes become text if a charset was declared for them, as in mails and XML?"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from analyzers.encodings.legacy import decode_tcvn3, decode_viscii, decode_vni, decode_windows_1258
from analyzers.encodings.viqr import decode_viqr
from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import DecodedText, decode_article

if TYPE_CHECKING:
    from collections.abc import Callable

_VIETNAMESE_CHARSETS: Final[dict[str, tuple[str, Callable[[bytes], str]]]] = {
    "viscii": ("viscii", decode_viscii),
    "tcvn": ("tcvn3", decode_tcvn3),
    "vni": ("vni", decode_vni),
    "viqr": ("viqr", lambda data: decode_viqr(data.decode("ascii", "replace"))),
    "windows-1258": ("windows-1258", decode_windows_1258),
    "cp1258": ("windows-1258", decode_windows_1258),
}
"""The names of encodings and their decoders, by what the name of a charset begins with."""

_NAME_BEGINNINGS: Final = ("x-", "viet-", "cs")
"""What may precede the name of a charset, as in `x-viet-tcvn5712` and `csVISCII`."""

_LATIN_CHARSETS: Final = ("ascii", "iso8859-1", "iso8859-15", "cp1252")
"""The codecs of charsets that programs declare for bytes which they do not know."""

_REFUSED_CODECS: Final = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined")
"""Codecs of Python that are no charsets. Two of them need quadratic time."""

_SAMPLE_BYTES: Final = 1 << 18
"""The number of bytes in which words of an old Vietnamese encoding are looked for."""


def decode_declared(data: bytes, charset: str) -> DecodedText:
    """Decode bytes for which a charset was declared, perhaps wrongly, or "" if none was.

    Letters that are valid in UTF-8 are read as UTF-8. Without a charset that Python knows, and for the
    charsets of Western Europe, an old Vietnamese encoding is recognised by its words.

    Raises:
        UnknownEncodingError: the charset is unknown, and the bytes are in no encoding that is recognised.
    """
    if not data.isascii() and b"\0" not in data and (text := _decoded(data, "utf-8")) is not None:
        return DecodedText(text, "utf-8", damaged=False)
    name = charset.strip().lower()
    for beginning in _NAME_BEGINNINGS:
        name = name.removeprefix(beginning)
    for beginning, (encoding, decoder) in _VIETNAMESE_CHARSETS.items():
        if name.startswith(beginning):
            text = decoder(data)
            return DecodedText(text, encoding, damaged="\ufffd" in text)
    codec = _codec(name)
    if not codec or codec == "utf-8" or (codec in _LATIN_CHARSETS and _has_vietnamese_words(data)):
        return decode_article(data)
    text = data.decode(codec, "replace")
    if data.isascii() and text == data.decode("ascii"):
        return DecodedText(text, "utf-8", damaged=False)
    return DecodedText(text, name, damaged=_decoded(data, codec) is None)


def _codec(name: str) -> str:
    """Return the name of Python's codec for a charset, or "" if there is none."""
    try:
        b"a".decode(name, "replace")
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if codec in _REFUSED_CODECS else codec


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _has_vietnamese_words(data: bytes) -> bool:
    """Return whether the words beyond ASCII are Vietnamese in one of the old encodings."""
    words = [word for word in data[:_SAMPLE_BYTES].split() if not word.isascii()]
    try:
        return bool(words) and bool(decode_article(b" ".join(words)))
    except UnknownEncodingError:
        return False
