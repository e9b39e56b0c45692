"""The matches of a plan's patterns in a text, found in the tokens of the text itself, in any Unicode form.

A pattern of one token matches single tokens. A pattern of several tokens, here called a *phrase*, matches
neighbouring tokens only. Only the chunks that `candidates.py` names are analysed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens
from searchidx.engines.plan import MEANT

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from analyzers.spans import ChunkToken
    from searchidx.engines.plan import Alternatives, Pattern
    from searchidx.highlight.candidates import Chunk

MAX_READ_CHARACTERS: Final = 50_000
"""After more than this number of characters of chunks, no further chunk of a text is read."""

MAX_MATCHES: Final = 20_000
"""After more than this number of matches, no further chunk of a text is read."""

MAX_CHUNK_CHARACTERS: Final = 8_000
"""The number of characters that are read of a longer chunk."""

_MAX_REMEMBERED_CHARACTERS: Final = 64
"""The matches of longer chunks are not remembered, because such chunks are seldom repeated."""

_CHUNK: Final = re.compile(r"\S+")

Match = tuple[int, int, int]
"""(start, end, number): `text[start:end]` matches one token of the pattern with this number in the plan.

An answer has hundreds of matches, and making a named tuple would take ten times as long.
"""

HeldBack = tuple[int, tuple[Match, ...]]
"""(offset, matches): matches in accents that were not meant. The offset must be added to starts and ends."""

PhraseToken = tuple[int, int, int, int, int]
"""(start, end, position, number, token): a token of a chunk that matches one token of a phrase.

`start` and `end` are offsets in the chunk, and `position` is the token's position in the chunk. `number` is
the number of the pattern, and `token` the number of the token in the pattern.
"""

OpenPhrases = dict[tuple[int, int, int], tuple[Match, ...]]
"""The phrases whose first tokens were found: {(number, token, position): matches of the tokens so far}.

A phrase goes on if token `token` of pattern `number` occurs at `position`. Only the tokens of the chunks that
are read have positions. A token between two of these chunks has no position; it ends all open phrases.
"""


class PatternToken(NamedTuple):
    """One token of a pattern: the pattern's number in the plan, and the token's number in the pattern."""

    pattern: int
    token: int


class MatchedPatterns(NamedTuple):
    """The patterns that a term matches.

    `meant` and `other` have the numbers of patterns of one token, whose accents are `MEANT` or others. A
    pattern is left out of `other` if its part has a pattern in `meant`, because it will not be marked.
    `of_phrases` has the tokens of phrases.
    """

    meant: tuple[int, ...]
    other: tuple[int, ...]
    of_phrases: tuple[PatternToken, ...]


_NO_PATTERNS: Final = MatchedPatterns((), (), ())
"""What most terms of a text match."""


class ChunkMatches(NamedTuple):
    """The matches in one chunk, whose starts and ends are offsets in the chunk.

    `positions` is the number of token positions in the chunk. `meant_matches` and `other_matches` are the
    matches of patterns of one token, as in `MatchedPatterns`. Matches that are only a part of a number, such
    as the 20 of `20.000`, are in `other_matches`, whatever their accents. `phrase_tokens` are the tokens of
    the chunk that match a phrase.
    """

    positions: int
    meant_matches: tuple[Match, ...]
    other_matches: tuple[Match, ...]
    phrase_tokens: tuple[PhraseToken, ...]


class TextMatches(NamedTuple):
    """The matches of one text in the accents that were meant, in ascending order, and those held back.

    Matches of the other patterns and matches that are only a part of a number are held back, because the
    whole document decides whether they are marked.
    """

    matches: list[Match]
    held_back: list[HeldBack]

    def with_held_back(self, numbers: Container[int]) -> list[Match]:
        """Return the matches, and those matches held back whose patterns have one of the numbers.

        They are in ascending order. No further matches are added once there are more than `MAX_MATCHES`.
        """
        all_matches = set(self.matches)
        for offset, held_back in self.held_back:
            if len(all_matches) > MAX_MATCHES:
                break
            for start, end, number in held_back:
                if number in numbers:
                    all_matches.add((offset + start, offset + end, number))
        return sorted(all_matches)


def patterns_of_field(patterns: Sequence[Pattern], field: str) -> dict[int, Pattern]:
    """Return the patterns of a plan that may be marked in a text field, by their numbers in the plan."""
    return {number: pattern for number, pattern in enumerate(patterns) if field in pattern.fields}


class MatchFinder:
    """Finds patterns in the texts of one answer. Chunks that several texts share are analysed once.

    `patterns` has the patterns by their numbers in the plan. `meant_patterns` has the patterns among them
    whose accents are `MEANT`.
    """

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        """Prepare to find the patterns, which are given by their numbers in the plan."""
        self.patterns = patterns
        self.meant_patterns = {
            number: pattern for number, pattern in patterns.items() if pattern.accents == MEANT
        }
        # The number of the last token of each pattern: 0 for a pattern of one token.
        self._last_token = {number: len(pattern.tokens) - 1 for number, pattern in patterns.items()}
        # The tokens of patterns by the exact or folded term that matches them.
        self._exact: dict[str, list[PatternToken]] = {}
        self._folded: dict[str, list[PatternToken]] = {}
        self._prefixes: list[tuple[PatternToken, Alternatives]] = []
        for number, pattern in patterns.items():
            self._register(number, pattern)
        # What was read so far, by the exact terms and by the texts of chunks.
        self._matched: dict[str, MatchedPatterns] = {}
        self._remembered: dict[str, ChunkMatches] = {}

    def _register(self, number: int, pattern: Pattern) -> None:
        tokens = pattern.tokens
        if pattern.prefix:
            self._prefixes.append((PatternToken(number, len(tokens) - 1), tokens[-1]))
            tokens = tokens[:-1]
        for token, alternatives in enumerate(tokens):
            for terms, table in ((alternatives.exact, self._exact), (alternatives.folded, self._folded)):
                for term in terms:
                    table.setdefault(term, []).append(PatternToken(number, token))

    def find(self, text: str, chunks: Iterable[Chunk]) -> TextMatches:
        """Return the matches in the chunks of a text.

        `chunks` are in ascending order and include every chunk that may match. Of a very long text, only the
        first matches are returned, up to the bounds of this module.
        """
        matches: set[Match] = set()
        held_back: list[HeldBack] = []
        open_phrases: OpenPhrases = {}
        position = read_to = 0  # the first position of the next chunk, and the end of the last one
        if not self.patterns:
            chunks = ()
        elif len(text) > MAX_CHUNK_CHARACTERS:  # a shorter text is within all bounds
            chunks = _within_bounds(chunks)
        for start, end in chunks:
            if len(matches) > MAX_MATCHES:
                break
            # A token between two of the chunks ends all open phrases.
            if open_phrases and has_tokens(text, read_to, start):
                open_phrases.clear()
            chunk_text = text[start:end]
            chunk = self._remembered.get(chunk_text) or self._read(chunk_text)
            positions, meant_matches, other_matches, phrase_tokens = chunk
            # Matches of patterns of one token.
            if other_matches:
                held_back.append((start, other_matches))
            for first, last, number in meant_matches:
                matches.add((start + first, start + last, number))
            # Matches of phrases.
            if phrase_tokens:
                for phrase in self._extend_phrases(open_phrases, phrase_tokens, start, position):
                    if phrase[0][2] in self.meant_patterns:
                        matches.update(phrase)
                    else:
                        held_back.append((0, phrase))
            position += positions
            read_to = end
        return TextMatches(sorted(matches), held_back)

    def _extend_phrases(
        self,
        open_phrases: OpenPhrases,
        phrase_tokens: Iterable[PhraseToken],
        chunk_start: int,
        chunk_position: int,
    ) -> list[tuple[Match, ...]]:
        """Add the tokens of a chunk to the open phrases, and return the matches of each completed phrase.

        `chunk_start` is the offset of the chunk in the text, and `chunk_position` its first position.
        """
        completed: list[tuple[Match, ...]] = []
        for start, end, position_in_chunk, number, token in phrase_tokens:
            position = chunk_position + position_in_chunk
            before = open_phrases.get((number, token, position)) if token else ()
            if before is None:
                continue
            phrase = (*before, (chunk_start + start, chunk_start + end, number))
            if token == self._last_token[number]:
                completed.append(phrase)
            else:
                open_phrases[number, token + 1, position + 1] = phrase
        return completed

    def _read(self, chunk_text: str) -> ChunkMatches:
        """Analyse a chunk and return its matches, which are remembered if the chunk is short."""
        meant_matches: list[Match] = []
        other_matches: list[Match] = []
        phrase_tokens: list[PhraseToken] = []
        position = -1
        tokens = chunk_tokens(chunk_text)
        for start, end, position, _, term in tokens:
            meant, other, of_phrases = self._matched.get(term) or self._match(term)
            for number in meant:
                meant_matches.append((start, end, number))
            for number in other:
                other_matches.append((start, end, number))
            for number, token in of_phrases:
                phrase_tokens.append((start, end, position, number, token))
        if meant_matches and len(tokens) > 1:
            parts_of_numbers = _parts_of_numbers(tokens, meant_matches)
            other_matches += sorted(parts_of_numbers)
            meant_matches = [match for match in meant_matches if match not in parts_of_numbers]
        chunk = ChunkMatches(position + 1, tuple(meant_matches), tuple(other_matches), tuple(phrase_tokens))
        if len(chunk_text) <= _MAX_REMEMBERED_CHARACTERS:
            self._remembered[chunk_text] = chunk
        return chunk

    def _match(self, exact: str) -> MatchedPatterns:
        """Return the patterns that an exact term matches, which are remembered."""
        folded = folded_term(exact)
        tokens = [*self._exact.get(exact, ()), *self._folded.get(folded, ())]
        if self._prefixes:
            tokens += [
                pattern_token
                for pattern_token, alternatives in self._prefixes
                if exact.startswith(tuple(alternatives.exact))
                or folded.startswith(tuple(alternatives.folded))
            ]
        matched = self._matched[exact] = self._divided(tokens) if tokens else _NO_PATTERNS
        return matched

    def _divided(self, tokens: Sequence[PatternToken]) -> MatchedPatterns:
        """Return the patterns of the tokens that one term matches."""
        single = [number for number, _ in tokens if not self._last_token[number]]
        meant = [number for number in single if number in self.meant_patterns]
        meant_parts = {self.patterns[number].part for number in meant}
        other = [number for number in single if self.patterns[number].part not in meant_parts]
        of_phrases = [pattern_token for pattern_token in tokens if self._last_token[pattern_token.pattern]]
        return MatchedPatterns(tuple(meant), tuple(other), tuple(of_phrases))


def _parts_of_numbers(tokens: Sequence[ChunkToken], matches: Sequence[Match]) -> set[Match]:
    """Return those matches that are only a part of a number: the 20 of `20.000`, the 1 of `1,5`.

    If all parts of the number match, the number matches as a whole. The 35 of `35%` is a whole number.
    """
    by_start: dict[int, list[Match]] = {}
    for match in matches:
        by_start.setdefault(match[0], []).append(match)
    # The parts that are digits, in ascending order.
    parts = [(start, end) for start, end, _, _, term in tokens if term.isdecimal()]
    partial: set[Match] = set()
    for first, last, _, kind, term in tokens:
        if kind != "number" or term.isdecimal():
            continue
        inside = parts[bisect_left(parts, (first, first)) : bisect_left(parts, (last, last))]
        if len(inside) > 1 and not all(start in by_start for start, _ in inside):
            partial.update(
                [match for part in inside for match in by_start.get(part[0], ()) if match[:2] == part]
            )
    return partial


def _within_bounds(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Yield the chunks up to `MAX_READ_CHARACTERS`, each cut to `MAX_CHUNK_CHARACTERS`."""
    characters_read = 0
    for start, chunk_end in chunks:
        end = min(chunk_end, start + MAX_CHUNK_CHARACTERS)
        yield start, end
        characters_read += end - start
        if characters_read > MAX_READ_CHARACTERS:
            break


def has_tokens(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` contains a token. `end` must be the start of a chunk.

    Only the first `MAX_CHUNK_CHARACTERS` of each chunk are read.
    """
    if text[start:end].isspace():  # the usual case
        return False
    return any(chunk_tokens(chunk[0][:MAX_CHUNK_CHARACTERS]) for chunk in _CHUNK.finditer(text, start, end))
