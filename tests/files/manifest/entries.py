"""Short ways to write files as they are known and as they are found."""

from __future__ import annotations

from searchidx.files.found_files import ArticleFile, FoundFile
from searchidx.files.manifest import FileEntry, Manifest


def entry(
    location: str,
    digest: str = "1",
    name: str = "",
    ids: tuple[str, ...] | None = None,
    *,
    doubtful: bool = False,
    stamp: str = "",
    reading: str = "",
) -> FileEntry:
    """A known file; it is called by the end of its location, and holds one article of that name."""
    name = name or location.rpartition("/")[2]
    return FileEntry(location, name, digest, (name,) if ids is None else ids, doubtful, stamp, reading)


def manifest(*entries: FileEntry) -> Manifest:
    """The manifest of some known files."""
    return Manifest({entry.location: entry for entry in entries})


def found(
    location: str, digest: str = "1", name: str = "", *, stamp: str = "", reading: str = ""
) -> FoundFile:
    """A file that is there now."""
    file = ArticleFile(location, location, name or location.rpartition("/")[2])
    return FoundFile(file, digest, stamp, reading)
