# ruff: noqa: D102 - the methods are those of Whoosh, which documents them
"""Whoosh's view of our segments: its codec and its reader of terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.states import SEGMENT_EXTENSION
from searchidx.engines.whoosh.codec_documents import DocumentReader, document_lengths
from searchidx.engines.whoosh.matcher import ListMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


class ColumnarSegment(base.Segment):  # type: ignore[misc]
    """What Whoosh's table of contents holds of a segment."""

    def __init__(self, indexname: str, segid: str, documents: int, deleted: bytes) -> None:
        self.indexname, self.segid = indexname, segid
        self.compound = False
        self._documents = documents
        self._deleted = deleted

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        return False

    def numbers(self) -> NDArray[Any]:
        """The ascending numbers of the deleted documents."""
        return np.frombuffer(self._deleted, "<u4")

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return len(self._deleted) // 4

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.numbers().tolist())

    def is_deleted(self, docnum: int) -> bool:
        numbers = self.numbers()
        at = int(np.searchsorted(numbers, docnum))
        return at < len(numbers) and bool(numbers[at] == docnum)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        raise NotImplementedError("write to this index through searchidx.Index")


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Reads columnar segments. They are written by searchidx's own writer, not through Whoosh's."""

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> TermsReader:
        return TermsReader(_opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> DocumentReader:
        return DocumentReader(_opened(storage, segment))


def _opened(storage: Any, segment: ColumnarSegment) -> Segment:
    path = Path(storage.folder, segment.make_filename(SEGMENT_EXTENSION))
    return Segment(path, segment.numbers())


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment, field after field."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _find(self, fieldname: str, text: bytes) -> int:
        index = self._segment.term_number(fieldname, text)
        if index < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return index

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
            names = self._segment.terms(fieldname)
            for index in range(names.lower_bound(prefix), len(names)):
                yield fieldname, names.term(index)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name in self.indexed_field_names():
            yield from self.items_from(name, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for field, text in self.terms_from(fieldname, prefix):
            yield (field, text), self.term_info(field, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return _term_info(self._segment, fieldname, self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> int:
        if (fieldname, text) not in self:
            return 0
        return int(self._segment.posting_list(fieldname, self._find(fieldname, text)).frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        index = self._segment.term_number(fieldname, text)
        return 0 if index < 0 else self._segment.field(fieldname).document_frequency(index)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        index = self._find(fieldname, text)
        return ListMatcher(self._segment, fieldname, index, format_, scorer, (fieldname, text))


def _term_info(segment: Segment, fieldname: str, index: int) -> TermInfo:
    documents, frequencies = segment.posting_list(fieldname, index)
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
    """Walks over the terms of a field, in order."""

    def __init__(self, segment: Segment, fieldname: str, fieldobj: Any) -> None:
        self._segment, self._fieldname, self._fieldobj = segment, fieldname, fieldobj
        self._names = segment.terms(fieldname)
        self._index = 0

    def first(self) -> Any:
        self._index = 0
        return self.text()

    def find(self, term: Any) -> Any:
        key = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._index = self._names.lower_bound(key)
        return self.text()

    def next(self) -> Any:
        self._index += 1
        return self.text()

    def text(self) -> Any:
        return self._fieldobj.from_bytes(self._names.term(self._index)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        return _term_info(self._segment, self._fieldname, self._index) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._index < len(self._names)
