"""One segment, read-only: its fields, lengths, dates and stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.base import FieldSpec
from searchidx.engines.whoosh.cache import Cache
from searchidx.engines.whoosh.container import Container, search
from searchidx.engines.whoosh.lists import Lists
from searchidx.engines.whoosh.stored import Stored
from searchidx.engines.whoosh.views import Folded, Pairs

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.whoosh.dictionary import Dictionary

EXTENSION = ".columns"
ID, DATE = "id", "date"
NO_DATE = -(1 << 31)
"""Stands in the column of days (counted from 1970-01-01) for a document without a date."""

CACHE_BYTES = 1 << 25
"""Decoded posting lists kept by an index that is searched."""

_DENSE_SHARE = 32
"""Lists with at least one document in so many are also kept as one frequency for every document."""

Field = Lists | Folded | Pairs


def all_fields(specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
    """Return the fields of a segment: the engine's own two, then those that were asked for."""
    return (FieldSpec(ID, positions=False), FieldSpec(DATE, positions=False), *specs)


class List(NamedTuple):
    """A decoded posting list: ascending documents and the frequency in each."""

    documents: NDArray[np.uint32]
    frequencies: NDArray[Any]


class Dense(NamedTuple):
    """The frequency of a term in every document of the segment."""

    frequencies: NDArray[Any]


class Segment:
    """The reader of one segment file; `deleted` are documents that are no longer there."""

    def __init__(self, path: Path, deleted: NDArray[np.uint32], cache: Cache | None = None) -> None:
        self.container = Container(path)
        self.documents: int = self.container.meta["documents"]
        """Number of documents, deleted ones included."""
        self.specs = {name: FieldSpec(name, *rest) for name, *rest in self.container.meta["fields"]}
        self.scored = self.specs.keys() - {ID, DATE}
        """The fields that have lengths."""
        self.deleted = deleted
        self.live: int = self.documents - len(deleted)
        self.alive = np.ones(self.documents, np.bool_)
        self.alive[deleted] = False
        self.stored = Stored(self.container)
        self._fields: dict[str, Field] = {}
        self._lengths: dict[str, NDArray[Any]] = {}
        self._cache = cache or Cache(CACHE_BYTES)
        self._name = path.name

    def field(self, name: str) -> Field:
        """Return the reader of a field; raises KeyError when the segment has no such field."""
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = self._open(self.specs[name])
        return found

    def _open(self, spec: FieldSpec) -> Field:
        if spec.folds:
            return Folded(self.container, spec.name)
        if spec.pairs_of:
            names = self.names(spec.pairs_of)
            assert not isinstance(names, Pairs)
            return Pairs(self.container, spec.name, names)
        grouped = any(view.folds == spec.name for view in self.specs.values())
        return Lists(self.container, spec.name, self.documents, positions=spec.positions, grouped=grouped)

    def lists(self, name: str) -> Lists:
        """Return the posting lists that a field is read off; raises ValueError for pairs."""
        field = self.field(self.specs[name].folds or name)
        if not isinstance(field, Lists):
            raise ValueError(f"the field {name!r} has no lists of its own")
        return field

    def names(self, field: str) -> Dictionary | Pairs:
        """Return the terms of a field."""
        found = self.field(field)
        return found if isinstance(found, Pairs) else found.dictionary

    def find(self, field: str, key: bytes) -> int:
        """Return the number of a term in its field, -1 where there is none."""
        return self.names(field).find(key) if field in self.specs else -1

    def list(self, field: str, index: int) -> List:
        """Return the decoded list of a term, deleted documents included."""
        found = self.field(field)
        if isinstance(found, Folded):
            first, last = found.slots(index, index + 1)
            if last > first + 1:
                return self._cache.get((self._name, field, index, "union"), lambda: self._union(field, index))
        elif isinstance(found, Pairs):
            parts = found.parts(index)
            return self._cache.get((self._name, field, index), lambda: self._paired(field, parts, index))
        return self.postings(field, index)

    def postings(self, field: str, index: int) -> List:
        """Return documents and frequencies; those of a fold term by term, so that documents may repeat."""
        lists, first, last = self.slots(field, index)
        key = (self._name, self.specs[field].folds or field, first, last)
        return self._cache.get(key, lambda: List(*lists.postings(first, last)))

    def ends(self, field: str, index: int) -> NDArray[np.uint32]:
        """Return the running total of the frequencies in `postings`."""
        key = (self._name, field, index, "ends")
        frequencies = self.postings(field, index).frequencies
        return self._cache.get(key, lambda: (np.cumsum(frequencies, dtype=np.uint32),))[0]

    def slots(self, field: str, index: int) -> tuple[Lists, int, int]:
        """Return the lists that a term is read off: which, from which slot, to which."""
        found, lists = self.field(field), self.lists(field)
        if isinstance(found, Folded):
            return lists, *found.slots(index, index + 1)
        slot = lists.slot(index)
        return lists, slot, slot + 1

    def _union(self, field: str, index: int) -> List:
        documents, frequencies = self.postings(field, index)
        if len(documents) * _DENSE_SHARE < self.documents:
            return _merged(documents, frequencies)
        dense = self._dense(field, index).frequencies
        found = np.flatnonzero(dense).astype(np.uint32)
        return List(found, dense[found])

    def _paired(self, field: str, parts: tuple[int, int], index: int) -> List:
        from searchidx.engines.whoosh.occurrences import Chosen

        base = self.specs[field].pairs_of
        assert base is not None
        a, b = (self.list(base, part).documents for part in parts)
        small, large = sorted((a, b), key=len)
        has = np.zeros(self.documents, np.bool_)
        has[large] = True
        both = small[has[small]].astype(np.int64)
        frequencies = Chosen(self, both).pair(field, index)
        found = np.flatnonzero(frequencies)
        return List(both[found].astype(np.uint32), frequencies[found])

    def _dense(self, field: str, index: int) -> Dense:
        return self._cache.get((self._name, field, index, "dense"), lambda: self._spread(field, index))

    def _spread(self, field: str, index: int) -> Dense:
        if isinstance(self.field(field), Pairs):
            documents, frequencies = self.list(field, index)
        else:
            documents, frequencies = self.postings(field, index)
        if self.specs[field].folds:
            dense = np.zeros(self.documents, np.uint32)
            np.add.at(dense, documents, frequencies.astype(np.uint32))
        else:
            dense = np.zeros(self.documents, frequencies.dtype)
            dense[documents] = frequencies
        small = not len(dense) or dense.max() < 1 << 8
        return Dense(dense.astype(np.uint8 if small else np.uint32))

    def frequencies(self, field: str, index: int, documents: NDArray[np.int64]) -> NDArray[Any]:
        """Return the frequency of a term in each of the documents."""
        df = int(self.field(field).df(index, index + 1)[0])
        if df * _DENSE_SHARE >= self.documents:
            return self._dense(field, index).frequencies[documents]
        if len(documents) * _DENSE_SHARE >= self.documents:
            return self._spread(field, index).frequencies[documents]
        found = self.list(field, index)
        at = search(found.documents, documents)
        at[at == len(found.documents)] = 0
        return np.where(found.documents[at] == documents, found.frequencies[at], 0)

    def lengths(self, field: str) -> NDArray[Any]:
        """Return the length of the field in each document, deleted ones included."""
        found = self._lengths.get(field)
        if found is None:
            spec = self.specs[field]
            if spec.folds:
                found = self.lengths(spec.folds)
            elif spec.pairs_of:
                base = self.lengths(spec.pairs_of)
                found = base - (base > 0)
            else:
                found = self.container.column(f"{field}.lengths").whole()
            self._lengths[field] = found
        return found

    def days(self) -> NDArray[np.int32]:
        """Return the date of each document in days from 1970-01-01, NO_DATE where it has none."""
        return self.container.column("days").whole()


def _merged(documents: NDArray[np.uint32], frequencies: NDArray[Any]) -> List:
    """Unite short lists: sort documents and frequencies packed together, then add up equal documents."""
    packed = documents.astype(np.uint64) << np.uint64(32) | frequencies
    packed.sort()
    documents = (packed >> np.uint64(32)).astype(np.uint32)
    heads = np.flatnonzero(np.diff(documents, prepend=np.uint32(0xFFFFFFFF)))
    return List(documents[heads], np.add.reduceat(packed.astype(np.uint32), heads, dtype=np.uint32))
