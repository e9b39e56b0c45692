"""Where a text matches a plan's patterns: found on the tokens of the text itself, in any Unicode form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens
from searchidx.highlight.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.query.ast import Pattern, Slot

_CHUNK = re.compile(r"\S+")
_REMEMBERED_LENGTH = 64

_MOST_MATCHES = 20_000
_MOST_READ = 50_000
_LONGEST_CHUNK = 8_000
"""Bounds for books: what is looked at in one text (characters of chunks read), and of one chunk."""

Place = tuple[int, int]
"""A pattern's number in the plan, and a slot's in the pattern."""


class Match(NamedTuple):
    """A stretch of the text that fills a slot of a pattern (its number in the plan)."""

    start: int
    end: int
    pattern: int


class _Read(NamedTuple):
    """A chunk of text: its number of parts; start, end, position and slots of the tokens that fill any."""

    parts: int
    filled: tuple[tuple[int, int, int, tuple[Place, ...]], ...]


class Finder:
    """Finds the patterns of one text field in the texts of one answer, which share their words."""

    def __init__(self, patterns: Sequence[Pattern], field: str, *, complete: bool) -> None:
        """Take the patterns that may be marked in this field of a hit, a complete match or not."""
        self.patterns = {
            number: pattern
            for number, pattern in enumerate(patterns)
            if field in pattern.fields and not (complete and pattern.weak)
        }
        self._last = {number: len(pattern.slots) - 1 for number, pattern in self.patterns.items()}
        self._exact: dict[str, list[Place]] = {}
        self._folded: dict[str, list[Place]] = {}
        self._prefixes: list[tuple[int, Slot]] = []
        for number, pattern in self.patterns.items():
            self._register(number, pattern)
        beginnings = [text for _, slot in self._prefixes for text in (*slot.exact, *slot.folded)]
        self._candidates = Candidates((*self._exact, *self._folded), beginnings)
        self._known: dict[str, _Read] = {}

    def _register(self, number: int, pattern: Pattern) -> None:
        if pattern.prefix:
            self._prefixes.append((number, pattern.slots[0]))
            return
        for place, slot in enumerate(pattern.slots):
            for terms, table in ((slot.exact, self._exact), (slot.folded, self._folded)):
                for text in terms:
                    table.setdefault(text, []).append((number, place))

    def find(self, text: str) -> list[Match]:
        """Return the matches in order of their starts; of a pattern of several slots only whole runs.

        Of a book they are the first ones, as far as the bounds above reach.
        """
        matches: set[Match] = set()
        runs: dict[
            tuple[int, int, int], tuple[Match, ...]
        ] = {}  # (pattern, slot, position) due -> up to there
        before = parts = read = 0
        for start, end in self._candidates.chunks(text) if self.patterns else ():
            if read > _MOST_READ or len(matches) > _MOST_MATCHES:
                break
            stop = min(end, start + _LONGEST_CHUNK)
            read += stop - start
            if runs and _has_tokens(text, before, start):
                runs.clear()
            chunk = self._read(text[start:stop])
            for first, last, position, places in chunk.filled:
                for number, place in places:
                    match = Match(start + first, start + last, number)
                    run = runs.get((number, place, parts + position)) if place else ()
                    if run is None:
                        continue
                    if place == self._last[number]:
                        matches.update((*run, match))
                    else:
                        runs[number, place + 1, parts + position + 1] = (*run, match)
            before, parts = stop, parts + chunk.parts
        return sorted(matches)

    def _read(self, chunk: str) -> _Read:
        known = self._known.get(chunk)
        if known is None:
            tokens = chunk_tokens(chunk)
            filled = tuple(
                (start, end, position, places)
                for start, end, position, _, term in tokens
                if (places := self._places(term))
            )
            known = _Read(tokens[-1][2] + 1 if tokens else 0, filled)
            if len(chunk) <= _REMEMBERED_LENGTH:
                self._known[chunk] = known
        return known

    def _places(self, exact: str) -> tuple[Place, ...]:
        folded = folded_term(exact)
        starting = (
            (number, 0)
            for number, slot in self._prefixes
            if exact.startswith(tuple(slot.exact)) or folded.startswith(tuple(slot.folded))
        )
        return (*self._exact.get(exact, ()), *self._folded.get(folded, ()), *starting)


def _has_tokens(text: str, start: int, end: int) -> bool:
    return any(chunk_tokens(chunk[0][:_LONGEST_CHUNK]) for chunk in _CHUNK.finditer(text, start, end))
