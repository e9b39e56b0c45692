"""The embedded engine: how is an index stored in a folder, searched and changed?

In go documents with their analysed terms, and plans; out come the best documents of a plan. An index is a
sequence of immutable segments (memory-mapped arrays) and a state that names them. Read `states` (which files
are the index), `format` (what is in a file), `reading` (a segment), `searching` (a plan), then `writing` and
`merging` (a change). Plain Whoosh can open the index as well: that is `searchidx/engines/whoosh`, and nothing
else imports Whoosh.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from searchidx.engines.columnar import states
from searchidx.engines.columnar.reading.cache import ArrayCache
from searchidx.engines.columnar.reading.searchable_segment import CACHE_BYTES, SearchableSegment
from searchidx.engines.columnar.searching.searcher import ColumnarSearcher
from searchidx.errors import IndexExistsError, IndexFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from searchidx.engines.base import AnalyzeDocuments, FieldSpec, Workers
    from searchidx.engines.columnar.writing.writer import ColumnarWriter

T = TypeVar("T")

MAX_ATTEMPTS = 20
"""Attempts to read the newest state while commits replace it."""

RETRY_SECONDS = 0.001
"""Seconds to wait after the second attempt; twice as long after the third, and so on."""


def exists(folder: Path) -> bool:
    """Return whether the folder holds an index of any version."""
    return states.latest(folder) >= 0


def create(folder: Path, fields: Sequence[FieldSpec], metadata: Mapping[str, str]) -> ColumnarEngine:
    """Make a new, empty index.

    Raises IndexExistsError when the folder holds anything but hidden files, and IndexLockedError while
    another process makes an index there.
    """
    from searchidx.engines.whoosh.toc import WriteLock, write_toc

    folder.mkdir(parents=True, exist_ok=True)
    _refuse_content(folder)
    lock = WriteLock(folder)
    try:
        _refuse_content(folder)  # another process may have been faster
        state = states.IndexState(0, (), tuple(fields), dict(metadata))
        states.write(folder, state)
        write_toc(folder, state)
    finally:
        lock.release()
    return ColumnarEngine(folder, state)


def _refuse_content(folder: Path) -> None:
    if any(path.name[0] != "." and path.name != states.LOCK for path in folder.iterdir()):
        index = states.latest(folder) >= 0
        what = "holds an index: open it, or" if index else "holds other files and no index:"
        raise IndexExistsError(f"The folder {str(folder)!r} {what} name another one.")


def open(folder: Path) -> ColumnarEngine:
    """Open an index; raises IndexMissingError or IndexFormatError."""
    return ColumnarEngine(folder, _read_newest(states.read, folder))


class ColumnarEngine:
    """An index in a folder."""

    def __init__(self, folder: Path, state: states.IndexState) -> None:
        self._folder = folder
        self._metadata = state.metadata

    def writer(self, analyze: AnalyzeDocuments, workers: Workers) -> ColumnarWriter:
        """Return the one writer, which ends the workers; raises IndexLockedError while another holds it."""
        from searchidx.engines.columnar.writing.writer import ColumnarWriter

        return ColumnarWriter(self._folder, analyze, workers)

    def searcher(self) -> ColumnarSearcher:
        """Return a searcher of the newest committed state; raises IndexFormatError."""
        return ColumnarSearcher(_read_newest(_open_segments, self._folder))

    def metadata(self) -> Mapping[str, str]:
        """Return what was recorded when the index was made."""
        return self._metadata

    def close(self) -> None:
        """Do nothing: searchers and writers are closed by themselves."""

    def __enter__(self) -> ColumnarEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open_segments(folder: Path) -> list[SearchableSegment]:
    """Open the segments of the newest state; they share a cache."""
    cache = ArrayCache(CACHE_BYTES)
    return [_open_segment(folder, record, cache) for record in states.read(folder).segments]


def _open_segment(folder: Path, record: states.CommittedSegment, cache: ArrayCache) -> SearchableSegment:
    segment = SearchableSegment(states.segment_path(folder, record.name), record.deleted, cache)
    if segment.document_count != record.document_count:
        raise segment.container.damaged(
            f"it has {segment.document_count} documents, not {record.document_count}"
        )
    return segment


def _read_newest(read: Callable[[Path], T], folder: Path) -> T:
    """Return what `read` returns for the newest state.

    A commit may remove the files of that state in the meantime; then there is a newer one to read.
    """
    for attempt in range(MAX_ATTEMPTS):
        try:
            return read(folder)
        except FileNotFoundError as error:
            missing = error.filename
            time.sleep(RETRY_SECONDS * attempt)
    raise IndexFormatError(
        f"The index in {str(folder)!r} lacks the file {missing!r}. "
        f"Name another folder, or delete this one and rebuild it: searchidx index PATH... --index {folder}"
    )
