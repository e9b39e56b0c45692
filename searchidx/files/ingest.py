"""Bring an index up to date with files: find what changed, read the new and changed files, and report.

`searchidx.files.manifest` lists the steps of a run.
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchidx.errors import SearchError
from searchidx.files import manifest
from searchidx.files.manifest import Manifest
from searchidx.files.readers import Keys, Selection, find_files, locate
from searchidx.files.readers.formats import format_of
from searchidx.files.readers.gathering import FileRemarks, GatheredRemarks
from searchidx.files.readers.keys import ATTRIBUTES
from searchidx.files.readers.remarks import CountedRemarks, RepeatedId
from searchidx.files.reading import FileToRead, read_in_order
from searchidx.files.report import IndexingReport
from searchidx.model import Document
from searchidx.processes import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from searchidx.files.found_files import ArticleFile, FoundFile
    from searchidx.files.manifest import Changes, FileEntry
    from searchidx.files.readers import PathLike
    from searchidx.files.readers.remarks import Remark
    from searchidx.index import Index
    from searchidx.synonyms.rules import SynonymsArgument

    Progress = Callable[[int, int, int], object]


def ingest(
    index: Index,
    paths: Iterable[PathLike],
    progress: Progress = lambda articles, files, total: None,
    *,
    synonyms: SynonymsArgument = None,
    keys: Mapping[str, str | Iterable[str]] | None = None,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    checksum: bool = False,
    workers: int | None = None,
) -> IndexingReport:
    """Bring the index up to date with the files under the paths, and report the outcome.

    A file that cannot be read does not stop the run, but is named in the report. The path of an indexed file
    that was deleted is no failure if its folder still exists. The articles of the file are then deleted.

    After each article and each file, `progress` is called with the number of articles added, the number of
    files read, and the number of files to read in all. An exception before the commit leaves the index
    unchanged. The index stays open.

    If `synonyms` is not None, it replaces the synonyms of the index in the same commit. `keys` names keys of
    records, and `include` and `exclude` select files (`read`). A name in `keys` is an attribute of a document
    or a keyword field of the index. Without `keys`, a known file is read with the keys of the last run that
    read it. A file that is not selected counts as gone. If `checksum` is true, all
    files are hashed. Otherwise a file that has the same size, times and inode as in the last run counts as
    unchanged. `workers` is that of `Index.updating`.

    Raises IndexFormatError if the manifest cannot be read, SearchError if the manifest cannot be written,
    SynonymsError if the synonyms cannot be read, and the errors of `Index.updating`.
    """
    started = time.perf_counter()
    selection = Selection.of(include, exclude)
    with index.updating(workers=workers) as update:
        if synonyms is not None:
            update.set_synonyms(synonyms)
        manifest_file = manifest.ManifestFile(index.folder)
        old_manifest = manifest_file.manifest
        run = _Run(old_manifest, _checked_keys(keys or {}, index.keywords), workers)
        changes = _find_changes(paths, run, selection, checksum=checksum)
        articles = update.add(run.read_files(changes, progress))
        new_manifest = manifest.manifest_after_commit(old_manifest, changes, run.entries)
        removed = update.delete(manifest.ids_to_delete(old_manifest, new_manifest))
        manifest_file.save(manifest.manifest_before_commit(old_manifest, changes, run.entries))
    manifest_file.save(new_manifest)
    return _report(run, changes, articles=articles, removed=removed, total=len(index), started=started)


def _report(
    run: _Run, changes: Changes, *, articles: int, removed: int, total: int, started: float
) -> IndexingReport:
    remarks = run.remarks
    return IndexingReport(
        new=len(changes.new),
        changed=len(changes.changed),
        unchanged=len(changes.unchanged),
        gone=len(changes.gone),
        articles=articles,
        removed=removed,
        repeated=run.repeated,
        total=total,
        seconds=time.perf_counter() - started,
        failures=tuple(remarks.failures),
        conversions=tuple(remarks.conversions),
        damages=tuple(remarks.damages),
        unread_dates=remarks.unread_dates,
        unread_texts=remarks.unread_texts,
        notes=tuple(remarks.notes.values()),
        without_articles=manifest.without_articles(changes.unchanged, run.entries),
        passed_over=tuple(remarks.passed_over[kind] for kind in _by_extra(remarks.passed_over)),
    )


def _checked_keys(keys: Mapping[str, str | Iterable[str]], keywords: Iterable[str]) -> Keys:
    """Return the keys that the user named. Raises SearchError for a name that no article can have."""
    names = (*ATTRIBUTES, *keywords)
    for name in keys:
        if name.strip() not in names:
            raise SearchError(
                f"{name!r} is no part of an article to which a key can be mapped. Use one of these: "
                f"{', '.join(names)}."
            )
    return Keys.from_mapping(keys)


def _by_extra(kinds: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs (extra, suffix) sorted. Pairs with an extra come before pairs whose extra is ""."""
    return sorted(kinds, key=lambda kind: (not kind[0], kind))


@dataclass(slots=True)
class _Run:
    """What is collected while the documents of new and changed files stream into the index."""

    old_manifest: Manifest
    keys: Keys
    workers: int | None
    """The number of worker processes that may read files, or None for the default."""
    remarks: GatheredRemarks = field(default_factory=GatheredRemarks)
    entries: list[FileEntry] = field(default_factory=list)
    """The entries of the files that were read, for the next manifest."""
    repeated: CountedRemarks[RepeatedId] = field(default_factory=lambda: CountedRemarks(1))

    def reading(self, file: ArticleFile) -> str:
        """Return what the manifest remembers of how a file is read: the keys, if they matter.

        If the user named no keys in this run, those of the last run that read the file are used again.
        """
        file_format = format_of(file.path)
        if file_format is None or not file_format.uses_keys:
            return ""
        known = self.old_manifest.entries.get(file.location)
        return known.reading if known is not None and not self.keys.named else self.keys.text()

    def read_files(self, changes: Changes, progress: Progress) -> Iterator[Document]:
        """Yield the documents of all new and changed files. Count the documents that repeat an id."""
        found_files = (*changes.new, *changes.changed)
        taken_ids = {identifier for entry in changes.unchanged for identifier in entry.ids}
        articles = 0
        with closing(WorkerPool(self.workers)) as pool:
            files = [FileToRead(found.file, Keys.from_text(found.reading)) for found in found_files]
            results = read_in_order(files, pool)
            for files_read, (found_file, items) in enumerate(zip(found_files, results, strict=True)):
                for document in self._documents_of(found_file, items):
                    if document.id in taken_ids:
                        self.repeated.add(RepeatedId(document.path, document.id))
                    taken_ids.add(document.id)
                    yield document
                    articles += 1
                    progress(articles, files_read, len(found_files))
                progress(articles, files_read + 1, len(found_files))

    def _documents_of(self, found_file: FoundFile, items: Iterable[Document | Remark]) -> Iterator[Document]:
        """Yield the documents of a file, then add the entry and the remarks of the file."""
        ids: list[str] = []
        file_remarks = FileRemarks()
        for item in items:
            if isinstance(item, Document):
                ids.append(item.id)
                yield item
            else:
                self.remarks.add(item, file_remarks)
        self.remarks.add_file(file_remarks)
        self.entries.append(
            manifest.entry_after_reading(
                self.old_manifest, found_file, ids, complete=file_remarks.is_complete
            )
        )


def _find_changes(paths: Iterable[PathLike], run: _Run, selection: Selection, *, checksum: bool) -> Changes:
    """Find the files under the paths and compare them with the old manifest."""
    all_paths = tuple(paths)
    gone_paths = {path for path in all_paths if _is_gone(path, run.old_manifest)}
    trusted = Manifest() if checksum else run.old_manifest
    found_files = find_files(
        (path for path in all_paths if path not in gone_paths),
        known_digest=trusted.known_digest,
        reading=run.reading,
        selection=selection,
    )
    for unreadable in found_files.unreadable:
        run.remarks.add_failed_path(unreadable.failure)
    for passed_over in found_files.passed_over:
        run.remarks.add(passed_over.remark, FileRemarks())
    # Files that were passed over are not gone: uninstalling an extra must not delete their articles.
    not_read = [item.location for item in found_files.unreadable]
    not_read += [item.location for item in found_files.passed_over]
    return manifest.diff(
        run.old_manifest,
        found_files.files,
        roots={*found_files.roots, *map(locate, gone_paths)},
        unreadable=set(filter(None, not_read)),
    )


def _is_gone(path: PathLike, old_manifest: Manifest) -> bool:
    """Return whether a path that the user named is an indexed file that no longer exists.

    The result is False if the folder of the file is missing, too. The folder may be on a disk that is not
    mounted.
    """
    if os.path.lexists(path):
        return False
    location = locate(path)
    return location in old_manifest.entries and os.path.isdir(os.path.dirname(location))  # noqa: PTH112, PTH120
