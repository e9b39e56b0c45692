"""`.eml` files, which hold one mail, and `.mbox` files, which hold many: each mail is one article."""

from __future__ import annotations

import codecs
import re
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO, Final

from searchidx.files.readers.content import MAX_TEXT_BYTES
from searchidx.files.readers.content_errors import ContentError, size_text
from searchidx.files.readers.mail.mail_headers import is_mail, mail_values
from searchidx.files.readers.mail.mail_parts import read_mail
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.mail.mail_parts import Mail
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_LINE_BYTES: Final = 1 << 16
"""A longer line is read in several parts of this size: 64 KiB."""

_SEPARATOR: Final = re.compile(rb"From .*\d\d?:\d\d")
"""The line before a mail of an mbox file, with the time of its delivery. It follows a blank line."""

_QUOTED_SEPARATOR: Final = re.compile(rb">+From ")
"""A line of a mail that would be a separator without its first sign."""


def read_eml(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a mail and perhaps remarks on it, or a failure. Raises OSError."""
    return read_records(_read_eml(content), content, keys, own_keys=False)


def read_mbox(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield an article or a failure for each mail of an mbox file, in order. Raises OSError.

    One mail at a time is in memory, without its attachments.
    """
    return read_records(_read_mbox(content), content, keys, own_keys=False)


def _read_eml(content: Content) -> Iterator[Record | Remark]:
    lines = _lines(content.stream)
    first = next(lines, b"").removeprefix(codecs.BOM_UTF8)
    mail = read_mail(lines if first.startswith(b"From ") else chain((first,), lines))
    yield _item(mail, content)
    yield from _attachments_note(content, mail.attachments)


def _read_mbox(content: Content) -> Iterator[Record | Remark]:
    attachments = 0
    for number, numbered_lines in groupby(_numbered_lines(content.stream), itemgetter(0)):
        lines = map(itemgetter(1), numbered_lines)
        if number:
            mail = read_mail(lines)
            attachments += mail.attachments
            yield _item(mail, content, f"message {number}", f":{number}")
        elif any(map(bytes.strip, lines)):
            advice = "if it is a single mail, let its name end with .eml"
            yield Failure(content.path, 'it does not begin with a line "From ..." as an mbox file', advice)
    yield from _attachments_note(content, attachments)


def _item(mail: Mail, content: Content, place: str = "", id_ending: str = "") -> Record | Failure:
    try:
        return _record(mail, place, id_ending)
    except ContentError as error:
        return error.failure(content.path, place)


def _record(mail: Mail, place: str, id_ending: str) -> Record:
    """Return the record of a mail. Raises ContentError if it is no mail or has no text."""
    if not is_mail(mail.headers):
        raise ContentError("it is no mail, because it has no headers", "remove it")
    if mail.is_too_large:
        raise ContentError(f"its text is larger than {size_text(MAX_TEXT_BYTES)}")
    values = mail_values(mail.headers, mail.charset)
    body = "\n".join(text.text for text in mail.texts)
    if not body and not values.get("title"):
        raise ContentError.without_text("remove it")
    converted = next((text for text in mail.texts if text.label()), None)
    return Record({**values, "body": body}, place, id_ending, converted.label() if converted else "")


def _attachments_note(content: Content, count: int) -> Iterator[Note]:
    if count:
        yield Note(content.path, f"{count} attachment{'s' * (count != 1)} not read")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.readline(_MAX_LINE_BYTES), b"")


def _numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of the mails in an mbox file, each with the number of its mail, which starts at 1.

    Lines before the first separator have the number 0. Separators are left out.
    """
    number, is_after_blank = 0, True
    for line in _lines(stream):
        if is_after_blank and _SEPARATOR.match(line):
            number += 1
        else:
            yield number, line[1:] if _QUOTED_SEPARATOR.match(line) else line
        is_after_blank = not line.strip()
