"""The posting lists of several segments into one: copied array-wise, deleted documents left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.counting import document_frequencies, pair_frequencies
from searchidx.engines.columnar.format.fields import DATE, ID, all_fields, folding_field
from searchidx.engines.columnar.format.folded_terms_writer import write_folded
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter
from searchidx.engines.columnar.format.segment_writer import write_lengths
from searchidx.engines.columnar.format.signatures_writer import SignatureWriter
from searchidx.engines.columnar.merging.deleted_tokens import DeletedTokens
from searchidx.engines.columnar.merging.field_source import FieldSource, folds_of, stretches
from searchidx.engines.columnar.merging.interleave import interleaved
from searchidx.engines.columnar.merging.merge_pairs import merge_pairs
from searchidx.engines.columnar.reading.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

SegmentFile = tuple[Path, "NDArray[np.uint32]"]
"""The file of a segment, and its deleted documents."""

_STRETCH = 1 << 21
"""Postings (or positions) that are merged at a time."""


class FieldMerger:
    """Merges the segments field by field."""

    def __init__(self, places: Sequence[SegmentFile], specs: tuple[FieldSpec, ...]) -> None:
        self.segments = [Segment(*place) for place in places]
        self._specs = {spec.name: spec for spec in all_fields(specs)}
        self._before = np.cumsum([0, *(segment.document_count for segment in self.segments)]).tolist()
        """Old numbers: segment after segment, deleted documents counted."""
        self._numbers = []
        """By segment, the new number of each document, -1 for a deleted one."""
        self.live_count = 0
        """The number of documents that there will be."""
        for segment in self.segments:
            numbers = np.cumsum(segment.alive) - 1 + self.live_count
            self._numbers.append(np.where(segment.alive, numbers, -1))
            self.live_count += segment.live_count

    def field(self, name: str, container: ContainerWriter) -> None:
        """Write the lists of a field, and what its views keep."""
        spec = self._specs[name]
        if name not in (ID, DATE):
            lengths = [segment.lengths(name)[segment.alive] for segment in self.segments]
            write_lengths(container, name, np.concatenate(lengths))
        view = folding_field(tuple(self._specs.values()), spec)
        sources = [FieldSource(segment, spec, view) for segment in self.segments]
        writer = PostingListsWriter(
            container, name, self.live_count, positions=spec.positions, grouped=view is not None
        )
        signatures = SignatureWriter(container, self.live_count) if view and view.signature else None
        folds: list[bytes] = []
        sizes: list[NDArray[np.int64]] = []
        size, dead = 0, DeletedTokens()
        for spans in stretches(sources, _STRETCH):
            keys, postings = self._stretch(spec, sources, spans, size, dead)
            writer.append(postings)
            size += len(keys)
            if view is not None:
                found, runs = folds_of(keys)
                folds += found
                sizes.append(np.diff(runs, append=len(keys)))
                if signatures is not None:
                    signatures.append(postings, found, np.array(runs, np.int64))
            self._release()
        if signatures is not None:
            signatures.close()
        numbers = writer.close().astype(np.int32)
        moved = [_after(numbers, source.slots) for source in sources]
        if view is not None:
            bounds = np.concatenate([np.zeros(0, np.int64), *sizes])
            self._folded(container, view, sources, folds, bounds, dead)
        maps = [m[s.posting_lists.list_numbers()] for m, s in zip(moved, sources, strict=True)]
        self._pairs(container, spec, maps, size, dead, moved)

    def _release(self) -> None:
        for segment in self.segments:
            segment.container.release()

    def _stretch(
        self,
        spec: FieldSpec,
        sources: list[FieldSource],
        spans: list[tuple[int, int]],
        size: int,
        dead: DeletedTokens,
    ) -> tuple[list[bytes], Postings]:
        """Merge a span of units of each segment; return the keys and lists of the slots that came out."""
        parts, known, present = [], [], set()
        for at, (source, span) in enumerate(zip(sources, spans, strict=True)):
            keys, (first, last) = source.keys(*span), source.span(*span)
            read = source.posting_lists.read(first, last, keys, positions=spec.positions)
            part = self._living(read, at, first, dead)
            left = np.diff(part.starts) > 0
            present.update(
                keys if left.all() else [k for k, kept in zip(keys, left.tolist(), strict=True) if kept]
            )
            parts.append(part)
            known.append(keys)
        merged = sorted(present)
        places = {key: place for place, key in enumerate(merged)}
        rows = []
        for source, span, keys in zip(sources, spans, known, strict=True):
            first, last = source.span(*span)
            row = np.array([places.get(key, -1) for key in keys], np.int64)
            source.slots[first:last] = np.where(row >= 0, row + size, -1)
            rows.append(row)
        return merged, interleaved(sources[0].terms(merged), parts, rows)

    def _living(self, postings: Postings, at: int, first: int, dead: DeletedTokens) -> Postings:
        """Give the documents their new numbers and take out the deleted ones, noting their tokens."""
        documents = self._numbers[at][postings.documents]
        keep = documents >= 0
        if keep.all():
            return postings._replace(documents=documents.astype(np.uint32))
        positions = postings.positions
        totals = np.concatenate([[0], np.cumsum(keep)])
        if positions is not None:
            dead.add(at, first, postings, np.flatnonzero(~keep), self._before[at])
            positions = positions[np.repeat(keep, postings.frequencies)]
        return Postings(
            postings.terms,
            totals[postings.starts],
            documents[keep].astype(np.uint32),
            postings.frequencies[keep],
            positions,
        )

    def _folded(
        self,
        container: ContainerWriter,
        spec: FieldSpec,
        sources: list[FieldSource],
        folds: list[bytes],
        sizes: NDArray[np.int64],
        dead: DeletedTokens,
    ) -> None:
        places = {fold: place for place, fold in enumerate(folds)}
        df = np.zeros(len(folds), np.int64)
        maps = []
        for source in sources:
            units = source.units.terms(0, len(source.units))
            row = np.array([places.get(unit, -1) for unit in units], np.int32)
            field = source.segment.field(spec.name)
            df[row[row >= 0]] += field.document_frequencies(0, len(field))[row >= 0]
            maps.append(row)
        moved = [_after(row, source.owners()) for row, source in zip(maps, sources, strict=True)]
        gone, documents, _ = dead.tokens(moved)
        df -= document_frequencies(gone, documents, len(folds))
        write_folded(container, spec.name, folds, sizes, df)
        self._pairs(container, spec, maps, len(folds), dead, moved)

    def _pairs(
        self,
        container: ContainerWriter,
        base: FieldSpec,
        maps: list[NDArray[np.int32]],
        size: int,
        dead: DeletedTokens,
        moved: list[NDArray[np.int32]],
    ) -> None:
        """Write the pairs of a field; `maps` has the new numbers of its terms, `moved` those of slots."""
        for spec in self._specs.values():
            if spec.pairs_of == base.name:
                gone = pair_frequencies(*dead.tokens(moved), size)
                merge_pairs(container, spec.name, self.segments, maps, size, gone)


def _after(map_: NDArray[np.int32], values: NDArray[Any]) -> NDArray[np.int32]:
    """Map values that may be -1, which stays."""
    return np.where(values >= 0, map_[values], -1) if len(map_) else values
