"""Where a text matches the patterns of a plan: found on the text's own tokens, in any Unicode form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.engines.plan import Alternatives, Pattern
    from searchidx.highlight.candidates import Chunk

MAX_READ_CHARACTERS: Final = 50_000
"""Characters of chunks after which no further chunk of a text is read."""

MAX_MATCHES: Final = 20_000
"""Matches after which no further chunk of a text is read."""

MAX_CHUNK_CHARACTERS: Final = 8_000
"""Characters of one chunk that are read."""

_MAX_REMEMBERED_CHARACTERS: Final = 64
"""A longer chunk hardly comes twice in the texts of an answer."""

_CHUNK: Final = re.compile(r"\S+")

Match = tuple[int, int, int]
"""Start and end of a part of the text that matches one token of a pattern, and the pattern's number.

A plain tuple: an answer has hundreds of them, and a named one takes ten times as long to make.
"""

PhraseToken = tuple[int, int, int, int, int]
"""Start and end of a part of the text that matches one of several tokens of a pattern, then its position in
its chunk, the pattern's number, and the number of the token in the pattern.
"""


class PatternToken(NamedTuple):
    """One token of a pattern: the pattern's number in the plan, and the token's number in the pattern."""

    pattern: int
    token: int


class ChunkMatches(NamedTuple):
    """What matches in one chunk of text, with offsets from its start; `positions` counts its positions.

    `matches` and `weak_matches` are of patterns of one token.
    """

    positions: int
    matches: tuple[Match, ...]
    weak_matches: tuple[Match, ...]
    phrase_tokens: tuple[PhraseToken, ...]


class TextMatches(NamedTuple):
    """The matches of one text in order of their starts, and those of weak patterns that were held back.

    Each of `held_back` has an offset that the starts and ends of its matches are counted from.
    """

    matches: list[Match]
    held_back: list[tuple[int, tuple[Match, ...]]]

    def with_weak(self) -> list[Match]:
        """Return all matches in order of their starts, those of weak patterns included."""
        all_matches = set(self.matches)
        for offset, weak_matches in self.held_back:
            if len(all_matches) > MAX_MATCHES:
                break
            for start, end, number in weak_matches:
                all_matches.add((offset + start, offset + end, number))
        return sorted(all_matches)


def patterns_of_field(patterns: Sequence[Pattern], field: str) -> dict[int, Pattern]:
    """Return the patterns of a plan that may be marked in a text field, by their numbers in the plan."""
    return {number: pattern for number, pattern in enumerate(patterns) if field in pattern.fields}


class MatchFinder:
    """Finds patterns in the texts of one answer, which share their words."""

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        """Take the patterns by their numbers in the plan."""
        self.patterns = patterns
        self.strong_patterns = {number: pattern for number, pattern in patterns.items() if not pattern.weak}
        self._last_token = {number: len(pattern.tokens) - 1 for number, pattern in patterns.items()}
        self._exact: dict[str, list[PatternToken]] = {}
        self._folded: dict[str, list[PatternToken]] = {}
        self._prefixes: list[tuple[PatternToken, Alternatives]] = []
        for number, pattern in patterns.items():
            self._register(number, pattern)
        self._chunks: dict[str, ChunkMatches] = {}

    def _register(self, number: int, pattern: Pattern) -> None:
        if pattern.prefix:
            self._prefixes.append((PatternToken(number, 0), pattern.tokens[0]))
            return
        for token, alternatives in enumerate(pattern.tokens):
            for terms, table in ((alternatives.exact, self._exact), (alternatives.folded, self._folded)):
                for term in terms:
                    table.setdefault(term, []).append(PatternToken(number, token))

    def find(self, text: str, chunks: Iterable[Chunk], *, hold_weak_back: bool = False) -> TextMatches:
        """Return the matches in the chunks of a text, in which all that may match has to stand.

        A pattern of several tokens matches only tokens that stand side by side. With `hold_weak_back`, the
        matches of weak patterns are kept apart. Of a book only the first matches are returned, as far as the
        bounds of this module reach.
        """
        matches: set[Match] = set()
        held_back: list[tuple[int, tuple[Match, ...]]] = []
        # The next token of a pattern, and the position where it is due -> the matches of the tokens before.
        open_phrases: dict[tuple[int, int, int], tuple[Match, ...]] = {}
        read_to = position = characters_read = 0
        for start, chunk_end in chunks if self.patterns else ():
            if characters_read > MAX_READ_CHARACTERS or len(matches) > MAX_MATCHES:
                break
            end = min(chunk_end, start + MAX_CHUNK_CHARACTERS)
            characters_read += end - start
            if open_phrases and has_tokens(text, read_to, start):
                open_phrases.clear()
            chunk_text = text[start:end]
            positions, strong, weak, phrase_tokens = self._chunks.get(chunk_text) or self._read(chunk_text)
            for first, last, number in strong:
                matches.add((start + first, start + last, number))
            if weak and hold_weak_back:
                held_back.append((start, weak))
            else:
                for first, last, number in weak:
                    matches.add((start + first, start + last, number))
            if phrase_tokens:
                for number, phrase in self._extend_phrases(open_phrases, phrase_tokens, start, position):
                    if hold_weak_back and number not in self.strong_patterns:
                        held_back.append((0, phrase))
                    else:
                        matches.update(phrase)
            read_to, position = end, position + positions
        return TextMatches(sorted(matches), held_back)

    def _extend_phrases(
        self,
        open_phrases: dict[tuple[int, int, int], tuple[Match, ...]],
        phrase_tokens: Iterable[PhraseToken],
        chunk_start: int,
        chunk_position: int,
    ) -> list[tuple[int, tuple[Match, ...]]]:
        """Go on with open phrases by the tokens of a chunk; return the finished ones by their patterns."""
        finished: list[tuple[int, tuple[Match, ...]]] = []
        for start, end, position_in_chunk, number, token in phrase_tokens:
            position = chunk_position + position_in_chunk
            before = open_phrases.get((number, token, position)) if token else ()
            if before is None:
                continue
            phrase = (*before, (chunk_start + start, chunk_start + end, number))
            if token == self._last_token[number]:
                finished.append((number, phrase))
            else:
                open_phrases[number, token + 1, position + 1] = phrase
        return finished

    def _read(self, chunk_text: str) -> ChunkMatches:
        matches: list[Match] = []
        weak_matches: list[Match] = []
        phrase_tokens: list[PhraseToken] = []
        position = -1
        for start, end, position, _, term in chunk_tokens(chunk_text):
            for number, token in self._pattern_tokens(term):
                if self._last_token[number]:
                    phrase_tokens.append((start, end, position, number, token))
                elif number in self.strong_patterns:
                    matches.append((start, end, number))
                else:
                    weak_matches.append((start, end, number))
        chunk = ChunkMatches(position + 1, tuple(matches), tuple(weak_matches), tuple(phrase_tokens))
        if len(chunk_text) <= _MAX_REMEMBERED_CHARACTERS:
            self._chunks[chunk_text] = chunk
        return chunk

    def _pattern_tokens(self, exact: str) -> list[PatternToken]:
        """Return what a term matches."""
        folded = folded_term(exact)
        prefixes = [
            pattern_token
            for pattern_token, alternatives in self._prefixes
            if exact.startswith(tuple(alternatives.exact)) or folded.startswith(tuple(alternatives.folded))
        ]
        return [*self._exact.get(exact, ()), *self._folded.get(folded, ()), *prefixes]


def has_tokens(text: str, start: int, end: int) -> bool:
    """Return whether a token stands in this part of the text, which ends at blanks."""
    if text[start:end].isspace():  # as between most neighbours
        return False
    return any(chunk_tokens(chunk[0][:MAX_CHUNK_CHARACTERS]) for chunk in _CHUNK.finditer(text, start, end))
