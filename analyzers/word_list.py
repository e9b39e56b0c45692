"""pyvi's list of words of two and three syllables, as integer tables.

The features of the model say whether two or three neighbouring pieces are a word of the list. For these
lookups, each syllable of the list has up to three ids: a first id if it is the first syllable of a word, and
likewise a second and a third id. The id 0 is for all other pieces. A pair or triple of ids has a key:

    pair key    first * width + second        width: the number of second ids with 0
    triple key  pair key * depth + third      depth: the number of third ids with 0

`pairs` has two bits for every possible pair key. Each byte has the bits of four keys, the lowest key in the
lowest bits:

    bit 0   the pair is a word
    bit 1   the pair begins a word of three syllables

`triples` is the sorted array of the triple keys of all words of three syllables. The list "công an", "hợp tác
xã" gives

    first   công 1, hợp 2     second   an 1, tác 2     third   xã 1     width 3, depth 2
    pairs   (công, an): key 4, bits 01     (hợp, tác): key 8, bits 10     (công, tác): key 5, bits 00
    triples (hợp, tác, xã): key 17
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
    """The tables that the docstring of the module describes.

    `first`, `second` and `third` map syllables to their ids. A syllable that they lack has the id 0.
    `PieceTable` and `Decoder` read the tables directly. `has_pair` and `has_triple` look up single words, for
    `crf_reference`.
    """

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
    """Return the tables of pyvi's words.txt, given the bytes of the file.

    The file is in UTF-8 and has one word in each line, its syllables separated by single blanks. Words of
    one syllable or of more than three are left out.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    syllables = data.decode().replace("\n", " ").split(" ")
    # The byte after each syllable, a blank or a line end.
    separators = np.frombuffer(data, np.uint8)
    separators = separators[(separators == ord(" ")) | (separators == ord("\n"))]
    # For each line, the index of its first syllable in `syllables` and its number of syllables.
    lines = np.concatenate(([0], np.flatnonzero(separators == ord("\n")) + 1))
    sizes = np.diff(lines, append=len(syllables))
    twos, threes = lines[sizes == 2], lines[sizes == 3]
    # The index of the first syllable of each word, first for words of two syllables, then for words of three,
    # and the ids of the syllables of each word.
    begins = np.concatenate((twos, threes))
    first, first_ids = _numbered(syllables, begins)
    second, second_ids = _numbered(syllables, begins + 1)
    third, third_ids = _numbered(syllables, threes + 2)
    width, depth = len(second), len(third)
    # The keys of the pairs that are words, and of the pairs that begin a word of three syllables.
    pair_keys = first_ids.astype(np.int64) * width + second_ids
    words, beginnings = pair_keys[: len(twos)], pair_keys[len(twos) :]
    pairs = np.zeros(len(first) * width // 4 + 1, np.uint8)
    _set_bits(pairs, words, _IS_WORD)
    _set_bits(pairs, beginnings, _BEGINS_TRIPLE)
    triples = np.sort(beginnings * depth + third_ids)
    return WordList(first, second, third, width, depth, pairs, triples)


def _numbered(syllables: list[str], indices: NDArray[np.int64]) -> tuple[dict[str, int], NDArray[np.int32]]:
    """Number the syllables at the given indices; return the id of each syllable and the id at each index."""
    interner = Interner[str]()
    interner.id("\n")  # gets the id 0; no line contains it
    ids = interner.ids(list(map(syllables.__getitem__, indices.tolist())))
    return interner.table(), ids


def _set_bits(pairs: NDArray[np.uint8], keys: NDArray[np.int64], bit: int) -> None:
    """Set a bit of every key in `keys`.

    If a byte is indexed twice, numpy's `|=` applies only one of the two changes. So the four keys of a byte
    are set in separate passes.
    """
    for rank in range(4):  # the rank of a key among the four keys of its byte
        pairs[keys[keys & 3 == rank] >> 2] |= np.uint8(bit << 2 * rank)
