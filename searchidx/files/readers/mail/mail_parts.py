"""The parts of a mail, found line by line: texts are kept, and attachments are skipped.

The parser of the email package is not used for this, because it holds the attachments of a mail in memory,
and fails for parts that are nested deeply. It reads the headers of each part (`mail_headers`).
"""

from __future__ import annotations

import re
from email.message import Message
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.charsets import decode_declared
from searchidx.files.readers.content import MAX_TEXT_BYTES
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.decoding import DecodedText
from searchidx.files.readers.mail.mail_headers import content_headers, parse_headers, subject
from searchidx.files.readers.markup.markup_text import read_markup
from searchidx.files.readers.whitespace import strip_blanks, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.files.readers.mail.mail_headers import Headers

_MAX_HEADER_BYTES: Final = 1 << 20
"""The size of the longest headers of a part that are read: 1 MiB. Further headers are left out."""

_MAX_TEXTS: Final = 1000
"""The number of parts of a mail whose text is read. Further parts count as attachments."""

_MAX_OPEN_MULTIPARTS: Final = 100
"""The number of multiparts that may be nested. What is nested deeper counts as an attachment."""

_QUOTE: Final = re.compile(r">*")


class Mail(NamedTuple):
    """A mail without its attachments.

    Attributes:
        headers: its headers.
        texts: its texts in their order, not blank, with their encodings.
        charset: the charset of the first text, or "".
        attachments: the number of parts that were not read.
        is_too_large: whether texts are missing, because there is too much text.
    """

    headers: Headers
    texts: list[DecodedText]
    charset: str
    attachments: int
    is_too_large: bool


class _Text(NamedTuple):
    """The text of a part. `alternative` is the number of the group from which one is shown, or 0."""

    decoded: DecodedText
    alternative: int = 0
    is_html: bool = False


class _Multipart(NamedTuple):
    """A multipart that is open. `alternative` is that of the texts in it."""

    boundary: bytes
    alternative: int


def read_mail(lines: Iterable[bytes]) -> Mail:
    """Return the texts of a mail. Forwarded mails are texts of the mail.

    The lines have their line ends. A long line may be divided: only its last part then has a line end. Of a
    long line in the headers, the first part is read.
    """
    parts = _Parts()
    for line in lines:
        parts.add_line(line)
    return parts.result()


class _Parts:
    """What was found in the lines so far."""

    def __init__(self) -> None:
        self._headers: Headers | None = None
        self._texts: list[_Text] = []
        self._charset = ""
        self._attachments = 0
        self._text_bytes = 0
        self._open: list[_Multipart] = []
        self._levels: dict[bytes, int] = {}  # the index in `_open` of each boundary
        self._alternatives = 0
        self._is_line_open = False
        # The part that is being read: its headers, or else its content if it is kept.
        self._header_lines: list[bytes] | None = []
        self._header_bytes = 0
        self._content: list[bytes] | None = None
        self._content_headers: Message | None = None

    def add_line(self, line: bytes) -> None:
        """Add the next line, or the next part of a long line."""
        is_begun, self._is_line_open = self._is_line_open, not line.endswith(b"\n")
        if self._levels and not is_begun and line.startswith(b"--") and self._end_part(line.rstrip()[2:]):
            return
        if self._header_lines is not None:
            if not is_begun:
                self._add_header_line(line)
        elif self._content is not None:
            self._text_bytes += len(line)
            if self._text_bytes <= MAX_TEXT_BYTES:
                self._content.append(line)

    def result(self) -> Mail:
        self._close_part()
        plain = {text.alternative for text in self._texts if not text.is_html and text.alternative}
        texts = [text.decoded for text in self._texts if not (text.is_html and text.alternative in plain)]
        return Mail(
            self._headers or {}, texts, self._charset, self._attachments, self._text_bytes > MAX_TEXT_BYTES
        )

    def _end_part(self, delimiter: bytes) -> bool:
        """End the current part if a line, without its hyphens, is the delimiter of an open multipart."""
        level = self._levels.get(delimiter)
        is_last = level is None and delimiter.endswith(b"--")
        if is_last:
            level = self._levels.get(delimiter[:-2])
        if level is None:
            return False
        self._close_part()
        del self._open[level if is_last else level + 1 :]
        # If two open multiparts have the same boundary, it is that of the inner one.
        self._levels = {multipart.boundary: index for index, multipart in enumerate(self._open)}
        if not is_last:
            self._begin_headers()
        return True

    def _add_header_line(self, line: bytes) -> None:
        assert self._header_lines is not None
        if not line.strip():
            self._end_headers()
        elif self._header_bytes < _MAX_HEADER_BYTES:
            self._header_lines.append(line.rstrip(b"\r\n") + b"\n")
            self._header_bytes += len(line)

    def _begin_headers(self) -> None:
        self._header_lines, self._header_bytes = [], 0

    def _close_part(self) -> None:
        """End the part that is being read, and keep its text."""
        if self._header_lines:
            self._end_headers()
        self._header_lines = None
        if self._content is None or self._content_headers is None:
            return
        data, headers = b"".join(self._content), self._content_headers
        self._content = self._content_headers = None
        charset = headers.get_content_charset() or ""
        try:
            decoded = decode_declared(_without_transfer_encoding(data, headers), charset)
        except ContentError:
            self._attachments += 1
            return
        is_html = headers.get_content_subtype() == "html"
        text = read_markup(decoded.text).text if is_html else _plain_text(decoded.text, headers)
        if strip_blanks(text):
            self._charset = self._charset or charset
            self._add_text(decoded._replace(text=text.strip("\n")), is_html=is_html)

    def _add_text(self, decoded: DecodedText, *, is_html: bool = False) -> None:
        alternative = self._open[-1].alternative if self._open else 0
        self._texts.append(_Text(decoded, alternative, is_html))

    def _end_headers(self) -> None:
        """Decide by the headers of a part what becomes of its content."""
        headers = parse_headers(b"".join(self._header_lines or ()))
        self._header_lines = None
        if self._headers is None:
            self._headers = headers
        elif title := subject(headers, self._charset):
            self._add_text(DecodedText(title, "utf-8", damaged=False))
        content = content_headers(headers)
        boundary = (content.get_boundary() or "").encode("ascii", "replace").rstrip()
        if (
            content.get_content_maintype() == "multipart"
            and boundary
            and len(self._open) < _MAX_OPEN_MULTIPARTS
        ):
            self._open_multipart(boundary, content)
        elif content.get_content_type() == "message/rfc822":
            self._begin_headers()
        elif _is_shown(content) and len(self._texts) < _MAX_TEXTS:
            self._content, self._content_headers = [], content
        else:
            self._attachments += 1

    def _open_multipart(self, boundary: bytes, content: Message) -> None:
        alternative = self._open[-1].alternative if self._open else 0
        if content.get_content_subtype() == "alternative":
            self._alternatives += 1
            alternative = self._alternatives
        self._levels[boundary] = len(self._open)
        self._open.append(_Multipart(boundary, alternative))


def _is_shown(content: Message) -> bool:
    """Return whether a part is shown as text of the mail. A multipart without a boundary is plain text."""
    is_text = content.get_content_type() in ("text/plain", "text/html")
    is_broken = content.get_content_maintype() == "multipart" and not content.get_boundary()
    return (is_text or is_broken) and content.get_content_disposition() != "attachment"


def _without_transfer_encoding(data: bytes, headers: Message) -> bytes:
    """Return the content of a part without base64 or quoted-printable."""
    part = Message()
    part["content-transfer-encoding"] = headers.get("content-transfer-encoding", "")
    part.set_payload(data.decode("ascii", "surrogateescape"))
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else data


def _plain_text(text: str, headers: Message) -> str:
    """Return plain text with line feeds, and with the lines of its paragraphs joined if they say so."""
    text = with_line_feeds(text)
    if str(headers.get_param("format", "")).lower() != "flowed":
        return text
    return _unflowed(text, deletes_space=str(headers.get_param("delsp", "")).lower() == "yes")


def _unflowed(text: str, *, deletes_space: bool) -> str:
    """Return text in the format of RFC 3676 with each paragraph on one line.

    A line that ends with a space goes on in the next line of the same quotation.
    """
    paragraphs: list[list[str]] = []
    previous_quote, is_open = "", False
    for line in text.split("\n"):
        quote = _QUOTE.match(line)[0]  # type: ignore[index]
        content = line[len(quote) :].removeprefix(" ")
        is_signature = content == "-- "
        if is_open and quote == previous_quote and not is_signature:
            paragraphs[-1].append(content)
        else:
            paragraphs.append([f"{quote} " if quote else "", content])
        previous_quote, is_open = quote, content.endswith(" ") and not is_signature
        if is_open and deletes_space:
            paragraphs[-1][-1] = content[:-1]
    return "\n".join("".join(pieces).rstrip() for pieces in paragraphs)
