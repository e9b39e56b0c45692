"""The new documents of a change, cut into segments that this process or a worker writes.

Documents are gathered until they reach a certain size. Then they are flushed, which means written as a new
segment. The size of the documents alone decides where a segment ends, so the index is the same for any number
of workers.

A document has two numbers here. Its *new-document number* counts all new documents of the change, from 0, in
the order in which they were appended. Its *segment document* counts from 0 within its segment.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from searchidx.engines.columnar.states import random_segment_name, segment_path
from searchidx.engines.columnar.writing.invert import invert

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from searchidx.engines.base import AnalyzeDocuments, FieldSpec, Workers

FIRST_FLUSH_BYTES = 3 << 20
"""The size at which the first segment is flushed: about a thousand articles.

The size doubles with each further segment. The first segment is small so that a worker can already start
during a small change.
"""

MAX_FLUSH_BYTES = 12 << 20
"""The largest size at which a segment is flushed. It bounds the memory that indexing takes."""

DOCUMENT_OVERHEAD_BYTES = 200
"""The number that is added to the length of the encoded bytes of a document to get its size."""


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A new segment. `deleted` has the segment documents that the same change has deleted or replaced."""

    name: str
    stored_count: int
    deleted: set[int] = field(default_factory=set)


class _Job(NamedTuple):
    """A segment that a worker is to write."""

    future: Future[None]
    path: Path
    encoded_documents: list[bytes]


class NewSegments:
    """Gathers encoded documents and writes them as segments."""

    def __init__(
        self, folder: Path, specs: tuple[FieldSpec, ...], analyze: AnalyzeDocuments, workers: Workers
    ) -> None:
        self._folder, self._specs, self._workers = folder, specs, workers
        self._analyze, self._flush_bytes = analyze, FIRST_FLUSH_BYTES
        self._gathered: list[bytes] = []
        """The encoded documents of the next segment."""
        self._gathered_bytes = 0
        """The size of the gathered documents."""
        self._gathered_deleted: set[int] = set()
        """The deleted segment documents of the next segment."""
        self._segments: list[NewSegment] = []
        """All segments that were cut. A worker may still be writing some of them."""
        self._first_new_documents = [0]
        """The new-document number of the first document of each segment, and of the next segment."""
        self._jobs: list[_Job] = []

    def append(self, encoded: bytes) -> int:
        """Add an encoded document. Return its new-document number.

        May flush the documents gathered before. Raises any exception that occurs while this process writes a
        segment. Raises WorkerError if a worker fails.
        """
        if self._gathered_bytes >= self._flush_bytes:
            self._flush()
        self._gathered.append(encoded)
        self._gathered_bytes += len(encoded) + DOCUMENT_OVERHEAD_BYTES
        return self._first_new_documents[-1] + len(self._gathered) - 1

    def delete(self, new_document: int) -> None:
        """Delete the document for which `append` returned this new-document number."""
        index = bisect_right(self._first_new_documents, new_document) - 1
        deleted = self._segments[index].deleted if index < len(self._segments) else self._gathered_deleted
        deleted.add(new_document - self._first_new_documents[index])

    def finish(self) -> list[NewSegment]:
        """Write the remaining documents and wait for the workers. Return all segments, in order.

        A segment may have no live document. If nothing was appended, there are no segments. Only a single
        segment is written as `final` (`invert`). Raises the errors of `append`. Nothing may be appended
        afterwards.
        """
        if self._gathered:
            path, encoded_documents = self._cut()
            final = len(self._segments) == 1  # the writer merges several segments before it commits
            invert(path, self._specs, self._analyze, encoded_documents, final=final)
        while self._jobs:
            job = self._jobs.pop()
            if job.future.cancel():  # no worker has started this job
                invert(job.path, self._specs, self._analyze, job.encoded_documents)
            else:
                job.future.result()
        del self._analyze  # its tables take memory that merging needs
        return self._segments

    def _flush(self) -> None:
        """Let a worker write the gathered documents, or write them in this process if no worker is free."""
        self._forget_finished_jobs()
        path, encoded_documents = self._cut()
        future = self._workers.submit(invert, path, self._specs, self._analyze, encoded_documents)
        if future is None:
            invert(path, self._specs, self._analyze, encoded_documents)
        else:
            self._jobs.append(_Job(future, path, encoded_documents))

    def _forget_finished_jobs(self) -> None:
        """Drop the finished jobs, which hold documents. Raise the exception of a job that failed."""
        running = []
        for job in self._jobs:
            if job.future.done():
                job.future.result()
            else:
                running.append(job)
        self._jobs = running

    def _cut(self) -> tuple[Path, list[bytes]]:
        """End the segment that is being gathered. Return the path for its file, and its encoded documents."""
        encoded_documents = self._gathered
        segment = NewSegment(random_segment_name(), len(encoded_documents), self._gathered_deleted)
        self._gathered, self._gathered_bytes, self._gathered_deleted = [], 0, set()
        self._segments.append(segment)
        self._first_new_documents.append(self._first_new_documents[-1] + segment.stored_count)
        self._flush_bytes = min(2 * self._flush_bytes, MAX_FLUSH_BYTES)
        return segment_path(self._folder, segment.name), encoded_documents
