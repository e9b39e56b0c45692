"""One change to an index: new segments, deletions and merges, committed as a new state or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.document_bytes import encode_document
from searchidx.engines.columnar.format.fields import ID
from searchidx.engines.columnar.merging.merge import merge
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.states import IndexState, SegmentRecord, random_segment_name
from searchidx.engines.columnar.writing.new_segments import NewSegments
from searchidx.engines.columnar.writing.validate import check_document
from searchidx.engines.whoosh.toc import WriteLock, write_toc
from searchidx.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import AnalyzeDocuments, Workers
    from searchidx.engines.columnar.writing.new_segments import NewSegment
    from searchidx.model import Document

_GROWTH = 2
"""Newer neighbours are merged with a segment of up to so many times their size."""


class ColumnarWriter:
    """The one writer of an index; holds its lock until it is committed or cancelled."""

    def __init__(self, folder: Path, analyze: AnalyzeDocuments, helpers: Workers) -> None:
        self._folder, self._helpers = folder, helpers
        self._lock = WriteLock(folder)
        try:
            self._base = states.read(folder)
            states.clean(folder, self._base.number)
            self._segments = [self._open(entry) for entry in self._base.segments]
        except BaseException:
            self._lock.release()
            raise
        self._dead = [set(entry.deleted.tolist()) for entry in self._base.segments]
        self._gone: set[str] = set()
        """Ids whose committed documents are known to be deleted or replaced."""
        self._runs = NewSegments(folder, self._base.fields, analyze, helpers)
        self._pending: dict[str, int] = {}
        """The number of the living new document of an id."""
        self._closed = False

    def add(self, documents: Sequence[Document]) -> None:
        """Take the documents in, replacing those that have the same ids (the last of equal ids counts)."""
        self._check_open()
        for document in documents:
            check_document(document)
        forms = [encode_document(document) for document in documents]
        try:
            for document, form in zip(documents, forms, strict=True):
                self._drop_pending(document.id)
                self._pending[document.id] = self._runs.append(form)
        except BaseException:
            self.cancel()  # a run may be half written: whoever catches this must not commit it
            raise

    def delete(self, identifiers: Iterable[str]) -> int:
        """Take the documents with these ids out; return how many there were."""
        self._check_open()
        wanted = set(identifiers)
        found = wanted & self._remove_committed(wanted - self._gone)
        replaced = {i for i in wanted & self._pending.keys() if self._drop_pending(i)}
        self._gone |= wanted
        return len(found | replaced)

    def commit(self) -> None:
        """Make the change durable and visible to searchers opened from now on."""
        self._check_open()
        try:
            runs = self._runs.finish()
            self._remove_committed(self._pending.keys() - self._gone)
            entries = self._merged(self._entries(runs))
            if self._changed(entries):
                self._publish(self._base._replace(number=self._base.number + 1, segments=tuple(entries)))
            else:
                states.clean(self._folder, self._base.number)
        except BaseException:
            self.cancel()
            raise
        self._release()

    def cancel(self) -> None:
        """Leave the index as it was."""
        if self._closed:
            return
        try:
            self._helpers.close()
            states.clean(self._folder, states.latest(self._folder))
        finally:
            self._release()

    def _release(self) -> None:
        self._closed = True
        self._helpers.close()
        self._segments = []
        self._lock.release()

    def _check_open(self) -> None:
        if self._closed:
            raise SearchError(
                "This change to the index ended before, undone by an error or committed; begin anew."
            )

    def _open(self, entry: SegmentRecord) -> Segment:
        return Segment(states.segment_path(self._folder, entry.name), entry.deleted)

    def _drop_pending(self, identifier: str) -> bool:
        number = self._pending.pop(identifier, None)
        if number is None:
            return False
        self._runs.drop(number)
        return True

    def _remove_committed(self, identifiers: set[str]) -> set[str]:
        """Delete the committed documents with these ids; return the ids that there were."""
        removed = set()
        for segment, dead in zip(self._segments, self._dead, strict=True):
            for identifier, number in _numbers(segment, identifiers):
                if number not in dead:
                    dead.add(number)
                    removed.add(identifier)
        return removed

    def _entries(self, runs: Sequence[NewSegment]) -> list[SegmentRecord]:
        """All segments that have living documents, new ones (runs, of which several are united) last."""
        old = [
            SegmentRecord(entry.name, entry.document_count, _numbers_array(dead))
            for entry, dead in zip(self._base.segments, self._dead, strict=True)
        ]
        new = [SegmentRecord(run.name, run.document_count, _numbers_array(run.deleted)) for run in runs]
        living = [entry for entry in new if entry.live_count]
        united = [self._united(living)] if living and len(new) > 1 else living
        return [entry for entry in old if entry.live_count] + united

    def _merged(self, entries: list[SegmentRecord]) -> list[SegmentRecord]:
        """Merge the newest segments as long as the one before is not much larger; rewrite half-empty ones."""
        first = len(entries) - 1
        size = entries[-1].live_count if entries else 0
        while first > 0 and entries[first - 1].live_count <= _GROWTH * size:
            first -= 1
            size += entries[first].live_count
        if first < len(entries) - 1:
            entries = [*entries[:first], self._united(entries[first:])]
        return [self._united([e]) if len(e.deleted) > e.document_count // 2 else e for e in entries]

    def _united(self, entries: Sequence[SegmentRecord]) -> SegmentRecord:
        name = random_segment_name()
        path = states.segment_path(self._folder, name)
        parts = [(states.segment_path(self._folder, entry.name), entry.deleted) for entry in entries]
        documents = merge(path, parts, self._base.fields, self._helpers)
        return SegmentRecord(name, documents, _numbers_array(()))

    def _changed(self, entries: list[SegmentRecord]) -> bool:
        before = [(entry.name, len(entry.deleted)) for entry in self._base.segments]
        return before != [(entry.name, len(entry.deleted)) for entry in entries]

    def _publish(self, state: IndexState) -> None:
        states.write(self._folder, state)
        write_toc(self._folder, state)
        states.clean(self._folder, state.number)


def _numbers(segment: Segment, identifiers: set[str]) -> list[tuple[str, int]]:
    """The documents of a segment that have one of the ids: by look-up for few, by reading all for many."""
    if len(identifiers) * 64 < segment.document_count:
        found = [(i, segment.term_number(ID, key_of(i))) for i in identifiers]
        return [(i, n) for i, at in found if at >= 0 for n in segment.posting_list(ID, at).documents.tolist()]
    keys = {key_of(identifier): identifier for identifier in identifiers}
    lists = segment.posting_lists(ID)
    postings = lists.read(0, len(lists), lists.dictionary.terms(0, len(lists)), positions=False)
    owners = np.repeat(np.arange(len(lists)), np.diff(postings.starts)).tolist()
    numbers = zip(owners, postings.documents.tolist(), strict=True)
    return [(keys[term], n) for at, n in numbers if (term := postings.terms[at]) in keys]


def _numbers_array(numbers: Iterable[int]) -> NDArray[np.uint32]:
    return np.array(sorted(numbers), np.uint32)
