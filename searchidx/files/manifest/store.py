"""The file `manifest.json` in the folder of an index has a row for each file that the index was made from.

    {"format": 2, "files": 2}
    [["/news/a.txt", "a.txt", "9f86d081...", null, "120 1700000000000000000 1700000000000000000 77"],
     ["/news/b.jsonl", "b.jsonl", "?60303ae2...", ["17", "18"], "", "title=headline"]]
    [["/news/a.txt"], ["/news/c.txt", "c.txt", "fd61a03a...", null, ""]]

A line is JSON; it is folded here for the page. A row has location, name, digest, ids and stamp, and `reading`
if it is not empty. A `?` before the digest marks a doubtful entry. If the ids are null, the file holds one
article, whose id is the name of the file. A row replaces an earlier row of the same location. A row of a
location alone removes the entry.

A save appends one line with the rows that differ, so that a crash leaves all of them or none: a last line
that is not complete counts for nothing, and the next save cuts it off. If too many rows would be outdated, a
save writes the whole file anew and renames it. The first line has the number of rows that were written then.
If fewer rows are there, the file is damaged.
"""

from __future__ import annotations

import json
import os
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from searchidx.durability import sync_folder
from searchidx.errors import IndexFormatError, SearchError
from searchidx.files.manifest.entries import FileEntry, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME: Final = "manifest.json"
"""The name of the manifest in the folder of the index."""

_FORMAT: Final = 2
"""The version of the file format that is written."""

_FORMAT_1: Final = b'{"format": 1,'
"""The beginning of a file of format 1, which is one JSON object. Its rows, in "files", have no stamps."""

_DOUBTFUL_PREFIX: Final = "?"
"""The prefix of the digest of a doubtful entry."""

_MAX_ROWS_PER_ENTRY: Final = 1.5
"""The file is written anew if it would have more rows than this number times the entries."""

_ROWS_PER_LINE: Final = 10_000
"""The number of rows in a line of a file that is written anew, which bounds the memory for a line."""


class ManifestFile:
    """The manifest of an index and its file. Only the holder of the index's write lock may use it.

    `manifest` is what the file held when it was opened, and later what was saved last.
    """

    def __init__(self, folder: Path) -> None:
        """Read the manifest of the index in the folder. It is empty if there is no file.

        Raises IndexFormatError if the file is damaged, cannot be read or has another version.
        """
        self._folder, self._path = folder, folder / FILE_NAME
        self._rows = 0
        """The number of rows in the file, outdated ones included."""
        self._end = 0
        """The size of the complete lines in bytes, or 0 if there is no file, or a file of format 1."""
        entries: dict[str, FileEntry] = {}
        try:
            with self._path.open("rb") as stream:
                self._read(stream, entries)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise IndexFormatError(
                f"{self._path} cannot be read: {error.strerror}; check its permissions"
            ) from error
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise IndexFormatError(
                f"{self._path}, the list of indexed files, is damaged; "
                f"delete the folder {folder} and index again"
            ) from error
        self.manifest = Manifest(entries)

    def save(self, manifest: Manifest) -> None:
        """Write the manifest atomically, and sync it to the disk. Nothing is written if nothing has changed.

        Raises SearchError if it cannot be written.
        """
        rows = list(_changed_rows(self.manifest, manifest))
        if not rows:
            return
        stays_compact = self._rows + len(rows) <= _MAX_ROWS_PER_ENTRY * len(manifest.entries)
        try:
            if self._end and stays_compact:
                self._append(rows)
            else:
                self._write_anew(manifest)
        except OSError as error:
            raise SearchError(
                f"{self._path} cannot be written: {error.strerror}; solve this and index the files again"
            ) from error
        self.manifest = manifest

    def _read(self, stream: BinaryIO, entries: dict[str, FileEntry]) -> None:
        """Read the complete lines of the file into `entries`.

        Raises ValueError, TypeError, KeyError or RecursionError if the file is damaged.
        """
        first_line = stream.readline()
        if first_line.startswith(_FORMAT_1):
            for row in json.loads(first_line + stream.read())["files"]:
                _apply([*row, ""], entries)
            return
        header = _complete_json(first_line)
        if header["format"] != _FORMAT:
            raise IndexFormatError(
                f"{self._path} has format {header['format']}, this version reads {_FORMAT}; update searchidx"
            )
        self._end = stream.tell()
        for line in stream:
            rows = _complete_json(line)
            if rows is None:
                break
            for row in rows:
                _apply(row, entries)
            self._rows += len(rows)
            self._end += len(line)
        if self._rows < header["files"] or stream.read(1):
            raise ValueError("a line is missing or incomplete, and it is not one that a crash has left")

    def _append(self, rows: list[list[Any]]) -> None:
        """Append one line of rows, after the complete lines. Raises OSError."""
        with self._path.open("r+b") as stream:
            stream.truncate(self._end)
            stream.seek(self._end)
            stream.write(_line(rows))
            stream.flush()
            os.fsync(stream.fileno())
            self._end = stream.tell()
        self._rows += len(rows)

    def _write_anew(self, manifest: Manifest) -> None:
        """Replace the file by a file that has the rows of this manifest only. Raises OSError."""
        temporary = self._folder / f"{FILE_NAME}.tmp"
        rows = map(_row, manifest.entries.values())
        try:
            with temporary.open("wb") as stream:
                stream.write(_line({"format": _FORMAT, "files": len(manifest.entries)}))
                while some_rows := list(islice(rows, _ROWS_PER_LINE)):
                    stream.write(_line(some_rows))
                stream.flush()
                os.fsync(stream.fileno())
                end = stream.tell()
            temporary.replace(self._path)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(self._folder)
        self._end, self._rows = end, len(manifest.entries)


def _line(content: object) -> bytes:
    return json.dumps(content).encode("ascii") + b"\n"


def _complete_json(line: bytes) -> Any:
    """Return the value of a line, or None if the line is not complete."""
    try:
        return json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None


def _changed_rows(before: Manifest, after: Manifest) -> Iterable[list[Any]]:
    """Yield the rows that turn the manifest `before` into the manifest `after`."""
    for location, entry in after.entries.items():
        old_entry = before.entries.get(location)
        if old_entry is not entry and old_entry != entry:
            yield _row(entry)
    for location in before.entries:
        if location not in after.entries:
            yield [location]


def _row(entry: FileEntry) -> list[Any]:
    digest = _DOUBTFUL_PREFIX + entry.digest if entry.doubtful else entry.digest
    ids = None if entry.ids == (entry.name,) else entry.ids
    row = [entry.location, entry.name, digest, ids, entry.stamp]
    return [*row, entry.reading] if entry.reading else row


def _apply(row: Any, entries: dict[str, FileEntry]) -> None:
    """Add or remove the entry of a row. Raises TypeError or KeyError if the row is impossible."""
    match row:
        case [str(location), str(name), str(digest), ids, str(stamp), *rest]:
            entries[location] = FileEntry(
                location,
                name,
                digest.removeprefix(_DOUBTFUL_PREFIX),
                (name,) if ids is None else _texts(ids),
                digest.startswith(_DOUBTFUL_PREFIX),
                stamp,
                *_texts(rest),
            )
        case [str(location)]:
            del entries[location]
        case _:
            raise TypeError("a row must be a list of texts and ids")


def _texts(values: Any) -> tuple[str, ...]:
    """Return a list of strings as a tuple. Raises TypeError if the value is something else."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError("ids must be strings")
    return tuple(values)
