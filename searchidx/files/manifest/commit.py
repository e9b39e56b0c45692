"""The manifests to save before and after a commit, and the documents that the commit deletes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.files.manifest.entries import FileEntry, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.files.found_files import FoundFile
    from searchidx.files.manifest.changes import Changes


def entry_after_reading(
    manifest: Manifest, found_file: FoundFile, ids: Iterable[str], *, complete: bool
) -> FileEntry:
    """Return the entry of a file that was just read and whose documents have these ids.

    If the file could not be read completely, the new entry is doubtful and keeps the ids of the old entry.
    """
    file = found_file.file
    entry = FileEntry(
        location=file.location,
        name=file.name,
        digest=found_file.digest,
        ids=tuple(dict.fromkeys(ids)),
        stamp=found_file.stamp,
        reading=found_file.reading,
    )
    return entry if complete else _doubtful(entry, manifest.entries.get(entry.location))


def manifest_before_commit(
    manifest: Manifest, changes: Changes, entries_read: Iterable[FileEntry]
) -> Manifest:
    """Return the manifest to save before a commit. It is correct whether or not the commit succeeds.

    The entries of files that were read have both the old and the new ids, and are doubtful. If this run does
    not finish, the next run reads these files again. The entries of gone files are doubtful, too, in case the
    files return.

    A new file may have the name of a gone file. The entry of the new file then replaces the entry of the gone
    file and includes the ids of the gone file, because two entries must not have the same name.
    """
    entries = dict(manifest.entries)
    entries.update((entry.location, _doubtful(entry)) for entry in changes.gone)
    owners = {entry.name: entry.location for entry in entries.values()}
    for entry in entries_read:
        old_entry = entries.pop(owners.get(entry.name, entry.location), None)
        entries[entry.location] = _doubtful(entry, old_entry)
    return Manifest(entries)


def manifest_after_commit(
    manifest: Manifest, changes: Changes, entries_read: Iterable[FileEntry]
) -> Manifest:
    """Return the manifest to save after a commit: the files that the index now holds.

    Unchanged files have the stamps of this run. If a file was not read but has an id that another file has
    lost, its entry becomes doubtful. The next run then reads the file, and adds its document with this id.
    """
    entries = dict(manifest.entries)
    entries.update((entry.location, entry) for entry in changes.unchanged)
    lost_ids = {identifier for entry in changes.gone for identifier in entries.pop(entry.location).ids}
    # A file that was not read completely, and has no documents, gets no entry here. The next run reads it
    # again.
    read = {entry.location: entry for entry in entries_read if entry.ids or not entry.doubtful}
    for location, entry in read.items():
        if old_entry := entries.pop(location, None):
            lost_ids.update(set(old_entry.ids).difference(entry.ids))
    unread = {
        location: entry if lost_ids.isdisjoint(entry.ids) else _doubtful(entry)
        for location, entry in entries.items()
    }
    return Manifest({**unread, **read})


def without_articles(unchanged: Iterable[FileEntry], entries_read: Iterable[FileEntry]) -> tuple[str, ...]:
    """Return the names of the files that were read completely, now or earlier, and have no documents."""
    return tuple(entry.name for entry in (*unchanged, *entries_read) if not entry.ids and not entry.doubtful)


def ids_to_delete(before: Manifest, after: Manifest) -> frozenset[str]:
    """Return the ids that are in the manifest `before` and not in the manifest `after`."""
    changed = (entry for entry in before.entries.values() if after.entries.get(entry.location) is not entry)
    lost_ids = {identifier for entry in changed for identifier in entry.ids}
    return frozenset(lost_ids.difference(*(entry.ids for entry in after.entries.values())))


def _doubtful(entry: FileEntry, old_entry: FileEntry | None = None) -> FileEntry:
    """Return a doubtful copy of the entry, which has the ids of the old entry, then the ids of the entry."""
    old_ids = old_entry.ids if old_entry else ()
    return entry._replace(ids=tuple(dict.fromkeys((*old_ids, *entry.ids))), doubtful=True)
