"""Several segments into one: posting lists are copied array-wise, deleted documents left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.whoosh import derive
from searchidx.engines.whoosh.container import ContainerWriter
from searchidx.engines.whoosh.invert import close, write_lengths
from searchidx.engines.whoosh.lists import Lists, ListsWriter, Postings, expand
from searchidx.engines.whoosh.segment import all_fields
from searchidx.engines.whoosh.stored import StoredWriter
from searchidx.engines.whoosh.views import Folded, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.whoosh.segment import Segment

_CHUNK = 1 << 21
"""Postings (or positions) of one segment that are merged at a time."""


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
        self.segments: list[int] = []
        self.terms: list[NDArray[np.int64]] = []
        self.documents: list[NDArray[np.int64]] = []
        self.positions: list[NDArray[np.uint32]] = []

    def tokens(self, maps: list[NDArray[np.int64]]) -> tuple[NDArray[np.int64], Any, Any]:
        """(new term number, document, position) of the tokens whose terms still exist, in their order."""
        if not self.segments:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        mapped = [maps[at][terms] for at, terms in zip(self.segments, self.terms, strict=True)]
        terms, documents, positions = map(np.concatenate, (mapped, self.documents, self.positions))
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
        fields = [segment.field(spec.name) for segment in self._segments]
        if spec in self._specs:
            lengths = [segment.lengths(spec.name)[segment.alive] for segment in self._segments]
            write_lengths(self._container, spec.name, np.concatenate(lengths))
        writer = ListsWriter(self._container, spec.name, self.documents, positions=spec.positions)
        maps = [np.full(len(field), -1, np.int64) for field in fields]
        dead, size = _Dead(), 0
        for spans in _chunks([f for f in fields if isinstance(f, Lists)], positions=spec.positions):
            size += self._chunk(spec, spans, maps, size, dead, writer)
        writer.close()
        views = [view for view in self._specs if spec.name in (view.folds, view.pairs_of)]
        for view in views:
            if view.folds:
                self._folded(view, maps, size, dead)
            else:
                self._pairs(view, maps, size, dead)

    def _chunk(
        self,
        spec: FieldSpec,
        spans: list[tuple[int, int]],
        maps: list[NDArray[np.int64]],
        size: int,
        dead: _Dead,
        writer: ListsWriter,
    ) -> int:
        """Merge a span of terms of each segment; return how many terms came out."""
        parts = []
        for at, (first, last) in enumerate(spans):
            field = self._segments[at].field(spec.name)
            assert isinstance(field, Lists)
            parts.append(self._living(field.read(first, last, positions=spec.positions), at, first, dead))
        present = [
            [term for term, kept in zip(part.terms, np.diff(part.starts) > 0, strict=True) if kept]
            for part in parts
        ]
        terms = sorted(set().union(*present))
        places = {term: place for place, term in enumerate(terms)}
        rows = []
        for at, (part, (first, last)) in enumerate(zip(parts, spans, strict=True)):
            row = np.array([places.get(term, -1) for term in part.terms], np.int64)
            maps[at][first:last] = np.where(row >= 0, row + size, -1)
            rows.append(row)
        writer.append(_interleaved(terms, parts, rows))
        return len(terms)

    def _living(self, postings: Postings, at: int, first: int, dead: _Dead) -> Postings:
        """Give the documents their new numbers and take out the deleted ones, noting their tokens."""
        documents = self._numbers[at][postings.documents]
        keep = documents >= 0
        if keep.all():
            return Postings(
                postings.terms,
                postings.starts,
                documents.astype(np.uint32),
                postings.frequencies,
                postings.positions,
            )
        positions = postings.positions
        totals = np.concatenate([[0], np.cumsum(keep)])
        if positions is not None:
            kept_positions = np.repeat(keep, postings.frequencies)
            lost = np.flatnonzero(~keep)
            rows = np.repeat(np.arange(len(postings.terms)), np.diff(postings.starts))[lost] + first
            dead.segments.append(at)
            dead.terms.append(np.repeat(rows, postings.frequencies[lost]))
            old = postings.documents[lost].astype(np.int64) + self._before[at]
            dead.documents.append(np.repeat(old, postings.frequencies[lost]))
            dead.positions.append(positions[~kept_positions])
            positions = positions[kept_positions]
        return Postings(
            postings.terms,
            totals[postings.starts],
            documents[keep].astype(np.uint32),
            postings.frequencies[keep],
            positions,
        )

    def _folded(self, spec: FieldSpec, maps: list[NDArray[np.int64]], size: int, dead: _Dead) -> None:
        fields = [field for s in self._segments if isinstance(field := s.field(spec.name), Folded)]
        names = [field.dictionary.terms(0, len(field)) for field in fields]
        union = sorted(set().union(*names))
        places = {term: place for place, term in enumerate(union)}
        fold_of = np.full(size, -1, np.int64)
        df = np.zeros(len(union), np.int64)
        below = []
        for field, terms, terms_map in zip(fields, names, maps, strict=True):
            row = np.array([places[term] for term in terms], np.int64)
            owner = row[field.owners()]
            kept = terms_map >= 0
            fold_of[terms_map[kept]] = owner[kept]
            below.append(owner)
            df[row] += field.df(0, len(field))
        # Folds that lost all their terms go; the others move up.
        alive = np.zeros(len(union), np.bool_)
        alive[fold_of] = True
        moved = np.where(alive, np.cumsum(alive) - 1, -1)
        gone, documents, _ = dead.tokens([moved[owner] for owner in below])
        df = df[alive] - derive.document_frequencies(gone, documents, int(alive.sum()))
        terms = [term for term, kept in zip(union, alive, strict=True) if kept]
        derive.write_folded(self._container, spec.name, terms, moved[fold_of], df)
        fold_maps = [moved[np.array([places[term] for term in terms_], np.int64)] for terms_ in names]
        for view in self._specs:
            if view.pairs_of == spec.name:
                self._pairs(view, fold_maps, len(terms), dead, [moved[owner] for owner in below])

    def _pairs(
        self,
        spec: FieldSpec,
        maps: list[NDArray[np.int64]],
        size: int,
        dead: _Dead,
        token_maps: list[NDArray[np.int64]] | None = None,
    ) -> None:
        keys, counts = [], []
        for segment, terms_map in zip(self._segments, maps, strict=True):
            field = segment.field(spec.name)
            assert isinstance(field, Pairs)
            first, second, df = field.all()
            first, second = terms_map[first], terms_map[second]
            kept = (first >= 0) & (second >= 0)
            keys.append(first[kept].astype(np.uint64) * np.uint64(size) + second[kept].astype(np.uint64))
            counts.append(df[kept])
        all_keys, totals = derive.added_up(keys, counts)
        gone, lost = derive.pair_frequencies(*dead.tokens(token_maps or maps), size)
        if len(gone):
            totals = totals.copy()
            totals[np.searchsorted(all_keys, gone)] -= lost
            all_keys, totals = all_keys[totals > 0], totals[totals > 0]
        derive.write_pairs(self._container, spec.name, all_keys, totals, size)


def _chunks(fields: list[Lists], *, positions: bool) -> Iterator[list[tuple[int, int]]]:
    """Yield neighbouring spans of terms, one a field, that cover all terms and hold about _CHUNK of work each."""
    work = [field.work(positions=positions) for field in fields]
    at = [0] * len(fields)
    while any(start < len(field) for start, field in zip(at, fields, strict=True)):
        reach = [
            max(int(np.searchsorted(done, done[start] + _CHUNK, "right")) - 1, start + 1)
            for done, start in zip(work, at, strict=True)
        ]
        limits = [
            field.dictionary.term(stop)
            for field, stop in zip(fields, reach, strict=True)
            if stop < len(field)
        ]
        if limits:
            limit = min(limits)
            ends = [field.dictionary.lower_bound(limit) for field in fields]
        else:
            ends = [len(field) for field in fields]
        yield list(zip(at, ends, strict=True))
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
        if positions is not None:
            positions[expand(next_place[row], totals)] = part.positions
            next_place[row] += totals
    return Postings(terms, starts, documents, frequencies, positions)
