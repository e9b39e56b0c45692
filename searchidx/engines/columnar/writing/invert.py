"""Makes one segment of documents: analyses them batch by batch, then inverts and writes field by field.

All numbers of documents in this module are segment documents: they count the documents of the segment from 0.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.days import NO_DATE, date_term, day_number, time_of_day
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.document_bytes import decode_document
from searchidx.engines.columnar.format.fields import DATE, ID
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter
from searchidx.engines.columnar.format.segment_writer import close_segment, write_dates, write_sketches
from searchidx.engines.columnar.format.stored_documents_writer import StoredDocumentsWriter
from searchidx.engines.columnar.writing.invert_field import FieldInverter
from searchidx.engines.columnar.writing.tokens import BatchTokens, FieldTokens, FoldIds, Vocabulary
from searchidx.engines.columnar.writing.validate import check_batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import AnalyzeDocuments, Batch, FieldSpec

ANALYSIS_BATCH_BYTES = 5 << 19
"""The size of the encoded documents that are analysed as one batch: about a thousand articles."""


def invert(
    path: Path,
    specs: tuple[FieldSpec, ...],
    analyze: AnalyzeDocuments,
    encoded_documents: Sequence[bytes],
    *,
    final: bool = False,
) -> None:
    """Write encoded documents as one segment, in a file at `path`.

    A `final` segment may be committed without being merged. Such a segment gets signatures, and is synced to
    the disk when this function returns. Any other segment is merged before the commit, and needs neither
    signatures nor a sync. `specs` are the fields that the index was created with. Raises ValueError if
    `check_batch` refuses a batch that `analyze` returns. After an error, the file may be missing or
    incomplete.
    """
    inverter = Inverter(path, specs)
    try:
        for encoded_batch in split_batches(encoded_documents):
            batch = analyze([decode_document(encoded) for encoded in encoded_batch])
            check_batch(batch, specs)
            inverter.add(batch, encoded_batch)
        inverter.finish(final=final)
    except BaseException:
        inverter.discard()
        raise


def split_batches(encoded_documents: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Yield the documents in their order, in batches.

    A batch ends with the document that reaches ANALYSIS_BATCH_BYTES, or with the last document.
    """
    first = size = 0
    for end, encoded in enumerate(encoded_documents, start=1):
        size += len(encoded)
        if size >= ANALYSIS_BATCH_BYTES:
            yield encoded_documents[first:end]
            first, size = end, 0
    if first < len(encoded_documents):
        yield encoded_documents[first:]


class Inverter:
    """Collects analysed documents and writes them as one segment.

    Nothing may be added after `finish` or `discard`.
    """

    def __init__(self, path: Path, specs: tuple[FieldSpec, ...]) -> None:
        self._specs = specs
        # The id, the day number and the time of day (format/days.py) of each document.
        self._identifiers: list[str] = []
        self._days: list[int] = []
        self._times: list[int] = []
        self._sketches: list[NDArray[np.uint16]] = []
        self._vocabularies = {spec.name: Vocabulary() for spec in specs if not spec.pairs_of}
        self._folds = {spec.name: FoldIds() for spec in specs if spec.folds}
        self._tokens = {spec.name: FieldTokens() for spec in specs if not spec.folds and not spec.pairs_of}
        """The tokens of each field. A folded field has no entry: its tokens are those of the base field."""
        self._container = ContainerWriter(path)
        self._stored = StoredDocumentsWriter(self._container)

    def add(self, batch: Batch, encoded_documents: Sequence[bytes]) -> None:
        """Add a batch of analysed documents, which `check_batch` has accepted, and their encoded bytes."""
        self._stored.append(encoded_documents)
        self._identifiers += [document.id for document in batch.documents]
        self._days += [day_number(document.date) for document in batch.documents]
        self._times += [time_of_day(document.date) for document in batch.documents]
        if batch.sketches is not None:
            self._sketches.append(batch.sketches)
        # For each field, the term id of each token.
        ids = {
            name: vocabulary.translate(batch.streams[name].vocabulary, batch.streams[name].ids)
            for name, vocabulary in self._vocabularies.items()
        }
        for spec in self._specs:
            if spec.folds:
                self._folds[spec.name].record(ids[spec.folds], ids[spec.name])
            elif spec.name in self._tokens:
                stream = batch.streams[spec.name]
                counts = np.diff(stream.offsets)
                tokens = BatchTokens(ids[spec.name], stream.positions, counts, stream.lengths)
                self._tokens[spec.name].append(tokens)

    def discard(self) -> None:
        """Give up: release the memory and the temporary files. A partly written segment file stays."""
        self._container.discard()

    def finish(self, *, final: bool) -> None:
        """Write and close the segment file. A `final` segment gets signatures and is synced to the disk."""
        self._stored.close()
        write_dates(self._container, np.array(self._days), np.array(self._times))
        write_sketches(self._container, self._sketches)
        self._write_document_terms(ID, [key_of(identifier) for identifier in self._identifiers])
        self._write_document_terms(DATE, [b"" if day == NO_DATE else date_term(day) for day in self._days])
        fields = FieldInverter(self._container, self._specs, self._vocabularies, self._folds)
        for spec in self._specs:
            if spec.name in self._tokens:
                fields.write(spec, self._tokens.pop(spec.name), signatures=final)
        close_segment(self._container, self._specs, len(self._identifiers), sync=final)

    def _write_document_terms(self, name: str, terms: list[bytes]) -> None:
        """Write the posting lists of a field that has at most one term in each document.

        `terms` has the term of each document, b"" if the document has none.
        """
        documents_of_term: defaultdict[bytes, list[int]] = defaultdict(list)
        for document, term in enumerate(terms):
            if term:
                documents_of_term[term].append(document)
        ordered = sorted(documents_of_term)
        documents = np.array(
            [document for term in ordered for document in documents_of_term[term]], np.uint32
        )
        offsets = offsets_from_sizes([len(documents_of_term[term]) for term in ordered])
        writer = PostingListsWriter(self._container, name, len(terms), positions=False, sorted_by_fold=False)
        writer.append(Postings(ordered, offsets, documents, np.ones(len(documents), np.uint32), None))
        writer.close()
