"""Which syllables of a query make one word: by how often the articles have it as a word.

The segmenter is not run on queries: they are short, lower-cased and half-accented, where it is unsure. A
unigram model over the index's own words (Viterbi) reads them as well, in any case, and after accents were
restored.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final

from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import DocumentFrequencies

_LONGEST: Final = 4
"""Syllables of a word that is looked up; longer ones are names, whose pairs say as much."""

_UNKNOWN: Final = 0.5
"""Documents that an unknown syllable counts for."""

_BODY: Final = layers("body")


def segment_words(forms: Sequence[str], lexicon: DocumentFrequencies) -> list[tuple[int, int]]:
    """Return the stretches (start, end) of the syllables that are words, of one to four of them."""
    costs = _costs(forms, lexicon)
    best = [0.0]
    chosen = [0]
    for end in range(1, len(forms) + 1):
        starts = [start for start in range(max(0, end - _LONGEST), end) if (start, end) in costs]
        cost, start = min([(best[start] + costs[start, end], start) for start in starts])
        best.append(cost)
        chosen.append(start)
    found = []
    end = len(forms)
    while end:
        found.append((chosen[end], end))
        end = chosen[end]
    return found[::-1]


def _costs(forms: Sequence[str], lexicon: DocumentFrequencies) -> dict[tuple[int, int], float]:
    """Return by stretch the surprise of reading it as one word; every single syllable is one."""
    stretches = [
        (start, start + size) for size in range(1, _LONGEST + 1) for start in range(len(forms) - size + 1)
    ]
    counts = lexicon.document_frequencies(
        _BODY.words, ["_".join(forms[start:end]) for start, end in stretches]
    )
    everything = log(lexicon.document_count() + 1)
    return {
        (start, end): everything - log(count or _UNKNOWN)
        for (start, end), count in zip(stretches, counts, strict=True)
        if count or end == start + 1
    }
