"""Bring an index up to date with files: find what is new, changed or gone, read it, and report.

The steps are those of `searchidx.files.manifest`.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from searchidx.files import manifest
from searchidx.files.readers import find_files, locate, read_file
from searchidx.files.readers.remarks import (
    ConvertedEncoding,
    CountedRemarks,
    DamagedCharacters,
    Failure,
    UnreadDate,
    UnreadText,
)
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from searchidx.files.manifest import Changes, FileEntry, Manifest
    from searchidx.files.readers import PathLike
    from searchidx.files.readers.remarks import Remark
    from searchidx.files.sources import FoundFile
    from searchidx.index import Index

    Progress = Callable[[int, int, int], object]

_MAX_FIRST_FAILURES: Final = 3
"""How many failures of one file are kept; the others are only counted."""


@dataclass(frozen=True, slots=True)
class IndexingReport:
    """What a run did: files by what became of them, articles taken, and what readers remarked."""

    new: int
    changed: int
    unchanged: int
    vanished: int
    articles: int
    removed: int
    """Articles that no file holds any more."""
    repeated: int
    """Articles that have the id of another one and took its place."""
    total: int
    seconds: float
    failures: tuple[CountedRemarks[Failure], ...]
    """One item for each path that could not be read, or not completely."""
    conversions: tuple[ConvertedEncoding, ...]
    """Files that were not UTF-8 and were read without damage, in their order."""
    damages: tuple[DamagedCharacters, ...]
    """Files in which some bytes were no text, in their order."""
    unread_dates: CountedRemarks[UnreadDate]
    unread_texts: CountedRemarks[UnreadText]


def ingest(
    index: Index,
    paths: Iterable[PathLike],
    progress: Progress = lambda articles, files, total: None,
) -> IndexingReport:
    """Bring the index up to date with the files under the paths; what cannot be read is in the report.

    `progress` is called after each article and each file with the number of articles taken, the number of
    files read, and how many files there are to read. An exception leaves the index as it was.
    """
    started = time.perf_counter()
    with index.updating() as update:
        old_manifest = manifest.load(index.folder)
        run = _Run(old_manifest)
        changes = _find_changes(paths, run)
        articles = update.add(run.read_files(changes, progress))
        new_manifest = manifest.manifest_after_commit(old_manifest, changes, run.entries)
        removed = update.delete(manifest.ids_to_delete(old_manifest, new_manifest))
        manifest.save(index.folder, manifest.manifest_before_commit(old_manifest, changes, run.entries))
    manifest.save(index.folder, new_manifest)
    return IndexingReport(
        new=len(changes.new),
        changed=len(changes.changed),
        unchanged=len(changes.unchanged),
        vanished=len(changes.vanished),
        articles=articles,
        removed=removed,
        repeated=run.repeated,
        total=len(index),
        seconds=time.perf_counter() - started,
        failures=tuple(run.failures),
        conversions=tuple(run.conversions),
        damages=tuple(run.damages),
        unread_dates=run.unread_dates,
        unread_texts=run.unread_texts,
    )


@dataclass(slots=True)
class _Run:
    """What is gathered while the documents of the new and changed files stream into the index."""

    old_manifest: Manifest
    entries: list[FileEntry] = field(default_factory=list)
    """The entries of the files read, for the next manifest."""
    repeated: int = 0
    failures: list[CountedRemarks[Failure]] = field(default_factory=list)
    conversions: list[ConvertedEncoding] = field(default_factory=list)
    damages: list[DamagedCharacters] = field(default_factory=list)
    unread_dates: CountedRemarks[UnreadDate] = field(default_factory=lambda: CountedRemarks(1))
    unread_texts: CountedRemarks[UnreadText] = field(default_factory=lambda: CountedRemarks(1))

    def add_unreadable(self, failure: Failure) -> None:
        """Gather the failure of a path that gives nothing."""
        failures: CountedRemarks[Failure] = CountedRemarks(1)
        failures.add(failure)
        self.failures.append(failures)

    def read_files(self, changes: Changes, progress: Progress) -> Iterator[Document]:
        """Yield the documents of all new and changed files, and gather what each file gave."""
        found_files = (*changes.new, *changes.changed)
        taken_ids = {identifier for entry in changes.unchanged for identifier in entry.ids}
        articles = 0
        for files_read, found_file in enumerate(found_files):
            reading = _FileReading(found_file)
            for item in read_file(found_file.file):
                if not isinstance(item, Document):
                    self._add_remark(item, reading)
                    continue
                reading.ids.append(item.id)
                self.repeated += item.id in taken_ids
                taken_ids.add(item.id)
                yield item
                articles += 1
                progress(articles, files_read, len(found_files))
            self._add_file(reading)
            progress(articles, files_read + 1, len(found_files))

    def _add_remark(self, remark: Remark, reading: _FileReading) -> None:
        match remark:
            case Failure():
                reading.failures.add(remark)
            case ConvertedEncoding():
                reading.last_conversion = remark
            case DamagedCharacters():
                reading.first_damage = reading.first_damage or remark
            case UnreadDate():
                self.unread_dates.add(remark)
            case UnreadText():
                self.unread_texts.add(remark)

    def _add_file(self, reading: _FileReading) -> None:
        """Gather what a file gave; of its encodings one is told, that of damaged characters if there are."""
        if reading.first_damage:
            self.damages.append(reading.first_damage)
        elif reading.last_conversion:
            self.conversions.append(reading.last_conversion)
        complete = not reading.failures.count
        if not complete:
            self.failures.append(reading.failures)
        self.entries.append(
            manifest.entry_after_reading(
                self.old_manifest, reading.found_file, reading.ids, complete=complete
            )
        )


@dataclass(slots=True)
class _FileReading:
    """What reading one file has given so far."""

    found_file: FoundFile
    ids: list[str] = field(default_factory=list)
    failures: CountedRemarks[Failure] = field(default_factory=lambda: CountedRemarks(_MAX_FIRST_FAILURES))
    last_conversion: ConvertedEncoding | None = None
    first_damage: DamagedCharacters | None = None


def _find_changes(paths: Iterable[PathLike], run: _Run) -> Changes:
    """Find the files under the paths and compare them with those that are known."""
    all_paths = tuple(paths)
    vanished_paths = {path for path in all_paths if _has_vanished(path, run.old_manifest)}
    found_files = find_files(path for path in all_paths if path not in vanished_paths)
    for unreadable in found_files.unreadable:
        run.add_unreadable(unreadable.failure)
    return manifest.diff(
        run.old_manifest,
        found_files.files,
        roots={*found_files.roots, *map(locate, vanished_paths)},
        unreadable=set(filter(None, (unreadable.location for unreadable in found_files.unreadable))),
    )


def _has_vanished(path: PathLike, old_manifest: Manifest) -> bool:
    """Return whether a path is that of a file that was indexed before and is gone.

    Its folder must still be there: a file that went with its folder may lie on a disk that is not mounted.
    """
    if os.path.lexists(path):
        return False
    location = locate(path)
    return location in old_manifest.entries and os.path.isdir(os.path.dirname(location))  # noqa: PTH112, PTH120
