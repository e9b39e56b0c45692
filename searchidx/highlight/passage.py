"""Which stretch of a text to show: the one with most of the query, cut where a reader would cut it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from analyzers.splitter import sentences_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.matches import Match

_MOST_IN_WINDOW = 120
"""Matches weighed of one stretch, which only codes such as 1/1/1/1/... fill with more."""

_NEIGHBOURS = 0.5
"""What two matches side by side in the query's order add, as a share of the lighter one's weight."""


def best_window(
    text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern], length: int
) -> tuple[int, int]:
    """Return start and end of the stretch of matches, at most `length` long, that shows most weight.

    A pattern counts once, neighbours in the query's order count extra; earlier stretches win ties.
    """
    best, window = 0.0, (0, 0)
    most = _most(patterns)
    inside = dict.fromkeys(patterns, 0)
    right, bound = 0, 0.0  # no stretch is worth more than its bound, which is soon told
    for left, (start, end, number) in enumerate(matches):
        right = max(right, left)
        while right < len(matches) and matches[right][1] - start <= length:
            entering = matches[right][2]
            bound += 0 if inside[entering] else most[entering]
            inside[entering] += 1
            right += 1
        if bound > best * (1 + 1e-9):
            score, last = _worth(text, matches[left : min(right, left + _MOST_IN_WINDOW)], patterns)
            if score > best * (1 + 1e-9):
                best, window = score, (start, max(last, end))
        if left < right:
            inside[number] -= 1
            bound -= 0 if inside[number] else most[number]
    return window


def _most(patterns: Mapping[int, Pattern]) -> dict[int, float]:
    """Return what each pattern can add to a stretch, a neighbour before it in the query's order included."""
    most, heaviest = {}, 0.0
    for number in sorted(patterns):
        weight = patterns[number].weight
        most[number] = weight + _NEIGHBOURS * min(weight, heaviest)
        heaviest = max(heaviest, weight)
    return most


def _worth(text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern]) -> tuple[float, int]:
    """Return the weight that the matches show, and the end of the last one that adds to it."""
    shown: set[int] = set()
    score, last = 0.0, 0
    stop, previous = 0, -1
    for start, end, number in matches:
        if number not in shown:
            shown.add(number)
            weight = patterns[number].weight
            score += weight
            last = end
            if 0 <= previous < number and text[stop:start].isspace():
                score += _NEIGHBOURS * min(weight, patterns[previous].weight)
            if len(shown) == len(patterns):
                break
        stop, previous = end, number
    return score, last


def passage(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Return what to show around `first` to `last`: whole sentences where they fit, else whole words."""
    spans = sentences_near(text, first - length, first + length)
    if not spans:
        return 0, 0
    number = max(bisect_right([start for start, _ in spans], first) - 1, 0)
    start = spans[number][0]
    if last - start > length:
        room = (length - (last - first)) // 2
        start = _word_start(text, max(first - room, start), first)
    end = start
    for _, stop in spans[number:]:
        if stop - start > length:
            break
        end = stop
    if end < last or end - start < length // 2:
        end = _word_end(text, start + length, max(last, start + 1))
    while number > 0 and end - spans[number - 1][0] <= length and start == spans[number][0]:
        number -= 1
        start = spans[number][0]
    return start, end


def _word_start(text: str, position: int, limit: int) -> int:
    """Return the first start of a word in position..limit, or of a grapheme where there is none."""
    if position == 0 or text[position - 1].isspace():
        return position
    blank = re.compile(r"\s+(?=\S)").search(text, position, limit + 1)  # the last blank stands before `limit`
    return blank.end() if blank else _off_marks(text, position, step=1)


def _word_end(text: str, position: int, limit: int) -> int:
    """Return the last end of a word in limit..position, or of a grapheme where there is none."""
    if position >= len(text):
        return len(text.rstrip())
    place = position
    while place > limit and not text[place].isspace():
        place -= 1
    if text[place].isspace():
        return max(len(text[:place].rstrip()), limit)
    return max(_off_marks(text, position, step=-1), limit)


def _off_marks(text: str, position: int, step: int) -> int:
    """Move a cut off the inside of a letter with combining marks or joiners."""
    while 0 < position < len(text) and (
        unicodedata.category(text[position])[0] == "M" or "\u200d" in text[position - 1 : position + 1]
    ):
        position += step
    return position
