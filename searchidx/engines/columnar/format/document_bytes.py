"""One document as bytes, and back."""

from __future__ import annotations

import codecs
import datetime
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzers.alphabet import VIETNAMESE_LETTERS
from searchidx.errors import DocumentError
from searchidx.model import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ONE_BYTE, _UTF8 = b"\x01", b"\x02"


_CHARACTERS = (
    "\0\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    f"{VIETNAMESE_LETTERS}\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u00a0“”‘’–—…•°"
)


@cache
def _bytes() -> Any:
    return codecs.charmap_build(_CHARACTERS.ljust(256, "\ufffe"))


@cache
def _units() -> NDArray[np.uint16]:
    """The UTF-16 code unit of each byte: half the time of `codecs.charmap_decode`."""
    return np.frombuffer(_CHARACTERS.encode("utf-16-le"), "<u2")


def encode_document(document: Document) -> bytes:
    """Return the stored form of a document; raises DocumentError when `extra` cannot be written as JSON."""
    date = document.date.isoformat() if document.date else None
    fields = (document.id, date, document.source, document.category, document.url, document.path)
    try:
        head = json.dumps([*fields, dict(document.extra), len(document.title)], ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise DocumentError(
            f"Document {document.id!r} has extra values that cannot be stored ({error}); "
            "use texts, numbers, lists and dictionaries."
        ) from error
    text = f"{head}\n{document.title}{document.body}"
    try:
        return _ONE_BYTE + codecs.charmap_encode(text, "strict", _bytes())[0]
    except UnicodeEncodeError:
        return _UTF8 + text.encode("utf-8", "surrogatepass")


def decode_document(data: bytes) -> Document:
    """Return the document of a stored form."""
    if data[:1] == _ONE_BYTE:
        text = _units().take(np.frombuffer(data, np.uint8, offset=1)).tobytes().decode("utf-16-le")
    else:
        text = data[1:].decode("utf-8", "surrogatepass")
    head, _, rest = text.partition("\n")
    identifier, date, source, category, url, path, extra, length = json.loads(head)
    day = datetime.date.fromisoformat(date) if date else None
    return Document(identifier, rest[:length], rest[length:], day, source, category, url, path, extra)
