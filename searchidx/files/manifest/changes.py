"""What changed between two runs, and what that makes of a manifest. Pure: files come as fingerprints."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from searchidx.files.manifest.store import FileEntry, Manifest
from searchidx.files.sources import SourceFile, distinct_name, lies_under

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

_DOUBT: Final = "?"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file found now, and its `readers.digest`."""

    file: SourceFile
    digest: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What to read and what to forget; `new` and `changed` carry the names to read the files under."""

    new: tuple[FoundFile, ...]
    changed: tuple[FoundFile, ...]
    unchanged: tuple[FileEntry, ...]
    vanished: tuple[FileEntry, ...]


def diff(
    manifest: Manifest,
    found: Iterable[FoundFile],
    roots: Collection[str],
    unreadable: Collection[str] = (),
    exists: Callable[[str], bool] = os.path.lexists,
) -> Changes:
    """Compare what was indexed with what was found under the roots (locations, as `unreadable` is).

    A file vanished when it lies under a root and was not found, or when it was moved: its content was found
    elsewhere and it is not there any more (`exists`). What lies under `unreadable` keeps its documents.
    A file that shares an id with one that changed or vanished counts as changed: the id may now be its own.
    """
    known, here = manifest.entries, {one.file.location: one for one in found}
    looked_at, unsure = frozenset(roots), frozenset(unreadable)
    missing = [entry for entry in known.values() if entry.location not in here]
    arrived = {one.digest for place, one in here.items() if place not in known or _is_doubtful(known[place])}
    vanished = tuple(
        entry
        for entry in missing
        if not lies_under(entry.location, unsure)
        and (
            lies_under(entry.location, looked_at)
            or (entry.digest.removeprefix(_DOUBT) in arrived and not exists(entry.location))
        )
    )
    altered = _altered(known, here, vanished)
    gone = {entry.location for entry in vanished}
    taken = {entry.name for place, entry in known.items() if place not in gone}
    return Changes(
        new=_named([one for place, one in here.items() if place not in known], taken),
        changed=tuple(_renamed(here[place], known[place].name) for place in here if place in altered),
        unchanged=tuple(known[place] for place in here if place in known and place not in altered),
        vanished=vanished,
    )


def entry_after(manifest: Manifest, read: FoundFile, ids: Iterable[str], *, complete: bool) -> FileEntry:
    """The entry of a file that was read; one that could not be read completely keeps its old ids as well."""
    entry = FileEntry(read.file.location, read.file.name, read.digest, tuple(dict.fromkeys(ids)))
    return entry if complete else _doubtful(entry, manifest.entries.get(entry.location))


def unsettled(manifest: Manifest, changes: Changes, entries: Iterable[FileEntry]) -> Manifest:
    """What to save before the index is committed: right whether or not the commit comes about.

    The files read are listed with their old and their new documents; they and the vanished ones, should
    they come back, will be read again. A file that took the name of a vanished one takes its documents
    too, so that a name has one owner at any moment.
    """
    after = dict(manifest.entries)
    after.update((entry.location, _doubtful(entry)) for entry in changes.vanished)
    owners = {entry.name: entry.location for entry in after.values()}
    for entry in entries:
        before = after.pop(owners.get(entry.name, entry.location), None)
        after[entry.location] = _doubtful(entry, before)
    return Manifest(after)


def settled(manifest: Manifest, changes: Changes, entries: Iterable[FileEntry]) -> Manifest:
    """What to save after the index is committed.

    A file that was not looked at and shares an id with one that lost it will be read again: it is its own.
    """
    after = dict(manifest.entries)
    lost = {identifier for entry in changes.vanished for identifier in after.pop(entry.location).ids}
    read = {entry.location: entry for entry in entries if entry.ids or not _is_doubtful(entry)}
    for place, entry in read.items():
        if before := after.pop(place, None):
            lost.update(set(before.ids).difference(entry.ids))
    if lost:
        after = {place: one if lost.isdisjoint(one.ids) else _doubtful(one) for place, one in after.items()}
    return Manifest({**after, **read})


def obsolete(before: Manifest, after: Manifest) -> frozenset[str]:
    """The ids to delete from the index: those that no file holds any more."""
    return _ids(before) - _ids(after)


def _altered(
    known: Mapping[str, FileEntry], here: Mapping[str, FoundFile], vanished: Iterable[FileEntry]
) -> set[str]:
    """The locations to read again."""
    indexed = [place for place in here if place in known]
    altered = {place for place in indexed if known[place].digest != here[place].digest}
    lost = [*vanished, *(known[place] for place in altered)]
    shared = {identifier for entry in lost for identifier in entry.ids}
    return altered | {place for place in indexed if not shared.isdisjoint(known[place].ids)}


def _named(new: Iterable[FoundFile], taken: set[str]) -> tuple[FoundFile, ...]:
    """The new files under names that no other file of the index has; adds them to `taken`."""
    named = []
    for one in new:
        name = distinct_name(one.file.name, one.file.location, taken)
        taken.add(name)
        named.append(_renamed(one, name))
    return tuple(named)


def _renamed(one: FoundFile, name: str) -> FoundFile:
    return replace(one, file=replace(one.file, name=name))


def _doubtful(entry: FileEntry, before: FileEntry | None = None) -> FileEntry:
    ids = dict.fromkeys((*(before.ids if before else ()), *entry.ids))
    return replace(entry, digest=_DOUBT + entry.digest.removeprefix(_DOUBT), ids=tuple(ids))


def _is_doubtful(entry: FileEntry) -> bool:
    return entry.digest.startswith(_DOUBT)


def _ids(manifest: Manifest) -> frozenset[str]:
    return frozenset(identifier for entry in manifest.entries.values() for identifier in entry.ids)
