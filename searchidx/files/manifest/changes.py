"""Which files are new, changed, unchanged or gone? Files are compared by their digests, and not opened."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from searchidx.files.found_files import FoundFile, free_name, lies_under

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from searchidx.files.manifest.entries import FileEntry, Manifest


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes between two runs.

    The files in `new` and `changed` are read in this run, and have their final names. The entries in
    `unchanged` stay in the manifest, with the stamps that the files have now. The entries in `gone` leave it.
    The entries of known files in none of the tuples stay in the manifest as well.
    """

    new: tuple[FoundFile, ...]
    changed: tuple[FoundFile, ...]
    unchanged: tuple[FileEntry, ...]
    gone: tuple[FileEntry, ...]


def diff(
    manifest: Manifest,
    found_files: Iterable[FoundFile],
    roots: Collection[str],
    unreadable: Collection[str] = (),
    exists: Callable[[str], bool] = os.path.lexists,
) -> Changes:
    """Compare the known files with the files that were found under the roots.

    `roots` and `unreadable` are locations of files and folders. `exists` says whether there is a file at a
    location. A found file that is known is changed in four cases:

    - Its content has changed.
    - It is to be read with other options than before.
    - Its entry is doubtful.
    - It shares an id with a gone file or with a file of the first three cases, because the index may now need
      its document with this id.

    A known file is gone if it was not found and one of two conditions is true:

    - It is under a root.
    - It was moved: a new or doubtful file has the same content, and there is no file at the old location.

    A file under `unreadable` is never gone. `unreadable` includes the files that were passed over, so that
    the articles of a file stay if its extra is uninstalled. Known files that are neither found nor gone are
    not returned.
    """
    entries = manifest.entries
    files = {found_file.file.location: found_file for found_file in found_files}
    gone = tuple(_gone_entries(entries, files, frozenset(roots), frozenset(unreadable), exists))
    gone_locations = {entry.location for entry in gone}
    taken_names = {entry.name for location, entry in entries.items() if location not in gone_locations}
    to_reread = _locations_to_reread(entries, files, gone)
    return Changes(
        new=_with_free_names(
            [file for location, file in files.items() if location not in entries], taken_names
        ),
        changed=tuple(
            _renamed(file, entries[location].name)
            for location, file in files.items()
            if location in to_reread
        ),
        unchanged=tuple(
            _with_stamp(entries[location], found_file.stamp)
            for location, found_file in files.items()
            if location in entries and location not in to_reread
        ),
        gone=gone,
    )


def _gone_entries(
    entries: Mapping[str, FileEntry],
    files: Mapping[str, FoundFile],
    roots: frozenset[str],
    unreadable: frozenset[str],
    exists: Callable[[str], bool],
) -> Iterable[FileEntry]:
    """Yield the entries of the known files that were deleted, or moved to the location of a found file."""
    new_digests = {
        file.digest
        for location, file in files.items()
        if location not in entries or entries[location].doubtful
    }
    for location, entry in entries.items():
        if location in files or lies_under(location, unreadable):
            continue
        if lies_under(location, roots) or (entry.digest in new_digests and not exists(location)):
            yield entry


def _locations_to_reread(
    entries: Mapping[str, FileEntry], files: Mapping[str, FoundFile], gone: Iterable[FileEntry]
) -> set[str]:
    """Return the locations of the found known files that have to be read again.

    These files are doubtful, have new content or are read with new options, or they share an id with such a
    file or with a gone file.
    """
    known_locations = [location for location in files if location in entries]
    to_reread = {location for location in known_locations if _differs(entries[location], files[location])}
    losing_files = [*gone, *(entries[location] for location in to_reread)]
    ids_at_stake = {identifier for entry in losing_files for identifier in entry.ids}
    return to_reread | {
        location for location in known_locations if not ids_at_stake.isdisjoint(entries[location].ids)
    }


def _differs(entry: FileEntry, found_file: FoundFile) -> bool:
    return entry.doubtful or (entry.digest, entry.reading) != (found_file.digest, found_file.reading)


def _with_stamp(entry: FileEntry, stamp: str) -> FileEntry:
    """Return the entry itself if it has this stamp, otherwise a copy that has it."""
    return entry if entry.stamp == stamp else entry._replace(stamp=stamp)


def _with_free_names(new_files: Iterable[FoundFile], taken_names: set[str]) -> tuple[FoundFile, ...]:
    """Return the new files with names that are not in `taken_names`, and add these names to the set."""
    named_files: list[FoundFile] = []
    for new_file in new_files:
        name = free_name(new_file.file.name, new_file.file.location, taken_names)
        taken_names.add(name)
        named_files.append(_renamed(new_file, name))
    return tuple(named_files)


def _renamed(found_file: FoundFile, name: str) -> FoundFile:
    return found_file._replace(file=replace(found_file.file, name=name))
