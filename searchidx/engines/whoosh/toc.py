"""Whoosh's files of an index: its table of contents, with the schema, and its lock.

The table of contents is a pickle; what it names is part of the format (see `codec`). Only Whoosh reads it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from whoosh import fields as types
from whoosh.analysis import IDTokenizer, LowercaseFilter, SpaceSeparatedTokenizer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.util.filelock import FileLock

from searchidx.durability import sync_folder
from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.fields import DATE, ID
from searchidx.engines.whoosh.codec import ColumnarSegment
from searchidx.errors import IndexLockedError

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.base import FieldSpec

STORED_FIELDS = ("title", "body", "source", "category", "url", "path", "extra")
"""The fields that Whoosh's `stored_fields` returns besides the id and the date."""


class WriteLock:
    """Whoosh's own write lock, taken at once or not at all (IndexLockedError)."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(os.fspath(folder / states.LOCK))
        if not self._lock.acquire():
            raise IndexLockedError(
                f"Another process is writing to the index in {str(folder)!r}; try again when it has finished."
            )

    def release(self) -> None:
        """Let others write."""
        self._lock.release()


class _SyncedStorage(FileStorage):  # type: ignore[misc]
    """Storage whose files are on the disk before they get their names."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        source, target = self._fpath(oldname), self._fpath(newname)
        handle = os.open(source, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(source, target)  # noqa: PTH105 - names are strings here


def write_toc(folder: Path, state: states.IndexState) -> None:
    """Write Whoosh's table of contents of a state. Its appearance commits the state (see `states`)."""
    segments = []
    for record in state.segments:
        _, _, identifier = record.name.partition("_")
        deleted = record.deleted.tobytes()
        segments.append(ColumnarSegment(states.INDEX_NAME, identifier, record.document_count, deleted))
    toc = TOC(schema(state.fields), segments, state.number)
    toc.write(_SyncedStorage(os.fspath(folder)), states.INDEX_NAME)
    sync_folder(folder)


def schema(fields: tuple[FieldSpec, ...]) -> Any:
    """Return Whoosh's schema of some fields.

    Whoosh analyses only what is searched for. Texts are taken to be terms of our analyzers, apart by spaces,
    and pairs to be whole terms.
    """
    terms = SpaceSeparatedTokenizer() | LowercaseFilter()
    whole = IDTokenizer() | LowercaseFilter()
    whoosh_schema = types.Schema()
    whoosh_schema.add(ID, types.ID(unique=True, stored=True))
    date = types.DATETIME(stored=True, sortable=True)
    date.shift_step = 0  # no further terms for ranges of dates, which a segment does not keep
    whoosh_schema.add(DATE, date)
    for field in fields:
        analyzer = whole if field.pairs_of else terms
        is_stored = field.name in STORED_FIELDS
        whoosh_schema.add(field.name, types.TEXT(analyzer=analyzer, phrase=field.positions, stored=is_stored))
    for name in STORED_FIELDS:
        if name not in whoosh_schema:
            whoosh_schema.add(name, types.STORED())
    return whoosh_schema
