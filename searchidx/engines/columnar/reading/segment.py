"""One segment as its file holds it: its fields, lengths, dates, signatures and stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.fields import DATE, ID, specs_of
from searchidx.engines.columnar.format.folded_terms import FoldedTerms
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.posting_lists import PostingLists
from searchidx.engines.columnar.format.signatures import Signatures
from searchidx.engines.columnar.format.stored_documents import StoredDocuments
from searchidx.engines.columnar.reading.frequencies import term_frequencies

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.field_reader import FieldReader
    from searchidx.engines.columnar.reading.frequencies import SparseFrequencies, TermFrequencies


class _Contents(NamedTuple):
    """The contents of a segment: the number of documents, deleted ones included, and the fields by name."""

    stored_count: int
    specs: dict[str, FieldSpec]


def _contents(container: Container) -> _Contents:
    """Return the contents that a segment file declares. Raises IndexFormatError if they are impossible."""
    try:
        documents, specs = container.meta["documents"], specs_of(container.meta["fields"])
        if type(documents) is not int or documents < 0 or not {ID, DATE} <= {spec.name for spec in specs}:
            raise ValueError(f"{documents!r} documents, {specs}")
    except (ValueError, KeyError, TypeError) as error:
        raise container.damaged("the contents that it declares are impossible") from error
    return _Contents(documents, {spec.name: spec for spec in specs})


class Segment:
    """Reads one segment file. `deleted` holds the deleted documents, in ascending order.

    Fields and lengths are opened when they are first needed. Arrays with one value for each document include
    the deleted documents. Raises IndexFormatError if the file is damaged, or if it does not have all
    documents in `deleted`.
    """

    def __init__(self, path: Path, deleted: NDArray[np.uint32]) -> None:
        self.container = Container(path)
        self.stored_count, self.specs = _contents(self.container)
        """The number of documents, deleted ones included, and the fields by name."""
        self.scored = self.specs.keys() - {ID, DATE}
        """The names of the fields that have lengths."""
        if len(deleted) and int(deleted[-1]) >= self.stored_count:
            raise self.container.damaged("it has fewer documents than were deleted from it")
        self.deleted = deleted
        self.live_count: int = self.stored_count - len(deleted)
        self.live = np.ones(self.stored_count, np.bool_)
        """For each document, whether it is live: not deleted."""
        self.live[deleted] = False
        self.stored = StoredDocuments(self.container)
        self.signatures = Signatures(self.container)
        self._base_fields = {spec.folds for spec in self.specs.values() if spec.folds}
        """The names of the base fields of folded fields."""
        self._fields: dict[str, FieldReader] = {}
        self._lengths: dict[str, NDArray[Any]] = {}

    # --- Fields and their terms --------------------------------------------------------------------------

    def field(self, name: str) -> FieldReader:
        """Return the reader of a field. Raises KeyError if the segment has no such field."""
        reader = self._fields.get(name)
        if reader is None:
            reader = self._fields[name] = self._open(self.specs[name])
        return reader

    def _open(self, spec: FieldSpec) -> FieldReader:
        if spec.folds:
            return FoldedTerms(self.container, spec.name, self.posting_lists(spec.folds))
        if spec.pairs_of:
            return self.open_pairs(spec.name, spec.pairs_of)
        return PostingLists(
            self.container,
            spec.name,
            self.stored_count,
            positions=spec.positions,
            sorted_by_fold=spec.name in self._base_fields,
        )

    def open_pairs(self, name: str, base: str) -> Pairs:
        """Return a new reader of the field of pairs `name`, whose base field is `base`. It is not kept."""
        return Pairs(self.container, name, self.field(base))

    def posting_lists(self, name: str) -> PostingLists:
        """Return the posting lists from which a field is read.

        For a folded field, these are the posting lists of its base field. Raises ValueError for a field of
        pairs.
        """
        return self.field(name).posting_lists

    def positions_field(self, name: str) -> str:
        """Return the field that stores the positions: the base field of a folded field, else `name`."""
        return self.specs[name].folds or name

    def term_number(self, field: str, key: bytes) -> int:
        """Return the term number of the term `key`, or -1 if the segment lacks the term or the field."""
        return self.field(field).find(key) if field in self.specs else -1

    # --- Postings ----------------------------------------------------------------------------------------

    def read_frequencies(self, field: str, term_number: int) -> TermFrequencies:
        """Decode and return the frequencies of a term in all documents, deleted ones included.

        Raises ValueError for a field of pairs.
        """
        reader = self.field(field)
        first, end = reader.list_range(term_number)
        postings = reader.posting_lists.postings(first, end)
        return term_frequencies(*postings, self.stored_count, repeated=end > first + 1)

    def read_posting_list(self, field: str, term_number: int) -> SparseFrequencies:
        """Decode and return the ascending documents of a term, deleted ones included, with term frequencies.

        Raises ValueError for a field of pairs.
        """
        return self.read_frequencies(field, term_number).listed()

    # --- Columns: one value for each document ----------------------------------------------------------

    def lengths(self, field: str) -> NDArray[Any]:
        """Return the length of a field, in positions, in each document, deleted ones included.

        A folded field has the lengths of its base field. A field of pairs is one position shorter than its
        base field, but at least 0 long. Raises IndexFormatError for ID and DATE, which have no lengths.
        """
        lengths = self._lengths.get(field)
        if lengths is None:
            spec = self.specs[field]
            if spec.folds:
                lengths = self.lengths(spec.folds)
            elif spec.pairs_of:
                base_lengths = self.lengths(spec.pairs_of)
                lengths = base_lengths - (base_lengths > 0)
            else:
                lengths = self.container.column(f"{field}.lengths", self.stored_count).whole()
            self._lengths[field] = lengths
        return lengths

    def sketches(self) -> NDArray[np.uint16] | None:
        """Return the sketch of each document as a row, deleted documents included, or None without sketches.

        A row of zeros means that the document has no sketch.
        """
        if "sketches" not in self.container:
            return None
        return self.container.column("sketches").whole().reshape(self.stored_count, -1)

    def days(self) -> NDArray[np.int32]:
        """Return the day number (days.py) of each document, deleted ones included; NO_DATE without a date."""
        return self.container.column("days", self.stored_count).whole()

    @property
    def has_times(self) -> bool:
        """Whether any document, deleted ones included, has a time of day other than 0."""
        return "times" in self.container

    def times(self) -> NDArray[np.uint64]:
        """Return the time of day (days.py) of each document, deleted ones included; 0 without a time."""
        if not self.has_times:
            return np.zeros(self.stored_count, np.uint64)
        return self.container.column("times", self.stored_count).whole()
