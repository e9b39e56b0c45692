"""One change to an index, under way: documents are checked and handed to the engine's writer."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import TYPE_CHECKING

from searchidx.error_guards import translate_os_errors, verify_on_unexpected_error
from searchidx.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from searchidx.engines.base import Searcher, Writer
    from searchidx.model import Document

ADD_BATCH_DOCUMENTS = 100
"""How many documents are checked and handed to the engine at a time."""

_STRING_ATTRIBUTES = ("id", "title", "body", "source", "category", "url", "path")


class Update:
    """One change to an index, under way: what `Index.updating` gives to its block."""

    def __init__(self, folder: Path, writer: Writer, searcher: Searcher) -> None:
        self._folder = folder
        self._writer = writer
        self._searcher = searcher

    def add(self, documents: Iterable[Document]) -> int:
        """Add documents, and replace those that have the same ids.

        Returns how many documents were given. Raises DocumentError for a document that cannot be indexed, and
        WorkerError if a worker process fails.
        """
        remaining = iter(documents)
        added = 0
        while batch := list(islice(remaining, ADD_BATCH_DOCUMENTS)):
            for document in batch:
                check_document(document)
            with translate_os_errors(self._folder, "written"):
                self._writer.add(batch)
            added += len(batch)
        return added

    def delete(self, identifiers: Iterable[str]) -> int:
        """Delete the documents with these ids; a single id may be given as it is.

        Returns how many documents there were. Unknown ids are ignored.
        """
        ids = [identifiers] if isinstance(identifiers, str) else list(identifiers)
        with verify_on_unexpected_error(self._searcher):
            return self._writer.delete(ids)


def check_document(document: Document) -> None:
    """Raise DocumentError for a document that cannot be indexed: no id, or a value of the wrong type.

    The writer of the engine relies on this check. It refuses only what cannot be stored in `extra`.
    """
    if not document.id:
        raise DocumentError(f"A document titled {document.title!r} has no id. Give it one that is its own.")
    for name in _STRING_ATTRIBUTES:
        value = getattr(document, name)
        if not isinstance(value, str):
            raise DocumentError(
                f"The {name} of document {document.id!r} is not a text but {type(value).__name__}. "
                "Convert it with str(), or leave it empty."
            )
    # A datetime.datetime passes isinstance, but it cannot be compared with a date.
    if document.date is not None and type(document.date) is not datetime.date:
        type_name = type(document.date).__name__
        raise DocumentError(
            f"The date of document {document.id!r} is not a datetime.date but {type_name}. "
            "Convert it, or leave it None."
        )
