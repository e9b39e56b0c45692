"""Occurrences: where terms stand, a text and a position packed into one integer.

A text has a number: the index of its document among some chosen ones, or any other number that the caller
gives it. The layout of an occurrence, a signed 64-bit integer:

    bits 63..32   the number of the text
    bits 31..0    the position of the token in the text

Example: position 7 of text 2 is 2 * 2^32 + 7 = 8589934599. Occurrences sort by text, then by position, and
the difference between two of the same text is their distance in tokens. Positions are less than 2^31, so
that an occurrence less a few tokens never becomes one of the text before.
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
"""Bits of an occurrence that hold the position; those above hold the number of the text."""

NO_OCCURRENCES = np.zeros(0, np.int64)


def read_occurrences(
    lists: PostingLists, texts: Indices, frequencies: NDArray[Any], first_positions: Indices
) -> Occurrences:
    """Read and pack the occurrences of terms in some texts.

    Three arrays have an entry for each text in which a term stands: the number of the text, the frequency of
    the term in it, and the index of its first position among all positions of the field.
    """
    occurrences = np.repeat(texts << POSITION_BITS, frequencies)
    occurrences += lists.positions(concatenate_ranges(first_positions, frequencies))
    return occurrences


def text_numbers(occurrences: Occurrences) -> Indices:
    """Return the number of the text of each occurrence."""
    return occurrences >> POSITION_BITS


def positions(occurrences: Occurrences) -> Positions:
    """Return the position of each occurrence in its text."""
    return occurrences & ((1 << POSITION_BITS) - 1)


def united(parts: Sequence[Occurrences]) -> Occurrences:
    """Return ascending occurrences of several terms as one ascending array."""
    return parts[0] if len(parts) == 1 else np.sort(np.concatenate([NO_OCCURRENCES, *parts]))


def phrase_starts(stretch: Sequence[Occurrences]) -> Occurrences:
    """Return where the phrase of a stretch starts, each start once.

    `stretch[i]` has the ascending occurrences of what may stand at position i of the phrase. A start is an
    occurrence of the first that is followed by one of the second, and so on.
    """
    rarest_first = sorted(range(len(stretch)), key=lambda offset: len(stretch[offset]))
    starts: Occurrences | None = None
    for offset in rarest_first:
        # Where the phrase would have to start. What begins before its text is in no occurrence of offset 0.
        candidates = _different(stretch[offset] - offset)
        if starts is None:
            starts = candidates
        else:
            # Both are without repetitions: what stands twice in the two of them stands in both.
            together = np.concatenate([starts, candidates])
            together.sort()
            starts = together[:-1][together[1:] == together[:-1]]
    return NO_OCCURRENCES if starts is None else starts


def _different(occurrences: Occurrences) -> Occurrences:
    """Leave out repetitions in ascending occurrences: terms with the same fold may share a position."""
    is_new = occurrences[1:] != occurrences[:-1]
    return occurrences if is_new.all() else np.concatenate([occurrences[:1], occurrences[1:][is_new]])
