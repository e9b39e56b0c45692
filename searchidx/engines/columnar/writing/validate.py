"""What a batch must be before anything of it is taken in."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from searchidx.errors import DocumentError

if TYPE_CHECKING:
    from analyzers.bulk import Stream
    from searchidx.engines.base import Batch, FieldSpec
    from searchidx.model import Document


def check_batch(batch: Batch, fields: tuple[FieldSpec, ...]) -> None:
    """Raise ValueError for streams that do not fit."""
    for field in fields:
        if field.pairs_of:
            continue
        if field.name not in batch.streams:
            raise ValueError(f"the batch has no stream for the field {field.name!r}")
        stream = batch.streams[field.name]
        _check_stream(field.name, stream, len(batch.documents))
        if field.folds and not np.array_equal(stream.positions, batch.streams[field.folds].positions):
            raise ValueError(f"the field {field.name!r} has other positions than {field.folds!r}")


def check_document(document: Document) -> None:
    """Raise DocumentError for a document that cannot be indexed."""
    texts = (document.id, document.title, document.body, document.source, document.category)
    if not all(isinstance(text, str) for text in (*texts, document.url, document.path)):
        raise DocumentError(
            f"Document {document.id!r} has a field that is not a text; convert it with str()."
        )
    if not document.id:
        raise DocumentError("A document has an empty id; give every document an id of its own.")
    if document.date is not None and type(document.date) is not datetime.date:
        raise DocumentError(f"Document {document.id!r} has a date that is not a datetime.date; convert it.")


def _check_stream(name: str, stream: Stream, documents: int) -> None:
    offsets = stream.offsets
    if len(offsets) != documents + 1 or len(stream.lengths) != documents:
        raise ValueError(f"the stream of the field {name!r} is not of {documents} documents")
    if not len(stream.ids) == len(stream.positions) == offsets[-1]:
        raise ValueError(f"the stream of the field {name!r} has arrays of different lengths")
    full = np.flatnonzero(np.diff(offsets))
    last, first = stream.positions[offsets[full + 1] - 1], stream.positions[offsets[full]]
    steps = np.diff(stream.positions)
    steps[offsets[1:-1][(offsets[1:-1] > 0) & (offsets[1:-1] < offsets[-1])] - 1] = 0
    if (first < 0).any() or (last >= stream.lengths[full]).any() or (steps < 0).any():
        raise ValueError(f"the field {name!r} has positions that do not ascend or exceed the length")
