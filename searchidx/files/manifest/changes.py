"""Which files are new, changed, unchanged or gone. Nothing is read here: files come with their hashes."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from searchidx.files.sources import FoundFile, free_name, lies_under

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from searchidx.files.manifest.entries import FileEntry, Manifest


@dataclass(frozen=True, slots=True)
class Changes:
    """What to read and what to forget; `new` and `changed` carry the names to read the files under."""

    new: tuple[FoundFile, ...]
    changed: tuple[FoundFile, ...]
    unchanged: tuple[FileEntry, ...]
    vanished: tuple[FileEntry, ...]


def diff(
    manifest: Manifest,
    found_files: Iterable[FoundFile],
    roots: Collection[str],
    unreadable: Collection[str] = (),
    exists: Callable[[str], bool] = os.path.lexists,
) -> Changes:
    """Return what changed between the known files and those found under the roots.

    `roots` and `unreadable` are locations of files and folders. A known file has vanished if it was not
    found although it lies under a root, or if it was moved: its content was found elsewhere, and nothing
    `exists` at its location. What lies under `unreadable` is neither changed nor vanished.

    A file that shares an id with a changed or vanished file counts as changed too: it may have to give its
    own document of that id.
    """
    entries = manifest.entries
    files = {found_file.file.location: found_file for found_file in found_files}
    vanished = tuple(_vanished(entries, files, frozenset(roots), frozenset(unreadable), exists))
    vanished_locations = {entry.location for entry in vanished}
    taken_names = {entry.name for location, entry in entries.items() if location not in vanished_locations}
    to_reread = _locations_to_reread(entries, files, vanished)
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
            entries[location] for location in files if location in entries and location not in to_reread
        ),
        vanished=vanished,
    )


def _vanished(
    entries: Mapping[str, FileEntry],
    files: Mapping[str, FoundFile],
    roots: frozenset[str],
    unreadable: frozenset[str],
    exists: Callable[[str], bool],
) -> Iterable[FileEntry]:
    """Yield the known files that are gone from under a root, or were moved to where a new file was found."""
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
    entries: Mapping[str, FileEntry], files: Mapping[str, FoundFile], vanished: Iterable[FileEntry]
) -> set[str]:
    """Return the locations of the known files that have other content, are doubtful, or share an id."""
    known_locations = [location for location in files if location in entries]
    to_reread = {
        location
        for location in known_locations
        if entries[location].doubtful or entries[location].digest != files[location].digest
    }
    losing_files = [*vanished, *(entries[location] for location in to_reread)]
    ids_at_stake = {identifier for entry in losing_files for identifier in entry.ids}
    return to_reread | {
        location for location in known_locations if not ids_at_stake.isdisjoint(entries[location].ids)
    }


def _with_free_names(new_files: Iterable[FoundFile], taken_names: set[str]) -> tuple[FoundFile, ...]:
    """Return the new files under names that no other file of the index has; adds these to `taken_names`."""
    named_files: list[FoundFile] = []
    for new_file in new_files:
        name = free_name(new_file.file.name, new_file.file.location, taken_names)
        taken_names.add(name)
        named_files.append(_renamed(new_file, name))
    return tuple(named_files)


def _renamed(found_file: FoundFile, name: str) -> FoundFile:
    return replace(found_file, file=replace(found_file.file, name=name))
