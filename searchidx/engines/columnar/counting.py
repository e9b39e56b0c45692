"""Counts the document frequencies of terms, and of pairs of neighbouring terms, from tokens.

Terms and pairs are counted in the same way. Each term (or pair) is packed with its document into one integer.
The integers are sorted, and the distinct integers of each term (or pair) are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, pack, search_sorted, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BLOCK_TOKENS = 1 << 19
"""The largest number of tokens in a block whose pairs are counted together."""

_RANGE_PAIRS = 1 << 19
"""The number of pairs of the longest part that are added to the other parts at a time."""


class Tokens(NamedTuple):
    """Tokens in ascending order of document and position; several tokens may share a position.

    Each of the three arrays has one number per token. A term is a number.
    """

    terms: NDArray[Any]
    documents: NDArray[Any]
    positions: NDArray[Any]


class PairDocumentFrequencies(NamedTuple):
    """Distinct pairs of terms, ascending, and the document frequency of each pair.

    A pair is one integer, `first * size + second`, where `size` is the number of terms. For example, with 300
    terms, terms 2 and 5 are the pair 605.
    """

    pairs: NDArray[np.uint64]
    document_frequencies: NDArray[np.int64]


def pair_keys(firsts: NDArray[Any], seconds: NDArray[Any], size: int) -> NDArray[np.uint64]:
    """Return `firsts[i] * size + seconds[i]` for each i. The terms must be in `range(size)`."""
    keys = firsts.astype(np.uint64)
    keys *= np.uint64(size)
    keys += seconds.astype(np.uint64)
    return keys


def document_frequencies(terms: NDArray[Any], documents: NDArray[Any], size: int) -> NDArray[np.int64]:
    """Return the document frequency of each term in `range(size)`, which is 0 for a term without tokens.

    Token i is the term `terms[i]` in the document `documents[i]`. Tokens may come in any order.
    """
    # For each token, its term in the high bits and its document in the low bits.
    keys = pack(terms, documents.astype(np.uint32))
    keys.sort()
    # The term of each distinct (term, document).
    terms_of_documents, _ = unpack(keys[group_starts(keys)])
    return np.bincount(terms_of_documents, minlength=size)


def neighbour_indices(
    documents: NDArray[Any], positions: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the indices of the first and of the second tokens of all pairs at neighbouring positions.

    Tokens must be in ascending order of document and position. A pair is two tokens of one document whose
    positions differ by 1. If several tokens share a position, each of them forms a pair with every token of
    the next position. For example, the positions [0, 1, 1, 2] of one document -> [0, 0, 1, 2] and
    [1, 2, 3, 3]. The pairs may come in another order.
    """
    firsts, seconds = [], []
    step, may_reach_further = 1, True
    while may_reach_further and step < len(documents):
        # For each token and the token `step` indices later, whether both are in one document, and the
        # difference of their positions.
        same_document = documents[step:] == documents[:-step]
        distance = positions[step:].astype(np.int32) - positions[:-step].astype(np.int32)
        first = np.flatnonzero(same_document & (distance == 1))
        firsts.append(first)
        seconds.append(first + step)
        # Only if tokens share a position can a pair be more than `step` tokens apart.
        shared = positions[1:] == positions[:-1]
        may_reach_further = bool(
            (shared & (documents[1:] == documents[:-1])).any() and (same_document & (distance <= 1)).any()
        )
        step += 1
    if not firsts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def pair_document_frequencies(tokens: Tokens, size: int) -> PairDocumentFrequencies:
    """Return the distinct pairs of terms at neighbouring positions, with their document frequencies.

    The terms of the tokens must be in `range(size)`. Documents are processed block by block. This keeps
    memory small, and the integers to sort fit into the processor's cache.
    """
    terms, documents, positions = tokens
    # A pair is packed with its document as `pair * document_range + (document - first document of the
    # block)`, so the documents of a block must differ by less than `document_range`.
    document_range = max(1, min(1 << 32, (1 << 64) // max(1, size * size)))
    blocks = []
    start = 0
    while start < len(terms):
        end = _block_end(documents, start, document_range)
        block = slice(start, end)
        firsts, seconds = neighbour_indices(documents[block], positions[block])
        # For each two neighbouring tokens, their pair packed with their document.
        packed = pair_keys(terms[block][firsts], terms[block][seconds], size)
        packed *= np.uint64(document_range)
        packed += (documents[block][firsts] - documents[start]).astype(np.uint64)
        packed.sort()
        # The pair of each distinct (pair, document). Equal pairs are neighbours, and their number is the
        # document frequency of the pair.
        pairs = packed[group_starts(packed)] // np.uint64(document_range)
        starts = group_starts(pairs)
        blocks.append(PairDocumentFrequencies(pairs[starts], np.diff(starts, append=len(pairs))))
        start = end
    return add_document_frequencies(blocks)


def _block_end(documents: NDArray[Any], start: int, document_range: int) -> int:
    """Return the index after the last token of the block that starts with token `start`.

    A block has whole documents, whose numbers differ by less than `document_range`. A block has at most
    _BLOCK_TOKENS tokens, unless its first document alone has more tokens.
    """
    first = int(documents[start])
    end = int(search_sorted(documents, min(first + document_range, int(documents[-1]) + 1)))
    if end <= start + _BLOCK_TOKENS:
        return end
    last_whole = int(search_sorted(documents, documents[start + _BLOCK_TOKENS]))
    return last_whole if last_whole > start else int(search_sorted(documents, first, "right"))


def add_document_frequencies(parts: Sequence[PairDocumentFrequencies]) -> PairDocumentFrequencies:
    """Return the distinct pairs of all parts, ascending, each with the sum of its frequencies in the parts.

    The parts must have the same `size`. Without parts, the result is empty.
    """
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return PairDocumentFrequencies(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    # To save memory, the frequencies are added up for one range of pairs after the other. For each part,
    # `bounds` has the index of the first pair of the part in each range, followed by the length of the part.
    cuts = max((part.pairs for part in parts), key=len)[_RANGE_PAIRS::_RANGE_PAIRS]
    bounds = [[0, *np.searchsorted(part.pairs, cuts).tolist(), len(part.pairs)] for part in parts]
    united, totals = [], []
    for number in range(len(cuts) + 1):
        ranges = [slice(bound[number], bound[number + 1]) for bound in bounds]
        # The pairs of all parts in the range, sorted, so that equal pairs become neighbours.
        pairs = np.concatenate([part.pairs[within] for part, within in zip(parts, ranges, strict=True)])
        order = np.argsort(pairs, kind="stable")
        pairs = pairs[order]
        starts = group_starts(pairs)
        united.append(pairs[starts])
        document_frequencies = np.concatenate(
            [part.document_frequencies[within] for part, within in zip(parts, ranges, strict=True)]
        )[order]
        totals.append(np.add.reduceat(document_frequencies, starts) if len(starts) else document_frequencies)
    return PairDocumentFrequencies(np.concatenate(united), np.concatenate(totals))
