"""Finds copies while a change is committed: documents whose texts are nearly the same.

Documents are not compared with all others. A document has a sketch, which is a row of numbers
(`Batch.sketches`). Two neighbouring numbers of a row are a *band*. Two documents are *candidates* if they
have an equal band, which nearly all copies have (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
3.4). `AreCopies` then compares the texts of the candidates.

The documents with one equal band are sorted by their whole sketches, and each is a candidate for the next
NEIGHBOURS in this order only. So ten thousand notices on one form do not take fifty million comparisons.
A large story is therefore a chain of pairs. If a document leaves the index, its copies are compared again, so
that the chain is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import NO_COPIES, group_starts, pack, unpack
from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering
from searchidx.engines.columnar.reading.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import AreCopies
    from searchidx.engines.columnar.arrays import DocumentNumbers
    from searchidx.engines.columnar.merging.inputs import SegmentFile

    Pairs = NDArray[np.uint32]  # shape (pairs, 2): document numbers, the smaller one first

NEIGHBOURS = 16
"""The number of documents after it with which a document of one band is compared."""

PAIRS_AT_ONCE = 512
"""The number of pairs of candidates whose documents are in memory together."""


class Renumbered(NamedTuple):
    """Pairs of copies with new document numbers, and the documents that have lost a copy, ascending."""

    pairs: Pairs
    bereft: DocumentNumbers


def renumber_pairs(pairs: Pairs, live: NDArray[np.bool_], new_numbers: DocumentNumbers) -> Renumbered:
    """Return the pairs of which both documents are live, and the live documents of the other pairs.

    `live` says for each old document number whether the document is live. `new_numbers` has the new numbers
    of all live documents, in their order, which a merge never changes. A document that has lost a copy is to
    be compared again: its story may have been connected by the lost one alone.
    """
    # For each old document number, the number of live documents before it. For each pair, which are live.
    ranks: DocumentNumbers = np.cumsum(live) - live
    are_live = live[pairs]
    kept, broken = pairs[are_live.all(axis=1)], ~are_live.all(axis=1)
    left = np.unique(pairs[broken][are_live[broken]])
    return Renumbered(new_numbers[ranks[kept]].astype(np.uint32), new_numbers[ranks[left]])


def united_pairs(first: Pairs, second: Pairs) -> Pairs:
    """Return all pairs once, in ascending order."""
    smaller, greater = np.concatenate([first, second]).T
    return np.stack(unpack(np.unique(pack(smaller, greater))), axis=1)


def find_copies(files: Sequence[SegmentFile], examined: DocumentNumbers, are_copies: AreCopies) -> Pairs:
    """Return the pairs of copies of which at least one document is examined.

    `files` are the segments of the new state, and `examined` has document numbers of live documents.
    """
    segments = [Segment(file.path, file.deleted) for file in files]
    numbers, sketches = _live_sketches(segments)
    candidates = _candidates(numbers, sketches, examined)
    numbering = DocumentNumbering(segment.stored_count for segment in segments)
    found = [NO_COPIES]
    for first in range(0, len(candidates), PAIRS_AT_ONCE):
        pairs = candidates[first : first + PAIRS_AT_ONCE]
        members, inverse = np.unique(pairs, return_inverse=True)
        located = map(numbering.locate, members.tolist())
        documents = [segments[segment].stored.document(document) for segment, document in located]
        indices = [(left, right) for left, right in inverse.reshape(-1, 2).tolist()]
        found.append(pairs[np.array(are_copies(documents, indices), np.bool_)])
    return np.concatenate(found)


def _live_sketches(segments: Sequence[Segment]) -> tuple[DocumentNumbers, NDArray[np.uint16]]:
    """Return the numbers of the live documents that have a sketch, and their sketches, one in each row."""
    numbers, rows = [np.zeros(0, np.int64)], []
    first_number = 0
    for segment in segments:
        sketches = segment.sketches()
        if sketches is not None:
            chosen = np.flatnonzero(segment.live & sketches.any(axis=1))
            numbers.append(first_number + chosen)
            rows.append(sketches[chosen])
        first_number += segment.stored_count
    return np.concatenate(numbers), np.concatenate(rows) if rows else np.zeros((0, 2), np.uint16)


def _candidates(numbers: DocumentNumbers, sketches: NDArray[np.uint16], examined: DocumentNumbers) -> Pairs:
    """Return the pairs of candidates of which at least one is examined.

    They are in the order of the sketches of one of their documents. Therefore neighbouring pairs are of few
    documents, and each document is read and prepared a few times only.
    """
    # The documents in the order of their sketches. All arrays below have this order.
    by_sketch = np.lexsort((numbers, *sketches.T))
    numbers, sketches = numbers[by_sketch], sketches[by_sketch]
    is_examined = np.isin(numbers, examined)
    packed = [np.zeros(0, np.uint64)]
    # For each document and each band, the 32 bits of the band.
    bands = np.ascontiguousarray(sketches).view(np.uint32)
    for band in bands.T:
        # The documents that have this band in common with an examined one, sorted by the band.
        chosen = np.flatnonzero(np.isin(band, band[is_examined]))
        chosen = chosen[_is_repeated(band[chosen])]
        order = chosen[np.argsort(band[chosen], kind="stable")]
        for distance in range(1, min(NEIGHBOURS + 1, len(order))):
            left, right = order[:-distance], order[distance:]
            is_pair = (band[left] == band[right]) & (is_examined[left] | is_examined[right])
            packed.append(pack(left[is_pair], right[is_pair].astype(np.uint32)))
    pairs = np.stack(unpack(np.unique(np.concatenate(packed))), axis=1)
    return np.sort(numbers[pairs], axis=1).astype(np.uint32)


def _is_repeated(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Return for each value whether it occurs more than once."""
    order = np.argsort(values, kind="stable")
    starts = group_starts(values[order])
    sizes = np.diff(starts, append=len(values))
    repeated = np.zeros(len(values), np.bool_)
    repeated[order] = np.repeat(sizes > 1, sizes)
    return repeated
