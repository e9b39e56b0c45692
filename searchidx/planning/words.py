"""Which neighbouring syllables of a query form one word? A unigram model of the index's words decides.

The segmenter of the articles is not used. It makes mistakes in queries, which are short, in small letters and
often without accents. The unigram model gets syllables with restored accents and needs no capitals. Viterbi's
algorithm finds the most probable division.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import DocumentFrequencies

MAX_QUERY_WORD_SYLLABLES: Final = 4
"""The maximum length of a word that is looked up. Longer words are names, and pairs score names as well."""

UNKNOWN_FREQUENCY: Final = 0.5
"""The assumed document frequency of a single syllable that is not a word of any document."""

_BODY: Final = layers("body")


class WordSpan(NamedTuple):
    """The syllables in `range(start, end)` of a stretch, one or more, which form one word."""

    start: int
    end: int


def segment_words(syllables: Sequence[str], index: DocumentFrequencies) -> list[WordSpan]:
    """Return the most probable division of the syllables (exact terms) into words, in order and without gaps.

    The probability of a word is the share of the documents that contain the word. Words are assumed to be
    independent. Of equally probable divisions, the division with the longest last word is returned.
    """
    costs = _costs(syllables, index)
    # best[end] is the cost of the cheapest division of the first `end` syllables, and last_starts[end] is the
    # start of the last word in this division.
    best = [0.0]
    last_starts = [0]
    for end in range(1, len(syllables) + 1):
        starts = [
            start for start in range(max(0, end - MAX_QUERY_WORD_SYLLABLES), end) if (start, end) in costs
        ]
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
    """Return (start, end) -> the cost of this word, which is the negative logarithm of its probability.

    The words are all single syllables, and all spans whose syllables form a word of the index.
    """
    spans = [
        (start, start + size)
        for size in range(1, MAX_QUERY_WORD_SYLLABLES + 1)
        for start in range(len(syllables) - size + 1)
    ]
    document_frequencies = index.document_frequencies(
        _BODY.words, ["_".join(syllables[start:end]) for start, end in spans]
    )
    log_documents = log(index.document_count() + 1)
    return {
        (start, end): log_documents - log(document_frequency or UNKNOWN_FREQUENCY)
        for (start, end), document_frequency in zip(spans, document_frequencies, strict=True)
        if document_frequency or end == start + 1
    }
