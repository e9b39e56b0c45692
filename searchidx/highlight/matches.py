"""Where a text matches a plan's patterns: found on the tokens of the text itself, in any Unicode form."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.query.ast import Pattern, Slot

_OTHER_BLANK = re.compile(r"[^\S ]")
_CACHED_LENGTH = 64

Place = tuple[int, int]
"""A pattern's number in the plan, and a slot's in the pattern."""


class Match(NamedTuple):
    """A stretch of the text that fills a slot of a pattern (its number in the plan)."""

    start: int
    end: int
    pattern: int


class _Token(NamedTuple):
    """A token of a chunk of text; offsets and position count from the start of the chunk."""

    start: int
    end: int
    position: int
    exact: str
    folded: str


Chunk = tuple[_Token, ...]
"""The tokens of what stands between two blanks."""


class Finder:
    """Finds the patterns of one text field."""

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
        for number, pattern in self.patterns.items():
            self._register(number, pattern)
        self._of_one_slot = all(len(pattern.slots) == 1 for pattern in self.patterns.values())
        self._terms = frozenset((*self._exact, *self._folded))

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
        for start, end, position, places in self._filled(text) if self.patterns else ():
            for number, place in places:
                match = Match(start, end, number)
                last = len(self.patterns[number].slots) - 1
                run = () if place == 0 else runs.get(((number, place), position))
                if run is None:
                    continue
                if place == last:
                    matches.update((*run, match))
                else:
                    runs[(number, place + 1), position + 1] = (*run, match)
        return sorted(matches)

    def _filled(self, text: str) -> Iterator[tuple[int, int, int, tuple[Place, ...]]]:
        """Yield start, end, position and slots of the tokens of the text that fill any slot."""
        chunks = _OTHER_BLANK.sub(" ", text).split(" ")
        cached = max(map(len, chunks)) <= _CACHED_LENGTH
        read, terms = (_read_cached, _terms_cached) if cached else (_read, _terms)
        without = map(self._terms.isdisjoint, map(terms, chunks))
        promising = [at for at, lacks in enumerate(without) if self._prefixes or not lacks]
        if not promising:
            return
        ends = list(accumulate(map(len, chunks)))
        bases = [] if self._of_one_slot else list(accumulate(map(_positions, map(read, chunks)), initial=0))
        for at in promising:
            start = ends[at] - len(chunks[at]) + at  # a blank before each of the `at` chunks that went before
            base = bases[at] if bases else 0
            for token in read(chunks[at]):
                if places := self._places(token):
                    yield start + token.start, start + token.end, base + token.position, places

    def _places(self, token: _Token) -> tuple[Place, ...]:
        starting = (
            (number, 0)
            for number, slot in self._prefixes
            if token.exact.startswith(tuple(slot.exact)) or token.folded.startswith(tuple(slot.folded))
        )
        return (*self._exact.get(token.exact, ()), *self._folded.get(token.folded, ()), *starting)


def _read(chunk: str) -> Chunk:
    return tuple(
        _Token(start, end, position, term, folded_term(term))
        for start, end, position, _, term in chunk_tokens(chunk)
    )


def _terms(chunk: str) -> frozenset[str]:
    return frozenset(term for token in _read(chunk) for term in (token.exact, token.folded))


def _positions(tokens: Chunk) -> int:
    return tokens[-1].position + 1 if tokens else 0


_read_cached = lru_cache(maxsize=1 << 15)(_read)
_terms_cached = lru_cache(maxsize=1 << 15)(_terms)
