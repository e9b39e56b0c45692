"""The vocabulary of the word layer: every distinct word gets an id, and its term is built only once.

A word is looked up by a key that is faster to build than its term:

    a single part            -1 - (id of its exact term)
    two syllables            (id of the first) << 32 | (id of the second)
    three to nine syllables  the tuple of their ids

The ids of syllables come from `ChunkTable.syllables`, and exact ids from `ChunkTable.exact`. If `họp`
has the exact id 7, and `công` and `an` have the syllable ids 3 and 5, then the word `họp` has the key -8 and
the word `công_an` has the key `3 << 32 | 5`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analyzers.growing_tables import GrowingArray, Interner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LOW_32_BITS = 0xFFFFFFFF
"""The mask of the second syllable in the key of a word of two syllables."""

_NO_WORD_ID = -1
"""The entry in `_id_of_part` for an exact term that has not been a word by itself yet."""


class WordVocabulary:
    """Gives every distinct word an id. `terms[id]` is the term of the word."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._keys = Interner[int | tuple[int, ...]]()
        # The id of each part as a word, by the exact id of the part.
        self._id_of_part = GrowingArray(np.int32)

    def __len__(self) -> int:
        return len(self._keys)

    def joined_words(
        self,
        syllables: NDArray[np.int32],
        starts: NDArray[np.intp],
        stops: NDArray[np.intp],
        names: Sequence[str],
    ) -> NDArray[np.int32]:
        """Return the ids of words of several syllables. New words get the next ids.

        Word i has the syllable ids `syllables[starts[i]:stops[i]]`. `names[id]` is the term of a syllable.
        The term of the word is the terms of its syllables joined by `_`.
        """
        # The keys of all words as if each had two syllables. Then the keys of longer words are replaced.
        packed = syllables[starts].astype(np.int64) << 32 | syllables[starts + 1]
        keys: list[int | tuple[int, ...]] = packed.tolist()
        for word in np.flatnonzero(stops - starts > 2).tolist():
            keys[word] = tuple(syllables[starts[word] : stops[word]].tolist())
        ids = self._keys.ids(keys)
        for key in self._keys.collect_new_keys():
            self.terms.append("_".join([names[syllable] for syllable in _syllables_of(key)]))
        return ids

    def single_parts(self, exact_ids: NDArray[np.int32], exact_terms: Sequence[str]) -> NDArray[np.int32]:
        """Return the ids of words of one part each. New words get the next ids.

        The parts are given by their exact ids. `exact_terms[id]` is the term of an exact id.
        """
        # Extend the column to the exact ids that are new.
        new_exact_ids = len(exact_terms) - len(self._id_of_part.values)
        self._id_of_part.extend(np.full(new_exact_ids, _NO_WORD_ID, np.int32))
        id_of_part = self._id_of_part.values
        # The distinct exact ids whose parts have no word id yet, ascending.
        new = np.unique(exact_ids[id_of_part[exact_ids] == _NO_WORD_ID])
        id_of_part[new] = self._keys.ids((-1 - new).tolist())
        self._keys.collect_new_keys()
        self.terms += [exact_terms[exact_id] for exact_id in new.tolist()]
        return id_of_part[exact_ids]


def _syllables_of(key: int | tuple[int, ...]) -> tuple[int, ...]:
    """Return the syllable ids in the key of a word of several syllables."""
    return key if isinstance(key, tuple) else (key >> 32, key & _LOW_32_BITS)
