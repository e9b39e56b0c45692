"""From files to an index that matches them: what is new, changed or vanished is found by content."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchidx.errors import ReadError
from searchidx.files import manifest
from searchidx.files.manifest import FoundFile, Manifest
from searchidx.files.readers import UnreadDate, digest, find_files, locate, read_file
from searchidx.files.sources import DAMAGED, display_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from searchidx.files.manifest import Changes, FileEntry
    from searchidx.files.readers import PathLike, UnreadText
    from searchidx.files.readers.failures import Remark
    from searchidx.index import Index
    from searchidx.model import Document

    Progress = Callable[[int, int, int], object]


_FIRST_ERRORS = 3
"""Errors of one file that are kept; the others are only counted."""


@dataclass(slots=True)
class FileFailure:
    """A path that could not be read, or not all of it: the first errors, and how many there were."""

    path: str
    first: list[ReadError] = field(default_factory=list)
    count: int = 0

    def note(self, error: ReadError) -> None:
        """Count an error."""
        self.count += 1
        if len(self.first) < _FIRST_ERRORS:
            self.first.append(error)


@dataclass(frozen=True, slots=True)
class IndexingReport:
    """What a run did: files by what became of them, articles taken, failures and encodings."""

    new: int
    changed: int
    unchanged: int
    vanished: int
    articles: int
    removed: int
    """Articles that no file holds any more."""
    repeated: int
    """Articles that have the id of another one, which then is gone: the last one counts."""
    total: int
    seconds: float
    failures: tuple[FileFailure, ...]
    conversions: tuple[tuple[str, str], ...]
    """(path, encoding) of the files that were not UTF-8."""
    damaged: tuple[tuple[str, str], ...]
    """(path, encoding) of the files in which some bytes were no text: U+FFFD stands for them."""
    unread_dates: int
    first_unread_date: UnreadDate | None
    unread_texts: int
    """Articles whose text seems to be under a key that is not known."""
    first_unread_text: UnreadText | None


@dataclass(slots=True)
class _Run:
    """What is gathered while documents stream by."""

    known: Manifest
    failures: list[FileFailure] = field(default_factory=list)
    entries: list[FileEntry] = field(default_factory=list)
    conversions: list[tuple[str, str]] = field(default_factory=list)
    damaged: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0
    unread_dates: int = 0
    first_unread_date: UnreadDate | None = None
    unread_texts: int = 0
    first_unread_text: UnreadText | None = None

    def note(self, error: ReadError) -> None:
        """Count an error of a path that gives nothing."""
        self.failures.append(FileFailure("", [error], 1))

    def note_remark(self, remark: Remark) -> None:
        """Count a date or a text that could not be read."""
        if isinstance(remark, UnreadDate):
            self.unread_dates += 1
            self.first_unread_date = self.first_unread_date or remark
        else:
            self.unread_texts += 1
            self.first_unread_text = self.first_unread_text or remark

    def documents(self, changes: Changes, progress: Progress) -> Iterator[Document]:
        """Yield the documents of all new and changed files, noting what each file gave."""
        files = (*changes.new, *changes.changed)
        taken = {identifier for entry in changes.unchanged for identifier in entry.ids}
        articles = 0
        for done, one in enumerate(files):
            ids: list[str] = []
            encoding = ""
            failure = FileFailure(display_path(one.file.path))
            for document in read_file(one.file, failure.note, self.note_remark):
                ids.append(document.id)
                self.repeated += document.id in taken
                taken.add(document.id)
                if not encoding.endswith(DAMAGED):
                    encoding = str(document.extra.get("encoding") or encoding)
                yield document
                articles += 1
                progress(articles, done, len(files))
            self._note_encoding(failure.path, encoding)
            if failure.count:
                self.failures.append(failure)
            self.entries.append(manifest.entry_after(self.known, one, ids, complete=not failure.count))
            progress(articles, done + 1, len(files))

    def _note_encoding(self, path: str, encoding: str) -> None:
        if encoding.endswith(DAMAGED):
            self.damaged.append((path, encoding.removesuffix(DAMAGED)))
        elif encoding:
            self.conversions.append((path, encoding))


def ingest(
    index: Index,
    paths: Iterable[PathLike],
    progress: Progress = lambda articles, files, total: None,
) -> IndexingReport:
    """Bring the index up to date with the files under the paths; what cannot be read is in the report.

    `progress` is told how many articles are taken, and how many of how many files are read, after each of
    them. Other exceptions leave the index as it was.
    """
    started = time.perf_counter()
    with index.updating() as update:
        run = _Run(Manifest.load(index.folder))
        changes = _changes(run, paths)
        articles = update.add(run.documents(changes, progress))
        after = manifest.settled(run.known, changes, run.entries)
        removed = update.delete(manifest.obsolete(run.known, after))
        manifest.save(index.folder, manifest.unsettled(run.known, changes, run.entries))
    manifest.save(index.folder, after)
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
        damaged=tuple(run.damaged),
        unread_dates=run.unread_dates,
        first_unread_date=run.first_unread_date,
        unread_texts=run.unread_texts,
        first_unread_text=run.first_unread_text,
    )


def _changes(run: _Run, paths: Iterable[PathLike]) -> Changes:
    """Return what is new, changed and gone; a file that cannot be read now is neither."""
    named = tuple(paths)
    gone = {path: locate(path) for path in named if _is_gone(path, run.known)}
    found = find_files([path for path in named if path not in gone], run.note)
    unreadable = set(found.unreadable)
    prints: list[FoundFile] = []
    for file in found.files:
        try:
            prints.append(FoundFile(file, digest(file)))
        except ReadError as error:
            run.note(error)
            unreadable.add(file.location)
    return manifest.diff(run.known, prints, {*found.roots, *gone.values()}, unreadable)


def _is_gone(path: PathLike, known: Manifest) -> bool:
    """Whether a path is that of a file indexed before that is no more.

    Its folder must be there: a file that went with its folder may lie on a disk that is away.
    """
    if os.path.lexists(path):
        return False
    location = locate(path)
    return location in known.entries and os.path.isdir(os.path.dirname(location))  # noqa: PTH112, PTH120
