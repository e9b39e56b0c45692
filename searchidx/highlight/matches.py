"""Where a text matches a plan's patterns: found on the tokens of the text itself, in any Unicode form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens
from searchidx.highlight.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import Alternatives, Pattern
    from searchidx.highlight.candidates import Span

_CHUNK = re.compile(r"\S+")
_REMEMBERED_LENGTH = 64

_MOST_MATCHES = 20_000
_MOST_READ = 50_000
_LONGEST_CHUNK = 8_000
"""Bounds for books: what is looked at in one text (characters of chunks read), and of one chunk."""

Place = tuple[int, int]
"""A pattern's number in the plan, and a slot's in the pattern."""


Match = tuple[int, int, int]
"""Start and end of a stretch of the text that fills a slot of a pattern, and the pattern's number.

A plain tuple: an answer has hundreds of them, and a named one costs ten times as much to make.
"""


class _Read(NamedTuple):
    """A chunk of text: its number of parts; of its tokens start and end with what they fill.

    That is a pattern of one slot (its number), or (position, pattern, slot) of one with several.
    """

    parts: int
    alone: tuple[Match, ...]
    in_runs: tuple[tuple[int, int, int, int, int], ...]


class MatchFinder:
    """Finds the patterns of one text field in the texts of one answer, which share their words."""

    def __init__(self, patterns: Sequence[Pattern], field: str, *, complete: bool) -> None:
        """Take the patterns that may be marked in this field of a hit, a complete match or not."""
        self.patterns = {
            number: pattern
            for number, pattern in enumerate(patterns)
            if field in pattern.fields and not (complete and pattern.weak)
        }
        self._last = {number: len(pattern.tokens) - 1 for number, pattern in self.patterns.items()}
        self._exact: dict[str, list[Place]] = {}
        self._folded: dict[str, list[Place]] = {}
        self._prefixes: list[tuple[int, Alternatives]] = []
        for number, pattern in self.patterns.items():
            self._register(number, pattern)
        self._known: dict[str, _Read] = {}

    def _register(self, number: int, pattern: Pattern) -> None:
        if pattern.prefix:
            self._prefixes.append((number, pattern.tokens[0]))
            return
        for place, slot in enumerate(pattern.tokens):
            for terms, table in ((slot.exact, self._exact), (slot.folded, self._folded)):
                for text in terms:
                    table.setdefault(text, []).append((number, place))

    def find(self, text: str, chunks: Iterable[Span] | None = None) -> list[Match]:
        """Return the matches in order of their starts; of a pattern of several slots only whole runs.

        `chunks` are the text's candidates, where they are known already. Of a book the matches are the first
        ones, as far as the bounds above reach.
        """
        if chunks is None:
            chunks = Candidates(self.patterns.values()).chunks(text)
        matches: set[Match] = set()
        # (pattern, slot, position) due -> the matches up to there
        runs: dict[tuple[int, int, int], tuple[Match, ...]] = {}
        before = parts = read = 0
        for start, end in chunks if self.patterns else ():
            if read > _MOST_READ or len(matches) > _MOST_MATCHES:
                break
            stop = min(end, start + _LONGEST_CHUNK)
            read += stop - start
            if runs and has_tokens(text, before, start):
                runs.clear()
            piece = text[start:stop]
            chunk = self._known.get(piece) or self._read(piece)
            for first, last, number in chunk.alone:
                matches.add((start + first, start + last, number))
            for first, last, position, number, place in chunk.in_runs:
                run = runs.get((number, place, parts + position)) if place else ()
                if run is None:
                    continue
                run = (*run, (start + first, start + last, number))
                if place == self._last[number]:
                    matches.update(run)
                else:
                    runs[number, place + 1, parts + position + 1] = run
            before, parts = stop, parts + chunk.parts
        return sorted(matches)

    def _read(self, chunk: str) -> _Read:
        alone: list[Match] = []
        in_runs: list[tuple[int, int, int, int, int]] = []
        position = -1
        for start, end, position, _, term in chunk_tokens(chunk):
            for number, place in self._places(term):
                if self._last[number]:
                    in_runs.append((start, end, position, number, place))
                else:
                    alone.append((start, end, number))
        read = _Read(position + 1, tuple(alone), tuple(in_runs))
        if len(chunk) <= _REMEMBERED_LENGTH:
            self._known[chunk] = read
        return read

    def _places(self, exact: str) -> list[Place]:
        folded = folded_term(exact)
        starting = [
            (number, 0)
            for number, slot in self._prefixes
            if exact.startswith(tuple(slot.exact)) or folded.startswith(tuple(slot.folded))
        ]
        return [*self._exact.get(exact, ()), *self._folded.get(folded, ()), *starting]


def has_tokens(text: str, start: int, end: int) -> bool:
    """Return whether a token stands in this part of the text, which ends at blanks."""
    if text[start:end].isspace():  # as between most neighbours
        return False
    return any(chunk_tokens(chunk[0][:_LONGEST_CHUNK]) for chunk in _CHUNK.finditer(text, start, end))
