"""Writes the posting lists of a field F, from which posting_lists.py reads.

A list has a list number, its place in all arrays, and a term has a term number, its place in the dictionary.
They are the same, unless another field folds this one: then the lists of terms with one fold lie side by
side, so that those of a folded term are read in one go, and `slots` tells the list number of each term.

    F.text, F.text_starts    the terms, a dictionary (dictionary_writer.py)
    F.slots                  u32, only of a field that another one folds: by term number, the list number
    F.documents              bytes: by list number, the documents of each list (document_lists.py)
    F.document_starts        u32: where in `documents` the bytes of each list start, and the end
    F.posting_starts         u32: the number of the first posting of each list, and the number of all; the
                             differences are the document frequencies
    F.frequencies.*          by posting, the term frequency less one (small_ints.py, low 0, bits 4)
    F.positions.*            by posting, its positions, ascending (small_ints.py, low 8, bits 4); only of a
                             field with positions
    F.position_starts        u32: the number of the first position of each list, and the number of all

For example, of 100 documents number 7 is "ba an ba" and number 9 is "bá". The terms are an, ba and bá;
documents [7, 7, 9] (gaps of one byte), document_starts and posting_starts [0, 1, 2, 3], frequencies less one
[0, 1, 0], positions [1, 0, 2, 0] and position_starts [0, 1, 3, 4]. Where a field folds this one, the terms
an, ca and án have the slots [0, 2, 1]: the list of án lies beside that of an.
"""

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
"""How many postings are coded at a time."""


def split_postings(postings: Postings) -> Iterator[Postings]:
    """Yield the lists in portions of about 2^18 postings each, the last one empty at times; no list is
    divided.
    """
    offsets = postings.starts
    goals = np.arange(_CODED_POSTINGS, int(offsets[-1]), _CODED_POSTINGS)
    cuts = [0, *np.unique(np.searchsorted(offsets, goals)).tolist(), len(postings.terms)]
    first_position = 0
    for first, last in pairwise(cuts):
        portion = slice(int(offsets[first]), int(offsets[last]))
        frequencies, positions = postings.frequencies[portion], None
        if postings.positions is not None:
            position_count = int(frequencies.sum(dtype=np.int64))
            positions = postings.positions[first_position : first_position + position_count]
            first_position += position_count
        yield Postings(
            postings.terms[first:last],
            offsets[first : last + 1] - offsets[first],
            postings.documents[portion],
            frequencies,
            positions,
        )


class _ListSizes(NamedTuple):
    """How much each of several lists holds: one number a list (no `positions` where the field has none)."""

    coded_bytes: NDArray[np.int64]
    postings: NDArray[np.int64]
    positions: NDArray[np.int64]


class PostingListsWriter:
    """Writes the posting lists of one field, in the order of list numbers.

    `documents` is the number of all documents. With `grouped` the field is the base of a folded one: the
    lists come sorted by fold and term, otherwise by term.
    """

    def __init__(
        self, container: ContainerWriter, name: str, documents: int, *, positions: bool, grouped: bool
    ) -> None:
        self._container, self._name, self._documents = container, name, documents
        self._grouped = grouped
        self._terms: list[bytes] = []
        self._coded_documents = container.section(f"{name}.documents", "<u1")
        self._frequencies = SmallIntsWriter(container, f"{name}.frequencies", low=0, bits=4)
        self._positions = (
            SmallIntsWriter(container, f"{name}.positions", low=8, bits=4) if positions else None
        )
        self._sizes: list[_ListSizes] = []

    def append(self, postings: Postings) -> None:
        """Add lists; none may be empty."""
        if not len(postings.terms):
            return
        self._terms += postings.terms
        coded, byte_counts = encode_documents(postings.documents, postings.starts, self._documents)
        self._coded_documents.append(coded)
        self._frequencies.append(postings.frequencies - np.uint32(1))
        position_counts = np.zeros(0, np.int64)
        if self._positions is not None and postings.positions is not None:
            self._positions.append(postings.positions)
            position_counts = np.add.reduceat(postings.frequencies, postings.starts[:-1], dtype=np.int64)
        self._sizes.append(_ListSizes(byte_counts, np.diff(postings.starts), position_counts))

    def close(self) -> NDArray[np.int64]:
        """Write what is pending, the offsets and the terms; return the term number of each list."""
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
        """Write the dictionary; return the term number of each list."""
        terms = self._terms
        # By term number, the list number.
        lists = np.arange(len(terms))
        if self._grouped:
            lists = np.array(sorted(range(len(terms)), key=terms.__getitem__), np.int64)
            self._container.array(f"{self._name}.slots", lists, "<u4")
        dictionary = DictionaryWriter(self._container, self._name)
        dictionary.append([terms[number] for number in lists])
        dictionary.close()
        # The other way round: by list number, the term number.
        term_numbers = np.empty(len(terms), np.int64)
        term_numbers[lists] = np.arange(len(terms))
        return term_numbers
