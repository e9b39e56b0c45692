"""The embedded engine: a Whoosh index whose segments are memory-mapped columns.

Plain Whoosh opens it (`whoosh.index.open_dir`) and answers its own queries. Our own plans are answered with
whole arrays; that imports nothing of Whoosh.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from searchidx.engines.columnar import states
from searchidx.engines.columnar.reading.cache import ArrayCache
from searchidx.engines.columnar.reading.segment import CACHE_BYTES, Segment
from searchidx.engines.columnar.searching.searcher import ColumnarSearcher
from searchidx.errors import IndexExistsError, IndexFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from searchidx.engines.base import AnalyzeDocuments, FieldSpec, Workers
    from searchidx.engines.columnar.writing.writer import ColumnarWriter

T = TypeVar("T")

_RETRIES = 20


def exists(folder: Path) -> bool:
    """Return whether the folder holds an index of any version."""
    return states.latest(folder) >= 0


def create(folder: Path, fields: Sequence[FieldSpec], metadata: Mapping[str, str]) -> ColumnarEngine:
    """Make a new, empty index; raises IndexExistsError when the folder holds anything (but hidden files)."""
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
    return ColumnarEngine(folder, _retried(states.read, folder))


class ColumnarEngine:
    """An index in a folder."""

    def __init__(self, folder: Path, state: states.IndexState) -> None:
        self._folder = folder
        self._metadata = state.metadata

    def writer(self, analyze: AnalyzeDocuments, helpers: Workers) -> ColumnarWriter:
        """Return the one writer; raises IndexLockedError while another holds it. It ends the helpers."""
        from searchidx.engines.columnar.writing.writer import ColumnarWriter

        return ColumnarWriter(self._folder, analyze, helpers)

    def searcher(self) -> ColumnarSearcher:
        """Return the newest committed state."""
        return ColumnarSearcher(_retried(_segments, self._folder))

    def metadata(self) -> Mapping[str, str]:
        """Return what was recorded when the index was made."""
        return self._metadata

    def close(self) -> None:
        """Nothing is held open between calls; searchers and writers are closed by themselves."""

    def __enter__(self) -> ColumnarEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _segments(folder: Path) -> list[Segment]:
    """Open the segments of the newest state."""
    cache = ArrayCache(CACHE_BYTES)
    return [_segment(folder, entry, cache) for entry in states.read(folder).segments]


def _segment(folder: Path, entry: states.SegmentRecord, cache: ArrayCache) -> Segment:
    segment = Segment(states.segment_path(folder, entry.name), entry.deleted, cache)
    if segment.document_count != entry.document_count:
        raise segment.container.damaged(
            f"it has {segment.document_count} documents, not {entry.document_count}"
        )
    return segment


def _retried(read: Callable[[Path], T], folder: Path) -> T:
    """Return what `read` finds; should a commit remove the newest state meanwhile, the next one is there."""
    for attempt in range(_RETRIES):
        try:
            return read(folder)
        except FileNotFoundError as error:
            missing = error.filename
            time.sleep(0.001 * attempt)
    raise IndexFormatError(
        f"The index in {str(folder)!r} lacks the file {missing!r}. "
        f"Name another folder, or delete this one and rebuild it: searchidx index PATH... --index {folder}"
    )
