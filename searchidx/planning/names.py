"""Which neighbouring syllables of a query are a name, and therefore probably meant as a phrase?

Users do not quote names, but only documents with the whole name are relevant. A name consists of three or
more syllables that seldom occur together, unlike the syllables of words and fixed expressions:

    phạm minh chính             a name: no pair of its syllables is a unit
    giá vàng hôm nay            no name: `hôm nay` is a unit, and only two other syllables are left
    thủ tướng phạm minh chính   `thủ tướng` is a unit, and the other three syllables are a name
"""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.statistics import FieldStatistics, PairStatistics

MIN_NAME_SYLLABLES: Final = 3
"""The minimum length of a name. The signals and pairs of shorter names rank them well."""

MAX_UNIT_EXCESS: Final = 1.0
"""Two syllables are a unit if the idf of the pair exceeds the idf of the rarer syllable by at most this."""

MAX_WORD_EXCESS: Final = 3.0
"""The limit of this excess for two syllables that most documents with the pair contain as one word."""

FORMS_OF_ADDRESS: Final = frozenset(["anh", "bà", "bác", "chị", "chú", "cô", "cụ", "em", "ông"])
"""Syllables before a name, as exact terms, that are not part of the name."""


def find_names(
    row: Sequence[Spellings], pairs: Sequence[PairStatistics], fields: FieldStatistics
) -> Iterator[range]:
    """Yield the numbers of the syllables of each name in a stretch.

    A name is the longest range of syllables of which none is in a unit, with at least `MIN_NAME_SYLLABLES`. A
    form of address at its beginning is left out. `row` has the likely spellings of each syllable of the
    stretch, and `pairs` the statistics of each pair of neighbours.
    """
    # A unit contains the syllables on both sides of it, and neither of them is part of a name.
    is_unit = _are_units(row, pairs, fields)
    is_in_unit = [left or right for left, right in pairwise([False, *is_unit, False])]
    start = 0
    for end, ends_here in enumerate([*is_in_unit, True]):
        if ends_here:
            if start < end and row[start].best in FORMS_OF_ADDRESS:
                start += 1
            if end - start >= MIN_NAME_SYLLABLES:
                yield range(start, end)
            start = end + 1


def _are_units(
    row: Sequence[Spellings], pairs: Sequence[PairStatistics], fields: FieldStatistics
) -> list[bool]:
    """Return for each pair of neighbouring syllables whether it is a word or a fixed expression.

    A word with an excess above `MAX_UNIT_EXCESS` is no unit if one of its syllables is closer to the syllable
    on its other side: in `nguyễn văn minh`, `văn minh` is a word, but `văn` belongs to `nguyễn`.
    """
    excesses = [pair.excess for pair in pairs]
    before, after = [inf, *excesses], [*excesses[1:], inf]
    return [
        pair.excess <= MAX_UNIT_EXCESS
        or (
            pair.excess <= min(MAX_WORD_EXCESS, before[index], after[index])
            and _is_word(row[index], row[index + 1], pair.frequency, fields)
        )
        for index, pair in enumerate(pairs)
    ]


def _is_word(left: Spellings, right: Spellings, pair_frequency: int, fields: FieldStatistics) -> bool:
    """Return whether most documents with the pair of two neighbours contain it as one word."""
    word_frequency = sum(
        [fields.words[f"{before.text}_{after.text}"] for before in left.ranked for after in right.ranked]
    )
    return 2 * word_frequency > pair_frequency
