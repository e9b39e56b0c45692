"""Finds out whether files with the right checksums hold what an index can hold.

Opening a file compares sizes and types only, which takes no time. When reading has failed unexpectedly,
`verify` reads everything, to tell a damaged file from a mistake in the program.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.document_bytes import decode_document
from searchidx.engines.columnar.format.fields import DATE
from searchidx.errors import IndexFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.posting_lists import PostingLists
    from searchidx.engines.columnar.reading.segment import Segment

TERMS_AT_ONCE = 1 << 12
"""Terms whose lists are read together."""


def verify(segments: Sequence[Segment]) -> None:
    """Raise IndexFormatError for the first segment that contradicts itself."""
    for segment in segments:
        try:
            for section in _wrong_sections(segment):
                raise segment.container.damaged(f"{section} cannot be right")
        except IndexFormatError:
            raise
        except Exception as error:
            raise segment.container.damaged("its contents cannot be read") from error


def _wrong_sections(segment: Segment) -> Iterator[str]:
    """Yield the names of the sections of a segment that contradict others."""
    for section, end in _start_sections(segment):
        starts = segment.container.column(section).whole().astype(np.int64)
        if not len(starts) or starts[0] or (np.diff(starts) < 0).any() or end not in (None, starts[-1]):
            yield section
    segment.days()
    segment.signatures.take(np.arange(segment.document_count))
    yield from _wrong_documents(segment)
    for name, spec in segment.specs.items():
        if name in segment.scored:
            segment.lengths(name)
        yield from _wrong_field(segment, spec)


class _StartSection(NamedTuple):
    """A section that tells where things start, and where the last one has to end (None: not known)."""

    name: str
    end: int | None


def _start_sections(segment: Segment) -> Iterator[_StartSection]:
    sizes = {name: len(segment.container.column(name)) for name in segment.container.names()}
    yield _StartSection("stored.block_starts", sizes["stored.blocks"])
    yield _StartSection("stored.first_documents", segment.document_count)
    for name, spec in segment.specs.items():
        if spec.pairs_of:
            yield _StartSection(f"{name}.pair_starts", None)
            yield _StartSection(f"{name}.successor_starts", sizes[f"{name}.successors"])
            continue
        yield _StartSection(f"{name}.text_starts", sizes[f"{name}.text"])
        if spec.folds:
            yield _StartSection(f"{name}.slot_starts", len(segment.posting_lists(name)))
        else:
            yield _StartSection(f"{name}.document_starts", sizes[f"{name}.documents"])
            yield _StartSection(f"{name}.posting_starts", None)
            if spec.positions:
                yield _StartSection(f"{name}.position_starts", sizes[f"{name}.positions.low"])


def _wrong_documents(segment: Segment) -> Iterator[str]:
    for block in range(segment.stored.block_count()):
        first, last = segment.stored.block_range(block)
        if len(list(map(decode_document, segment.stored.encoded_documents(block)))) != last - first:
            yield "stored.blocks"


def _wrong_field(segment: Segment, spec: FieldSpec) -> Iterator[str]:
    if spec.pairs_of:
        yield from _wrong_frequencies(segment, spec.name)
        yield from _wrong_pairs(segment, spec.name, spec.pairs_of)
    elif spec.folds:
        yield from _wrong_frequencies(segment, spec.name)
        yield from _wrong_terms(segment, spec.name)
    else:
        lists = segment.posting_lists(spec.name)
        if not np.array_equal(np.sort(lists.list_numbers()), np.arange(len(lists))):
            yield f"{spec.name}.slots"
        yield from _wrong_terms(segment, spec.name)
        for first in range(0, len(lists), TERMS_AT_ONCE):
            last = min(first + TERMS_AT_ONCE, len(lists))
            yield from _wrong_lists(segment, spec, lists, first, last)


def _wrong_frequencies(segment: Segment, name: str) -> Iterator[str]:
    """Compare the document frequencies that a field keeps with the number of documents."""
    field = segment.field(name)
    frequencies = field.document_frequencies(0, len(field))
    if len(frequencies) != len(field) or _reaches(frequencies, segment.document_count + 1):
        yield f"{name}.df"


def _wrong_pairs(segment: Segment, name: str, base: str) -> Iterator[str]:
    """Check that the terms of pairs are terms of the field `base`."""
    pairs = segment.open_pairs(name, base)
    first_terms = len(pairs.running_totals()) - 1
    for first in range(0, first_terms, TERMS_AT_ONCE):
        last = min(first + TERMS_AT_ONCE, first_terms)
        _, second_terms, _ = pairs.of_first_terms(first, last)
        if _reaches(second_terms, first_terms):
            yield f"{name}.successors"


def _wrong_terms(segment: Segment, name: str) -> Iterator[str]:
    """Check that the terms of a field are text and ascend."""
    field = segment.field(name)
    terms = field.terms(0, len(field))
    if name != DATE:  # the terms of dates are numbers, as Whoosh writes them
        b" ".join(terms).decode("utf-8", "surrogatepass")
    if any(left >= right for left, right in pairwise(terms)):
        yield f"{name}.text"


def _wrong_lists(
    segment: Segment, spec: FieldSpec, lists: PostingLists, first: int, last: int
) -> Iterator[str]:
    """Check the lists from `first` to the one before `last`: documents, frequencies and positions."""
    postings = lists.read(first, last, [b""] * (last - first), positions=spec.positions)
    if _reaches(postings.documents, segment.document_count) or not _ascend(
        postings.documents, postings.starts, least_step=1
    ):
        yield f"{spec.name}.documents"
    elif len(postings.frequencies) != len(postings.documents):
        yield f"{spec.name}.frequencies"
    elif postings.positions is not None:
        # Where the positions of each posting start, and where those of each list have to end.
        position_starts = offsets_from_sizes(postings.frequencies)
        totals = lists.running_totals(positions=True)[first : last + 1].astype(np.int64)
        list_starts = position_starts[postings.starts]
        if len(postings.positions) != position_starts[-1] or not np.array_equal(
            list_starts, totals - totals[0]
        ):
            yield f"{spec.name}.frequencies"
            return
        lengths = segment.lengths(spec.name)[postings.documents]
        too_far = postings.positions[position_starts[1:] - 1] >= lengths
        if too_far.any() or not _ascend(postings.positions, position_starts, least_step=0):
            yield f"{spec.name}.positions"


def _ascend(numbers: NDArray[np.uint32], starts: NDArray[np.int64], *, least_step: int) -> bool:
    """Return whether every number of a list is larger by `least_step` or more than the one before it."""
    steps = np.diff(numbers.astype(np.int64))
    steps[starts[1:-1] - 1] = least_step
    return bool((steps >= least_step).all())


def _reaches(numbers: NDArray[np.int64] | NDArray[np.uint32], limit: int) -> bool:
    return bool(len(numbers)) and int(numbers.max()) >= limit
