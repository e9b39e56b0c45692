"""Which neighbouring syllables of a query make one word, by how many articles have them as a word.

The segmenter of the articles is not used: queries are short, in small letters and often without accents,
where it errs. A unigram model of the words of the index (solved by Viterbi's algorithm) divides queries as
well, in any case, and after their accents have been restored.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import DocumentFrequencies

MAX_WORD_SYLLABLES: Final = 4
"""The longest word that is looked up; longer words are names, and their pairs say as much."""

UNKNOWN_FREQUENCY: Final = 0.5
"""The document frequency that a syllable gets which no article has as a word."""

_BODY: Final = layers("body")


class WordSpan(NamedTuple):
    """The syllables from `start` to `end` (excluded) of a stretch."""

    start: int
    end: int


def segment_words(syllables: Sequence[str], index: DocumentFrequencies) -> list[WordSpan]:
    """Return the most probable division of the syllables (exact terms) into words, in their order.

    A word is as probable as the share of the documents that have it. Of equally probable divisions, the one
    is taken whose last word is longest.
    """
    costs = _costs(syllables, index)
    # The cheapest division of the first `end` syllables costs best[end]; its last word starts at
    # last_starts[end].
    best = [0.0]
    last_starts = [0]
    for end in range(1, len(syllables) + 1):
        starts = [start for start in range(max(0, end - MAX_WORD_SYLLABLES), end) if (start, end) in costs]
        cost, start = min([(best[start] + costs[start, end], start) for start in starts])
        best.append(cost)
        last_starts.append(start)
    words = []
    end = len(syllables)
    while end:
        words.append(WordSpan(last_starts[end], end))
        end = last_starts[end]
    return words[::-1]


def _costs(syllables: Sequence[str], index: DocumentFrequencies) -> dict[tuple[int, int], float]:
    """Return the cost of each possible word, which is the negative logarithm of its probability.

    Possible are the words that the index has, and every single syllable.
    """
    spans = [
        (start, start + size)
        for size in range(1, MAX_WORD_SYLLABLES + 1)
        for start in range(len(syllables) - size + 1)
    ]
    frequencies = index.document_frequencies(
        _BODY.words, ["_".join(syllables[start:end]) for start, end in spans]
    )
    log_documents = log(index.document_count() + 1)
    return {
        (start, end): log_documents - log(frequency or UNKNOWN_FREQUENCY)
        for (start, end), frequency in zip(spans, frequencies, strict=True)
        if frequency or end == start + 1
    }
