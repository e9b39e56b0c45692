"""What an index remembers of the files that it was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that was indexed: where it lay, the name that its ids are built on, its content, its documents.

    `digest` is the hash of the content. The index may hold another state of the file if the entry is
    `doubtful`: the file is then read again, even if its content is still the same.
    """

    location: str
    name: str
    digest: str
    ids: tuple[str, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of an index by location; empty for an index that was not made from files."""

    entries: Mapping[str, FileEntry] = field(default_factory=dict)
