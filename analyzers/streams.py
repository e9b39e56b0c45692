"""The terms of many texts as numpy arrays: what an index is built from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Stream:
    """One layer of a batch of texts: their tokens, text after text.

    The tokens of text i are `ids[offsets[i]:offsets[i + 1]]`; `positions` has the position of each in its
    text, and `vocabulary[id]` is its term. `lengths[i]` is the number of positions of text i, for length
    normalisation.

    The texts "an họp" and "họp" give the vocabulary "an", "họp", the ids 0, 1, 1, the offsets 0, 2, 3, the
    positions 0, 1, 0 and the lengths 2, 1.

    Later batches of the same analyzer extend the vocabulary; after a reset they have a new one.
    """

    vocabulary: Sequence[str]
    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]
    positions: NDArray[np.int32]
    lengths: NDArray[np.int32]

    @classmethod
    def of_terms(cls, terms_by_text: Sequence[Sequence[str]]) -> Stream:
        """Return a stream of the given terms.

        Args:
            terms_by_text: the terms of each text, in order; they get the positions 0, 1, 2 and so on.

        Returns:
            A stream whose vocabulary has the terms in the order of their first use, and whose lengths are the
            numbers of terms.
        """
        vocabulary: dict[str, int] = {}
        ids = [vocabulary.setdefault(term, len(vocabulary)) for terms in terms_by_text for term in terms]
        lengths = np.fromiter(map(len, terms_by_text), np.int32, len(terms_by_text))
        offsets = offsets_from_sizes(lengths)
        positions = np.arange(len(ids), dtype=np.int32) - np.repeat(offsets[:-1], lengths).astype(np.int32)
        return cls(list(vocabulary), np.array(ids, np.int32), offsets, positions, lengths)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The layers of a batch of texts.

    `exact` and `folded` have the same tokens at the same positions, with and without accents. `words` has the
    words of two to nine syllables and every part that is in none of them.
    """

    exact: Stream
    folded: Stream
    words: Stream


def offsets_from_sizes(counts: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return where each of several stretches begins, given their lengths: 2, 0, 3 gives 0, 2, 2, 5."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
