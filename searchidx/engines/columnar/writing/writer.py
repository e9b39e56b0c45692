"""One change to an index: new segments, deletions and merges, committed as a new state or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.merging.inputs import SegmentFile
from searchidx.engines.columnar.merging.merge import merge
from searchidx.engines.columnar.merging.policy import first_to_merge, is_half_deleted
from searchidx.engines.columnar.states import CommittedSegment, IndexState, random_segment_name
from searchidx.engines.columnar.writing.committed_documents import CommittedDocuments
from searchidx.engines.columnar.writing.copies import find_copies, renumber_pairs, united_pairs
from searchidx.engines.columnar.writing.new_segments import NewSegments
from searchidx.engines.whoosh.toc import WriteLock, write_toc
from searchidx.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import AnalyzeDocuments, AreCopies, Workers
    from searchidx.engines.columnar.writing.new_segments import NewSegment
    from searchidx.model import Document


class ColumnarWriter:
    """The writer of an index. It holds the write lock until `commit` or `cancel`, so there is only one.

    The constructor raises IndexLockedError while another writer holds the lock, and IndexMissingError or
    IndexFormatError if the folder has no index that can be read.
    """

    def __init__(
        self,
        folder: Path,
        analyze: AnalyzeDocuments,
        workers: Workers,
        are_copies: AreCopies | None = None,
    ) -> None:
        self._folder, self._workers, self._are_copies = folder, workers, are_copies
        self._lock = WriteLock(folder)
        try:
            self._base_state = states.read(folder)
            """The state that the change starts from."""
            states.clean(folder, self._base_state.number)
            self._committed = CommittedDocuments(folder, self._base_state.segments)
        except BaseException:
            self._lock.release()
            raise
        self._deleted_ids: set[str] = set()
        """The ids given to `delete`. Their committed documents are already deleted."""
        self._new_segments = NewSegments(folder, self._base_state.fields, analyze, workers)
        self._new_documents: dict[str, int] = {}
        """The new-document number (new_segments.py) of each live new document, by its id."""
        self._metadata = dict(self._base_state.metadata)
        """The metadata of the state that the commit makes."""
        self._closed = False

    def add(self, documents: Sequence[Document]) -> None:
        """Add documents. A document replaces any document that has the same id.

        Raises DocumentError if a document cannot be stored. Then none of `documents` is added, and the change
        can go on. An error while segments are written cancels the change.
        """
        self._check_open()
        encoded_documents = [encode_document(document) for document in documents]
        try:
            for document, encoded in zip(documents, encoded_documents, strict=True):
                self._delete_new(document.id)
                self._new_documents[document.id] = self._new_segments.append(encoded)
        except BaseException:
            self.cancel()  # a segment may be half written, so the change must not be committed any more
            raise

    def delete(self, identifiers: Iterable[str]) -> int:
        """Delete the documents with these ids. Return the number of ids that had a document.

        An id that has no document, or no longer has one, is ignored.
        """
        self._check_open()
        wanted = set(identifiers)
        committed = self._committed.delete(wanted - self._deleted_ids)
        new = {identifier for identifier in wanted if self._delete_new(identifier)}
        self._deleted_ids |= wanted
        return len(committed | new)

    def set_metadata(self, name: str, value: str) -> None:
        """Set one of the metadata of the index to a value. An empty value removes it."""
        self._check_open()
        self._metadata.pop(name, None)
        if value:
            self._metadata[name] = value

    def commit(self) -> None:
        """Make the change durable and visible to searchers that are opened from now on. Release the lock.

        A change without effect makes no new state. Any other change becomes visible in `_publish`, when
        `write_toc` renames the new table of contents (states.py lists all steps). An error before the
        renaming cancels the change. An error after the renaming is also raised, but the change stays
        committed.
        """
        self._check_open()
        try:
            new_segments = self._new_segments.finish()
            self._committed.delete(self._new_documents.keys() - self._deleted_ids)
            segments = self._merge_by_policy(self._live_segments(new_segments))
            if self._is_changed(segments):
                number, fields = self._base_state.number + 1, self._base_state.fields
                copies = self._copies(segments)
                self._publish(IndexState(number, tuple(segments), fields, self._metadata, copies))
            else:
                states.clean(self._folder, self._base_state.number)
        except BaseException:
            self.cancel()
            raise
        self._release()

    def cancel(self) -> None:
        """Undo the change. Do nothing if the change was already committed or cancelled."""
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
        self._committed.close()
        self._lock.release()

    def _check_open(self) -> None:
        if self._closed:
            raise SearchError(
                "This change to the index has already ended: it was committed or undone. Start a new change."
            )

    def _delete_new(self, identifier: str) -> bool:
        """Delete the new document with this id. Return whether there was one."""
        new_document = self._new_documents.pop(identifier, None)
        if new_document is None:
            return False
        self._new_segments.delete(new_document)
        return True

    def _live_segments(self, new_segments: Sequence[NewSegment]) -> list[CommittedSegment]:
        """Return the segments that have live documents. Several new segments are merged into one first."""
        new = [
            CommittedSegment(segment.name, segment.stored_count, np.array(sorted(segment.deleted), np.uint32))
            for segment in new_segments
        ]
        live = [segment for segment in new if segment.live_count]
        # If several segments were written, they have no signatures yet (`NewSegments`). `_merge` adds the
        # signatures, so that it must also rewrite a segment that is the only one with live documents.
        if live and len(new) > 1:
            live = [self._merge(live)]
        return [segment for segment in self._committed.segments() if segment.live_count] + live

    def _merge_by_policy(self, segments: list[CommittedSegment]) -> list[CommittedSegment]:
        """Merge the newest segments, and rewrite segments that are mostly deleted (merging/policy.py)."""
        first = first_to_merge(segments)
        if first < len(segments) - 1:
            segments = [*segments[:first], self._merge(segments[first:])]
        return [self._merge([segment]) if is_half_deleted(segment) else segment for segment in segments]

    def _merge(self, segments: Sequence[CommittedSegment]) -> CommittedSegment:
        """Write the live documents of segments as one new segment. The old segment files stay."""
        name = random_segment_name()
        path = states.segment_path(self._folder, name)
        stored_count = merge(path, self._files(segments), self._base_state.fields, self._workers)
        return CommittedSegment(name, stored_count, np.zeros(0, np.uint32))

    def _copies(self, segments: Sequence[CommittedSegment]) -> NDArray[np.uint32]:
        """Return the pairs of copies in the segments of the new state."""
        before = _live_mask(self._committed.segments())
        live_numbers = np.flatnonzero(_live_mask(segments))
        kept, bereft = renumber_pairs(self._base_state.copies, before, live_numbers)
        examined = np.concatenate([bereft, live_numbers[np.count_nonzero(before) :]])
        if self._are_copies is None or not len(examined):
            return kept
        return united_pairs(kept, find_copies(self._files(segments), examined, self._are_copies))

    def _files(self, segments: Sequence[CommittedSegment]) -> list[SegmentFile]:
        return [
            SegmentFile(states.segment_path(self._folder, segment.name), segment.deleted)
            for segment in segments
        ]

    def _is_changed(self, segments: Sequence[CommittedSegment]) -> bool:
        """Return whether these segments or the metadata differ from those that the change starts from.

        A segment never loses a deletion, so comparing the numbers of deleted documents is enough.
        """
        if self._metadata != self._base_state.metadata:
            return True
        before = [(segment.name, len(segment.deleted)) for segment in self._base_state.segments]
        return before != [(segment.name, len(segment.deleted)) for segment in segments]

    def _publish(self, state: IndexState) -> None:
        """Commit a new state. The files of its segments are already on the disk."""
        states.write(self._folder, state)
        write_toc(self._folder, state)  # the commit becomes visible here
        states.clean(self._folder, state.number)


def _live_mask(segments: Sequence[CommittedSegment]) -> NDArray[np.bool_]:
    """Return for each document number of the segments whether the document is live."""
    mask = np.ones(sum(segment.stored_count for segment in segments), np.bool_)
    first_number = 0
    for segment in segments:
        mask[first_number + segment.deleted.astype(np.int64)] = False
        first_number += segment.stored_count
    return mask
