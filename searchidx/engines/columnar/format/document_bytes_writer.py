"""Encoder of documents. The docstring of document_bytes.py describes the encoding."""

from __future__ import annotations

import codecs
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from searchidx.engines.columnar.format.document_bytes import CHARACTERS, ONE_BYTE, UTF8
from searchidx.errors import DocumentError

if TYPE_CHECKING:
    from searchidx.model import Document


@cache
def _bytes_of_characters() -> Any:
    """Return the table of characters in the form that `codecs.charmap_encode` takes."""
    return codecs.charmap_build(CHARACTERS.ljust(256, "\ufffe"))


def encode_document(document: Document) -> bytes:
    """Return the bytes that encode a document.

    Raises DocumentError if `extra` cannot be written as JSON.
    """
    date = document.date.isoformat() if document.date else None
    fields = (
        *(document.id, date, document.source, document.category, document.url, document.path),
        *(dict(document.extra), document.author, document.furniture, len(document.title)),
    )
    try:
        head = json.dumps(fields, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise DocumentError(
            f"Document {document.id!r} has extra values that cannot be stored ({error}); "
            "use texts, numbers, lists and dictionaries."
        ) from error
    text = f"{head}\n{document.title}{document.body}"
    try:
        return ONE_BYTE + codecs.charmap_encode(text, "strict", _bytes_of_characters())[0]
    except UnicodeEncodeError:
        return UTF8 + text.encode("utf-8", "surrogatepass")
