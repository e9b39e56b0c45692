"""pyvi's list of words of two and three syllables, as integer tables.

The model asks for every two and three neighbouring pieces whether they are a word of the list. Every syllable
of the list has up to three ids: as the first, the second and the third of a word; 0 stands for any other
piece. Then

    pair key    first * width + second        width: the number of second ids
    triple key  pair key * depth + third      depth: the number of third ids

`pairs` is a table of two bits for every possible pair key, four keys to a byte, the lowest bits first:

    bit 0   the pair is a word
    bit 1   the pair begins a word of three

With "công an" and "hợp tác xã" in the list, (công, an) has the bits 01, (hợp, tác) 10 and (công, tác) 00.
`triples` is the sorted array of the triple keys of all words of three syllables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzers.growing_tables import Interner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_IS_WORD = 1
"""The bit of a pair that is a word."""

_BEGINS_TRIPLE = 2
"""The bit of a pair that begins a word of three syllables."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordList:
    """The tables described above; `first`, `second` and `third` map syllables to ids."""

    first: Mapping[str, int]
    second: Mapping[str, int]
    third: Mapping[str, int]
    width: int
    depth: int
    pairs: NDArray[np.uint8]
    triples: NDArray[np.int64]

    def has_pair(self, first: str, second: str) -> bool:
        """Return whether the two syllables are a word of the list."""
        key = self.first.get(first, 0) * self.width + self.second.get(second, 0)
        return bool(self.pairs[key >> 2] >> 2 * (key & 3) & _IS_WORD)

    def has_triple(self, first: str, second: str, third: str) -> bool:
        """Return whether the three syllables are a word of the list."""
        pair = self.first.get(first, 0) * self.width + self.second.get(second, 0)
        key = pair * self.depth + self.third.get(third, 0)
        rank = int(np.searchsorted(self.triples, key))
        return rank < len(self.triples) and int(self.triples[rank]) == key


def read_word_list(data: bytes) -> WordList:
    """Read pyvi's words.txt: UTF-8, one word a line, its syllables parted by single blanks.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    syllables = data.decode().replace("\n", " ").split(" ")
    # The blanks and line ends in their order: the separator after each syllable.
    separators = np.frombuffer(data, np.uint8)
    separators = separators[(separators == ord(" ")) | (separators == ord("\n"))]
    # The index of each line's first syllable, and how many syllables the line has.
    lines = np.concatenate(([0], np.flatnonzero(separators == ord("\n")) + 1))
    sizes = np.diff(lines, append=len(syllables))
    twos, threes = lines[sizes == 2], lines[sizes == 3]
    begins = np.concatenate((twos, threes))
    first, first_ids = _numbered(syllables, begins)
    second, second_ids = _numbered(syllables, begins + 1)
    third, third_ids = _numbered(syllables, threes + 2)
    width, depth = len(second), len(third)
    pair_keys = first_ids.astype(np.int64) * width + second_ids
    words, beginnings = pair_keys[: len(twos)], pair_keys[len(twos) :]
    pairs = np.zeros(len(first) * width // 4 + 1, np.uint8)
    _set_bits(pairs, words, _IS_WORD)
    _set_bits(pairs, beginnings, _BEGINS_TRIPLE)
    triples = np.sort(beginnings * depth + third_ids)
    return WordList(first, second, third, width, depth, pairs, triples)


def _numbered(syllables: list[str], indices: NDArray[np.int64]) -> tuple[dict[str, int], NDArray[np.int32]]:
    """Return the ids of the distinct syllables at these indices, and the id at each of the indices."""
    interner = Interner[str]()
    interner.id("\n")  # takes the id 0: no line holds it
    ids = interner.ids(list(map(syllables.__getitem__, indices.tolist())))
    return interner.table(), ids


def _set_bits(pairs: NDArray[np.uint8], keys: NDArray[np.int64], bit: int) -> None:
    """Set the bit of every pair key.

    The four keys of a byte are set in four passes, because numpy's `|=` takes only one of several equal
    indices.
    """
    for place in range(4):
        pairs[keys[keys & 3 == place] >> 2] |= np.uint8(bit << 2 * place)
