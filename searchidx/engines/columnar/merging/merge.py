"""Several segments into one, deleted documents left out: every field by itself, by whatever process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.fields import all_fields
from searchidx.engines.columnar.format.segment_writer import close_segment
from searchidx.engines.columnar.format.stored_documents_writer import StoredDocumentsWriter
from searchidx.engines.columnar.merging.merge_fields import FieldMerger
from searchidx.engines.columnar.states import random_segment_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from searchidx.engines.base import FieldSpec, Workers
    from searchidx.engines.columnar.merging.merge_fields import SegmentFile
    from searchidx.engines.columnar.reading.segment import Segment

SHARED = 1 << 21
"""Postings (or positions) from which on it pays to have a field merged by a helper."""


def merge(path: Path, places: Sequence[SegmentFile], specs: tuple[FieldSpec, ...], helpers: Workers) -> int:
    """Write the live documents of the segments, in order, as one segment; return how many they are."""
    merger = FieldMerger(places, specs)
    container = ContainerWriter(path)
    fields: dict[str, ContainerWriter] = {}
    try:
        jobs = {}
        for name, work in _by_work(merger.segments, specs):
            part = path.with_stem(random_segment_name())
            shared = work >= SHARED
            jobs[name] = part, helpers.submit(merge_field, part, places, specs, name) if shared else None
        _write_documents(container, merger.segments)
        for name, (part, job) in reversed(jobs.items()):
            fields[name] = ContainerWriter(part)
            if job is None or job.cancel():
                merger.field(name, fields[name])
            else:
                job.result()
                fields[name].include(part)
        for spec in all_fields(specs):
            if spec.name in fields:
                container.take(fields[spec.name])
        close_segment(container, specs, merger.live_count)
    except BaseException:
        for writer in (container, *fields.values()):
            writer.discard()
        raise
    return merger.live_count


def merge_field(part: Path, places: Sequence[SegmentFile], specs: tuple[FieldSpec, ...], name: str) -> None:
    """Write the lists of one field, and what its views keep, to a file."""
    container = ContainerWriter(part)
    try:
        FieldMerger(places, specs).field(name, container)
        container.close({}, sync=False)
    except BaseException:
        container.discard()
        raise


def _by_work(segments: Sequence[Segment], specs: tuple[FieldSpec, ...]) -> list[tuple[str, int]]:
    """Return the fields that have lists with the number of their postings (or positions), largest first."""
    work = {}
    for spec in all_fields(specs):
        if not spec.folds and not spec.pairs_of:
            totals = [
                segment.posting_lists(spec.name).running_totals(positions=spec.positions)
                for segment in segments
            ]
            work[spec.name] = sum(int(total[-1]) for total in totals)
    return sorted(work.items(), key=lambda item: item[1], reverse=True)


def _write_documents(container: ContainerWriter, segments: Sequence[Segment]) -> None:
    """Write the stored documents and their dates."""
    writer = StoredDocumentsWriter(container)
    for segment in segments:
        for block in range(segment.stored.block_count()):
            first, last = segment.stored.block_range(block)
            alive = segment.alive[first:last]
            if alive.all():
                writer.copy(segment.stored.compressed_block(block), last - first)
            else:
                forms = zip(segment.stored.encoded_documents(block), alive, strict=True)
                writer.append([form for form, kept in forms if kept])
        segment.container.release()
    writer.close()
    days = np.concatenate([segment.days()[segment.alive] for segment in segments])
    container.array("days", days, "<i4")
