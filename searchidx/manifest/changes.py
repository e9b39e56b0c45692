"""What changed between two runs, and what that makes of a manifest. Pure: files come as fingerprints."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from searchidx.manifest.store import Entry, Manifest
from searchidx.sources import SourceFile, distinct, lies_under

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file found now, and its `readers.digest`."""

    file: SourceFile
    digest: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What to read and what to forget; `new` and `changed` carry the names to read the files under."""

    new: tuple[Fingerprint, ...]
    changed: tuple[Fingerprint, ...]
    unchanged: tuple[Entry, ...]
    vanished: tuple[Entry, ...]


def diff(
    manifest: Manifest,
    found: Iterable[Fingerprint],
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
    arrived = {one.digest for place, one in here.items() if place not in known or not known[place].digest}
    vanished = tuple(
        entry
        for entry in missing
        if not lies_under(entry.location, unsure)
        and (
            lies_under(entry.location, looked_at) or (entry.digest in arrived and not exists(entry.location))
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


def entry_after(manifest: Manifest, read: Fingerprint, ids: Iterable[str], *, complete: bool) -> Entry:
    """The entry of a file that was read; one that could not be read completely keeps its old ids as well."""
    entry = Entry(read.file.location, read.file.name, read.digest, tuple(dict.fromkeys(ids)))
    return entry if complete else _doubtful(manifest, entry)


def unsettled(manifest: Manifest, entries: Iterable[Entry]) -> Manifest:
    """What to save before the index is committed: right whether or not the commit comes about.

    The files read are listed with their old and their new documents and will be read again.
    """
    return Manifest({**manifest.entries, **{entry.location: _doubtful(manifest, entry) for entry in entries}})


def settled(manifest: Manifest, changes: Changes, entries: Iterable[Entry]) -> Manifest:
    """What to save after the index is committed."""
    gone = {entry.location for entry in changes.vanished}
    after = {place: entry for place, entry in manifest.entries.items() if place not in gone}
    after.update((entry.location, entry) for entry in entries if entry.ids or entry.digest)
    return Manifest(after)


def obsolete(before: Manifest, after: Manifest) -> frozenset[str]:
    """The ids to delete from the index: those that no file holds any more."""
    return _ids(before) - _ids(after)


def _altered(
    known: Mapping[str, Entry], here: Mapping[str, Fingerprint], vanished: Iterable[Entry]
) -> set[str]:
    """The locations to read again."""
    indexed = [place for place in here if place in known]
    altered = {place for place in indexed if known[place].digest != here[place].digest}
    lost = [*vanished, *(known[place] for place in altered)]
    shared = {identifier for entry in lost for identifier in entry.ids}
    return altered | {place for place in indexed if not shared.isdisjoint(known[place].ids)}


def _named(new: Iterable[Fingerprint], taken: set[str]) -> tuple[Fingerprint, ...]:
    """The new files under names that no other file of the index has; adds them to `taken`."""
    named = []
    for one in new:
        name = distinct(one.file.name, one.file.location, taken)
        taken.add(name)
        named.append(_renamed(one, name))
    return tuple(named)


def _renamed(one: Fingerprint, name: str) -> Fingerprint:
    return replace(one, file=replace(one.file, name=name))


def _doubtful(manifest: Manifest, entry: Entry) -> Entry:
    old = manifest.entries.get(entry.location)
    return replace(entry, digest="", ids=tuple(dict.fromkeys((*(old.ids if old else ()), *entry.ids))))


def _ids(manifest: Manifest) -> frozenset[str]:
    return frozenset(identifier for entry in manifest.entries.values() for identifier in entry.ids)
