"""Occurrences of terms: a text and a position, packed into one integer.

The caller numbers the texts. Mostly the text number is the index of a document among some chosen documents.
An occurrence is a signed 64-bit integer with this layout:

    bits 63..32   the text number
    bits 31..0    the position of the token in the text

For example, position 7 of text 2 is 2 * 2^32 + 7 = 8589934599. Occurrences sort by text, then by position.
The difference between two occurrences in the same text is their distance in positions.

Subtracting a distance gives an occurrence further left in the same text, or a number that is no occurrence:

    text 2, position 7, minus 3    2 * 2^32 + 7 - 3 = text 2, position 4
    text 2, position 1, minus 3    2 * 2^32 + 1 - 3 = text 1, position 2^32 - 2

In the second line, the result lies before the beginning of text 2. It cannot be mistaken for an occurrence in
text 1, because all positions are less than 2^31.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import concatenate_ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Indices, Occurrences, Positions
    from searchidx.engines.columnar.format.posting_lists import PostingLists

POSITION_BITS = 32
"""The number of low bits of an occurrence that hold the position. The higher bits hold the text number."""

NO_OCCURRENCES = np.zeros(0, np.int64)


def read_occurrences(
    lists: PostingLists, texts: Indices, frequencies: NDArray[Any], first_positions: Indices
) -> Occurrences:
    """Read the positions of one or several terms in some texts, and return them as occurrences.

    `lists` are the posting lists of one field. `texts`, `frequencies` and `first_positions` have one entry
    for each term and each text in which the term occurs: the text number, the term frequency, and the first
    position as in `ChosenPostings`. The result keeps the order of the entries.
    """
    occurrences = np.repeat(texts << POSITION_BITS, frequencies)
    occurrences += lists.positions(concatenate_ranges(first_positions, frequencies))
    return occurrences


def text_numbers(occurrences: Occurrences) -> Indices:
    """Return the text number of each occurrence."""
    return occurrences >> POSITION_BITS


def positions(occurrences: Occurrences) -> Positions:
    """Return the position of each occurrence in its text."""
    return occurrences & ((1 << POSITION_BITS) - 1)


def merge_occurrences(parts: Sequence[Occurrences]) -> Occurrences:
    """Merge arrays of ascending occurrences into one ascending array, in which occurrences may repeat.

    A single array is returned itself. Without arrays, the result is empty.
    """
    return parts[0] if len(parts) == 1 else np.sort(np.concatenate([NO_OCCURRENCES, *parts]), kind="stable")


def phrase_starts(phrase: Sequence[Occurrences]) -> Occurrences:
    """Return the occurrences at which a phrase starts, ascending and without repetitions.

    `phrase[i]` holds the ascending occurrences of the terms that may occur at position i of the phrase. The
    phrase starts at occurrence s if, for every i, s + i is in `phrase[i]`. An empty phrase starts nowhere.
    """
    rarest_first = sorted(range(len(phrase)), key=lambda offset: len(phrase[offset]))
    starts: Occurrences | None = None
    for offset in rarest_first:
        # A start before the beginning of its text is not in phrase[0], so the result does not have it.
        if starts is None:
            starts = _without_repetitions(phrase[offset] - offset)
        elif len(starts) and len(phrase[offset]):
            # A start is kept if the occurrence `offset` positions behind it is in phrase[offset].
            wanted = starts + offset
            index = np.minimum(phrase[offset].searchsorted(wanted), len(phrase[offset]) - 1)
            starts = starts[phrase[offset][index] == wanted]
        else:
            return NO_OCCURRENCES
    return NO_OCCURRENCES if starts is None else starts


def _without_repetitions(occurrences: Occurrences) -> Occurrences:
    """Return ascending occurrences without repetitions.

    An occurrence is repeated if several terms share a position.
    """
    is_new = occurrences[1:] != occurrences[:-1]
    return occurrences if is_new.all() else np.concatenate([occurrences[:1], occurrences[1:][is_new]])
