"""One segment, read-only: its fields, lengths, dates and stored documents."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.base import FieldSpec
from searchidx.engines.whoosh.container import Container
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
"""Decoded posting lists kept by an open segment."""

Field = Lists | Folded | Pairs


def all_fields(specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
    """Return the fields of a segment: the engine's own two, then those that were asked for."""
    return (FieldSpec(ID, positions=False), FieldSpec(DATE, positions=False), *specs)


class List(NamedTuple):
    """A decoded posting list: ascending documents and the frequency in each."""

    documents: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]


EMPTY = List(np.zeros(0, np.uint32), np.zeros(0, np.uint32))


class Segment:
    """The reader of one segment file; `deleted` are documents that are no longer there."""

    def __init__(self, path: Path, deleted: NDArray[np.uint32]) -> None:
        self.container = Container(path)
        self.documents: int = self.container.meta["documents"]
        """Number of documents, deleted ones included."""
        self.specs = {name: FieldSpec(name, *rest) for name, *rest in self.container.meta["fields"]}
        self.scored = self.specs.keys() - {ID, DATE}
        """The fields that have lengths."""
        self.deleted = deleted
        self.live = self.documents - len(deleted)
        self.alive = np.ones(self.documents, np.bool_)
        self.alive[deleted] = False
        self.stored = Stored(self.container)
        self._fields: dict[str, Field] = {}
        self._lengths: dict[str, NDArray[np.int64]] = {}
        self._lists: OrderedDict[tuple[str, int], List] = OrderedDict()
        self._cached = 0
        self._lock = threading.Lock()

    def field(self, name: str) -> Field:
        """Return the reader of a field; raises KeyError when the segment has no such field."""
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = self._open(self.specs[name])
        return found

    def _open(self, spec: FieldSpec) -> Field:
        if spec.folds:
            base = self.field(spec.folds)
            assert isinstance(base, Lists)
            return Folded(self.container, spec.name, base, self.documents)
        if spec.pairs_of:
            terms = self.field(spec.pairs_of)
            assert not isinstance(terms, Pairs)
            return Pairs(self.container, spec.name, terms, self.documents)
        return Lists(self.container, spec.name, self.documents, positions=spec.positions)

    def find(self, field: str, key: bytes) -> int:
        """Return the number of a term in its field, -1 where there is none."""
        if field not in self.specs:
            return -1
        return self.names(field).find(key)

    def names(self, field: str) -> Dictionary | Pairs:
        """Return the terms of a field."""
        found = self.field(field)
        return found if isinstance(found, Pairs) else found.dictionary

    def list(self, field: str, index: int) -> List:
        """Return the decoded list of a term, deleted documents included."""
        key = (field, index)
        with self._lock:
            cached = self._lists.get(key)
            if cached is not None:
                self._lists.move_to_end(key)
                return cached
        made = List(*self.field(field).postings(index))
        size = made.documents.nbytes + made.frequencies.nbytes
        with self._lock:
            if key not in self._lists:
                self._lists[key] = made
                self._cached += size
            while self._cached > CACHE_BYTES:
                _, old = self._lists.popitem(last=False)
                self._cached -= old.documents.nbytes + old.frequencies.nbytes
        return made

    def lengths(self, field: str) -> NDArray[np.int64]:
        """Return the length of the field in each document, deleted ones included."""
        found = self._lengths.get(field)
        if found is None:
            spec = self.specs[field]
            if spec.folds:
                found = self.lengths(spec.folds)
            elif spec.pairs_of:
                found = np.maximum(self.lengths(spec.pairs_of) - 1, 0)
            else:
                found = self.container.column(f"{field}.lengths").whole().astype(np.int64)
            self._lengths[field] = found
        return found

    def days(self) -> NDArray[np.int32]:
        """Return the date of each document in days from 1970-01-01, NO_DATE where it has none."""
        return self.container.column("days").whole()
