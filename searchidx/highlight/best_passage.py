"""The passage of a text to show: it contains most of the query, and is cut where a reader would cut it.

`best_core` chooses the *core* of the passage: the text from the first match worth showing to the end of the
last. `passage` then chooses the text to show around the core. All lengths and offsets count codepoints.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from analyzers.splitter import sentences_near
from searchidx.highlight.shown_text import entity_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.chunk_matches import Match

MAX_CORE_MATCHES: Final = 120
"""The number of matches of a core that are weighed. Only codes such as 1/1/1/1/..., and cores that are longer
than those of the usual snippets, have more.
"""

NEIGHBOUR_SHARE: Final = 0.5
"""The share of the lower weight that two matches add if they are side by side in the order of the query.

They are side by side if only blanks are between them in the text. They are in the order of the query if the
number of the second pattern is higher. Other patterns may lie between the two in the query.
"""

_MIN_GAIN: Final = 1 + 1e-9
"""The factor by which a later core must outweigh the best core. It is larger than any rounding error."""

_BLANKS_BEFORE_WORD: Final = re.compile(r"\s+(?=\S)")

Core = tuple[int, int, float]
"""(first, end, max_weight): the core of `matches[first:end]`, and an upper bound of its weight.

A named tuple would be too slow, because each match of a page of hits begins a core.
"""


def best_core(
    text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern], length: int
) -> tuple[int, int]:
    """Return start and end of the core with the highest weight, at most `length` characters long.

    The weight of a core is the sum of the weights of the different patterns that match in it. Matches side
    by side in the order of the query weigh more (`NEIGHBOUR_SHARE`). Of cores with the same weight, the first
    is returned. If no match fits into `length` characters, the result is `(0, 0)`. `matches` are in ascending
    order, and `patterns` has the pattern of each match by its number.
    """
    best_weight, best_span = 0.0, (0, 0)
    for first, end, max_weight in cores(matches, greatest_weights(patterns), length):
        if max_weight > best_weight * _MIN_GAIN:
            weight, last_end = weigh(text, matches[first : min(end, first + MAX_CORE_MATCHES)], patterns)
            if weight > best_weight * _MIN_GAIN:
                start, first_end, _ = matches[first]
                best_weight, best_span = weight, (start, max(last_end, first_end))
    return best_span


def cores(matches: Sequence[Match], max_weights: Mapping[int, float], length: int) -> Iterator[Core]:
    """Yield for each match the longest core that starts with it, by moving two ends over the matches.

    A match that is longer than `length` gives an empty core.
    """
    inside = dict.fromkeys(max_weights, 0)  # for each pattern, the number of its matches in the core
    end, max_weight = 0, 0.0
    for first, (start, _, number) in enumerate(matches):
        end = max(end, first)
        while end < len(matches):
            _, added_end, added_number = matches[end]
            if added_end - start > length:
                break
            max_weight += 0 if inside[added_number] else max_weights[added_number]
            inside[added_number] += 1
            end += 1
        yield first, end, max_weight
        if first < end:  # the first match leaves the core
            inside[number] -= 1
            max_weight -= 0 if inside[number] else max_weights[number]


def greatest_weights(patterns: Mapping[int, Pattern]) -> dict[int, float]:
    """Return the greatest contribution of each pattern: its weight and the share of a heavy predecessor."""
    max_weights, heaviest = {}, 0.0
    for number in sorted(patterns):
        weight = patterns[number].weight
        max_weights[number] = weight + NEIGHBOUR_SHARE * min(weight, heaviest)
        heaviest = max(heaviest, weight)
    return max_weights


def weigh(text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern]) -> tuple[float, int]:
    """Return the weight of the matches, and the end of the last match that adds to it."""
    shown: set[int] = set()  # the numbers of the patterns that were counted
    weight, last_end = 0.0, 0
    previous_end, previous_number = 0, -1
    for start, end, number in matches:
        if number not in shown:
            shown.add(number)
            added = patterns[number].weight
            weight += added
            last_end = end
            if 0 <= previous_number < number and text[previous_end:start].isspace():
                weight += NEIGHBOUR_SHARE * min(added, patterns[previous_number].weight)
            if len(shown) == len(patterns):
                break
        previous_end, previous_number = end, number
    return weight, last_end


def passage(text: str, core_start: int, core_end: int, length: int) -> tuple[int, int]:
    """Return start and end of the passage around the core `text[core_start:core_end]`, at most `length` long.

    The passage begins with the sentence of the core, or at a later word of this sentence if the core would
    not fit. It ends with a whole sentence if the sentences up to there contain the core and fill at least
    half of `length`, otherwise with a whole word. Earlier whole sentences are added if there is room. If
    there are only blanks around the core, the passage is `(0, 0)`.
    """
    sentences = sentences_near(text, core_start - length, core_start + length)
    if not sentences:
        return 0, 0
    # Begin with the sentence of the core, or within this sentence if the core would not fit.
    number = max(bisect_right([sentence_start for sentence_start, _ in sentences], core_start) - 1, 0)
    start, _ = sentences[number]
    if core_end - start > length:
        room = (length - (core_end - core_start)) // 2
        start = _word_start(text, max(core_start - room, start), core_start)
    # Add whole sentences, or whole words if the sentences show too little.
    end = start
    for _, sentence_end in sentences[number:]:
        if sentence_end - start > length:
            break
        end = sentence_end
    if end < core_end or end - start < length // 2:
        end = _word_end(text, start + length, max(core_end, start + 1))
    # Use the room that is left for earlier sentences.
    for earlier_start, _ in reversed(sentences[:number]):
        if end - earlier_start > length:
            break
        start = earlier_start
    return start, end


def _word_start(text: str, position: int, limit: int) -> int:
    """Return the first start of a word from `position` to `limit`, or else the first cut of `_uncut`.

    `position` must not be 0, and `text[limit]` must not be a blank.
    """
    if text[position - 1].isspace():
        return position
    blanks = _BLANKS_BEFORE_WORD.search(text, position, limit + 1)  # text[limit] is not a blank
    return blanks.end() if blanks else _uncut(text, position, step=1)


def _word_end(text: str, position: int, limit: int) -> int:
    """Return the last end of a word from `limit` to `position`, or else the last cut of `_uncut`.

    The character before `limit` must not be a blank.
    """
    if position >= len(text):
        return len(text.rstrip())
    blank = position
    while blank > limit and not text[blank].isspace():
        blank -= 1
    if text[blank].isspace():
        return len(text[:blank].rstrip())
    return max(_uncut(text, position, step=-1), limit)


def _uncut(text: str, position: int, step: int) -> int:
    """Move a cut in the direction of `step` until it parts no entity, and no letter from marks or joiners."""
    while 0 < position < len(text):
        if entity := entity_around(text, position):
            position = entity[step > 0]
        elif unicodedata.category(text[position])[0] == "M" or "\u200d" in text[position - 1 : position + 1]:
            position += step
        else:
            break
    return position
