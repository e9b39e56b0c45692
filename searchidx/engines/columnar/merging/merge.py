"""Merges several segments into one segment without their deleted documents, one field at a time.

This process and the workers share the fields. A worker writes the field that it merges to a container file of
its own. This process then copies the sections of that file into the merged segment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.fields import all_fields
from searchidx.engines.columnar.format.segment_writer import close_segment, write_dates, write_sketches
from searchidx.engines.columnar.format.stored_documents_writer import StoredDocumentsWriter
from searchidx.engines.columnar.merging.inputs import MergeInputs
from searchidx.engines.columnar.merging.merge_fields import FieldMerger
from searchidx.engines.columnar.states import random_segment_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from searchidx.engines.base import FieldSpec, Workers
    from searchidx.engines.columnar.merging.inputs import SegmentFile
    from searchidx.engines.columnar.reading.segment import Segment

WORKER_MIN_POSTINGS = 1 << 21
"""The least number of postings (or positions) of a field that is offered to a worker.

Merging a smaller field in a worker saves no time.
"""


class _Job(NamedTuple):
    """A field to be merged: the file for it, and the future if the field was offered to a worker."""

    path: Path
    future: Future[None] | None


def merge(path: Path, files: Sequence[SegmentFile], specs: tuple[FieldSpec, ...], workers: Workers) -> int:
    """Write the live documents of the segments as one segment. Return the number of its documents.

    The documents keep their order: `files` are sorted by age, the oldest first. `specs` are the fields that
    the index was created with. The file at `path` is synced to the disk when this function returns. After an
    error the file may exist, but it is not a whole segment. Files that workers have written stay in the
    folder until `states.clean` removes them.
    """
    inputs = MergeInputs(files)
    merger = FieldMerger(inputs, specs)
    container = ContainerWriter(path)
    fields: dict[str, ContainerWriter] = {}
    try:
        # Workers start with the largest fields, and this process starts with the smallest field.
        jobs = {}
        for name, postings in _fields_by_size(inputs.segments, specs):
            field_path = path.with_stem(random_segment_name())
            future = None
            if postings >= WORKER_MIN_POSTINGS:
                future = workers.submit(merge_field, field_path, files, specs, name)
            jobs[name] = _Job(field_path, future)
        _write_documents(container, inputs.segments)
        for name, job in reversed(jobs.items()):
            fields[name] = ContainerWriter(job.path)
            if job.future is None or job.future.cancel():  # no worker has started this job
                merger.merge(name, fields[name])
            else:
                job.future.result()
                fields[name].include(job.path)
        for spec in all_fields(specs):
            if spec.name in fields:
                container.adopt(fields[spec.name])
        close_segment(container, specs, inputs.live_count)
    except BaseException:
        for writer in (container, *fields.values()):
            writer.discard()
        raise
    return inputs.live_count


def merge_field(path: Path, files: Sequence[SegmentFile], specs: tuple[FieldSpec, ...], name: str) -> None:
    """Write one merged field, and the fields derived from it, to a container file at `path`.

    Workers call this. The file is not synced, because `merge` copies it into the merged segment.
    """
    container = ContainerWriter(path)
    try:
        FieldMerger(MergeInputs(files), specs).merge(name, container)
        container.close({}, sync=False)
    except BaseException:
        container.discard()
        raise


def _fields_by_size(segments: Sequence[Segment], specs: tuple[FieldSpec, ...]) -> list[tuple[str, int]]:
    """Return (name, size) of each field that has posting lists, the largest size first.

    The size is the number of positions in all segments, or of postings if the field has no positions.
    """
    sizes = {}
    for spec in all_fields(specs):
        if not spec.folds and not spec.pairs_of:
            totals = [
                segment.posting_lists(spec.name).running_totals(positions=spec.positions)
                for segment in segments
            ]
            sizes[spec.name] = sum(int(total[-1]) for total in totals)
    return sorted(sizes.items(), key=lambda item: item[1], reverse=True)


def _write_documents(container: ContainerWriter, segments: Sequence[Segment]) -> None:
    """Write the live documents, their dates and their sketches.

    A block without deleted documents is copied as it is.
    """
    writer = StoredDocumentsWriter(container)
    for segment in segments:
        stored = segment.stored
        for block in range(stored.block_count()):
            first, end = stored.block_range(block)
            live = segment.live[first:end]
            if live.all():
                writer.copy(stored.compressed_block(block), end - first)
            else:
                documents = zip(stored.encoded_documents(block), live, strict=True)
                writer.append([encoded for encoded, is_live in documents if is_live])
        segment.container.release()
    writer.close()
    days = np.concatenate([segment.days()[segment.live] for segment in segments])
    times = np.concatenate([segment.times()[segment.live] for segment in segments])
    write_dates(container, days, times)
    sketches = [(segment.sketches(), segment.live) for segment in segments]
    write_sketches(container, [rows[live] for rows, live in sketches if rows is not None])
