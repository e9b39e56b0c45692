"""The committed states of an index: which segments it has, and which of their documents are deleted.

State n has two files with the same contents. `_MAIN_<n>.toc` is Whoosh's table of contents, a pickle that
only Whoosh reads; its appearance commits the state. `_MAIN_<n>.state` is ours, a container
(format/container.py) that is read without running any pickle:

    meta                {"segments": [["MAIN_abc", 40]], "fields": [[...], ...], "metadata": {...}}
    deleted.MAIN_abc    u32: the numbers of the deleted documents of that segment, ascending, such as [3, 17]
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
"""Whoosh's own default, so that `whoosh.index.open_dir(folder)` finds the index."""

SEGMENT_EXTENSION = ".columns"
"""The end of the name of a segment's file."""

SEGMENT_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""What the random part of a segment's name is made of."""

LOCK = f"{INDEX_NAME}_WRITELOCK"
"""The name of the file that Whoosh locks while an index is written to."""

_STATE_FILE = re.compile(rf"_{INDEX_NAME}_(?P<number>[0-9]+)\.(?P<kind>toc|state)(?P<temporary>\..*)?")
_SEGMENT_FILE = re.compile(rf"(?P<name>{INDEX_NAME}_[0-9a-z]+)\..+")

_KEPT_STATES = 2
"""How many states keep their files: the newest one and those before it that a reader may just be opening."""


class CommittedSegment(NamedTuple):
    """A segment as a state lists it; `deleted` are the numbers of its deleted documents, ascending."""

    name: str
    document_count: int
    deleted: NDArray[np.uint32]

    @property
    def live_count(self) -> int:
        """The number of documents that are not deleted."""
        return self.document_count - len(self.deleted)


class IndexState(NamedTuple):
    """One committed state; `metadata` is what the index was created with."""

    number: int
    segments: tuple[CommittedSegment, ...]
    fields: tuple[FieldSpec, ...]
    metadata: Mapping[str, str]


def toc_name(number: int) -> str:
    """Return the name of Whoosh's file of a state."""
    return f"_{INDEX_NAME}_{number}.toc"


def state_name(number: int) -> str:
    """Return the name of our file of a state."""
    return f"_{INDEX_NAME}_{number}.state"


def segment_path(folder: Path, name: str) -> Path:
    """Return the path of a segment's file."""
    return folder / f"{name}{SEGMENT_EXTENSION}"


def random_segment_name() -> str:
    """Return a name for a new segment that no other segment has."""
    from secrets import choice  # 4 ms that no search needs

    return f"{INDEX_NAME}_{''.join(choice(SEGMENT_NAME_LETTERS) for _ in range(16))}"


def latest(folder: Path) -> int:
    """Return the number of the newest committed state, -1 where there is none."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names, not paths
    files = [match for match in map(_STATE_FILE.fullmatch, names) if match]
    committed = (int(file["number"]) for file in files if file["kind"] == "toc" and not file["temporary"])
    return max(committed, default=-1)


def read(folder: Path) -> IndexState:
    """Return the newest committed state.

    Raises IndexMissingError where the folder has no index, IndexFormatError for an index of another version
    or a damaged one, and FileNotFoundError when a writer has just removed the state: a newer one is there
    then.
    """
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
        segments = tuple(_segment_record(container, *record) for record in meta["segments"])
        return IndexState(number, segments, specs_of(meta["fields"]), dict(meta["metadata"]))
    except (ValueError, KeyError, TypeError) as error:
        raise container.damaged("what it is told to hold cannot be right") from error


def _segment_record(container: Container, name: str, document_count: int) -> CommittedSegment:
    """Return a segment that a state lists; raises ValueError or TypeError where it cannot be one."""
    deleted = container.column(f"deleted.{name}").whole()
    ascending = bool((deleted[1:] > deleted[:-1]).all())
    named = _SEGMENT_FILE.fullmatch(f"{name}{SEGMENT_EXTENSION}")
    if not named or type(document_count) is not int or document_count < 0 or not ascending:
        raise ValueError(f"the segment {name!r} of {document_count!r} documents")
    return CommittedSegment(name, document_count, deleted)


def write(folder: Path, state: IndexState) -> None:
    """Write our file of a state, durably. The state is committed only when Whoosh's file of it appears."""
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

    path = folder / f"{state_name(state.number)}.tmp"
    container = ContainerWriter(path)
    for segment in state.segments:
        container.array(f"deleted.{segment.name}", segment.deleted, "<u4")
    meta: dict[str, Any] = {
        "segments": [[segment.name, segment.document_count] for segment in state.segments],
        "fields": [list(field) for field in state.fields],
        "metadata": dict(state.metadata),
    }
    container.close(meta)
    path.replace(folder / state_name(state.number))
    sync_folder(folder)


def clean(folder: Path, number: int) -> None:
    """Remove the files of states and segments that neither state `number` nor the one before it needs.

    Files of half-written changes go, too. Only whoever holds the write lock may call this.
    """
    kept_states = range(number - _KEPT_STATES + 1, number + 1)
    kept_segments = set()
    for kept_state in kept_states:
        path = folder / state_name(kept_state)
        if path.exists():
            kept_segments |= {name for name, _ in Container(path).meta["segments"]}
    for name in os.listdir(folder):  # noqa: PTH208 - names, not paths
        state_file, segment_file = _STATE_FILE.fullmatch(name), _SEGMENT_FILE.fullmatch(name)
        outdated = state_file and (state_file["temporary"] or int(state_file["number"]) not in kept_states)
        unneeded = segment_file and segment_file["name"] not in kept_segments
        if outdated or unneeded:
            Path(folder, name).unlink(missing_ok=True)
