"""Decoder of documents: from the bytes of an encoded document to the `Document`.

Encoded documents are compressed and stored by stored_documents_writer.py. An encoded document is:

    first byte    how the text is encoded: 1 for one byte a character by the table CHARACTERS, 2 for UTF-8
    text          a line of JSON [id, date, source, category, url, path, extra, author, furniture, length of
                  the title], a newline, the title, and the body

The date is null, an ISO date such as "2021-11-24", or, for a datetime, an ISO date and time with the offset
of its time zone if it has one: "2021-11-24T22:26:00+07:00".

For example, a document with the id "7", the title "Bão" and the body "số 9" has the text

    ["7", null, "", "", "", "", {}, "", "", 3]
    Bãosố 9

It is encoded as the byte 1, followed by the index of each character in CHARACTERS. UTF-8 is used only for a
text with a character that is not in the table. In UTF-8, lone surrogates are kept.
"""

from __future__ import annotations

import datetime
import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from analyzers.alphabet import VIETNAMESE_LETTERS
from searchidx.model import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

ONE_BYTE, UTF8 = b"\x01", b"\x02"
"""The two possible first bytes of an encoded document."""

CHARACTERS = (
    "\0\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    f"{VIETNAMESE_LETTERS}\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u00a0“”‘’–—…•°"
)
"""The characters that can be encoded in one byte, which is the index of the character in this text."""


@cache
def _code_units() -> NDArray[np.uint16]:
    """Return the UTF-16 code unit of each byte. This takes half the time of `codecs.charmap_decode`."""
    return np.frombuffer(CHARACTERS.encode("utf-16-le"), "<u2")


def decode_document(data: bytes) -> Document:
    """Return the document that the bytes encode.

    Raises ValueError, TypeError or IndexError if the bytes do not encode a document.
    """
    if data[:1] == ONE_BYTE:
        text = _code_units().take(np.frombuffer(data, np.uint8, offset=1)).tobytes().decode("utf-16-le")
    else:
        text = data[1:].decode("utf-8", "surrogatepass")
    head, _, texts = text.partition("\n")
    identifier, iso_date, source, category, url, path, extra, author, furniture, size = json.loads(head)
    date = _decode_date(iso_date) if iso_date else None
    title, body = texts[:size], texts[size:]
    return Document(identifier, title, body, date, source, category, url, path, extra, author, furniture)


def _decode_date(iso_date: str) -> datetime.date:
    """Return the date of an ISO date, or the datetime of a longer ISO text."""
    has_time = len(iso_date) > len("2021-11-24")
    return (datetime.datetime if has_time else datetime.date).fromisoformat(iso_date)
