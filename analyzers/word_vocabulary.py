"""The vocabulary of the word layer: every distinct word gets an id, and its term is built once.

A word is looked up by a key that is cheaper to make than its term:

    a single part            -1 - (id of its exact term)
    two syllables            (id of the first) << 32 | (id of the second)
    three to nine syllables  the tuple of their ids

So `-8` is the part with the exact id 7, and `3 << 32 | 5` is the word of the syllables 3 and 5. The ids of
syllables are those of `ChunkTable.syllables`; exact ids are those of `ChunkTable.exact`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analyzers.growing_tables import GrowingArray, Interner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LOW_32_BITS = 0xFFFFFFFF
"""The mask of the second syllable in the key of a word of two."""

_UNNAMED = -1
"""Stands in `_id_of_part` for an exact term that has not yet been a word by itself."""


class WordVocabulary:
    """Gives words their ids; `terms[id]` is the term of a word."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._keys = Interner[int | tuple[int, ...]]()
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
        """Return the ids of words of several syllables.

        Word i has the syllables `syllables[starts[i]:stops[i]]`, given as ids of which `names` has the terms.
        The term of a word is the terms of its syllables joined by `_`.
        """
        # The keys of all words as if they had two syllables; then those of the longer ones in their places.
        packed = syllables[starts].astype(np.int64) << 32 | syllables[starts + 1]
        keys: list[int | tuple[int, ...]] = packed.tolist()
        for word in np.flatnonzero(stops - starts > 2).tolist():
            keys[word] = tuple(syllables[starts[word] : stops[word]].tolist())
        ids = self._keys.ids(keys)
        for key in self._keys.collect_new_keys():
            self.terms.append("_".join([names[syllable] for syllable in _syllables_of(key)]))
        return ids

    def single_parts(self, exact_ids: NDArray[np.int32], exact_terms: Sequence[str]) -> NDArray[np.int32]:
        """Return the ids of words that are one part each, given by the ids of their exact terms."""
        self._id_of_part.extend(np.full(len(exact_terms) - len(self._id_of_part.values), _UNNAMED, np.int32))
        id_of_part = self._id_of_part.values
        new = np.unique(exact_ids[id_of_part[exact_ids] == _UNNAMED])
        id_of_part[new] = self._keys.ids((-1 - new).tolist())
        self._keys.collect_new_keys()
        self.terms += [exact_terms[exact_id] for exact_id in new.tolist()]
        return id_of_part[exact_ids]


def _syllables_of(key: int | tuple[int, ...]) -> tuple[int, ...]:
    """Return the syllable ids of the key of a word of several syllables."""
    return key if isinstance(key, tuple) else (key >> 32, key & _LOW_32_BITS)
