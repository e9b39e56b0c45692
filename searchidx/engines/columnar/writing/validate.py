"""Checks the result of analysing documents before any of it is indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from analyzers.bulk import Stream
    from searchidx.engines.base import Batch, FieldSpec


def check_batch(batch: Batch, fields: tuple[FieldSpec, ...]) -> None:
    """Raise ValueError if a stream of `batch` is missing, or if its sizes or positions are wrong.

    A field of pairs needs no stream. A folded field must have the positions of its base field. Positions must
    be less than the length of the text, and must not descend within a text.
    """
    sketches = batch.sketches
    if sketches is not None and (sketches.shape[:-1] != (len(batch.documents),) or sketches.shape[-1] % 2):
        raise ValueError("the batch has no sketch of an even length for each document")
    for field in fields:
        if field.pairs_of:
            continue
        if field.name not in batch.streams:
            raise ValueError(f"the batch has no stream for the field {field.name!r}")
        stream = batch.streams[field.name]
        _check_stream(field.name, stream, len(batch.documents))
        if field.folds and not np.array_equal(stream.positions, batch.streams[field.folds].positions):
            raise ValueError(f"the field {field.name!r} has other positions than {field.folds!r}")


def _check_stream(name: str, stream: Stream, batch_size: int) -> None:
    """Raise ValueError if the arrays of a stream contradict each other or `batch_size`."""
    offsets, positions = stream.offsets, stream.positions
    if len(offsets) != batch_size + 1 or len(stream.lengths) != batch_size:
        raise ValueError(f"the stream of the field {name!r} is not of {batch_size} documents")
    if not len(stream.ids) == len(positions) == offsets[-1]:
        raise ValueError(f"the stream of the field {name!r} has arrays of different lengths")
    # The documents that have tokens, and the first and the last position in each of them.
    with_tokens = np.flatnonzero(np.diff(offsets))
    first, last = positions[offsets[with_tokens]], positions[offsets[with_tokens + 1] - 1]
    # The difference between the position of each token and the position of the next token. The difference
    # may be negative if the next token is in another document, so it is set to 0 there.
    steps = np.diff(positions)
    inner_offsets = offsets[1:-1]
    steps[inner_offsets[(inner_offsets > 0) & (inner_offsets < offsets[-1])] - 1] = 0
    if (first < 0).any() or (last >= stream.lengths[with_tokens]).any() or (steps < 0).any():
        raise ValueError(f"the field {name!r} has positions that do not ascend or exceed the length")
