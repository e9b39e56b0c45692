"""The committed states of an index: which segments it has, and which of their documents are deleted.

Each state has a number and two files: Whoosh's table of contents (pickled, for Whoosh), whose appearance
commits it, and ours beside it with the same contents, which is read without running any pickle.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from searchidx.durability import sync_folder
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.fields import specs_of
from searchidx.errors import IndexFormatError, IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec

INDEX_NAME = "MAIN"
"""Whoosh's own default, so that `whoosh.index.open_dir(folder)` finds it."""

SEGMENT_EXTENSION = ".columns"
SEGMENT_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
LOCK = f"{INDEX_NAME}_WRITELOCK"
_STATE = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.(toc|state)(\..*)?")
_SEGMENT = re.compile(rf"({INDEX_NAME}_[0-9a-z]+)\..+")
_KEPT = 2
"""States whose files stay: the newest and the one before it."""


class SegmentRecord(NamedTuple):
    """A segment in a state of the index."""

    name: str
    document_count: int
    deleted: NDArray[np.uint32]

    @property
    def live_count(self) -> int:
        """The number of documents that are not deleted."""
        return self.document_count - len(self.deleted)


class IndexState(NamedTuple):
    """One committed state."""

    number: int
    segments: tuple[SegmentRecord, ...]
    fields: tuple[FieldSpec, ...]
    metadata: Mapping[str, str]


def toc_name(number: int) -> str:
    """Return the file name of Whoosh's table of contents."""
    return f"_{INDEX_NAME}_{number}.toc"


def state_name(number: int) -> str:
    """Return the file name of ours."""
    return f"_{INDEX_NAME}_{number}.state"


def latest(folder: Path) -> int:
    """Return the number of the newest state, -1 when there is none."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names, not paths
    found = [_STATE.fullmatch(name) for name in names]
    return max((int(m[1]) for m in found if m and m[2] == "toc" and not m[3]), default=-1)


def read(folder: Path) -> IndexState:
    """Read the newest state; raises IndexMissingError or IndexFormatError, FileNotFoundError after a race."""
    number = latest(folder)
    if number < 0:
        raise IndexMissingError(
            f"There is no index in {str(folder)!r}. Make one: searchidx index PATH... --index {folder}"
        )
    path = folder / state_name(number)
    if not path.exists() and (folder / toc_name(number)).exists():
        raise IndexFormatError(
            f"The index in {str(folder)!r} was made by an older version of searchidx or by another program. "
            "Name another folder, or delete this one and rebuild it: "
            f"searchidx index PATH... --index {folder}"
        )
    container = Container(path)
    meta = container.meta
    try:
        segments = tuple(_entry(container, *entry) for entry in meta["segments"])
        return IndexState(number, segments, specs_of(meta["fields"]), dict(meta["metadata"]))
    except (ValueError, KeyError, TypeError) as error:
        raise container.damaged("what it is told to hold cannot be right") from error


def _entry(container: Container, name: str, documents: int) -> SegmentRecord:
    """A segment as the state lists it; raises ValueError or TypeError for what cannot be one."""
    deleted = container.column(f"deleted.{name}").whole()
    ascending = bool((deleted[1:] > deleted[:-1]).all())
    named = _SEGMENT.fullmatch(f"{name}{SEGMENT_EXTENSION}")
    if not named or type(documents) is not int or documents < 0 or not ascending:
        raise ValueError(f"the segment {name!r} of {documents!r} documents")
    return SegmentRecord(name, documents, deleted)


def write(folder: Path, generation: IndexState) -> None:
    """Write our file of a state; it counts for nothing until Whoosh's is there."""
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

    path = folder / f"{state_name(generation.number)}.tmp"
    container = ContainerWriter(path)
    for entry in generation.segments:
        container.array(f"deleted.{entry.name}", entry.deleted, "<u4")
    meta: dict[str, Any] = {
        "segments": [[entry.name, entry.document_count] for entry in generation.segments],
        "fields": [list(field) for field in generation.fields],
        "metadata": dict(generation.metadata),
    }
    container.close(meta)
    path.replace(folder / state_name(generation.number))
    sync_folder(folder)


def clean(folder: Path, number: int) -> None:
    """Remove what neither the state of that number nor the one before it needs. Only under the lock."""
    kept = range(number - _KEPT + 1, number + 1)
    needed = set()
    for state in kept:
        path = folder / state_name(state)
        if path.exists():
            needed |= {name for name, _ in Container(path).meta["segments"]}
    for name in os.listdir(folder):  # noqa: PTH208 - names, not paths
        state_match, segment_match = _STATE.fullmatch(name), _SEGMENT.fullmatch(name)
        if (state_match and (state_match[3] or int(state_match[1]) not in kept)) or (
            segment_match and segment_match[1] not in needed
        ):
            Path(folder, name).unlink(missing_ok=True)


def segment_path(folder: Path, name: str) -> Path:
    """Return the file of a segment."""
    return folder / f"{name}{SEGMENT_EXTENSION}"


def random_segment_name() -> str:
    """Return the name of a new segment, which no other segment has."""
    from secrets import choice  # 4 ms that no search needs

    return f"{INDEX_NAME}_{''.join(choice(SEGMENT_NAME_LETTERS) for _ in range(16))}"
