"""The manifest: the files that an index was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that was indexed.

    `ids` are the ids of the documents that were read from the file. Documents without an id of their own have
    an id that is derived from `name`. `digest` is the hash of the content. If the entry is `doubtful`, the
    index may have older documents of the file. The next run then reads the file again, even if the content is
    the same.
    """

    location: str
    name: str
    digest: str
    ids: tuple[str, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of all files that an index was made from, by location."""

    entries: Mapping[str, FileEntry] = field(default_factory=dict)
