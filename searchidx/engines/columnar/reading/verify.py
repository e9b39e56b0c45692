"""Whether files whose checksums are right hold what an index can hold: asked when reading them failed.

Opening checks sizes and types only, which takes no time; this reads everything.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.document_bytes import decode_document
from searchidx.engines.columnar.format.fields import DATE
from searchidx.engines.columnar.format.pairs import Pairs
from searchidx.engines.columnar.format.posting_lists import PostingLists
from searchidx.errors import IndexFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.folded_terms import FoldedTerms
    from searchidx.engines.columnar.reading.segment import Segment

_STEP = 1 << 12
"""Terms that are read at a time."""


def verify(segments: Sequence[Segment]) -> None:
    """Raise IndexFormatError for the first segment that contradicts itself."""
    for segment in segments:
        try:
            for wrong in _wrong(segment):
                raise segment.container.damaged(f"{wrong} cannot be right")
        except IndexFormatError:
            raise
        except Exception as error:
            raise segment.container.damaged("its contents cannot be read") from error


def _wrong(segment: Segment) -> Iterator[str]:
    """Yield the names of what is wrong in a segment."""
    for name, whole in _starts(segment):
        starts = segment.container.column(name).whole().astype(np.int64)
        if not len(starts) or starts[0] or (np.diff(starts) < 0).any() or (whole not in (None, starts[-1])):
            yield name
    segment.days()
    segment.signatures.take(np.arange(segment.document_count))
    yield from _wrong_documents(segment)
    for name, spec in segment.specs.items():
        if name in segment.scored:
            segment.lengths(name)
        yield from _wrong_field(segment, spec)


def _starts(segment: Segment) -> Iterator[tuple[str, int | None]]:
    """Yield the arrays that say where something starts, and how much of that there is in all, if known."""
    size = {name: len(segment.container.column(name)) for name in segment.container.names()}
    yield "stored.block_starts", size["stored.blocks"]
    yield "stored.first_documents", segment.document_count
    for name, spec in segment.specs.items():
        if spec.pairs_of:
            yield f"{name}.pair_starts", None
            yield f"{name}.successor_starts", size[f"{name}.successors"]
            continue
        yield f"{name}.text_starts", size[f"{name}.text"]
        if spec.folds:
            yield f"{name}.slot_starts", len(segment.posting_lists(name))
        else:
            yield f"{name}.document_starts", size[f"{name}.documents"]
            yield f"{name}.posting_starts", None
            if spec.positions:
                yield f"{name}.position_starts", size[f"{name}.positions.low"]


def _wrong_documents(segment: Segment) -> Iterator[str]:
    for block in range(segment.stored.block_count()):
        first, last = segment.stored.block_range(block)
        if len(list(map(decode_document, segment.stored.encoded_documents(block)))) != last - first:
            yield "stored.blocks"


def _wrong_field(segment: Segment, spec: FieldSpec) -> Iterator[str]:
    field = segment.field(spec.name)
    if isinstance(field, PostingLists):
        if not np.array_equal(np.sort(field.list_numbers()), np.arange(len(field))):
            yield f"{spec.name}.slots"
    else:
        yield from _wrong_view(segment, spec.name, field)
    terms = segment.terms(spec.name)
    if isinstance(terms, Pairs):
        return
    found = terms.terms(0, len(terms))
    if spec.name != DATE:  # whose terms are Whoosh's numbers
        b" ".join(found).decode("utf-8", "surrogatepass")
    if any(left >= right for left, right in pairwise(found)):
        yield f"{spec.name}.text"
    if isinstance(field, PostingLists):
        for first in range(0, len(field), _STEP):
            yield from _wrong_lists(segment, spec, field, first, min(first + _STEP, len(field)))


def _wrong_view(segment: Segment, name: str, field: FoldedTerms | Pairs) -> Iterator[str]:
    df = field.document_frequencies(0, len(field))
    if len(df) != len(field) or _beyond(df, segment.document_count + 1):
        yield f"{name}.df"
    if isinstance(field, Pairs):
        for first in range(0, len(field.running_totals()) - 1, _STEP):
            last = min(first + _STEP, len(field.running_totals()) - 1)
            if _beyond(field.of_first_terms(first, last)[1], len(field.running_totals()) - 1):
                yield f"{name}.successors"


def _wrong_lists(
    segment: Segment, spec: FieldSpec, field: PostingLists, first: int, last: int
) -> Iterator[str]:
    postings = field.read(first, last, [b""] * (last - first), positions=spec.positions)
    if _beyond(postings.documents, segment.document_count) or not _ascend(
        postings.documents, postings.starts, 1
    ):
        yield f"{spec.name}.documents"
    elif len(postings.frequencies) != len(postings.documents):
        yield f"{spec.name}.frequencies"
    elif postings.positions is not None:
        places = np.concatenate([[0], postings.frequencies.cumsum(dtype=np.int64)])
        bounds = field.running_totals(positions=True)[first : last + 1].astype(np.int64)
        ends = places[postings.starts]
        if len(postings.positions) != places[-1] or not np.array_equal(ends, bounds - bounds[0]):
            yield f"{spec.name}.frequencies"
            return
        lengths = segment.lengths(spec.name)[postings.documents]
        beyond = postings.positions[places[1:] - 1] >= lengths
        if beyond.any() or not _ascend(postings.positions, places, 0):
            yield f"{spec.name}.positions"


def _ascend(numbers: NDArray[np.uint32], starts: NDArray[np.int64], least: int) -> bool:
    """Whether every number of a list is at least so much larger than the one before it."""
    steps = np.diff(numbers.astype(np.int64))
    steps[starts[1:-1] - 1] = least
    return bool((steps >= least).all())


def _beyond(numbers: NDArray[np.int64] | NDArray[np.uint32], limit: int) -> bool:
    return bool(len(numbers)) and int(numbers.max()) >= limit
