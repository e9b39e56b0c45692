"""Merges several segments into one without their deleted documents, each field by itself.

This process and workers share the fields. A field that a worker merges comes as a container file of its own,
whose sections are then copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.fields import all_fields
from searchidx.engines.columnar.format.segment_writer import close_segment
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
"""A worker is asked to merge a field of at least so many postings (or positions); less does not pay."""


class _Job(NamedTuple):
    """A field to be merged: the file that it is written to, and the answer of the worker that was asked."""

    path: Path
    future: Future[None] | None


def merge(path: Path, files: Sequence[SegmentFile], specs: tuple[FieldSpec, ...], workers: Workers) -> int:
    """Write the living documents of the segments, in their order, as one segment; return how many there are.

    `specs` are the fields that the index was created with. On an error the file may be there, but not whole.
    """
    inputs = MergeInputs(files)
    merger = FieldMerger(inputs, specs)
    container = ContainerWriter(path)
    fields: dict[str, ContainerWriter] = {}
    try:
        # Workers begin with the largest fields, this process with the smallest one.
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
            if job.future is None or job.future.cancel():  # no worker has begun with it
                merger.merge(name, fields[name])
            else:
                job.future.result()
                fields[name].include(job.path)
        for spec in all_fields(specs):
            if spec.name in fields:
                container.take(fields[spec.name])
        close_segment(container, specs, inputs.live_count)
    except BaseException:
        for writer in (container, *fields.values()):
            writer.discard()
        raise
    return inputs.live_count


def merge_field(path: Path, files: Sequence[SegmentFile], specs: tuple[FieldSpec, ...], name: str) -> None:
    """Write one field, and what depends on it, to a container file: what a worker does."""
    container = ContainerWriter(path)
    try:
        FieldMerger(MergeInputs(files), specs).merge(name, container)
        container.close({}, sync=False)
    except BaseException:
        container.discard()
        raise


def _fields_by_size(segments: Sequence[Segment], specs: tuple[FieldSpec, ...]) -> list[tuple[str, int]]:
    """Return the fields that have posting lists and how many postings (or positions), largest first."""
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
    """Write the stored documents that are not deleted, and their dates."""
    writer = StoredDocumentsWriter(container)
    for segment in segments:
        stored = segment.stored
        for block in range(stored.block_count()):
            first, last = stored.block_range(block)
            alive = segment.alive[first:last]
            if alive.all():
                writer.copy(stored.compressed_block(block), last - first)
            else:
                documents = zip(stored.encoded_documents(block), alive, strict=True)
                writer.append([encoded for encoded, is_alive in documents if is_alive])
        segment.container.release()
    writer.close()
    days = np.concatenate([segment.days()[segment.alive] for segment in segments])
    container.array("days", days, "<i4")
