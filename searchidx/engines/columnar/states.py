"""The committed states of an index: its segments, and which of their documents are deleted or are copies.

The module reads and writes states, names the files of states and segments, and removes files that are no
longer needed.

State n has two files with the same contents: our own file `_MAIN_<n>.state`, and Whoosh's table of contents
`_MAIN_<n>.toc`, a pickle that only Whoosh reads. `_MAIN_<n>.state` is a container (format/container.py):

    meta                {"segments": [["MAIN_abc", 40]], "fields": [[...], ...], "metadata": {...}}
    deleted.MAIN_abc    u32: the deleted segment documents of MAIN_abc, ascending, such as [3, 17]
    copies              u32: the pairs of copies, as two document numbers each, such as [3, 41, 3, 57]; absent
                        if there are none. Document numbers count through the segments in their order

A commit survives a power cut because its files reach the disk in this order:

1. Each new segment is written under its final name and synced (format/container_writer.py).
2. `write` (in this module) writes `_MAIN_<n>.state.tmp`, syncs it, renames it and syncs the folder.
3. `write_toc` (whoosh/toc.py) writes the .toc under a temporary name, syncs it, renames it and syncs the
   folder. The renaming is the commit: `latest` takes the highest n that has a `_MAIN_<n>.toc`.
4. `clean` removes the files that neither state n nor state n - 1 needs.

`ColumnarWriter.commit` (writing/writer.py) takes these steps. Until the renaming, readers see state n - 1.

A *segment document* is the number of a document in its segment, counted from 0. A *state number* counts the
commits of an index, from 0 for the new, empty index.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from searchidx.durability import sync_folder
from searchidx.engines.columnar.arrays import NO_COPIES
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.fields import specs_of
from searchidx.errors import IndexFormatError, IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec

INDEX_NAME = "MAIN"
"""The default name of an index in Whoosh, so that `whoosh.index.open_dir(folder)` finds it."""

SEGMENT_EXTENSION = ".columns"
"""The extension of a segment file."""

SEGMENT_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""The characters of the random part of a segment name."""

LOCK = f"{INDEX_NAME}_WRITELOCK"
"""The name of the lock file, which Whoosh also locks while it writes to an index."""

_STATE_FILE = re.compile(rf"_{INDEX_NAME}_(?P<number>[0-9]+)\.(?P<kind>toc|state)(?P<temporary>\..*)?")
_SEGMENT_FILE = re.compile(rf"(?P<name>{INDEX_NAME}_[0-9a-z]+)\..+")

_KEPT_STATES = 2
"""The number of states that keep their files: the newest one, and one that a reader may be opening."""


_COPIES = "copies"
"""The section of a state file that has the pairs of copies."""


class CommittedSegment(NamedTuple):
    """One segment of a state. `deleted` holds the deleted segment documents, ascending.

    `stored_count` is the number of all documents of the segment, deleted ones included.
    """

    name: str
    stored_count: int
    deleted: NDArray[np.uint32]

    @property
    def live_count(self) -> int:
        """The number of documents that are not deleted."""
        return self.stored_count - len(self.deleted)


class IndexState(NamedTuple):
    """One state of an index.

    `number` is the state number. `segments` are sorted by age, the oldest first. `fields` are those that the
    index was created with, and are the same in every state. `metadata` are those that the index was created
    with, as later commits changed them. `copies` has the pairs of live documents that are copies: document
    numbers, the smaller one first, in an array of shape (pairs, 2).
    """

    number: int
    segments: tuple[CommittedSegment, ...]
    fields: tuple[FieldSpec, ...]
    metadata: Mapping[str, str]
    copies: NDArray[np.uint32] = NO_COPIES


def toc_name(state_number: int) -> str:
    """Return the file name of Whoosh's table of contents for a state."""
    return f"_{INDEX_NAME}_{state_number}.toc"


def state_name(state_number: int) -> str:
    """Return the file name of our own file for a state."""
    return f"_{INDEX_NAME}_{state_number}.state"


def segment_path(folder: Path, name: str) -> Path:
    """Return the path of the file of the segment with this name."""
    return folder / f"{name}{SEGMENT_EXTENSION}"


def random_segment_name() -> str:
    """Return a new name for a segment, without extension. It is random enough never to be drawn twice."""
    from secrets import choice  # imported here, because it takes 4 ms and searches do not need it

    return f"{INDEX_NAME}_{''.join(choice(SEGMENT_NAME_LETTERS) for _ in range(16))}"


def latest(folder: Path) -> int:
    """Return the state number of the newest committed state, or -1 if there is no index or no folder."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names, not paths
    files = [match for match in map(_STATE_FILE.fullmatch, names) if match]
    # The file that commits a state is its .toc under its final name. A .state alone commits nothing.
    committed = (int(file["number"]) for file in files if file["kind"] == "toc" and not file["temporary"])
    return max(committed, default=-1)


def read(folder: Path) -> IndexState:
    """Return the newest committed state.

    Raises IndexMissingError if the folder has no index. Raises IndexFormatError if another version made the
    index or its state file is damaged. Raises FileNotFoundError if a writer removes the state meanwhile. The
    caller then tries again, and finds a newer state.
    """
    state_number = latest(folder)
    if state_number < 0:
        raise IndexMissingError(
            f"There is no index in {str(folder)!r}. Make one: searchidx index PATH... --index {folder}"
        )
    path = folder / state_name(state_number)
    if not path.exists() and (folder / toc_name(state_number)).exists():
        raise IndexFormatError(
            f"The index in {str(folder)!r} was made by an older version of searchidx or by another program. "
            "Name another folder, or delete this one and rebuild it: "
            f"searchidx index PATH... --index {folder}"
        )
    container = Container(path)
    meta = container.meta
    try:
        segments = tuple(_committed_segment(container, *entry) for entry in meta["segments"])
        copies = _read_copies(container, segments)
        return IndexState(
            state_number, segments, specs_of(meta["fields"]), _metadata(meta["metadata"]), copies
        )
    except (ValueError, KeyError, TypeError) as error:
        raise container.damaged("it lists impossible contents") from error


def _committed_segment(container: Container, name: str, stored_count: int) -> CommittedSegment:
    """Return a segment that a state file lists. Raise ValueError or TypeError for impossible values."""
    deleted = container.column(f"deleted.{name}").whole()
    ascending = bool((deleted[1:] > deleted[:-1]).all())
    named = _SEGMENT_FILE.fullmatch(f"{name}{SEGMENT_EXTENSION}")
    if not named or type(stored_count) is not int or stored_count < 0 or not ascending:
        raise ValueError(f"the segment {name!r} of {stored_count!r} documents")
    return CommittedSegment(name, stored_count, deleted)


def _read_copies(container: Container, segments: Sequence[CommittedSegment]) -> NDArray[np.uint32]:
    """Return the pairs of copies that a state file has. Raise ValueError for impossible numbers."""
    if _COPIES not in container:
        return NO_COPIES
    copies = container.column(_COPIES).whole().reshape(-1, 2)
    stored_count = sum(segment.stored_count for segment in segments)
    ascending = (copies[:, 0] < copies[:, 1]).all()
    if copies.dtype != NO_COPIES.dtype or not ascending or int(copies.max(initial=0)) >= stored_count:
        raise ValueError("copies of documents that do not exist, or of themselves")
    return copies


def _metadata(stored: Any) -> dict[str, str]:
    """Return the metadata that a state file has. Raise ValueError or TypeError for impossible values."""
    metadata = dict(stored)
    if not all(isinstance(value, str) for value in metadata.values()):
        raise TypeError(f"the metadata {metadata!r}")
    return metadata


def write(folder: Path, state: IndexState) -> None:
    """Write our own file of a state, durably. Its segments must already be on the disk.

    This does not commit the state; `write_toc` (whoosh/toc.py) does so afterwards.
    """
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

    path = folder / f"{state_name(state.number)}.tmp"
    container = ContainerWriter(path)
    for segment in state.segments:
        container.array(f"deleted.{segment.name}", segment.deleted, "<u4")
    if len(state.copies):
        container.array(_COPIES, state.copies.reshape(-1), "<u4")
    meta: dict[str, Any] = {
        "segments": [[segment.name, segment.stored_count] for segment in state.segments],
        "fields": [list(field) for field in state.fields],
        "metadata": dict(state.metadata),
    }
    container.close(meta)
    path.replace(folder / state_name(state.number))
    sync_folder(folder)


def clean(folder: Path, state_number: int) -> None:
    """Remove all files of states and segments except those of this state and of the state before it.

    The files of unfinished changes are also removed. Files of other kinds stay, such as the lock. Only the
    holder of the write lock may call this. Raises IndexFormatError, before anything is removed, if one of the
    two state files is damaged.
    """
    kept_states = range(state_number - _KEPT_STATES + 1, state_number + 1)
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
