"""Several segments into one: posting lists are copied array-wise, deleted documents left out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.whoosh import derive
from searchidx.engines.whoosh.container import ContainerWriter
from searchidx.engines.whoosh.invert import close, folded_view, write_lengths
from searchidx.engines.whoosh.lists import ListsWriter, Postings, expand
from searchidx.engines.whoosh.segment import all_fields
from searchidx.engines.whoosh.signatures import SignatureWriter
from searchidx.engines.whoosh.stored import StoredWriter
from searchidx.engines.whoosh.views import Folded, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.whoosh.segment import Segment

_CHUNK = 1 << 22
"""Postings (or positions) that are merged at a time."""


def merge(path: Path, segments: Sequence[Segment], specs: tuple[FieldSpec, ...]) -> int:
    """Write the live documents of the segments, in order, as one segment; return how many they are."""
    container = ContainerWriter(path)
    try:
        merger = _Merger(container, segments, specs)
        merger.run()
        close(container, specs, merger.documents)
    except BaseException:
        container.discard()
        raise
    return merger.documents


class _Dead:
    """The tokens of deleted documents: what has to be taken off the counts of the views."""

    def __init__(self) -> None:
        self._segments: list[int] = []
        self._slots: list[NDArray[np.int64]] = []
        self._documents: list[NDArray[np.int64]] = []
        self._positions: list[NDArray[np.uint32]] = []

    def add(self, at: int, first: int, postings: Postings, lost: NDArray[np.int64], before: int) -> None:
        """Take the lost postings among lists of segment `at` from slot `first`; `before` it are documents."""
        assert postings.positions is not None
        counts = postings.frequencies[lost]
        ends = np.cumsum(postings.frequencies, dtype=np.int64)[lost]
        rows = np.searchsorted(postings.starts, lost, "right") - 1 + first
        self._segments.append(at)
        self._slots.append(np.repeat(rows, counts))
        self._documents.append(np.repeat(postings.documents[lost].astype(np.int64) + before, counts))
        self._positions.append(postings.positions[expand(ends - counts, counts)])

    def tokens(self, moved: list[NDArray[np.int64]]) -> tuple[NDArray[np.int64], Any, Any]:
        """(new number, document, position) of the tokens that have a new number, by document and position.

        `moved` has the new number of each slot, segment by segment.
        """
        if not self._segments:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        pairs = zip(self._segments, self._slots, strict=True)
        terms = np.concatenate([moved[at][slots] for at, slots in pairs])
        documents, positions = np.concatenate(self._documents), np.concatenate(self._positions)
        order = np.lexsort((positions, documents))
        order = order[terms[order] >= 0]
        return terms[order], documents[order], positions[order]


class _Merger:
    def __init__(
        self, container: ContainerWriter, segments: Sequence[Segment], specs: tuple[FieldSpec, ...]
    ) -> None:
        self._container, self._segments, self._specs = container, segments, specs
        self._before = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
        """Old numbers: segment after segment, deleted documents counted."""
        self._numbers = []
        """By segment, the new number of each document, -1 for a deleted one."""
        self.documents = 0
        for segment in segments:
            numbers = np.cumsum(segment.alive) - 1 + self.documents
            self._numbers.append(np.where(segment.alive, numbers, -1))
            self.documents += segment.live

    def run(self) -> None:
        """Write all sections."""
        self._stored()
        days = np.concatenate([segment.days()[segment.alive] for segment in self._segments])
        self._container.array("days", days, "<i4")
        for spec in all_fields(self._specs):
            if not spec.folds and not spec.pairs_of:
                self._lists(spec)

    def _stored(self) -> None:
        writer = StoredWriter(self._container)
        for segment in self._segments:
            for block in range(segment.stored.blocks()):
                first, last = segment.stored.bounds(block)
                alive = segment.alive[first:last]
                if alive.all():
                    writer.copy(segment.stored.raw(block), last - first)
                else:
                    forms = zip(segment.stored.forms(block), alive, strict=True)
                    writer.append([form for form, kept in forms if kept])
        writer.close()

    def _lists(self, spec: FieldSpec) -> None:
        if spec in self._specs:
            lengths = [segment.lengths(spec.name)[segment.alive] for segment in self._segments]
            write_lengths(self._container, spec.name, np.concatenate(lengths))
        view = folded_view(self._specs, spec)
        sources = [_Source(segment, spec, view) for segment in self._segments]
        writer = ListsWriter(
            self._container,
            spec.name,
            self.documents,
            positions=spec.positions,
            grouped=view is not None,
        )
        keys: list[Any] = []
        dead = _Dead()
        signatures = SignatureWriter(self._container, self.documents) if view and view.signature else None
        for spans in _chunks(sources):
            merged, postings = self._chunk(spec, sources, spans, len(keys), dead)
            writer.append(postings)
            keys += merged
            if signatures is not None:
                folds = [fold for fold, _ in merged]
                runs = [i for i, fold in enumerate(folds) if not i or folds[i - 1] != fold]
                signatures.append(postings, [folds[i] for i in runs], np.array(runs, np.int64))
        if signatures is not None:
            signatures.close()
        numbers = writer.close()
        if view is not None:
            self._folded(view, sources, [fold for fold, _ in keys], dead)
        moved = [_after(numbers, source.slots) for source in sources]
        self._pairs(
            spec, [m[s.lists.slots()] for m, s in zip(moved, sources, strict=True)], len(keys), dead, moved
        )

    def _chunk(
        self,
        spec: FieldSpec,
        sources: list[_Source],
        spans: list[tuple[int, int]],
        size: int,
        dead: _Dead,
    ) -> tuple[list[Any], Postings]:
        """Merge a span of slots of each segment; return the keys and lists of the slots that came out."""
        parts, present = [], set()
        for at, (source, (first, last)) in enumerate(zip(sources, spans, strict=True)):
            keys = source.keys[first:last]
            terms = [key[1] for key in keys] if source.grouped else keys
            read = source.lists.read(first, last, terms, positions=spec.positions)
            part = self._living(read, at, first, dead)
            parts.append(part)
            left = np.diff(part.starts) > 0
            present.update(
                keys if left.all() else [k for k, kept in zip(keys, left.tolist(), strict=True) if kept]
            )
        merged = sorted(present)
        places = {key: place for place, key in enumerate(merged)}
        rows = []
        for source, (first, last) in zip(sources, spans, strict=True):
            row = np.array([places.get(key, -1) for key in source.keys[first:last]], np.int64)
            source.slots[first:last] = np.where(row >= 0, row + size, -1)
            rows.append(row)
        terms = [key[1] for key in merged] if sources[0].grouped else merged
        return merged, _interleaved(terms, parts, rows)

    def _living(self, postings: Postings, at: int, first: int, dead: _Dead) -> Postings:
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

    def _folded(self, spec: FieldSpec, sources: list[_Source], folds: list[bytes], dead: _Dead) -> None:
        runs = [i for i, fold in enumerate(folds) if not i or folds[i - 1] != fold]
        terms = [folds[i] for i in runs]
        places = {term: place for place, term in enumerate(terms)}
        bounds = np.array([*runs, len(folds)], np.int64)
        sizes = bounds[1:] - bounds[:-1]
        df = np.zeros(len(terms), np.int64)
        maps = []
        for source in sources:
            row = np.array([places.get(term, -1) for term in source.units], np.int64)
            field = source.segment.field(spec.name)
            df[row[row >= 0]] += field.df(0, len(field))[row >= 0]
            maps.append(row)
        moved = [_after(row, source.owners()) for row, source in zip(maps, sources, strict=True)]
        gone, documents, _ = dead.tokens(moved)
        df -= derive.document_frequencies(gone, documents, len(terms))
        derive.write_folded(self._container, spec.name, terms, sizes, df)
        self._pairs(spec, maps, len(terms), dead, moved)

    def _pairs(
        self,
        base: FieldSpec,
        maps: list[NDArray[np.int64]],
        size: int,
        dead: _Dead,
        moved: list[NDArray[np.int64]],
    ) -> None:
        """Write the pairs of a field; `maps` has the new numbers of its terms, `moved` those of slots."""
        for spec in self._specs:
            if spec.pairs_of != base.name:
                continue
            keys, counts = [], []
            for segment, terms_map in zip(self._segments, maps, strict=True):
                field = segment.field(spec.name)
                assert isinstance(field, Pairs)
                first, second, df = field.all(0, len(terms_map))
                first, second = terms_map[first], terms_map[second]
                kept = (first >= 0) & (second >= 0)
                keys.append(first[kept].astype(np.uint64) * np.uint64(size) + second[kept].astype(np.uint64))
                counts.append(df[kept])
            all_keys, totals = derive.added_up(keys, counts)
            gone, lost = derive.pair_frequencies(*dead.tokens(moved), size)
            if len(gone):
                totals = totals.copy()
                totals[np.searchsorted(all_keys, gone)] -= lost
                all_keys, totals = all_keys[totals > 0], totals[totals > 0]
            derive.write_pairs(self._container, spec.name, all_keys, totals, size)


class _Source:
    """A field of one segment: the keys of its slots, and the new number of each slot (-1 for none)."""

    def __init__(self, segment: Segment, spec: FieldSpec, view: FieldSpec | None) -> None:
        self.segment, self.lists, self.grouped = segment, segment.lists(spec.name), view is not None
        terms = self.lists.dictionary.terms(0, len(self.lists))
        self.slots = np.full(len(terms), -1, np.int64)
        self.units: list[bytes] = terms
        """What a chunk holds whole: the folds, or the terms."""
        self.unit_starts = np.arange(len(terms) + 1)
        self.keys: list[Any] = terms
        """By slot, what puts the slots of several segments in order: the term, or its fold and the term."""
        self._folded: Folded | None = None
        if view is not None:
            folded = segment.field(view.name)
            assert isinstance(folded, Folded)
            self._folded = folded
            self.units = folded.dictionary.terms(0, len(folded))
            owners = folded.owners()
            self.unit_starts = np.searchsorted(owners, np.arange(len(self.units) + 1))
            by_slot = np.argsort(self.lists.slots()).tolist()
            pairs = zip(owners.tolist(), by_slot, strict=True)
            self.keys = [(self.units[owner], terms[number]) for owner, number in pairs]
        self.work = self.lists.work(positions=spec.positions)[self.unit_starts]

    def owners(self) -> NDArray[np.int64]:
        """Return the fold of each slot."""
        assert self._folded is not None
        return self._folded.owners()


def _after(map_: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Map values that may be -1, which stays."""
    return np.where(values >= 0, map_[values], -1) if len(map_) else values


def _chunks(sources: list[_Source]) -> Iterator[list[tuple[int, int]]]:
    """Yield neighbouring spans of slots, one a segment, that cover all and hold about _CHUNK of work each."""
    at = [0] * len(sources)
    while any(start < len(source.units) for start, source in zip(at, sources, strict=True)):
        limits = []
        for start, source in zip(at, sources, strict=True):
            reach = (
                int(np.searchsorted(source.work, source.work[start] + _CHUNK // len(sources), "right")) - 1
            )
            if max(reach, start + 1) < len(source.units):
                limits.append(source.units[max(reach, start + 1)])
        ends = [bisect_left(s.units, min(limits)) if limits else len(s.units) for s in sources]
        yield [
            (int(source.unit_starts[start]), int(source.unit_starts[end]))
            for source, start, end in zip(sources, at, ends, strict=True)
        ]
        at = ends


def _interleaved(terms: list[bytes], parts: list[Postings], rows: list[NDArray[np.int64]]) -> Postings:
    """Put the lists of each term together: the parts' postings follow each other in their order."""
    df = np.zeros(len(terms), np.int64)
    cf = np.zeros(len(terms), np.int64)
    sizes = []
    for part, row in zip(parts, rows, strict=True):
        kept = row >= 0
        counts = np.diff(part.starts)[kept]
        ends = np.concatenate([[0], np.cumsum(part.frequencies, dtype=np.int64)])
        totals = np.diff(ends[part.starts])[kept]
        sizes.append((row[kept], counts, totals))
        df[row[kept]] += counts
        cf[row[kept]] += totals
    starts = np.concatenate([[0], np.cumsum(df)])
    places = np.concatenate([[0], np.cumsum(cf)])
    documents = np.empty(int(starts[-1]), np.uint32)
    frequencies = np.empty(int(starts[-1]), np.uint32)
    with_positions = bool(parts) and parts[0].positions is not None
    positions = np.empty(int(places[-1]), np.uint32) if with_positions else None
    next_posting, next_place = starts[:-1].copy(), places[:-1].copy()
    for part, (row, counts, totals) in zip(parts, sizes, strict=True):
        target = expand(next_posting[row], counts)
        documents[target] = part.documents
        frequencies[target] = part.frequencies
        next_posting[row] += counts
        if positions is not None and part.positions is not None:
            positions[expand(next_place[row], totals)] = part.positions
            next_place[row] += totals
    return Postings(terms, starts, documents, frequencies, positions)
