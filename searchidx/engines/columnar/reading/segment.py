"""One segment, read-only: its fields, lengths, dates and stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.fields import DATE, ID, specs_of
from searchidx.engines.columnar.format.folded_terms import FoldedTerms
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.posting_lists import PostingLists
from searchidx.engines.columnar.format.signatures import Signatures
from searchidx.engines.columnar.format.stored_documents import StoredDocuments
from searchidx.engines.columnar.reading.cache import ArrayCache, T
from searchidx.engines.columnar.reading.frequencies import DocumentBits, SparseFrequencies, term_frequencies

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.dictionary import Dictionary
    from searchidx.engines.columnar.reading.frequencies import TermFrequencies


CACHE_BYTES = 3 << 24
"""Decoded posting lists kept by an index that is searched."""

Field = PostingLists | FoldedTerms | Pairs


def _contents(container: Container) -> tuple[int, dict[str, FieldSpec]]:
    """Return the number of documents and the fields of a segment; raises IndexFormatError."""
    try:
        documents, specs = container.meta["documents"], specs_of(container.meta["fields"])
        if type(documents) is not int or documents < 0 or not {ID, DATE} <= {spec.name for spec in specs}:
            raise ValueError(f"{documents!r} documents, {specs}")
    except (ValueError, KeyError, TypeError) as error:
        raise container.damaged("what it is told to hold cannot be right") from error
    return documents, {spec.name: spec for spec in specs}


class Segment:
    """The reader of one segment file; `deleted` are documents that are no longer there."""

    def __init__(self, path: Path, deleted: NDArray[np.uint32], cache: ArrayCache | None = None) -> None:
        self.container = Container(path)
        self.document_count, self.specs = _contents(self.container)
        """Number of documents, deleted ones included; the fields by name."""
        self._views = {spec.folds: spec.name for spec in self.specs.values() if spec.folds}
        self.scored = self.specs.keys() - {ID, DATE}
        """The fields that have lengths."""
        if len(deleted) and int(deleted[-1]) >= self.document_count:
            raise self.container.damaged("it has fewer documents than were deleted from it")
        self.deleted = deleted
        self.live_count: int = self.document_count - len(deleted)
        self.alive = np.ones(self.document_count, np.bool_)
        self.alive[deleted] = False
        self.stored = StoredDocuments(self.container)
        self.signatures = Signatures(self.container)
        self._fields: dict[str, Field] = {}
        self._lengths: dict[str, NDArray[Any]] = {}
        self._scales: dict[tuple[str, float, float], NDArray[np.float32]] = {}
        self._cache = cache or ArrayCache(CACHE_BYTES)
        self._name = path.name

    def field(self, name: str) -> Field:
        """Return the reader of a field; raises KeyError when the segment has no such field."""
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = self._open(self.specs[name])
        return found

    def _open(self, spec: FieldSpec) -> Field:
        if spec.folds:
            return FoldedTerms(self.container, spec.name)
        if spec.pairs_of:
            names = self.terms(spec.pairs_of)
            assert not isinstance(names, Pairs)
            return Pairs(self.container, spec.name, names)
        return PostingLists(
            self.container,
            spec.name,
            self.document_count,
            positions=spec.positions,
            grouped=spec.name in self._views,
        )

    def posting_lists(self, name: str) -> PostingLists:
        """Return the posting lists that a field is read off; raises ValueError for pairs."""
        field = self.field(self.specs[name].folds or name)
        if not isinstance(field, PostingLists):
            raise ValueError(f"the field {name!r} has no lists of its own")
        return field

    def terms(self, field: str) -> Dictionary | Pairs:
        """Return the terms of a field."""
        found = self.field(field)
        return found if isinstance(found, Pairs) else found.dictionary

    def term_number(self, field: str, key: bytes) -> int:
        """Return the number of a term in its field, -1 where there is none."""
        return self.terms(field).find(key) if field in self.specs else -1

    def term_frequencies(self, field: str, index: int) -> TermFrequencies:
        """Return how often a term stands in each document, deleted ones included."""
        return self.cached((field, index), lambda: self._tallied(field, index))

    def _tallied(self, field: str, index: int) -> TermFrequencies:
        if isinstance(self.field(field), Pairs):
            return term_frequencies(*self._paired(field, index), self.document_count, repeated=False)
        lists, first, last = self.list_range(field, index)
        return term_frequencies(*lists.postings(first, last), self.document_count, repeated=last > first + 1)

    def term_documents(self, field: str, index: int) -> TermFrequencies | DocumentBits:
        """Return what tells which documents have a term."""
        if not self.specs[field].folds or self._cache.has((self._name, field, index)):
            return self.term_frequencies(field, index)
        return self.cached((field, index, "marks"), lambda: self._marked(field, index))

    def _marked(self, field: str, index: int) -> DocumentBits:
        lists, first, last = self.list_range(field, index)
        return DocumentBits.of(lists.documents(first, last), self.document_count)

    def posting_list(self, field: str, index: int) -> SparseFrequencies:
        """Return the posting list of a term, deleted documents included."""
        found = self.term_frequencies(field, index)
        return found if isinstance(found, SparseFrequencies) else found.listed()

    def list_range(self, field: str, index: int) -> tuple[PostingLists, int, int]:
        """Return the lists that a term is read off: which, from which slot, to which."""
        found, lists = self.field(field), self.posting_lists(field)
        if isinstance(found, FoldedTerms):
            return lists, *found.list_range(index, index + 1)
        slot = lists.list_number(index)
        return lists, slot, slot + 1

    def unfolded_terms(self, field: str, index: int) -> Iterator[tuple[str, int]]:
        """Yield the terms with positions of their own that a term stands for: itself, or those of a fold."""
        found = self.field(field)
        if not isinstance(found, FoldedTerms):
            yield field, index
            return
        lists, first, last = self.list_range(field, index)
        base = self.specs[field].folds
        assert base is not None
        yield from ((base, number) for number in lists.terms_of_lists(first, last).tolist())

    def cached(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Return what was made of this segment under the key, or make it."""
        return self._cache.get((self._name, *key), make)

    def scale(
        self, field: str, b: float, average: float, documents: NDArray[np.int64] | slice
    ) -> NDArray[np.float64]:
        """Return for some documents 1 / (1 - b + b * length of the field / average)."""
        scale: NDArray[np.float64] = 1 / (1 - b + (b / average) * self.lengths(field)[documents])
        return scale

    def scales(self, field: str, b: float, average: float) -> NDArray[np.float32]:
        """Return the same for all documents, rounded, and keep it."""
        key = field, b, average
        found = self._scales.get(key)
        if found is None:
            found = self._scales[key] = self.scale(*key, slice(None)).astype(np.float32)
        return found

    def _paired(self, field: str, index: int) -> tuple[NDArray[np.uint32], NDArray[Any]]:
        from searchidx.engines.columnar.reading.occurrences import Occurrences

        base, pairs = self.specs[field].pairs_of, self.field(field)
        assert base is not None
        assert isinstance(pairs, Pairs)
        both = np.ones(self.document_count, np.bool_)
        for part in pairs.term_numbers(index):
            has = np.zeros(self.document_count, np.bool_)
            self.term_frequencies(base, part).mark(has)
            both &= has
        documents = np.flatnonzero(both)
        frequencies = Occurrences(self, documents).pair(field, index)
        found = np.flatnonzero(frequencies)
        return documents[found].astype(np.uint32), frequencies[found]

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
                found = self.container.column(f"{field}.lengths", self.document_count).whole()
            self._lengths[field] = found
        return found

    def days(self) -> NDArray[np.int32]:
        """Return the date of each document in days from 1970-01-01, NO_DATE where it has none."""
        return self.container.column("days", self.document_count).whole()
