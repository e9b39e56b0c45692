"""The headers of a mail as text: encoded words, old encodings, addresses and dates."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.charsets import decode_declared
from searchidx.files.readers.content_errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping

Headers = dict[str, str]
"""The headers of a mail or of a part of it by name, in small letters. Bytes beyond ASCII are surrogates."""

_MAX_HEADER_LENGTH: Final = 10_000
"""The number of characters of a header that are read. Much longer ones take the email package long."""

_EXPECTED: Final = ("from", "to", "subject", "date", "message-id", "received", "return-path", "content-type")
"""The headers of which a mail has at least one."""


_READ: Final = ("from", "to", "cc", "subject", "date", "message-id", "list-id")
"""The headers whose values are kept."""


def parse_headers(block: bytes) -> Headers:
    """Return the headers before the first blank line. Of headers with equal names, the first is returned."""
    headers: Headers = {}
    for name, value in BytesHeaderParser().parsebytes(block).raw_items():
        headers.setdefault(name.lower(), value[:_MAX_HEADER_LENGTH])
    return headers


def is_mail(headers: Headers) -> bool:
    """Return whether headers are those of a mail."""
    return not headers.keys().isdisjoint(_EXPECTED)


def content_headers(headers: Headers) -> Message:
    """Return the headers that describe the content, as the email package reads them."""
    message = Message()
    for name in ("content-type", "content-disposition", "content-transfer-encoding"):
        if name in headers:
            message[name] = headers[name].encode("ascii", "replace").decode().replace("\n", " ")
    return message


def mail_values(headers: Headers, charset: str) -> Mapping[str, Any]:
    """Return what the headers of a mail tell, by the keys of a record.

    `charset` is that of the text, which headers beyond ASCII without a charset share. A date that cannot be
    read is returned as text.
    """
    plain = {name: _unfolded(value, charset) for name, value in headers.items() if name in _READ}
    senders = _addresses(plain.get("from", ""))
    domains = [address.rpartition("@")[2].lower() for _, address in senders]
    values = {
        "title": decode_words(plain.get("subject", "")),
        "author": [name or address for name, address in senders],
        "date": _date(plain.get("date", "")),
        "source": _list_name(plain.get("list-id", "")) or (domains[0] if domains else ""),
        "to": decode_words(plain.get("to", "")),
        "cc": decode_words(plain.get("cc", "")),
        "message_id": plain.get("message-id", ""),
    }
    return {key: value for key, value in values.items() if value}


def subject(headers: Headers, charset: str) -> str:
    """Return the subject of a mail, or ""."""
    return decode_words(_unfolded(headers.get("subject", ""), charset))


def decode_words(text: str) -> str:
    """Return a header with its encoded words (RFC 2047) decoded. A word that is invalid stays as it is."""
    if "=?" not in text or not text.isascii():
        return text
    try:
        pieces = decode_header(text)
    except HeaderParseError:
        return text
    return " ".join("".join(_piece(data, charset or "") for data, charset in pieces).split())


def _piece(data: bytes | str, charset: str) -> str:
    if isinstance(data, str):
        return data
    return _text(data, charset.partition("*")[0])


def _text(data: bytes, charset: str) -> str:
    try:
        return decode_declared(data, charset).text
    except ContentError:
        return data.decode("utf-8", "replace")


def _unfolded(value: str, charset: str) -> str:
    """Return a header on one line, with bytes beyond ASCII decoded."""
    data = value.encode("ascii", "surrogateescape")
    return " ".join((value if data.isascii() else _text(data, charset)).split())


def _addresses(text: str) -> list[tuple[str, str]]:
    """Return the names and addresses in a header. What cannot be read is one name without an address."""
    try:
        pairs = [(decode_words(name), address) for name, address in getaddresses([text])]
    except (RecursionError, ValueError, IndexError):
        pairs = []
    known = [pair for pair in pairs if any(pair)]
    return known if known or not text else [(decode_words(text), "")]


def _date(text: str) -> object:
    """Return the time of a Date header with its zone, or the text if it cannot be read."""
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def _list_name(text: str) -> str:
    """Return the identifier of a mailing list: `tin.example.vn` for `Tin tức <tin.example.vn>`."""
    return text.rpartition("<")[2].rstrip("> ")
