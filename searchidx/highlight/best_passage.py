"""Which passage of a text to show: the one with most of the query, cut where a reader would cut it.

The *window* reaches from the first match that is worth showing to the last; the *passage* is what is shown
around it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from analyzers.splitter import sentences_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.matches import Match

MAX_WINDOW_MATCHES: Final = 120
"""Matches of one window that are weighed; only codes such as 1/1/1/1/... fill a window with more."""

NEIGHBOUR_SHARE: Final = 0.5
"""What two matches side by side in the query's order add, as a share of the lighter one's weight."""

_MIN_GAIN: Final = 1 + 1e-9
"""How many times as much a later window has to weigh, so that rounding decides nothing."""

_BLANKS_BEFORE_WORD: Final = re.compile(r"\s+(?=\S)")


def best_window(
    text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern], length: int
) -> tuple[int, int]:
    """Return start and end of the passage of matches, at most `length` long, that shows most weight.

    A pattern counts once, and neighbours in the query's order count extra. Of equal windows the first wins;
    without any match the window is (0, 0).
    """
    best_weight, window = 0.0, (0, 0)
    max_weights = _max_weights(patterns)
    inside = dict.fromkeys(patterns, 0)  # how many matches of each pattern the window has
    right, upper_bound = 0, 0.0  # of the window's weight, which is told sooner than the weight itself
    for left, (start, end, number) in enumerate(matches):
        right = max(right, left)
        while right < len(matches):
            _, right_end, right_number = matches[right]
            if right_end - start > length:
                break
            upper_bound += 0 if inside[right_number] else max_weights[right_number]
            inside[right_number] += 1
            right += 1
        if upper_bound > best_weight * _MIN_GAIN:
            weight, last = _weigh(text, matches[left : min(right, left + MAX_WINDOW_MATCHES)], patterns)
            if weight > best_weight * _MIN_GAIN:
                best_weight, window = weight, (start, max(last, end))
        if left < right:
            inside[number] -= 1
            upper_bound -= 0 if inside[number] else max_weights[number]
    return window


def _max_weights(patterns: Mapping[int, Pattern]) -> dict[int, float]:
    """Return what each pattern can add to a window, with a neighbour that precedes it in the query."""
    max_weights, heaviest = {}, 0.0
    for number in sorted(patterns):
        weight = patterns[number].weight
        max_weights[number] = weight + NEIGHBOUR_SHARE * min(weight, heaviest)
        heaviest = max(heaviest, weight)
    return max_weights


def _weigh(text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern]) -> tuple[float, int]:
    """Return the weight that the matches show, and the end of the last one that adds to it."""
    shown: set[int] = set()
    weight, last = 0.0, 0
    previous_end, previous_number = 0, -1
    for start, end, number in matches:
        if number not in shown:
            shown.add(number)
            added = patterns[number].weight
            weight += added
            last = end
            if 0 <= previous_number < number and text[previous_end:start].isspace():
                weight += NEIGHBOUR_SHARE * min(added, patterns[previous_number].weight)
            if len(shown) == len(patterns):
                break
        previous_end, previous_number = end, number
    return weight, last


def passage(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Return start and end of what to show around the window from `first` to `last`.

    At most `length` code points are shown: whole sentences where they fill at least half of them, else whole
    words. Sentences before the window are added as far as there is room.
    """
    sentences = sentences_near(text, first - length, first + length)
    if not sentences:
        return 0, 0
    number = max(bisect_right([sentence_start for sentence_start, _ in sentences], first) - 1, 0)
    start, _ = sentences[number]
    if last - start > length:
        room = (length - (last - first)) // 2
        start = _word_start(text, max(first - room, start), first)
    end = start
    for _, sentence_end in sentences[number:]:
        if sentence_end - start > length:
            break
        end = sentence_end
    if end < last or end - start < length // 2:
        end = _word_end(text, start + length, max(last, start + 1))
    for earlier_start, _ in reversed(sentences[:number]):
        if end - earlier_start > length:
            break
        start = earlier_start
    return start, end


def _word_start(text: str, position: int, limit: int) -> int:
    """Return the first start of a word in position..limit, or of a grapheme where there is none.

    `position` is not the beginning of the text.
    """
    if text[position - 1].isspace():
        return position
    blanks = _BLANKS_BEFORE_WORD.search(text, position, limit + 1)  # the last blank stands before `limit`
    return blanks.end() if blanks else _outside_grapheme(text, position, step=1)


def _word_end(text: str, position: int, limit: int) -> int:
    """Return the last end of a word in limit..position, or of a grapheme where there is none.

    The character before `limit` is not blank.
    """
    if position >= len(text):
        return len(text.rstrip())
    blank = position
    while blank > limit and not text[blank].isspace():
        blank -= 1
    if text[blank].isspace():
        return len(text[:blank].rstrip())
    return max(_outside_grapheme(text, position, step=-1), limit)


def _outside_grapheme(text: str, position: int, step: int) -> int:
    """Move a cut out of a letter with combining marks or joiners."""
    while 0 < position < len(text) and (
        unicodedata.category(text[position])[0] == "M" or "\u200d" in text[position - 1 : position + 1]
    ):
        position += step
    return position
