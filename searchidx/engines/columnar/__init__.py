"""The columnar engine: it stores an index as arrays in files, and implements the protocol in `engines/base`.

This module is the engine's `EngineFactory`. An index consists of immutable segments, which are memory-mapped
arrays, and of a state that lists the segments. Read the parts in this order:

- `states`: which files are the index
- `format`: the arrays in a file
- `reading`: one segment
- `searching`: running a plan
- `writing` and `merging`: a change to the index

Plain Whoosh can open the same index through `searchidx/engines/whoosh`. Nothing else imports Whoosh.
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

    from searchidx.engines.base import AnalyzeDocuments, AreCopies, FieldSpec, Workers
    from searchidx.engines.columnar.writing.writer import ColumnarWriter

T = TypeVar("T")

MAX_ATTEMPTS = 20
"""The number of attempts to read the newest state while commits replace it."""

RETRY_SECONDS = 0.001
"""The time by which the wait grows with each failed attempt. There is no wait after the first attempt."""


def exists(folder: Path) -> bool:
    """Return whether the folder exists and holds an index of any version."""
    return states.latest(folder) >= 0


def create(folder: Path, fields: Sequence[FieldSpec], metadata: Mapping[str, str]) -> ColumnarEngine:
    """Create and return an empty index with these fields. Make the folder if it is missing.

    Raises IndexExistsError if the folder already holds any file that is not hidden, and IndexLockedError if
    another process is creating an index there.
    """
    from searchidx.engines.whoosh.toc import WriteLock, write_toc

    folder.mkdir(parents=True, exist_ok=True)
    _refuse_content(folder)
    lock = WriteLock(folder)
    try:
        _refuse_content(folder)  # another process may have created an index before this one got the lock
        state = states.IndexState(0, (), tuple(fields), dict(metadata))
        states.write(folder, state)
        write_toc(folder, state)
    finally:
        lock.release()
    return ColumnarEngine(folder, state)


def _refuse_content(folder: Path) -> None:
    """Raise IndexExistsError if the folder holds anything but hidden files and the lock of an index."""
    if any(path.name[0] != "." and path.name != states.LOCK for path in folder.iterdir()):
        index = states.latest(folder) >= 0
        what = "holds an index: open it, or" if index else "holds other files and no index:"
        raise IndexExistsError(f"The folder {str(folder)!r} {what} name another one.")


def open(folder: Path) -> ColumnarEngine:
    """Open and return the index in the folder.

    Raises IndexMissingError if there is none, and IndexFormatError if it is damaged or has another format.
    """
    return ColumnarEngine(folder, _read_newest(states.read, folder))


class ColumnarEngine:
    """An open index in a folder. It keeps no file open itself."""

    def __init__(self, folder: Path, state: states.IndexState) -> None:
        self._folder = folder
        self._metadata = state.metadata

    def writer(
        self, analyze: AnalyzeDocuments, workers: Workers, are_copies: AreCopies | None = None
    ) -> ColumnarWriter:
        """Begin a change, and return its writer, which closes the workers when it ends.

        Raises IndexLockedError while another writer holds the lock, and the errors of `open`.
        """
        from searchidx.engines.columnar.writing.writer import ColumnarWriter

        return ColumnarWriter(self._folder, analyze, workers, are_copies)

    def searcher(self) -> ColumnarSearcher:
        """Return a searcher of the newest committed state. Raises the errors of `open`."""
        return _read_newest(_open_searcher, self._folder)

    def metadata(self) -> Mapping[str, str]:
        """Return the metadata of the state that was newest when the engine was opened."""
        return self._metadata

    def close(self) -> None:
        """Do nothing: searchers and writers are closed separately."""

    def __enter__(self) -> ColumnarEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open_searcher(folder: Path) -> ColumnarSearcher:
    """Open the segments of the newest state, which share one cache, and return their searcher."""
    state = states.read(folder)
    cache = ArrayCache(CACHE_BYTES)
    segments = [_open_segment(folder, committed, cache) for committed in state.segments]
    return ColumnarSearcher(segments, state.metadata, state.copies)


def _open_segment(folder: Path, committed: states.CommittedSegment, cache: ArrayCache) -> SearchableSegment:
    segment = SearchableSegment(states.segment_path(folder, committed.name), committed.deleted, cache)
    if segment.stored_count != committed.stored_count:
        raise segment.container.damaged(
            f"it has {segment.stored_count} documents, not {committed.stored_count}"
        )
    return segment


def _read_newest(read: Callable[[Path], T], folder: Path) -> T:
    """Return the result of `read`, which reads the newest state.

    A commit may remove the files of this state while `read` is reading them. `read` is then called again,
    and finds a newer state.
    Raises IndexFormatError if files are still missing after MAX_ATTEMPTS attempts.
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
