"""From a document's text and a plan to marks and a snippet. Knows no engine and no query text.

Everything works on the tokens of the text itself, so marks are right for folded, relaxed, prefix and
phrase matches and for any Unicode form.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analyzers import folded_term, sentences, syllables
from searchidx.model import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analyzers import Token
    from searchidx.model import Mark
    from searchidx.query.ast import Pattern, Slot

SNIPPET_LENGTH = 240
"""Code points of a snippet at the most, the ellipses apart."""

_MOST_MATCHES = 2_000
"""Matches weighed for a snippet: enough for any article, and a bound for a book."""

_ELLIPSIS = "…"
_NEIGHBOURS = 0.5
"""What two matches side by side in the query's order add, as a share of the lighter one's weight."""


_folded = lru_cache(maxsize=1 << 16)(folded_term)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of the text that fills a pattern (its number in the plan)."""

    start: int
    end: int
    pattern: int


def patterns_for(patterns: Sequence[Pattern], field: str, *, complete: bool) -> dict[int, Pattern]:
    """Return by number the patterns that may be marked in this text field of such a hit."""
    return {
        number: pattern
        for number, pattern in enumerate(patterns)
        if field in pattern.fields and not (complete and pattern.weak)
    }


def find(text: str, patterns: dict[int, Pattern]) -> list[Match]:
    """Return the matches of the patterns in the text, in order of their start."""
    if not patterns:
        return []
    tokens = syllables(text)
    matches = [*_single_matches(tokens, patterns), *_sequence_matches(tokens, patterns)]
    return sorted(matches, key=lambda match: (match.start, match.end, match.pattern))


def _single_matches(tokens: Sequence[Token], patterns: dict[int, Pattern]) -> Iterator[Match]:
    exact: dict[str, int] = {}
    folded: dict[str, int] = {}
    prefixes: list[tuple[int, Slot]] = []
    for number, pattern in patterns.items():
        if len(pattern.slots) != 1:
            continue
        if pattern.prefix:
            prefixes.append((number, pattern.slots[0]))
            continue
        for term in pattern.slots[0].exact:
            exact.setdefault(term, number)
        for term in pattern.slots[0].folded:
            folded.setdefault(term, number)
    for token in tokens:
        found = exact.get(token.term)
        if found is None:
            found = folded.get(_folded(token.term))
        if found is None:
            found = next((number for number, slot in prefixes if _starts(token, slot)), None)
        if found is not None:
            yield Match(token.start, token.end, found)


def _starts(token: Token, slot: Slot) -> bool:
    return token.term.startswith(tuple(slot.exact)) or _folded(token.term).startswith(tuple(slot.folded))


def _fills(token: Token, slot: Slot) -> bool:
    return token.term in slot.exact or _folded(token.term) in slot.folded


def _sequence_matches(tokens: Sequence[Token], patterns: dict[int, Pattern]) -> Iterator[Match]:
    sequences = {number: pattern.slots for number, pattern in patterns.items() if len(pattern.slots) > 1}
    if not sequences:
        return
    at_position: dict[int, list[Token]] = {}
    for token in tokens:
        at_position.setdefault(token.position, []).append(token)
    for position in at_position:
        for number, slots in sequences.items():
            filled = [
                next((token for token in at_position.get(position + step, ()) if _fills(token, slot)), None)
                for step, slot in enumerate(slots)
            ]
            run = [token for token in filled if token is not None]
            if len(run) == len(slots):
                yield from (Match(token.start, token.end, number) for token in run)


def marks(text: str, matches: Iterable[Match]) -> tuple[Mark, ...]:
    """Return the matched stretches; those with only blanks between them become one mark."""
    merged: list[Mark] = []
    for match in matches:
        if merged and (match.start <= merged[-1][1] or _blank(text, merged[-1][1], match.start)):
            merged[-1] = (merged[-1][0], max(merged[-1][1], match.end))
        else:
            merged.append((match.start, match.end))
    return tuple(merged)


def _blank(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return between.isspace() and "\n" not in between


def snippet(text: str, patterns: dict[int, Pattern], length: int = SNIPPET_LENGTH) -> Snippet:
    """Return the passage that shows most of the patterns' weight, marked; the beginning if none matches."""
    matches = find(text, patterns)
    first, last = _best_window(text, matches, patterns, length)
    start, end = _passage(text, first, last, length)
    inside = [match for match in matches if start <= match.start and match.end <= end]
    return _rendered(text, start, end, marks(text, inside))


def _best_window(
    text: str, matches: Sequence[Match], patterns: dict[int, Pattern], length: int
) -> tuple[int, int]:
    """Return start and end of the stretch of matches, at most `length` long, with the best score.

    A pattern counts once; earlier stretches win ties.
    """
    best, window = 0.0, (0, 0)
    for left, match in enumerate(matches[:_MOST_MATCHES]):
        shown: set[int] = set()
        score, end, previous = 0.0, match.end, None
        for following in matches[left : left + length]:
            if following.end - match.start > length:
                break
            weight = patterns[following.pattern].weight
            if following.pattern not in shown:
                shown.add(following.pattern)
                score += weight
                if previous is not None and _follows(text, previous, following):
                    score += _NEIGHBOURS * min(weight, patterns[previous.pattern].weight)
                end = following.end
            previous = following
        if score > best * (1 + 1e-9):
            best, window = score, (match.start, end)
    return window


def _follows(text: str, before: Match, after: Match) -> bool:
    return after.pattern == before.pattern + 1 and text[before.end : after.start].isspace()


def _passage(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Return the passage around a window of matches, cut at sentence ends where it fits, else at words."""
    spans = sentences(text)
    if not spans:
        return 0, 0
    starts = [start for start, _ in spans]
    opening = spans[max(bisect_right(starts, first) - 1, 0)]
    start = opening[0]
    if last - start > length:
        lead = max(first - (length - (last - first)) // 2, start)
        start = _word_start(text, lead, first)
    end = start
    for _, stop in spans[bisect_right(starts, start) - 1 :]:
        if stop - start > length:
            break
        end = stop
    if end < last or end - start < length // 2:
        end = _word_end(text, min(start + length, len(text)), max(last, start + 1))
    return start, end


def _word_start(text: str, position: int, limit: int) -> int:
    """Return the first start of a word in position..limit, or the first whole grapheme there."""
    if position == 0 or text[position - 1].isspace():
        return position
    blank = re.compile(r"\s+(?=\S)").search(text, position, limit)
    return blank.end() if blank else _grapheme(text, position, step=1)


def _word_end(text: str, position: int, limit: int) -> int:
    """Return the last end of a word in limit..position, or the last whole grapheme there."""
    if position >= len(text) or text[position].isspace():
        return len(text[:position].rstrip())
    for place in range(position, limit, -1):
        if text[place - 1].isspace():
            return max(len(text[:place].rstrip()), limit)
    return max(_grapheme(text, position, step=-1), limit)


def _grapheme(text: str, position: int, step: int) -> int:
    """Move a cut off the inside of a letter with combining marks."""
    while 0 < position < len(text) and (
        unicodedata.category(text[position]).startswith("M") or text[position] in "\u200c\u200d"
    ):
        position += step
    return position


def _rendered(text: str, start: int, end: int, marked: Sequence[Mark]) -> Snippet:
    """Return the passage with its blanks evened out, ellipses where it is cut, and the marks moved along."""
    pieces: list[str] = [] if not text[:start].strip() else [_ELLIPSIS]
    length = len(pieces)
    moved: list[Mark] = []
    place = start
    for mark_start, mark_end in [*marked, (end, end)]:
        for stretch, is_mark in ((text[place:mark_start], False), (text[mark_start:mark_end], True)):
            even = re.sub(r"\s+", " ", stretch)
            if is_mark and even:
                moved.append((length, length + len(even)))
            pieces.append(even)
            length += len(even)
        place = mark_end
    if text[end:].strip():
        pieces.append(_ELLIPSIS)
    return Snippet("".join(pieces), tuple(moved))
