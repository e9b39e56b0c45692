"""What was indexed from what: the list of files that is kept beside an index."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from searchidx.durability import sync_folder
from searchidx.errors import IndexFormatError, SearchError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME: Final = "manifest.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file indexed before: the name its ids are built on, the hash of its content then, its documents.

    A digest that begins with `?` says that the index may hold another state of the file: it is read again.
    """

    location: str
    name: str
    digest: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of an index by location; empty for an index that was not made from files."""

    entries: Mapping[str, FileEntry] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Return the manifest of the index in the folder, an empty one when there is none.

        Raises IndexFormatError when it is damaged, unreadable or of another version.
        """
        path = folder / FILE_NAME
        try:
            data = json.loads(path.read_text(encoding="ascii"))
            if data["format"] != _FORMAT:
                raise IndexFormatError(
                    f"{path} has format {data['format']}, this version reads {_FORMAT}; update searchidx"
                )
            entries = [_entry(*row) for row in data["files"]]
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise IndexFormatError(
                f"{path} cannot be read: {error.strerror}; check who may read it"
            ) from error
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise IndexFormatError(
                f"{path}, the list of indexed files, is damaged; delete the folder {folder} and index again"
            ) from error
        return cls({entry.location: entry for entry in entries})


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into the folder of the index: durable, and all or nothing; raises SearchError."""
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
            f"{target} cannot be written: {error.strerror}; the files will be read again"
        ) from error


def _write(path: Path, manifest: Manifest) -> None:
    with path.open("w", encoding="ascii") as stream:
        stream.write(f'{{"format": {_FORMAT}, "files": [\n')
        rows = (
            [entry.location, entry.name, entry.digest, _short_ids(entry)]
            for entry in manifest.entries.values()
        )
        for number, row in enumerate(rows):
            stream.write((",\n" if number else "") + json.dumps(row))
        stream.write("\n]}\n")
        stream.flush()
        os.fsync(stream.fileno())


def _short_ids(entry: FileEntry) -> list[str] | None:
    """The ids; None for a file of one article that is called as the file."""
    return None if entry.ids == (entry.name,) else list(entry.ids)


def _entry(location: str, name: str, digest: str, ids: list[str] | None) -> FileEntry:
    if not isinstance(ids, list | None):
        raise TypeError("ids are a list")
    parts: tuple[Any, ...] = (location, name, digest, *(ids or ()))
    if not all(isinstance(part, str) for part in parts):
        raise TypeError("an entry is made of strings")
    return FileEntry(location, name, digest, (name,) if ids is None else tuple(ids))
