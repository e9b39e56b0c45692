"""The manifest: the files that an index was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class FileEntry(NamedTuple):
    """A file that was indexed.

    `ids` are the ids of the documents that were read from the file. Documents without an id of their own have
    an id that is derived from `name`. `digest`, `stamp` and `reading` are those of the `FoundFile`. If the
    entry is `doubtful`, the index may have older documents of the file. The next run then reads the file
    again, even if the content is the same.
    """

    location: str
    name: str
    digest: str
    ids: tuple[str, ...]
    doubtful: bool = False
    stamp: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of all files that an index was made from, by location."""

    entries: Mapping[str, FileEntry] = field(default_factory=dict)

    def known_digest(self, location: str, stamp: str) -> str:
        """Return the digest of the known file that had this stamp, or an empty string if there is none."""
        entry = self.entries.get(location)
        return entry.digest if entry is not None and entry.stamp == stamp else ""
