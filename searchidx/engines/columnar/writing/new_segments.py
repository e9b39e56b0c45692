"""The new documents of a change: cut into segments, each of which is written by this process or by a worker.

Documents are gathered until they have a certain size; then they are flushed: written as a new segment. Where
a segment ends depends on the documents alone, not on the workers, so the index is the same with any number of
them.
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
"""The size at which the first segment is flushed, about a thousand articles; it doubles each time.

The first one is small so that workers get their share of small changes, too.
"""

MAX_FLUSH_BYTES = 12 << 20
"""The size at which every later segment is flushed: it bounds the memory that indexing takes."""

DOCUMENT_OVERHEAD_BYTES = 200
"""What a document adds to the size of a new segment, besides the bytes that encode it."""


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A new segment; `deleted` are the numbers of its documents that were replaced or deleted since."""

    name: str
    document_count: int
    deleted: set[int] = field(default_factory=set)


class _Job(NamedTuple):
    """A segment that a worker was asked to write."""

    future: Future[None]
    path: Path
    encoded_documents: list[bytes]


class NewSegments:
    """Takes encoded documents, and writes them as segments."""

    def __init__(
        self, folder: Path, specs: tuple[FieldSpec, ...], analyze: AnalyzeDocuments, workers: Workers
    ) -> None:
        self._folder, self._specs, self._workers = folder, specs, workers
        self._analyze, self._flush_bytes = analyze, FIRST_FLUSH_BYTES
        self._gathered: list[bytes] = []
        """The encoded documents of the next segment."""
        self._gathered_bytes = 0
        self._gathered_deleted: set[int] = set()
        self._segments: list[NewSegment] = []
        """The segments that are written, or being written."""
        self._first_numbers = [0]
        """The number of the first document of each of these, and of the next one, counted over all of them.
        """
        self._jobs: list[_Job] = []

    def append(self, encoded: bytes) -> int:
        """Take an encoded document; return its number among all that were taken.

        Raises what a worker met that wrote a segment, or what is met here.
        """
        if self._gathered_bytes >= self._flush_bytes:
            self._flush()
        self._gathered.append(encoded)
        self._gathered_bytes += len(encoded) + DOCUMENT_OVERHEAD_BYTES
        return self._first_numbers[-1] + len(self._gathered) - 1

    def drop(self, number: int) -> None:
        """Take out the document that `append` gave this number."""
        index = bisect_right(self._first_numbers, number) - 1
        deleted = self._segments[index].deleted if index < len(self._segments) else self._gathered_deleted
        deleted.add(number - self._first_numbers[index])

    def finish(self) -> list[NewSegment]:
        """Flush what is left, and wait for the workers; return all segments, in order."""
        if self._gathered:
            path, encoded_documents = self._cut()
            final = len(self._segments) == 1  # several segments are merged before the commit
            invert(path, self._specs, self._analyze, encoded_documents, final=final)
        while self._jobs:
            job = self._jobs.pop()
            if job.future.cancel():  # no worker has begun with it
                invert(job.path, self._specs, self._analyze, job.encoded_documents)
            else:
                job.future.result()
        del self._analyze  # what it has learnt takes memory that merging needs
        return self._segments

    def _flush(self) -> None:
        """Have a worker write the documents gathered, or write them here where none is free."""
        self._forget_finished_jobs()
        path, encoded_documents = self._cut()
        future = self._workers.submit(invert, path, self._specs, self._analyze, encoded_documents)
        if future is None:
            invert(path, self._specs, self._analyze, encoded_documents)
        else:
            self._jobs.append(_Job(future, path, encoded_documents))

    def _forget_finished_jobs(self) -> None:
        """Release the documents that workers have written; raise the exception that one of them met."""
        running = []
        for job in self._jobs:
            if job.future.done():
                job.future.result()
            else:
                running.append(job)
        self._jobs = running

    def _cut(self) -> tuple[Path, list[bytes]]:
        """End the segment; return the path that it is to be written to, and its documents."""
        encoded_documents = self._gathered
        segment = NewSegment(random_segment_name(), len(encoded_documents), self._gathered_deleted)
        self._gathered, self._gathered_bytes, self._gathered_deleted = [], 0, set()
        self._segments.append(segment)
        self._first_numbers.append(self._first_numbers[-1] + segment.document_count)
        self._flush_bytes = min(2 * self._flush_bytes, MAX_FLUSH_BYTES)
        return segment_path(self._folder, segment.name), encoded_documents
