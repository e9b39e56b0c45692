"""The two files of an index that Whoosh defines: the table of contents and the write lock.

`write_toc` commits a state, at the moment when `_SyncedStorage.rename_file` gives the table of contents its
final name. columnar/states.py lists all steps of a commit.

The table of contents is a pickle that holds the schema and the segments. Only Whoosh reads its contents. The
classes and attributes that the pickle names are part of the file format (codec.py).
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

STORED_FIELDS = ("title", "body", "source", "category", "url", "path", "extra", "author", "furniture")
"""The fields that Whoosh's `stored_fields` returns in addition to the id and the date."""


class WriteLock:
    """Whoosh's own write lock on an index.

    The constructor acquires the lock, and raises IndexLockedError without waiting if another writer holds it.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(os.fspath(folder / states.LOCK))
        if not self._lock.acquire():
            raise IndexLockedError(
                f"Another process is writing to the index in {str(folder)!r}; try again when it has finished."
            )

    def release(self) -> None:
        """Release the lock, so that another writer can acquire it."""
        self._lock.release()


class _SyncedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's storage, except that a file is synced to the disk before it gets its final name."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Sync the file and rename it. Renaming a table of contents commits its state."""
        source, target = self._fpath(oldname), self._fpath(newname)
        handle = os.open(source, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(source, target)  # noqa: PTH105 - names are strings here


def write_toc(folder: Path, state: states.IndexState) -> None:
    """Commit a state: write Whoosh's table of contents for it, durably.

    `states.write` must have written our own file of the state. The commit is visible to every searcher that
    is opened after the renaming. If an error is raised after the renaming, the state stays committed.
    """
    segments = []
    for committed in state.segments:
        _, _, identifier = committed.name.partition("_")
        deleted = committed.deleted.tobytes()
        segments.append(ColumnarSegment(states.INDEX_NAME, identifier, committed.stored_count, deleted))
    toc = TOC(schema(state.fields), segments, state.number)
    toc.write(_SyncedStorage(os.fspath(folder)), states.INDEX_NAME)
    sync_folder(folder)


def schema(fields: tuple[FieldSpec, ...]) -> Any:
    """Return a Whoosh schema that has the engine's own fields and these index fields.

    Whoosh uses the schema only to analyse queries. It splits the text of a query at spaces and lowercases the
    parts, each of which has to be a term of our analyzers. The text for a field of pairs is one term.
    """
    terms = SpaceSeparatedTokenizer() | LowercaseFilter()
    whole_text = IDTokenizer() | LowercaseFilter()
    whoosh_schema = types.Schema()
    whoosh_schema.add(ID, types.ID(unique=True, stored=True))
    date = types.DATETIME(stored=True, sortable=True)
    date.shift_step = 0  # a segment has no coarser date terms, with which Whoosh speeds up ranges of dates
    whoosh_schema.add(DATE, date)
    for field in fields:
        analyzer = whole_text if field.pairs_of else terms
        is_stored = field.name in STORED_FIELDS
        whoosh_schema.add(field.name, types.TEXT(analyzer=analyzer, phrase=field.positions, stored=is_stored))
    for name in STORED_FIELDS:
        if name not in whoosh_schema:
            whoosh_schema.add(name, types.STORED())
    return whoosh_schema
