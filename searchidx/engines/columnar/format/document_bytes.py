"""Reads a document from the bytes that encode it, which are compressed and stored.

    first byte    how the text is encoded: 1 for one byte a character by the table CHARACTERS, 2 for UTF-8
    text          a line of JSON [id, date, source, category, url, path, extra, length of the title], a
                  newline, the title, and the body

For example, an article with the id "7", the title "Bão" and the body "số 9" is the byte 1, then the bytes of
the text `["7", null, "", "", "", "", {}, 3]`, a newline and `Bãosố 9`. Each character is one byte, its index
in the table. Only a text with a character that the table does not have is UTF-8; there, surrogates are kept.
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
"""The first byte of an encoded document."""

CHARACTERS = (
    "\0\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    f"{VIETNAMESE_LETTERS}\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u00a0“”‘’–—…•°"
)
"""The characters that take one byte: each is encoded as its index in this text."""


@cache
def _code_units() -> NDArray[np.uint16]:
    """The UTF-16 code unit of each byte: looking them up takes half the time of `codecs.charmap_decode`."""
    return np.frombuffer(CHARACTERS.encode("utf-16-le"), "<u2")


def decode_document(data: bytes) -> Document:
    """Return the document that the bytes encode; raises ValueError, TypeError or IndexError where it is
    none.
    """
    if data[:1] == ONE_BYTE:
        text = _code_units().take(np.frombuffer(data, np.uint8, offset=1)).tobytes().decode("utf-16-le")
    else:
        text = data[1:].decode("utf-8", "surrogatepass")
    head, _, texts = text.partition("\n")
    identifier, iso_date, source, category, url, path, extra, title_length = json.loads(head)
    date = datetime.date.fromisoformat(iso_date) if iso_date else None
    title, body = texts[:title_length], texts[title_length:]
    return Document(identifier, title, body, date, source, category, url, path, extra)
