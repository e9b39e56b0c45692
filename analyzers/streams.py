"""The terms of many texts as numpy arrays, from which an index is built."""

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

    The tokens of text i are `ids[offsets[i]:offsets[i + 1]]`, and `positions[offsets[i]:offsets[i + 1]]` are
    their positions in the text. `vocabulary[id]` is the term of an id. `lengths[i]` is the number of
    positions of text i, for length normalisation.

    The texts "an họp" and "họp" give

        vocabulary  "an", "họp"
        ids         0, 1, 1
        positions   0, 1, 0
        offsets     0, 2, 3
        lengths     2, 1

    Later batches of the same analyzer extend the same vocabulary. After a reset, the analyzer starts a new
    vocabulary.
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
            terms_by_text: the terms of each text, in order. They get the positions 0, 1, 2 and so on.

        Returns:
            A stream with the terms numbered in the order of their first use. The length of a text is its
            number of terms.
        """
        # The id of each distinct term, and the ids of all terms.
        vocabulary: dict[str, int] = {}
        ids = [vocabulary.setdefault(term, len(vocabulary)) for terms in terms_by_text for term in terms]
        lengths = np.fromiter(map(len, terms_by_text), np.int32, len(terms_by_text))
        offsets = offsets_from_sizes(lengths)
        # The index of each token among all tokens, minus the index of the first token of its text.
        positions = np.arange(len(ids), dtype=np.int32) - np.repeat(offsets[:-1], lengths).astype(np.int32)
        return cls(list(vocabulary), np.array(ids, np.int32), offsets, positions, lengths)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The layers of a batch of texts.

    `exact` has the index tokens with accents, `folded` the same tokens at the same positions without accents.
    `words` has the words of two to nine syllables, and every part that is in no such word.
    """

    exact: Stream
    folded: Stream
    words: Stream


def offsets_from_sizes(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the offset of each of several adjacent ranges, and the last end: [2, 0, 3] -> [0, 2, 2, 5].

    `searchidx.engines.columnar.arrays` has the same function for all integer types. This package must not
    import searchidx, and a search must not load this module.
    """
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets
