"""Writer of a field with posting lists. The docstring of posting_lists.py describes the layout."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter
from searchidx.engines.columnar.format.document_lists_writer import encode_documents
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.small_ints_writer import SmallIntsWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

_CODED_POSTINGS = 1 << 18
"""The number of postings that are encoded at a time."""


def split_postings(postings: Postings) -> Iterator[Postings]:
    """Yield the lists in portions of about _CODED_POSTINGS postings each.

    No list is divided. The last portion may be empty.
    """
    offsets = postings.starts
    goals = np.arange(_CODED_POSTINGS, int(offsets[-1]), _CODED_POSTINGS)
    cuts = [0, *np.unique(np.searchsorted(offsets, goals)).tolist(), len(postings.terms)]
    first_position = 0
    for first, end in pairwise(cuts):
        portion = slice(int(offsets[first]), int(offsets[end]))
        frequencies, positions = postings.frequencies[portion], None
        if postings.positions is not None:
            position_count = int(frequencies.sum(dtype=np.int64))
            positions = postings.positions[first_position : first_position + position_count]
            first_position += position_count
        yield Postings(
            postings.terms[first:end],
            offsets[first : end + 1] - offsets[first],
            postings.documents[portion],
            frequencies,
            positions,
        )


class _ListSizes(NamedTuple):
    """The sizes of several lists: three arrays with one number for each list.

    `positions` is empty if the field has no positions.
    """

    coded_bytes: NDArray[np.int64]
    postings: NDArray[np.int64]
    positions: NDArray[np.int64]


class PostingListsWriter:
    """Writes the posting lists of the field `name`, which must be appended in the order of list numbers.

    `stored_count` is the number of documents of the segment. `positions` says whether the field has
    positions. `sorted_by_fold` says whether the field is the base field of a folded field. The lists of such
    a field are sorted by folded term, then by term. Other lists are sorted by term.
    """

    def __init__(
        self,
        container: ContainerWriter,
        name: str,
        stored_count: int,
        *,
        positions: bool,
        sorted_by_fold: bool,
    ) -> None:
        self._container, self._name, self._stored_count = container, name, stored_count
        self._sorted_by_fold = sorted_by_fold
        self._terms: list[bytes] = []
        self._coded_documents = container.section(f"{name}.documents", "<u1")
        self._frequencies = SmallIntsWriter(container, f"{name}.frequencies", low=0, bits=4)
        self._positions = (
            SmallIntsWriter(container, f"{name}.positions", low=8, bits=4) if positions else None
        )
        self._sizes: list[_ListSizes] = []

    def append(self, postings: Postings) -> None:
        """Add lists to the end. No list may be empty, but there may be no lists.

        If the field has positions, `postings.positions` must not be None. Otherwise it is ignored.
        """
        if not len(postings.terms):
            return
        self._terms += postings.terms
        coded, byte_counts = encode_documents(postings.documents, postings.starts, self._stored_count)
        self._coded_documents.append(coded)
        self._frequencies.append(postings.frequencies - np.uint32(1))
        position_counts = np.zeros(0, np.int64)
        if self._positions is not None and postings.positions is not None:
            self._positions.append(postings.positions)
            position_counts = np.add.reduceat(postings.frequencies, postings.starts[:-1], dtype=np.int64)
        self._sizes.append(_ListSizes(byte_counts, np.diff(postings.starts), position_counts))

    def close(self) -> NDArray[np.int64]:
        """Write the offsets, the terms and all pending values. The container remains open.

        Returns the term number of each list, by list number.
        """
        self._frequencies.close()
        parts = self._sizes or [_ListSizes(*(np.zeros(0, np.int64),) * 3)]
        sizes = _ListSizes(*map(np.concatenate, zip(*parts, strict=True)))
        self._container.offsets(f"{self._name}.document_starts", sizes.coded_bytes)
        self._container.offsets(f"{self._name}.posting_starts", sizes.postings)
        if self._positions is not None:
            self._positions.close()
            self._container.offsets(f"{self._name}.position_starts", sizes.positions)
        return self._write_terms()

    def _write_terms(self) -> NDArray[np.int64]:
        """Write the dictionary and the slots. Return the term number of each list."""
        terms = self._terms
        # The list number of each term, by term number.
        lists = np.arange(len(terms))
        if self._sorted_by_fold:
            lists = np.array(sorted(range(len(terms)), key=terms.__getitem__), np.int64)
            self._container.array(f"{self._name}.slots", lists, "<u4")
        dictionary = DictionaryWriter(self._container, self._name)
        dictionary.append([terms[number] for number in lists])
        dictionary.close()
        # The inverse: the term number of each list, by list number.
        term_numbers = np.empty(len(terms), np.int64)
        term_numbers[lists] = np.arange(len(terms))
        return term_numbers
