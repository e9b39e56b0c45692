"""What a manifest says before and after the index is committed, and which documents the commit deletes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchidx.files.manifest.entries import FileEntry, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.files.manifest.changes import Changes
    from searchidx.files.sources import FoundFile


def entry_after_reading(
    manifest: Manifest, found_file: FoundFile, ids: Iterable[str], *, complete: bool
) -> FileEntry:
    """Return the entry of a file that was just read and gave the ids.

    If it could not be read `complete`, it is doubtful, and keeps the ids of its old entry as well.
    """
    file = found_file.file
    entry = FileEntry(file.location, file.name, found_file.digest, tuple(dict.fromkeys(ids)))
    return entry if complete else _doubtful(entry, manifest.entries.get(entry.location))


def manifest_before_commit(
    manifest: Manifest, changes: Changes, entries_read: Iterable[FileEntry]
) -> Manifest:
    """Return what to save before the index is committed: it is right whether or not the commit comes about.

    The files read are listed with their old and their new ids. They are doubtful, so that they are read
    again, and so are the vanished files in case they come back. A file that took the name of a vanished one
    takes its ids too, so that a name has one owner at any moment.
    """
    entries = dict(manifest.entries)
    entries.update((entry.location, _doubtful(entry)) for entry in changes.vanished)
    owners = {entry.name: entry.location for entry in entries.values()}
    for entry in entries_read:
        old_entry = entries.pop(owners.get(entry.name, entry.location), None)
        entries[entry.location] = _doubtful(entry, old_entry)
    return Manifest(entries)


def manifest_after_commit(
    manifest: Manifest, changes: Changes, entries_read: Iterable[FileEntry]
) -> Manifest:
    """Return what to save after the index was committed: the files that it now holds.

    A file that was not looked at becomes doubtful if it shares an id with a file that lost this id: the
    next run reads its own document of the id.
    """
    entries = dict(manifest.entries)
    lost_ids = {identifier for entry in changes.vanished for identifier in entries.pop(entry.location).ids}
    # A file of which nothing could be read gets no entry, so that it is new in the next run.
    read = {entry.location: entry for entry in entries_read if entry.ids or not entry.doubtful}
    for location, entry in read.items():
        if old_entry := entries.pop(location, None):
            lost_ids.update(set(old_entry.ids).difference(entry.ids))
    unread = {
        location: entry if lost_ids.isdisjoint(entry.ids) else _doubtful(entry)
        for location, entry in entries.items()
    }
    return Manifest({**unread, **read})


def ids_to_delete(before: Manifest, after: Manifest) -> frozenset[str]:
    """Return the ids that files held before and that no file holds any more."""
    return _ids(before) - _ids(after)


def _doubtful(entry: FileEntry, old_entry: FileEntry | None = None) -> FileEntry:
    """Return the entry as a doubtful one, with the ids of the old entry of its file before its own."""
    old_ids = old_entry.ids if old_entry else ()
    return replace(entry, ids=tuple(dict.fromkeys((*old_ids, *entry.ids))), doubtful=True)


def _ids(manifest: Manifest) -> frozenset[str]:
    return frozenset(identifier for entry in manifest.entries.values() for identifier in entry.ids)
