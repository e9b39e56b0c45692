# ruff: noqa: D102 - Whoosh documents the methods that it calls
"""The codec through which Whoosh opens our segments, and its reader of terms.

Whoosh's table of contents (the `.toc` file) is a pickle that names this module, the class `ColumnarSegment`
and the attributes of its instances. These names are part of the file format: if one of them changed,
Whoosh could no longer open existing indexes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
from searchidx.engines.columnar.states import SEGMENT_EXTENSION
from searchidx.engines.whoosh.codec_documents import DocumentReader, document_lengths
from searchidx.engines.whoosh.matcher import ListMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


class ColumnarSegment(base.Segment):  # type: ignore[misc]
    """One segment in Whoosh's table of contents, which is a pickle.

    `documents` is the number of documents, deleted ones included. `deleted` has the deleted segment
    documents, ascending, as four little-endian bytes each. Whoosh's `docnum` is a segment document.
    """

    def __init__(self, indexname: str, segid: str, documents: int, deleted: bytes) -> None:
        self.indexname, self.segid = indexname, segid
        self.compound = False
        self._documents = documents
        self._deleted = deleted

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        return False

    def deleted_documents(self) -> NDArray[Any]:
        """Return the deleted segment documents, ascending (u32)."""
        return np.frombuffer(self._deleted, "<u4")

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return len(self._deleted) // 4

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted_documents().tolist())

    def is_deleted(self, docnum: int) -> bool:
        deleted = self.deleted_documents()
        index = int(np.searchsorted(deleted, docnum))
        return index < len(deleted) and bool(deleted[index] == docnum)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        raise NotImplementedError("write to this index through searchidx.Index")


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Opens columnar segments for Whoosh. Only searchidx's own writer can write segments."""

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> TermsReader:
        return TermsReader(_open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> DocumentReader:
        return DocumentReader(_open_segment(storage, segment))


def _open_segment(storage: Any, segment: ColumnarSegment) -> SearchableSegment:
    path = Path(storage.folder, segment.make_filename(SEGMENT_EXTENSION))
    return SearchableSegment(path, segment.deleted_documents())


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Reads the terms of a segment, field by field in the order of their names."""

    def __init__(self, segment: SearchableSegment) -> None:
        self._segment = segment

    def _find(self, fieldname: str, text: bytes) -> int:
        """Return the term number of a term. Raise TermNotFound if the segment does not have the term."""
        term_number = self._segment.term_number(fieldname, text)
        if term_number < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return term_number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._segment.term_number(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        return sorted(self._segment.specs)

    def cursor(self, fieldname: str, fieldobj: Any) -> Cursor | base.EmptyCursor:
        if fieldname not in self._segment.specs:
            return base.EmptyCursor()
        return Cursor(self._segment, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        if fieldname in self._segment.specs:
            field = self._segment.field(fieldname)
            for term_number in range(field.lower_bound(prefix), len(field)):
                yield fieldname, field.term(term_number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name in self.indexed_field_names():
            yield from self.items_from(name, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for field, text in self.terms_from(fieldname, prefix):
            yield (field, text), self.term_info(field, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return _term_info(self._segment, fieldname, self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> int:
        term_number = self._segment.term_number(fieldname, text)
        if term_number < 0:
            return 0
        return int(self._segment.posting_list(fieldname, term_number).frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        term_number = self._segment.term_number(fieldname, text)
        return 0 if term_number < 0 else self._segment.field(fieldname).document_frequency(term_number)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        term_number = self._find(fieldname, text)
        return ListMatcher(self._segment, fieldname, term_number, format_, scorer, (fieldname, text))


def _term_info(segment: SearchableSegment, fieldname: str, term_number: int) -> TermInfo:
    """Return the statistics of a term. Like Whoosh's own segments, they include deleted documents."""
    documents, frequencies = segment.posting_list(fieldname, term_number)
    lengths = document_lengths(segment, fieldname)[documents]
    return TermInfo(
        weight=float(frequencies.sum()),
        df=len(documents),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(frequencies.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over the terms of a field, ascending. Past the last term, the text of the cursor is None."""

    def __init__(self, segment: SearchableSegment, fieldname: str, fieldobj: Any) -> None:
        self._segment, self._fieldname, self._fieldobj = segment, fieldname, fieldobj
        self._field = segment.field(fieldname)
        self._term_number = 0

    def first(self) -> Any:
        self._term_number = 0
        return self.text()

    def find(self, term: Any) -> Any:
        key = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._term_number = self._field.lower_bound(key)
        return self.text()

    def next(self) -> Any:
        self._term_number += 1
        return self.text()

    def text(self) -> Any:
        return self._fieldobj.from_bytes(self._field.term(self._term_number)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        return _term_info(self._segment, self._fieldname, self._term_number) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._term_number < len(self._field)
