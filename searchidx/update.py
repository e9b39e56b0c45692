"""One change to an index: checks documents and passes them to the writer of the engine."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import TYPE_CHECKING

from searchidx.error_guards import translate_os_errors, verify_on_unexpected_error
from searchidx.errors import DocumentError
from searchidx.synonyms import METADATA_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from searchidx.engines.base import Searcher, Writer
    from searchidx.model import Document
    from searchidx.synonyms.rules import SynonymsArgument

ADD_BATCH_DOCUMENTS = 100
"""The number of documents that are checked and passed to the writer at a time."""

_STRING_ATTRIBUTES = ("id", "title", "body", "source", "category", "url", "path", "author", "furniture")


class Update:
    """One change to an index, as it is built in the `with` block of `Index.updating`.

    Only one thread at a time may use an update. The change ends with its block, or earlier if an error
    cancels it. After the end, an update cannot be used.
    """

    def __init__(self, folder: Path, writer: Writer, searcher: Searcher) -> None:
        self._folder = folder
        self._writer = writer
        self._searcher = searcher

    def add(self, documents: Iterable[Document]) -> int:
        """Add documents. A document replaces any document that has the same id.

        Args:
            documents: any iterable. It is consumed in small batches, so it may be a generator.

        Returns:
            The number of documents in the iterable. Documents with equal ids are counted separately.

        Raises:
            DocumentError: a document has no id, a value of a wrong type, or `extra` values that cannot be
                stored. The change goes on; documents before this one in the iterable may be part of it.
            WorkerError: a worker process failed. The change is cancelled.
            SearchError: the index cannot be written, and the change is cancelled; or the change has ended.
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
        """Delete the documents with these ids.

        Args:
            identifiers: an iterable of ids, or a single id as a string. Unknown ids are ignored.

        Returns:
            The number of ids that had a document, committed or added earlier in the change.

        Raises:
            SearchError: the change has ended.
            IndexFormatError: the files of the index are damaged.
        """
        ids = [identifiers] if isinstance(identifiers, str) else list(identifiers)
        with verify_on_unexpected_error(self._searcher):
            return self._writer.delete(ids)

    def set_synonyms(self, synonyms: SynonymsArgument) -> None:
        """Replace the synonyms of the index.

        Args:
            synonyms: `Synonyms`, or the path of a file to read, or None to remove the synonyms. `Synonyms`
                without rules also remove them.

        Raises:
            SynonymsError: the file cannot be read. The change goes on.
            SearchError: the change has ended.
        """
        from searchidx.synonyms.rules import stored_text

        self._writer.set_metadata(METADATA_NAME, stored_text(synonyms))


def check_document(document: Document) -> None:
    """Raise DocumentError if a document has no id, or if one of its values has the wrong type.

    `extra` is not checked here. The writer raises DocumentError if the values of `extra` cannot be stored.
    For all other values, the writer relies on this function.
    """
    if not document.id:
        raise DocumentError(f"A document titled {document.title!r} has no id. Give it a unique id.")
    for name in _STRING_ATTRIBUTES:
        value = getattr(document, name)
        if not isinstance(value, str):
            raise DocumentError(
                f"The {name} of document {document.id!r} is not a string but {type(value).__name__}. "
                "Convert it with str(), or leave it empty."
            )
    if document.date is not None and not _is_date(document.date):
        type_name = type(document.date).__name__
        raise DocumentError(
            f"The date of document {document.id!r} is not a valid datetime.date or datetime.datetime "
            f"but of type {type_name}. Convert it, or leave it None."
        )


def _is_date(value: object) -> bool:
    """Return whether a value is a date or a datetime that has an ISO text, in which the index stores it.

    A value of a subclass may have none. For example, the missing time of pandas, `NaT`, is a datetime without
    a day.
    """
    if type(value) is datetime.date:
        return True
    date_class = datetime.datetime if isinstance(value, datetime.datetime) else datetime.date
    try:
        return isinstance(value, date_class) and bool(date_class.fromisoformat(value.isoformat()))
    except Exception:  # raised by the methods of a subclass, or of a time zone
        return False
