"""The matches of a plan's patterns in a text, found in the tokens of the text itself, in any Unicode form.

A phrase, which is a pattern of several tokens, matches neighbouring tokens only. Only the chunks that
`candidates.py` names are read.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.highlight.chunk_matches import MAX_CHUNK_CHARACTERS, Match, has_tokens, read_chunk
from searchidx.highlight.matched_patterns import PatternsByTerm

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.candidates import Chunk
    from searchidx.highlight.chunk_matches import ChunkMatches, PhraseToken

MAX_READ_CHARACTERS: Final = 50_000
"""After more than this number of characters of chunks, no further chunk of a text is read."""

MAX_MATCHES: Final = 20_000
"""After more than this number of matches, no further chunk of a text is read."""

_MAX_REMEMBERED_CHARACTERS: Final = 64
"""The matches of longer chunks are not remembered, because such chunks are seldom repeated."""

HeldBack = tuple[int, tuple[Match, ...]]
"""(offset, matches): matches in accents that were not meant. The offset must be added to starts and ends."""

OpenPhrases = dict[tuple[int, int, int], tuple[Match, ...]]
"""The phrases whose first tokens were found: {(number, token, position): matches of the tokens so far}.

A phrase goes on if token `token` of pattern `number` occurs at `position`. Only the tokens of the chunks that
are read have positions. A token between two of these chunks has no position; it ends all open phrases.
"""

NumbersByPart = dict[tuple[int, int], tuple[tuple[int, int], ...]]
"""(start, end) of all parts of a number, by (start, end) of each of its parts."""


class TextMatches(NamedTuple):
    """The matches of one text in the accents that were meant, in ascending order, and those held back.

    Matches of the other patterns and matches that are only a part of a number are held back, because the
    whole document decides whether they are marked.
    """

    matches: list[Match]
    held_back: list[HeldBack]
    max_matches: float = MAX_MATCHES

    def with_held_back(self, numbers: Container[int]) -> list[Match]:
        """Return the matches, and those matches held back whose patterns have one of the numbers.

        They are in ascending order. No further matches are added once there are more than `max_matches`.
        """
        all_matches = set(self.matches)
        for offset, held_back in self.held_back:
            if len(all_matches) > self.max_matches:
                break
            for start, end, number in held_back:
                if number in numbers:
                    all_matches.add((offset + start, offset + end, number))
        return sorted(all_matches)


class MatchFinder:
    """Finds patterns in the texts of one answer. Chunks that several texts share are read once.

    `patterns` has the patterns by their numbers in the plan. `meant_patterns` has the patterns among them
    whose accents are `MEANT`.
    """

    def __init__(self, patterns: Mapping[int, Pattern], *, whole_texts: bool = False) -> None:
        """Prepare to find the patterns, which are given by their numbers in the plan.

        With `whole_texts`, all chunks of a very long text are read, up to `MAX_CHUNK_CHARACTERS` of each.
        """
        self.patterns = patterns
        self._max_matches = inf if whole_texts else MAX_MATCHES
        self._max_read = inf if whole_texts else MAX_READ_CHARACTERS
        self._patterns_by_term = PatternsByTerm(patterns)
        self.meant_patterns = self._patterns_by_term.meant_patterns
        self._last_tokens = self._patterns_by_term.last_tokens
        self._remembered: dict[str, ChunkMatches] = {}

    def find(self, text: str, chunks: Iterable[Chunk]) -> TextMatches:
        """Return the matches in the chunks of a text.

        `chunks` are in ascending order and include every chunk that may match. Of a very long text, only the
        first matches are returned, up to the bounds of this module, unless `whole_texts` lifts them.
        """
        matches: set[Match] = set()
        held_back: list[HeldBack] = []
        open_phrases: OpenPhrases = {}
        numbers: NumbersByPart = {}
        position = read_to = 0  # the first position of the next chunk, and the end of the last one
        if not self.patterns:
            chunks = ()
        elif len(text) > MAX_CHUNK_CHARACTERS:  # a shorter text is within all bounds
            chunks = _within_bounds(chunks, self._max_read)
        for start, end in chunks:
            if len(matches) > self._max_matches:
                break
            # A token between two of the chunks ends all open phrases.
            if open_phrases and has_tokens(text, read_to, start):
                open_phrases.clear()
            chunk_text = text[start:end]
            chunk = self._remembered.get(chunk_text) or self._read(chunk_text)
            positions, meant_matches, other_matches, phrase_tokens, of_chunk = chunk
            # Matches of patterns of one token.
            if other_matches:
                held_back.append((start, other_matches))
            for first, last, number in meant_matches:
                matches.add((start + first, start + last, number))
            # Matches of phrases.
            if phrase_tokens:
                for parts in of_chunk:
                    moved = tuple([(start + first, start + last) for first, last in parts])
                    numbers.update(dict.fromkeys(moved, moved))
                for phrase in self._extend_phrases(open_phrases, phrase_tokens, start, position):
                    if phrase[0][2] in self.meant_patterns and not _divides_number(phrase, numbers):
                        matches.update(phrase)
                    else:
                        held_back.append((0, phrase))
            position += positions
            read_to = end
        return TextMatches(sorted(matches), held_back, self._max_matches)

    def _read(self, chunk_text: str) -> ChunkMatches:
        """Return the matches in a chunk, which are remembered if the chunk is short."""
        chunk = read_chunk(chunk_text, self._patterns_by_term)
        if len(chunk_text) <= _MAX_REMEMBERED_CHARACTERS:
            self._remembered[chunk_text] = chunk
        return chunk

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
            if token == self._last_tokens[number]:
                completed.append(phrase)
            else:
                open_phrases[number, token + 1, position + 1] = phrase
        return completed


def _divides_number(phrase: Iterable[Match], numbers: NumbersByPart) -> bool:
    """Return whether a phrase has only a part of one of the numbers: the 5 of `6,5` in `6,5 tỷ`."""
    if not numbers:
        return False
    matched = {match[:2] for match in phrase}
    return any(not matched.issuperset(numbers.get(part, ())) for part in matched)


def _within_bounds(chunks: Iterable[Chunk], max_read: float) -> Iterator[Chunk]:
    """Yield the chunks until `max_read` characters are read, each cut to `MAX_CHUNK_CHARACTERS`."""
    characters_read = 0
    for start, chunk_end in chunks:
        end = min(chunk_end, start + MAX_CHUNK_CHARACTERS)
        yield start, end
        characters_read += end - start
        if characters_read > max_read:
            break
