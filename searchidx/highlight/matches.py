"""The matches of a plan's patterns in a text, found in the tokens of the text itself, in any Unicode form.

A pattern of one token matches single tokens. A pattern of several tokens, here called a *phrase*, matches
neighbouring tokens only. Only the chunks that `candidates.py` names are analysed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
"""(offset, matches): matches of weak patterns. The offset must be added to their starts and ends."""

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


class ChunkMatches(NamedTuple):
    """The matches in one chunk, whose starts and ends are offsets in the chunk.

    `positions` is the number of token positions in the chunk. `strong_matches` and `weak_matches` are the
    matches of patterns of one token. `phrase_tokens` are the tokens of the chunk that match a phrase.
    """

    positions: int
    strong_matches: tuple[Match, ...]
    weak_matches: tuple[Match, ...]
    phrase_tokens: tuple[PhraseToken, ...]


class TextMatches(NamedTuple):
    """The matches of one text in ascending order, and the matches of weak patterns that were held back."""

    matches: list[Match]
    held_back: list[HeldBack]

    def with_weak(self) -> list[Match]:
        """Return all matches in ascending order, including the matches of weak patterns.

        No further matches are added once there are more than `MAX_MATCHES`.
        """
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
    """Finds patterns in the texts of one answer. Chunks that several texts share are analysed once.

    `patterns` has the patterns by their numbers in the plan. `strong_patterns` has the patterns among them
    that are not weak.
    """

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        """Prepare to find the patterns, which are given by their numbers in the plan."""
        self.patterns = patterns
        self.strong_patterns = {number: pattern for number, pattern in patterns.items() if not pattern.weak}
        # The number of the last token of each pattern: 0 for a pattern of one token.
        self._last_token = {number: len(pattern.tokens) - 1 for number, pattern in patterns.items()}
        # The tokens of patterns by the exact or folded term that matches them.
        self._exact: dict[str, list[PatternToken]] = {}
        self._folded: dict[str, list[PatternToken]] = {}
        self._prefixes: list[tuple[PatternToken, Alternatives]] = []
        for number, pattern in patterns.items():
            self._register(number, pattern)
        self._remembered: dict[str, ChunkMatches] = {}

    def _register(self, number: int, pattern: Pattern) -> None:
        if pattern.prefix:
            self._prefixes.append((PatternToken(number, 0), pattern.tokens[0]))
            return
        for token, alternatives in enumerate(pattern.tokens):
            for terms, table in ((alternatives.exact, self._exact), (alternatives.folded, self._folded)):
                for term in terms:
                    table.setdefault(term, []).append(PatternToken(number, token))

    def find(self, text: str, chunks: Iterable[Chunk], *, hold_weak_back: bool = False) -> TextMatches:
        """Return the matches in the chunks of a text.

        `chunks` are in ascending order and include every chunk that may match. With `hold_weak_back`, matches
        of weak patterns are returned as `held_back`, otherwise among the `matches`. Of a very long text, only
        the first matches are returned, up to the bounds of this module.
        """
        matches: set[Match] = set()
        held_back: list[HeldBack] = []
        open_phrases: OpenPhrases = {}
        position = read_to = 0  # the first position of the next chunk, and the end of the last one
        for start, end in _within_bounds(chunks) if self.patterns else ():
            if len(matches) > MAX_MATCHES:
                break
            # A token between two of the chunks ends all open phrases.
            if open_phrases and has_tokens(text, read_to, start):
                open_phrases.clear()
            chunk_text = text[start:end]
            chunk = self._remembered.get(chunk_text) or self._read(chunk_text)
            positions, strong, weak, phrase_tokens = chunk
            # Matches of patterns of one token.
            if hold_weak_back and weak:
                held_back.append((start, weak))
            for first, last, number in strong if hold_weak_back else strong + weak:
                matches.add((start + first, start + last, number))
            # Matches of phrases.
            if phrase_tokens:
                for phrase in self._extend_phrases(open_phrases, phrase_tokens, start, position):
                    if hold_weak_back and phrase[0][2] not in self.strong_patterns:
                        held_back.append((0, phrase))
                    else:
                        matches.update(phrase)
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
        strong_matches: list[Match] = []
        weak_matches: list[Match] = []
        phrase_tokens: list[PhraseToken] = []
        position = -1
        for start, end, position, _, term in chunk_tokens(chunk_text):
            for number, token in self._pattern_tokens(term):
                if self._last_token[number]:
                    phrase_tokens.append((start, end, position, number, token))
                elif number in self.strong_patterns:
                    strong_matches.append((start, end, number))
                else:
                    weak_matches.append((start, end, number))
        chunk = ChunkMatches(position + 1, tuple(strong_matches), tuple(weak_matches), tuple(phrase_tokens))
        if len(chunk_text) <= _MAX_REMEMBERED_CHARACTERS:
            self._remembered[chunk_text] = chunk
        return chunk

    def _pattern_tokens(self, exact: str) -> list[PatternToken]:
        """Return the tokens of patterns that an exact term matches."""
        folded = folded_term(exact)
        prefixes = [
            pattern_token
            for pattern_token, alternatives in self._prefixes
            if exact.startswith(tuple(alternatives.exact)) or folded.startswith(tuple(alternatives.folded))
        ]
        return [*self._exact.get(exact, ()), *self._folded.get(folded, ()), *prefixes]


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
