"""In how many documents terms, and pairs of neighbouring terms, stand: counted from their tokens.

Both counts work in the same way: what is counted is packed with its document into one integer, the integers
are sorted, and the different ones among them are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, pack, search_sorted, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SORTED_TOKENS = 1 << 19
"""How many tokens (or pairs of one part) are sorted at a time."""


class Tokens(NamedTuple):
    """Tokens in the order of documents and positions; several may share a position.

    The three arrays have one number for each token.
    """

    terms: NDArray[Any]
    documents: NDArray[Any]
    positions: NDArray[Any]


class PairFrequencies(NamedTuple):
    """Pairs of term numbers below a size, ascending, and in how many documents each stands.

    A pair is one integer, `first * size + second`: with 300 terms, terms 2 and 5 make the pair 605.
    """

    pairs: NDArray[np.uint64]
    frequencies: NDArray[np.int64]


def pair_keys(firsts: NDArray[Any], seconds: NDArray[Any], size: int) -> NDArray[np.uint64]:
    """Return `first * size + second` for each pair of term numbers below `size`."""
    keys = firsts.astype(np.uint64)
    keys *= np.uint64(size)
    keys += seconds.astype(np.uint64)
    return keys


def document_frequencies(terms: NDArray[Any], documents: NDArray[Any], size: int) -> NDArray[np.int64]:
    """Return in how many different documents each of the term numbers below `size` stands.

    Token i has the term `terms[i]` and stands in `documents[i]`; tokens come in any order.
    """
    # One integer for each token: its term above its document.
    keys = pack(terms, documents.astype(np.uint32))
    keys.sort()
    # The term of each different (term, document).
    terms_of_documents, _ = unpack(keys[group_starts(keys)])
    return np.bincount(terms_of_documents, minlength=size)


def neighbour_indices(
    documents: NDArray[Any], positions: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the index of the first and of the second token of each two at neighbouring positions.

    Tokens come in the order of documents and positions. Where several share a position, each of them has each
    token of the next position as its neighbour: positions [0, 1, 1, 2] of one document -> [0, 0, 1, 2] and
    [1, 2, 3, 3], though not in this order.
    """
    firsts, seconds = [], []
    step, may_reach_further = 1, True
    while may_reach_further and step < len(documents):
        # Every token beside the one that comes `step` tokens later: their distance within one document.
        same_document = documents[step:] == documents[:-step]
        distance = positions[step:].astype(np.int32) - positions[:-step].astype(np.int32)
        first = np.flatnonzero(same_document & (distance == 1))
        firsts.append(first)
        seconds.append(first + step)
        # Only where tokens share a position can a neighbour come later than the next token.
        shared = positions[1:] == positions[:-1]
        may_reach_further = bool(
            (shared & (documents[1:] == documents[:-1])).any() and (same_document & (distance <= 1)).any()
        )
        step += 1
    if not firsts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def pair_frequencies(tokens: Tokens, size: int) -> PairFrequencies:
    """Return the pairs of terms at neighbouring positions, with the number of their documents.

    The terms of the tokens are numbers below `size`. The documents are worked through block by block, so that
    memory stays small and the numbers to sort fit into the processor's cache.
    """
    terms, documents, positions = tokens
    # A pair is packed with its document: `(first * size + second) * document_range + document -
    # first_document`.
    document_range = max(1, min(1 << 32, (1 << 64) // max(1, size * size)))
    blocks = []
    start = 0
    while start < len(terms):
        stop = _block_end(documents, start, document_range)
        block = slice(start, stop)
        firsts, seconds = neighbour_indices(documents[block], positions[block])
        # One integer for each two neighbouring tokens.
        packed = pair_keys(terms[block][firsts], terms[block][seconds], size)
        packed *= np.uint64(document_range)
        packed += (documents[block][firsts] - documents[start]).astype(np.uint64)
        packed.sort()
        # The pair of each different (pair, document); then the different pairs and how often each is there.
        pairs = packed[group_starts(packed)] // np.uint64(document_range)
        starts = group_starts(pairs)
        blocks.append(PairFrequencies(pairs[starts], np.diff(starts, append=len(pairs))))
        start = stop
    return add_frequencies(blocks)


def _block_end(documents: NDArray[Any], start: int, document_range: int) -> int:
    """Return the index after the last token of the block of whole documents that starts with token `start`.

    The documents of the block differ by less than `document_range`. It has at most _SORTED_TOKENS tokens,
    unless a single document has more.
    """
    first = int(documents[start])
    stop = int(search_sorted(documents, min(first + document_range, int(documents[-1]) + 1)))
    if stop <= start + _SORTED_TOKENS:
        return stop
    last_whole = int(search_sorted(documents, documents[start + _SORTED_TOKENS]))
    return last_whole if last_whole > start else int(search_sorted(documents, first, "right"))


def add_frequencies(parts: Sequence[PairFrequencies]) -> PairFrequencies:
    """Return the pairs of all parts, with the sum of the frequencies that the parts have for each."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return PairFrequencies(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    # Ranges of pairs are added up one after the other, to keep memory small. `bounds` has for each part where
    # the ranges start in it, and its end: shape (parts, ranges + 1).
    cuts = max((part.pairs for part in parts), key=len)[_SORTED_TOKENS::_SORTED_TOKENS]
    bounds = [[0, *np.searchsorted(part.pairs, cuts).tolist(), len(part.pairs)] for part in parts]
    united, totals = [], []
    for number in range(len(cuts) + 1):
        ranges = [slice(bound[number], bound[number + 1]) for bound in bounds]
        # The pairs of all parts in the range, ascending, so that equal ones come together.
        pairs = np.concatenate([part.pairs[within] for part, within in zip(parts, ranges, strict=True)])
        order = np.argsort(pairs, kind="stable")
        pairs = pairs[order]
        starts = group_starts(pairs)
        united.append(pairs[starts])
        frequencies = np.concatenate(
            [part.frequencies[within] for part, within in zip(parts, ranges, strict=True)]
        )[order]
        totals.append(np.add.reduceat(frequencies, starts) if len(starts) else frequencies)
    return PairFrequencies(np.concatenate(united), np.concatenate(totals))
