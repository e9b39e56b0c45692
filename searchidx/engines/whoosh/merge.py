"""Several segments into one: posting lists are copied array-wise, deleted documents left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.whoosh import derive
from searchidx.engines.whoosh.container_writer import ContainerWriter
from searchidx.engines.whoosh.dead import Dead
from searchidx.engines.whoosh.interleave import interleaved
from searchidx.engines.whoosh.invert import close, folded_view, write_lengths
from searchidx.engines.whoosh.lists import ListsWriter, Postings
from searchidx.engines.whoosh.merge_pairs import merge_pairs
from searchidx.engines.whoosh.runs import random_name
from searchidx.engines.whoosh.segment import DATE, ID, Segment, all_fields
from searchidx.engines.whoosh.signatures import SignatureWriter
from searchidx.engines.whoosh.source import Source, folds_of, stretches
from searchidx.engines.whoosh.stored import StoredWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec, Helpers

Place = tuple[Path, "NDArray[np.uint32]"]
"""The file of a segment, and its deleted documents."""

_STRETCH = 1 << 21
"""Postings (or positions) that are merged at a time."""


def merge(path: Path, places: Sequence[Place], specs: tuple[FieldSpec, ...], helpers: Helpers) -> int:
    """Write the live documents of the segments, in order, as one segment; return how many they are.

    Every field is merged by itself: the largest by helpers, as far as there are any.
    """
    merger = _Merger(places, specs)
    container = ContainerWriter(path)
    try:
        jobs = {}
        for name in merger.by_work():
            part = path.with_stem(random_name())
            future = helpers.submit(merge_field, part, places, specs, name)
            jobs[name] = future, part
        merger.documents_to(container)
        fields = {}
        for name, (future, part) in reversed(jobs.items()):
            fields[name] = ContainerWriter(part)
            if future is None or future.cancel():
                merger.field(name, fields[name])
            else:
                future.result()
                fields[name].include(part)
        for spec in all_fields(specs):
            if spec.name in fields:
                container.take(fields[spec.name])
        close(container, specs, merger.live)
    except BaseException:
        container.discard()
        raise
    return merger.live


def merge_field(part: Path, places: Sequence[Place], specs: tuple[FieldSpec, ...], name: str) -> None:
    """Write the lists of one field, and the views of it, to a file."""
    container = ContainerWriter(part)
    try:
        _Merger(places, specs).field(name, container)
        container.close({}, sync=False)
    except BaseException:
        container.discard()
        raise


class _Merger:
    def __init__(self, places: Sequence[Place], specs: tuple[FieldSpec, ...]) -> None:
        self._segments = [Segment(*place) for place in places]
        self._specs = {spec.name: spec for spec in all_fields(specs)}
        self._before = np.cumsum([0, *(segment.documents for segment in self._segments)]).tolist()
        """Old numbers: segment after segment, deleted documents counted."""
        self._numbers = []
        """By segment, the new number of each document, -1 for a deleted one."""
        self.live = 0
        for segment in self._segments:
            numbers = np.cumsum(segment.alive) - 1 + self.live
            self._numbers.append(np.where(segment.alive, numbers, -1))
            self.live += segment.live

    def by_work(self) -> list[str]:
        """Return the fields that have lists, the largest first."""
        work = {}
        for name, spec in self._specs.items():
            if not spec.folds and not spec.pairs_of:
                totals = [s.lists(name).work(positions=spec.positions) for s in self._segments]
                work[name] = sum(int(total[-1]) for total in totals)
        return sorted(work, key=work.__getitem__, reverse=True)

    def documents_to(self, container: ContainerWriter) -> None:
        """Write the stored documents and their dates."""
        writer = StoredWriter(container)
        for segment in self._segments:
            for block in range(segment.stored.blocks()):
                first, last = segment.stored.bounds(block)
                alive = segment.alive[first:last]
                if alive.all():
                    writer.copy(segment.stored.raw(block), last - first)
                else:
                    forms = zip(segment.stored.forms(block), alive, strict=True)
                    writer.append([form for form, kept in forms if kept])
            segment.container.release()
        writer.close()
        days = np.concatenate([segment.days()[segment.alive] for segment in self._segments])
        container.array("days", days, "<i4")

    def field(self, name: str, container: ContainerWriter) -> None:
        """Write the lists of a field, and what its views keep."""
        spec = self._specs[name]
        if name not in (ID, DATE):
            lengths = [segment.lengths(name)[segment.alive] for segment in self._segments]
            write_lengths(container, name, np.concatenate(lengths))
        view = folded_view(tuple(self._specs.values()), spec)
        sources = [Source(segment, spec, view) for segment in self._segments]
        writer = ListsWriter(container, name, self.live, positions=spec.positions, grouped=view is not None)
        signatures = SignatureWriter(container, self.live) if view and view.signature else None
        folds: list[bytes] = []
        sizes: list[NDArray[np.int64]] = []
        size, dead = 0, Dead()
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
        numbers = writer.close()
        moved = [_after(numbers, source.slots) for source in sources]
        if view is not None:
            bounds = np.concatenate([np.zeros(0, np.int64), *sizes])
            self._folded(container, view, sources, folds, bounds, dead)
        maps = [m[s.lists.slots()] for m, s in zip(moved, sources, strict=True)]
        self._pairs(container, spec, maps, size, dead, moved)

    def _release(self) -> None:
        for segment in self._segments:
            segment.container.release()

    def _stretch(
        self, spec: FieldSpec, sources: list[Source], spans: list[tuple[int, int]], size: int, dead: Dead
    ) -> tuple[list[bytes], Postings]:
        """Merge a span of units of each segment; return the keys and lists of the slots that came out."""
        parts, known, present = [], [], set()
        for at, (source, span) in enumerate(zip(sources, spans, strict=True)):
            keys, (first, last) = source.keys(*span), source.span(*span)
            read = source.lists.read(first, last, keys, positions=spec.positions)
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

    def _living(self, postings: Postings, at: int, first: int, dead: Dead) -> Postings:
        """Give the documents their new numbers and take out the deleted ones, noting their tokens."""
        documents = self._numbers[at][postings.documents]
        keep = documents >= 0
        if keep.all():
            return replace(postings, documents=documents.astype(np.uint32))
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
        sources: list[Source],
        folds: list[bytes],
        sizes: NDArray[np.int64],
        dead: Dead,
    ) -> None:
        places = {fold: place for place, fold in enumerate(folds)}
        df = np.zeros(len(folds), np.int64)
        maps = []
        for source in sources:
            units = source.units.terms(0, len(source.units))
            row = np.array([places.get(unit, -1) for unit in units], np.int64)
            field = source.segment.field(spec.name)
            df[row[row >= 0]] += field.df(0, len(field))[row >= 0]
            maps.append(row)
        moved = [_after(row, source.owners()) for row, source in zip(maps, sources, strict=True)]
        gone, documents, _ = dead.tokens(moved)
        df -= derive.document_frequencies(gone, documents, len(folds))
        derive.write_folded(container, spec.name, folds, sizes, df)
        self._pairs(container, spec, maps, len(folds), dead, moved)

    def _pairs(
        self,
        container: ContainerWriter,
        base: FieldSpec,
        maps: list[NDArray[np.int64]],
        size: int,
        dead: Dead,
        moved: list[NDArray[np.int64]],
    ) -> None:
        """Write the pairs of a field; `maps` has the new numbers of its terms, `moved` those of slots."""
        for spec in self._specs.values():
            if spec.pairs_of == base.name:
                gone = derive.pair_frequencies(*dead.tokens(moved), size)
                merge_pairs(container, spec.name, self._segments, maps, size, gone)


def _after(map_: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Map values that may be -1, which stays."""
    return np.where(values >= 0, map_[values], -1) if len(map_) else values
