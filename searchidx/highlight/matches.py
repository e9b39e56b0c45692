"""Where a text matches a plan's patterns: found on the tokens of the text itself, in any Unicode form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.query.ast import Pattern, Slot

_CHUNK = re.compile(r"\S+")
_folded = lru_cache(maxsize=1 << 16)(folded_term)

Place = tuple[int, int]
"""A pattern's number in the plan, and a slot's in the pattern."""


class Match(NamedTuple):
    """A stretch of the text that fills a slot of a pattern (its number in the plan)."""

    start: int
    end: int
    pattern: int


class _Token(NamedTuple):
    """A token that fills slots; offsets and position count from the start of its chunk, then of the text."""

    start: int
    end: int
    position: int
    places: tuple[Place, ...]


class Finder:
    """Finds the patterns of one text field; what it learns of a chunk serves all texts of an answer."""

    def __init__(self, patterns: Sequence[Pattern], field: str, *, complete: bool) -> None:
        """Take the patterns that may be marked in this field of a hit, a complete match or not."""
        self.patterns = {
            number: pattern
            for number, pattern in enumerate(patterns)
            if field in pattern.fields and not (complete and pattern.weak)
        }
        self._exact: dict[str, list[Place]] = {}
        self._folded: dict[str, list[Place]] = {}
        self._prefixes: list[tuple[int, Slot]] = []
        self._chunks: dict[str, tuple[int, tuple[_Token, ...]]] = {}
        for number, pattern in self.patterns.items():
            self._register(number, pattern)

    def _register(self, number: int, pattern: Pattern) -> None:
        if pattern.prefix:
            self._prefixes.append((number, pattern.slots[0]))
            return
        for place, slot in enumerate(pattern.slots):
            for terms, table in ((slot.exact, self._exact), (slot.folded, self._folded)):
                for text in terms:
                    table.setdefault(text, []).append((number, place))

    def find(self, text: str) -> list[Match]:
        """Return the matches in order of their starts; of a pattern of several slots only whole runs."""
        matches: set[Match] = set()
        runs: dict[tuple[Place, int], tuple[Match, ...]] = {}  # (slot, position) due -> the run up to there
        for token in self._tokens(text) if self.patterns else ():
            for number, place in token.places:
                match = Match(token.start, token.end, number)
                last = len(self.patterns[number].slots) - 1
                run = () if place == 0 else runs.get(((number, place), token.position))
                if run is None:
                    continue
                if place == last:
                    matches.update((*run, match))
                else:
                    runs[(number, place + 1), token.position + 1] = (*run, match)
        return sorted(matches)

    def _tokens(self, text: str) -> Iterator[_Token]:
        """Yield the tokens of the text that fill any slot."""
        base = 0
        for chunk in _CHUNK.finditer(text):
            known = self._chunks.get(chunk[0])
            if known is None:
                known = self._chunks[chunk[0]] = self._learn(chunk[0])
            positions, tokens = known
            for start, end, position, places in tokens:
                yield _Token(chunk.start() + start, chunk.start() + end, base + position, places)
            base += positions

    def _learn(self, chunk: str) -> tuple[int, tuple[_Token, ...]]:
        """Return how many positions a chunk has, and its tokens that fill slots."""
        tokens = chunk_tokens(chunk)
        found = ((start, end, position, self._places(term)) for start, end, position, _, term in tokens)
        positions = tokens[-1][2] + 1 if tokens else 0
        return positions, tuple(_Token(*token) for token in found if token[3])

    def _places(self, term: str) -> tuple[Place, ...]:
        folded = _folded(term)
        starting = (
            (number, 0)
            for number, slot in self._prefixes
            if term.startswith(tuple(slot.exact)) or folded.startswith(tuple(slot.folded))
        )
        return (*self._exact.get(term, ()), *self._folded.get(folded, ()), *starting)
