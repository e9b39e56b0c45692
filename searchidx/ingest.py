"""From files to an index that matches them: what is new, changed or vanished is found by content."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchidx import manifest
from searchidx.errors import ReadError
from searchidx.manifest import Fingerprint, Manifest
from searchidx.readers import digest, read_file, scan

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from searchidx.index import Index
    from searchidx.manifest import Changes, Entry
    from searchidx.model import Document


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: files by what became of them, articles taken, errors and conversions."""

    new: int
    changed: int
    unchanged: int
    vanished: int
    articles: int
    total: int
    seconds: float
    errors: tuple[ReadError, ...]
    conversions: tuple[tuple[str, str], ...]
    """(path, encoding) of the files that were not UTF-8."""


@dataclass(slots=True)
class _Run:
    """What is gathered while documents stream by."""

    known: Manifest
    errors: list[ReadError] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    conversions: list[tuple[str, str]] = field(default_factory=list)

    def documents(self, changes: Changes, progress: Callable[[int, int], None] | None) -> Iterator[Document]:
        """Yield the documents of all new and changed files, noting what each file gave."""
        files = (*changes.new, *changes.changed)
        for done, one in enumerate(files, start=1):
            ids: list[str] = []
            failed = len(self.errors)
            for document in read_file(one.file, self.errors.append):
                ids.append(document.id)
                yield document
            if ids and (encoding := document.extra.get("encoding")):
                self.conversions.append((one.file.path, str(encoding)))
            complete = len(self.errors) == failed
            self.entries.append(manifest.entry_after(self.known, one, ids, complete=complete))
            if progress is not None:
                progress(done, len(files))


def ingest(
    index: Index,
    paths: Iterable[str | os.PathLike[str]],
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Bring the index up to date with the files under the paths; errors of files are in the report.

    `progress` is told how many of how many files are read. Other exceptions leave the index as it was.
    """
    started = time.perf_counter()
    with index.updating() as update:
        run = _Run(Manifest.load(index.folder))
        changes = _changes(run, paths)
        articles = update.add(run.documents(changes, progress))
        after = manifest.settled(run.known, changes, run.entries)
        update.delete(manifest.obsolete(run.known, after))
        manifest.save(index.folder, manifest.unsettled(run.known, changes, run.entries))
    manifest.save(index.folder, after)
    return Report(
        new=len(changes.new),
        changed=len(changes.changed),
        unchanged=len(changes.unchanged),
        vanished=len(changes.vanished),
        articles=articles,
        total=len(index),
        seconds=time.perf_counter() - started,
        errors=tuple(run.errors),
        conversions=tuple(run.conversions),
    )


def _changes(run: _Run, paths: Iterable[str | os.PathLike[str]]) -> Changes:
    """Return what is new, changed and gone; a file that cannot be read now is neither."""
    found = scan(paths, run.errors.append)
    unreadable = set(found.unreadable)
    prints: list[Fingerprint] = []
    for file in found.files:
        try:
            prints.append(Fingerprint(file, digest(file)))
        except ReadError as error:
            run.errors.append(error)
            unreadable.add(file.location)
    return manifest.diff(run.known, prints, found.roots, unreadable)
