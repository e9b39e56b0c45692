"""The manifest: the files that an index was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that was indexed.

    The ids of its documents, `ids`, are derived from `name` if the file does not have ids itself. `digest` is
    the hash of its content. If the entry is `doubtful`, the index may have an older state of the file, so the
    next run reads the file again even if its content is the same.
    """

    location: str
    name: str
    digest: str
    ids: tuple[str, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """Location -> entry of each file of an index. An index that was not made from files has none."""

    entries: Mapping[str, FileEntry] = field(default_factory=dict)
