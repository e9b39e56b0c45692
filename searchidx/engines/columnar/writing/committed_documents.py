"""The documents that are committed when a change begins, and which of them the change deletes.

All numbers of documents in this module are segment documents: numbers within one segment, counted from 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.fields import ID
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.states import CommittedSegment, segment_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LOOKUP_MAX_SHARE = 1 / 64
"""Below this share of a segment's documents, ids are looked up one by one.

Above it, reading all ids of the segment is faster.
"""


class CommittedDocuments:
    """The documents of the committed segments, and the deletions of a change.

    The files of the index stay as they are: deletions are only recorded here.
    """

    def __init__(self, folder: Path, segments: Sequence[CommittedSegment]) -> None:
        self._committed = segments
        self._opened = [Segment(segment_path(folder, segment.name), segment.deleted) for segment in segments]
        self._deleted = [set(segment.deleted.tolist()) for segment in segments]
        """For each segment, the segment documents that are deleted in the state or by the change."""

    def delete(self, identifiers: set[str]) -> set[str]:
        """Delete the documents with these ids. Return the ids that had a live document before this call."""
        found = set()
        for segment, deleted in zip(self._opened, self._deleted, strict=True):
            for identifier, document in _find_documents(segment, identifiers):
                if document not in deleted:
                    deleted.add(document)
                    found.add(identifier)
        return found

    def segments(self) -> list[CommittedSegment]:
        """Return all committed segments, in their order, with the deletions of the change.

        A segment may have no live document left.
        """
        return [
            CommittedSegment(segment.name, segment.stored_count, np.array(sorted(deleted), np.uint32))
            for segment, deleted in zip(self._committed, self._deleted, strict=True)
        ]

    def close(self) -> None:
        """Release the segment files. No documents can be deleted afterwards."""
        self._committed, self._opened, self._deleted = [], [], []


def _find_documents(segment: Segment, identifiers: set[str]) -> list[tuple[str, int]]:
    """Return (id, segment document) for each document that has one of the ids, deleted documents included."""
    if len(identifiers) < segment.stored_count * _LOOKUP_MAX_SHARE:
        return _look_up_documents(segment, identifiers)
    return _scan_documents(segment, identifiers)


def _look_up_documents(segment: Segment, identifiers: set[str]) -> list[tuple[str, int]]:
    """Find the documents by reading the posting list of each of the ids."""
    terms = [(identifier, segment.term_number(ID, key_of(identifier))) for identifier in identifiers]
    return [
        (identifier, document)
        for identifier, term_number in terms
        if term_number >= 0
        for document in segment.read_posting_list(ID, term_number).documents.tolist()
    ]


def _scan_documents(segment: Segment, identifiers: set[str]) -> list[tuple[str, int]]:
    """Find the documents by reading the posting lists of all ids in the segment."""
    identifier_of_key = {key_of(identifier): identifier for identifier in identifiers}
    # The posting lists of all ids in the segment. No field folds the field of ids, so list i has term i.
    lists = segment.posting_lists(ID)
    postings = lists.read(0, len(lists), lists.dictionary.terms(0, len(lists)), positions=False)
    # The term number of the id of each posting.
    term_numbers = np.repeat(np.arange(len(lists)), np.diff(postings.starts)).tolist()
    return [
        (identifier_of_key[key], document)
        for term_number, document in zip(term_numbers, postings.documents.tolist(), strict=True)
        if (key := postings.terms[term_number]) in identifier_of_key
    ]
