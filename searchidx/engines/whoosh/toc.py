"""What Whoosh keeps of an index: its table of contents, its schema and its lock."""

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

STORED = ("title", "body", "source", "category", "url", "path", "extra")


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
    """Write Whoosh's table of contents of a state: the step that commits it."""
    segments = []
    for entry in state.segments:
        _, _, identifier = entry.name.partition("_")
        deleted = entry.deleted.tobytes()
        segments.append(ColumnarSegment(states.INDEX_NAME, identifier, entry.document_count, deleted))
    toc = TOC(schema(state.fields), segments, state.number)
    toc.write(_SyncedStorage(os.fspath(folder)), states.INDEX_NAME)
    sync_folder(folder)


def schema(fields: tuple[FieldSpec, ...]) -> Any:
    """Return the fields as Whoosh's types: texts hold the terms of our analyzers, apart by spaces."""
    spaced = SpaceSeparatedTokenizer() | LowercaseFilter()
    made = types.Schema()
    made.add(ID, types.ID(unique=True, stored=True))
    date = types.DATETIME(stored=True, sortable=True)
    date.shift_step = 0
    made.add(DATE, date)
    for field in fields:
        analyzer = IDTokenizer() | LowercaseFilter() if field.pairs_of else spaced
        made.add(
            field.name,
            types.TEXT(analyzer=analyzer, phrase=field.positions, stored=field.name in STORED),
        )
    for name in STORED:
        if name not in made:
            made.add(name, types.STORED())
    return made
