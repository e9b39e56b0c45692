"""Checks that the contents of segment files are consistent, even if their checksums are right.

Opening a file only compares sizes and types, which takes almost no time. After an unexpected exception,
`verify` reads everything, to find out whether the cause is a damaged file or a mistake in the program.
"""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.days import MICROSECONDS_PER_DAY, NO_DATE, day_number
from searchidx.engines.columnar.format.document_bytes import decode_document
from searchidx.engines.columnar.format.fields import DATE
from searchidx.errors import IndexFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.posting_lists import PostingLists
    from searchidx.engines.columnar.reading.segment import Segment

_FIRST_DAY, _LAST_DAY = day_number(datetime.date.min), day_number(datetime.date.max)
"""The day numbers of the first and of the last date that Python has."""

TERMS_AT_ONCE = 1 << 12
"""The number of terms whose posting lists, or pairs, are read together."""


def verify(segments: Sequence[Segment]) -> None:
    """Read all segments. Raise IndexFormatError for the first segment that is contradictory or unreadable."""
    for segment in segments:
        try:
            for section in _wrong_sections(segment):
                raise segment.container.damaged(f"{section} cannot be right")
        except IndexFormatError:
            raise
        except Exception as error:
            raise segment.container.damaged("its contents cannot be read") from error


def _wrong_sections(segment: Segment) -> Iterator[str]:
    """Yield the name of each section of a segment that is wrong or contradicts another section."""
    # A section of starts begins with 0, never descends, and ends with the size of the section it refers to.
    for section, end in _start_sections(segment):
        starts = segment.container.column(section).whole().astype(np.int64)
        if not len(starts) or starts[0] or (np.diff(starts) < 0).any() or end not in (None, starts[-1]):
            yield section
    days = segment.days()
    dated = days[days != NO_DATE]
    if len(dated) and not (int(dated.min()) >= _FIRST_DAY and int(dated.max()) <= _LAST_DAY):
        yield "days"
    if _reaches(segment.times(), MICROSECONDS_PER_DAY):
        yield "times"
    sketches = segment.sketches()
    if sketches is not None and (sketches.dtype != np.uint16 or sketches.shape[1] % 2):
        yield "sketches"
    segment.signatures.read(np.arange(segment.stored_count))
    yield from _wrong_documents(segment)
    for name, spec in segment.specs.items():
        if name in segment.scored:
            segment.lengths(name)
        yield from _wrong_field(segment, spec)


class _StartSection(NamedTuple):
    """A section that holds the start of each part of another section, and the end of the last part.

    `end` is the size of the other section, at which the last part must end, or None if it is not known.
    """

    name: str
    end: int | None


def _start_sections(segment: Segment) -> Iterator[_StartSection]:
    sizes = {name: len(segment.container.column(name)) for name in segment.container.names()}
    yield _StartSection("stored.block_starts", sizes["stored.blocks"])
    yield _StartSection("stored.first_documents", segment.stored_count)
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
        first, end = segment.stored.block_range(block)
        if len(list(map(decode_document, segment.stored.encoded_documents(block)))) != end - first:
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
            end = min(first + TERMS_AT_ONCE, len(lists))
            yield from _wrong_lists(segment, spec, lists, first, end)


def _wrong_frequencies(segment: Segment, name: str) -> Iterator[str]:
    """Check that each term has a document frequency, which is at most the number of documents."""
    field = segment.field(name)
    frequencies = field.document_frequencies(0, len(field))
    if len(frequencies) != len(field) or _reaches(frequencies, segment.stored_count + 1):
        yield f"{name}.df"


def _wrong_pairs(segment: Segment, name: str, base: str) -> Iterator[str]:
    """Check that the second terms of all pairs are term numbers of the field `base`."""
    pairs = segment.open_pairs(name, base)
    base_terms = len(pairs.running_totals()) - 1
    for first in range(0, base_terms, TERMS_AT_ONCE):
        end = min(first + TERMS_AT_ONCE, base_terms)
        _, second_terms, _ = pairs.of_first_terms(first, end)
        if _reaches(second_terms, base_terms):
            yield f"{name}.successors"


def _wrong_terms(segment: Segment, name: str) -> Iterator[str]:
    """Check that the terms of a field are valid text, and that they ascend without repetitions."""
    field = segment.field(name)
    terms = field.terms(0, len(field))
    if name != DATE:  # terms of dates are numbers in Whoosh's binary format
        b" ".join(terms).decode("utf-8", "surrogatepass")
    if any(left >= right for left, right in pairwise(terms)):
        yield f"{name}.text"


def _wrong_lists(
    segment: Segment, spec: FieldSpec, lists: PostingLists, first: int, end: int
) -> Iterator[str]:
    """Check the documents, frequencies and positions of some posting lists of a field.

    The list numbers are `range(first, end)`.
    """
    postings = lists.read(first, end, [b""] * (end - first), positions=spec.positions)
    if _reaches(postings.documents, segment.stored_count) or not _ascend(
        postings.documents, postings.starts, least_step=1
    ):
        yield f"{spec.name}.documents"
    elif len(postings.frequencies) != len(postings.documents):
        yield f"{spec.name}.frequencies"
    elif postings.positions is not None:
        # `position_starts` has the index of the first position of each posting, computed from the term
        # frequencies. `computed_starts` has the index of the first position of each list, also computed from
        # the term frequencies. `stored_starts` has the same indices from the section `position_starts`.
        position_starts = offsets_from_sizes(postings.frequencies)
        computed_starts = position_starts[postings.starts]
        stored_starts = lists.running_totals(positions=True)[first : end + 1].astype(np.int64)
        if len(postings.positions) != position_starts[-1] or not np.array_equal(
            computed_starts, stored_starts - stored_starts[0]
        ):
            yield f"{spec.name}.frequencies"
            return
        # For each posting, the length of the field in the document. All positions must be less than it.
        lengths = segment.lengths(spec.name)[postings.documents]
        too_far = postings.positions[position_starts[1:] - 1] >= lengths
        if too_far.any() or not _ascend(postings.positions, position_starts, least_step=0):
            yield f"{spec.name}.positions"


def _ascend(numbers: NDArray[np.uint32], starts: NDArray[np.int64], *, least_step: int) -> bool:
    """Return whether every number exceeds the number before it in the same list by at least `least_step`.

    The lists lie one after the other in `numbers`. `starts` has the index of the first number of each list,
    followed by the number of all numbers.
    """
    # The step from the end of a list to the next list may have any size, so it is set to an allowed step.
    steps = np.diff(numbers.astype(np.int64))
    steps[starts[1:-1] - 1] = least_step
    return bool((steps >= least_step).all())


def _reaches(numbers: NDArray[np.int64] | NDArray[np.uint32] | NDArray[np.uint64], limit: int) -> bool:
    """Return whether any number is `limit` or greater."""
    return bool(len(numbers)) and int(numbers.max()) >= limit
