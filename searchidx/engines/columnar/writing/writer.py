"""One change to an index: new segments, deletions and merges, committed as a new state or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.format.fields import ID
from searchidx.engines.columnar.merging.inputs import SegmentFile
from searchidx.engines.columnar.merging.merge import merge
from searchidx.engines.columnar.merging.policy import first_to_merge, is_half_dead
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.states import CommittedSegment, random_segment_name
from searchidx.engines.columnar.writing.new_segments import NewSegments
from searchidx.engines.whoosh.toc import WriteLock, write_toc
from searchidx.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import AnalyzeDocuments, Workers
    from searchidx.engines.columnar.states import IndexState
    from searchidx.engines.columnar.writing.new_segments import NewSegment
    from searchidx.model import Document

_LOOKUP_MAX_SHARE = 1 / 64
"""For fewer ids, as a share of a segment's documents, each is looked up; for more, all ids are read."""


class ColumnarWriter:
    """The one writer of an index; holds its lock until it is committed or cancelled.

    Making one raises IndexLockedError while another process writes, and what `states.read` raises.
    """

    def __init__(self, folder: Path, analyze: AnalyzeDocuments, workers: Workers) -> None:
        self._folder, self._workers = folder, workers
        self._lock = WriteLock(folder)
        try:
            self._base = states.read(folder)
            states.clean(folder, self._base.number)
            self._segments = [self._open(record) for record in self._base.segments]
        except BaseException:
            self._lock.release()
            raise
        self._deleted = [set(record.deleted.tolist()) for record in self._base.segments]
        """For each committed segment, the numbers of its deleted documents."""
        self._removed_ids: set[str] = set()
        """Ids that no committed document has any more."""
        self._new_segments = NewSegments(folder, self._base.fields, analyze, workers)
        self._new_numbers: dict[str, int] = {}
        """By id of each new document that is still there, its number among the new ones."""
        self._closed = False

    def add(self, documents: Sequence[Document]) -> None:
        """Take the documents in, replacing those that have the same ids (the last of equal ids counts).

        Raises DocumentError, before anything is taken in, for a document that cannot be stored. After any
        other error the change is cancelled.
        """
        self._check_open()
        encoded_documents = [encode_document(document) for document in documents]
        try:
            for document, encoded in zip(documents, encoded_documents, strict=True):
                self._drop_new(document.id)
                self._new_numbers[document.id] = self._new_segments.append(encoded)
        except BaseException:
            self.cancel()  # a segment may be half written: whoever catches this must not commit it
            raise

    def delete(self, identifiers: Iterable[str]) -> int:
        """Take the documents with these ids out; return how many there were."""
        self._check_open()
        wanted = set(identifiers)
        committed = self._delete_committed(wanted - self._removed_ids)
        new = {identifier for identifier in wanted if self._drop_new(identifier)}
        self._removed_ids |= wanted
        return len(committed | new)

    def commit(self) -> None:
        """Make the change durable and visible to searchers opened from now on.

        After an error the change is cancelled.
        """
        self._check_open()
        try:
            new_segments = self._new_segments.finish()
            self._delete_committed(self._new_numbers.keys() - self._removed_ids)
            segments = self._merge_by_policy(self._live_segments(new_segments))
            if self._is_changed(segments):
                self._publish(self._base._replace(number=self._base.number + 1, segments=tuple(segments)))
            else:
                states.clean(self._folder, self._base.number)
        except BaseException:
            self.cancel()
            raise
        self._release()

    def cancel(self) -> None:
        """Leave the index as it was; nothing happens after a commit."""
        if self._closed:
            return
        try:
            self._workers.close()
            states.clean(self._folder, states.latest(self._folder))
        finally:
            self._release()

    def _release(self) -> None:
        self._closed = True
        self._workers.close()
        self._segments = []
        self._lock.release()

    def _check_open(self) -> None:
        if self._closed:
            raise SearchError(
                "This change to the index ended before, undone by an error or committed; begin anew."
            )

    def _open(self, record: CommittedSegment) -> Segment:
        return Segment(states.segment_path(self._folder, record.name), record.deleted)

    def _drop_new(self, identifier: str) -> bool:
        """Take out the new document with this id; return whether there was one."""
        number = self._new_numbers.pop(identifier, None)
        if number is None:
            return False
        self._new_segments.drop(number)
        return True

    def _delete_committed(self, identifiers: set[str]) -> set[str]:
        """Delete the committed documents with these ids; return the ids that there were."""
        removed = set()
        for segment, deleted in zip(self._segments, self._deleted, strict=True):
            for identifier, number in _find_documents(segment, identifiers):
                if number not in deleted:
                    deleted.add(number)
                    removed.add(identifier)
        return removed

    def _live_segments(self, new_segments: Sequence[NewSegment]) -> list[CommittedSegment]:
        """Return all segments that have living documents: the committed ones, and the new ones as one."""
        committed = [
            CommittedSegment(record.name, record.document_count, _sorted_array(deleted))
            for record, deleted in zip(self._base.segments, self._deleted, strict=True)
        ]
        new = [
            CommittedSegment(segment.name, segment.document_count, _sorted_array(segment.deleted))
            for segment in new_segments
        ]
        live = [segment for segment in new if segment.live_count]
        # Where several segments were written, none has signatures: even a single one that is left is
        # rewritten.
        if live and len(new) > 1:
            live = [self._merge(live)]
        return [segment for segment in committed if segment.live_count] + live

    def _merge_by_policy(self, segments: list[CommittedSegment]) -> list[CommittedSegment]:
        """Merge the newest segments, and rewrite those that are mostly deleted (merging/policy.py)."""
        first = first_to_merge(segments)
        if first < len(segments) - 1:
            segments = [*segments[:first], self._merge(segments[first:])]
        return [self._merge([record]) if is_half_dead(record) else record for record in segments]

    def _merge(self, segments: Sequence[CommittedSegment]) -> CommittedSegment:
        """Write the living documents of segments as a new one."""
        name = random_segment_name()
        files = [
            SegmentFile(states.segment_path(self._folder, record.name), record.deleted) for record in segments
        ]
        path = states.segment_path(self._folder, name)
        document_count = merge(path, files, self._base.fields, self._workers)
        return CommittedSegment(name, document_count, _sorted_array(()))

    def _is_changed(self, segments: list[CommittedSegment]) -> bool:
        before = [(record.name, len(record.deleted)) for record in self._base.segments]
        return before != [(record.name, len(record.deleted)) for record in segments]

    def _publish(self, state: IndexState) -> None:
        states.write(self._folder, state)
        write_toc(self._folder, state)
        states.clean(self._folder, state.number)


def _find_documents(segment: Segment, identifiers: set[str]) -> list[tuple[str, int]]:
    """Return (id, number) of each document of a segment, deleted or not, that has one of the ids."""
    if len(identifiers) < segment.document_count * _LOOKUP_MAX_SHARE:
        terms = [(identifier, segment.term_number(ID, key_of(identifier))) for identifier in identifiers]
        return [
            (identifier, number)
            for identifier, term in terms
            if term >= 0
            for number in segment.read_posting_list(ID, term).documents.tolist()
        ]
    # The posting lists of all ids: for each posting, the number of its term and its document.
    keys = {key_of(identifier): identifier for identifier in identifiers}
    lists = segment.posting_lists(ID)
    postings = lists.read(0, len(lists), lists.dictionary.terms(0, len(lists)), positions=False)
    term_numbers = np.repeat(np.arange(len(lists)), np.diff(postings.starts)).tolist()
    return [
        (keys[key], number)
        for term, number in zip(term_numbers, postings.documents.tolist(), strict=True)
        if (key := postings.terms[term]) in keys
    ]


def _sorted_array(numbers: Iterable[int]) -> NDArray[np.uint32]:
    return np.array(sorted(numbers), np.uint32)
