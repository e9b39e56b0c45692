"""The file `manifest.json` in the folder of an index has a row for each file that the index was made from.

    {"format": 1, "files": [
    ["/news/a.txt", "a.txt", "9f86d081...", null],
    ["/news/b.jsonl", "b.jsonl", "?60303ae2...", ["17", "18"]]
    ]}

A row has location, name, digest and ids. A `?` before the digest marks a doubtful entry. If the ids are null,
the file holds one article, whose id is the name of the file.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

from searchidx.durability import sync_folder
from searchidx.errors import IndexFormatError, SearchError
from searchidx.files.manifest.entries import FileEntry, Manifest

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME: Final = "manifest.json"
"""The name of the manifest in the folder of the index."""

_FORMAT: Final = 1
"""The version of the file format. Only this version is written and read."""

_DOUBTFUL_PREFIX: Final = "?"
"""The prefix of the digest of a doubtful entry."""


def load(folder: Path) -> Manifest:
    """Return the manifest of the index in the folder, or an empty manifest if there is no file.

    Raises IndexFormatError if the file is damaged, cannot be read or has another version.
    """
    path = folder / FILE_NAME
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        if content["format"] != _FORMAT:
            raise IndexFormatError(
                f"{path} has format {content['format']}, this version reads {_FORMAT}; update searchidx"
            )
        entries = [_entry(*row) for row in content["files"]]
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise IndexFormatError(f"{path} cannot be read: {error.strerror}; check its permissions") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise IndexFormatError(
            f"{path}, the list of indexed files, is damaged; delete the folder {folder} and index again"
        ) from error
    return Manifest({entry.location: entry for entry in entries})


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into the folder of the index atomically, and sync it to the disk.

    Raises SearchError if it cannot be written.
    """
    target = folder / FILE_NAME
    temporary = folder / f"{FILE_NAME}.tmp"
    try:
        try:
            _write(temporary, manifest)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(folder)
    except OSError as error:
        raise SearchError(
            f"{target} cannot be written: {error.strerror}; solve this and index the files again"
        ) from error


def _write(path: Path, manifest: Manifest) -> None:
    with path.open("w", encoding="ascii") as stream:
        stream.write(f'{{"format": {_FORMAT}, "files": [\n')
        for number, entry in enumerate(manifest.entries.values()):
            stream.write((",\n" if number else "") + json.dumps(_row(entry)))
        stream.write("\n]}\n")
        stream.flush()
        os.fsync(stream.fileno())


def _row(entry: FileEntry) -> list[str | list[str] | None]:
    digest = _DOUBTFUL_PREFIX + entry.digest if entry.doubtful else entry.digest
    ids = None if entry.ids == (entry.name,) else list(entry.ids)
    return [entry.location, entry.name, digest, ids]


def _entry(location: str, name: str, digest: str, ids: list[str] | None) -> FileEntry:
    """Return the entry of a row. Raises TypeError if a value has the wrong type."""
    if not isinstance(ids, list | None):
        raise TypeError("ids must be a list or null")
    texts: tuple[Any, ...] = (location, name, digest, *(ids or ()))
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("location, name, digest and each id must be strings")
    return FileEntry(
        location,
        name,
        digest.removeprefix(_DOUBTFUL_PREFIX),
        (name,) if ids is None else tuple(ids),
        doubtful=digest.startswith(_DOUBTFUL_PREFIX),
    )
