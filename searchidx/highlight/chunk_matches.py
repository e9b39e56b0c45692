"""The matches of patterns in one chunk of a text, found in the tokens of the chunk."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.spans import chunk_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.spans import ChunkToken
    from searchidx.highlight.matched_patterns import PatternsByTerm

MAX_CHUNK_CHARACTERS: Final = 8_000
"""The number of characters that are read of a longer chunk."""

_CHUNK: Final = re.compile(r"\S+")
_WITH_UNIT: Final = re.compile(r"\d+(?:[.,]\d+)+[^\W\d_]+\d?")
"""The term of a number with signs that is joined to its unit: `25.000đ`, `1,5m2`."""

_NUMBER_SIGNS: Final = (".", ",")
"""The signs in a number, before its decimals or a group of digits."""

Match = tuple[int, int, int]
"""(start, end, number): `text[start:end]` matches one token of the pattern with this number in the plan.

An answer has hundreds of matches, and making a named tuple would take ten times as long.
"""

PhraseToken = tuple[int, int, int, int, int]
"""(start, end, position, number, token): a token of a chunk that matches one token of a phrase.

`start` and `end` are offsets in the chunk, and `position` is the token's position in the chunk. `number` is
the number of the pattern, and `token` the number of the token in the pattern.
"""


class ChunkMatches(NamedTuple):
    """The matches in one chunk, whose starts and ends are offsets in the chunk.

    `positions` is the number of token positions in the chunk. `meant_matches` and `other_matches` are the
    matches of patterns of one token, as in `MatchedPatterns`. Matches that are only a part of a number, such
    as the 20 of `20.000`, are in `other_matches`, whatever their accents. `phrase_tokens` are the tokens of
    the chunk that match a phrase. `numbers` has (start, end) of the parts of each number of several parts, if
    some part matches a phrase.
    """

    positions: int
    meant_matches: tuple[Match, ...]
    other_matches: tuple[Match, ...]
    phrase_tokens: tuple[PhraseToken, ...]
    numbers: tuple[tuple[tuple[int, int], ...], ...] = ()


def read_chunk(chunk_text: str, patterns: PatternsByTerm) -> ChunkMatches:
    """Return the matches of the patterns in a chunk."""
    meant_matches: list[Match] = []
    other_matches: list[Match] = []
    phrase_tokens: list[PhraseToken] = []
    position = -1
    tokens = chunk_tokens(chunk_text)
    whole = patterns.whole_numbers
    for start, end, position, _, term in tokens:
        meant, other, of_phrases = patterns[term]
        # The patterns that must not begin here, because they would be the end of a larger number.
        barred = whole if whole and _ends_larger_number(chunk_text, start) else ()
        for number in meant:
            if number not in barred:
                meant_matches.append((start, end, number))
        for number in other:
            other_matches.append((start, end, number))
        for number, token in of_phrases:
            if token or number not in barred:
                phrase_tokens.append((start, end, position, number, token))
    if meant_matches and len(tokens) > 1:
        parts_of_numbers = _parts_of_numbers(tokens, meant_matches)
        other_matches += sorted(parts_of_numbers)
        meant_matches = [match for match in meant_matches if match not in parts_of_numbers]
    numbers: tuple[tuple[tuple[int, int], ...], ...] = ()
    if phrase_tokens and len(tokens) > 1:
        matched = {token[:2] for token in phrase_tokens}
        numbers = tuple([tuple(parts) for parts in _numbers(tokens) if not matched.isdisjoint(parts)])
    return ChunkMatches(
        position + 1, tuple(meant_matches), tuple(other_matches), tuple(phrase_tokens), numbers
    )


def _ends_larger_number(chunk_text: str, start: int) -> bool:
    """Return whether a number that begins at `start` is the end of a larger number: the 5 of `12,5`."""
    before = chunk_text[max(0, start - 2) : start]
    return before[:1].isdecimal() and before[1:] in _NUMBER_SIGNS


def _parts_of_numbers(tokens: Sequence[ChunkToken], matches: Sequence[Match]) -> set[Match]:
    """Return those matches that are only a part of a number: the 20 of `20.000`, the 1 of `1,5`.

    If all parts of the number match, the number matches as a whole. The 35 of `35%` is a whole number.
    """
    by_start: dict[int, list[Match]] = {}
    for match in matches:
        by_start.setdefault(match[0], []).append(match)
    partial: set[Match] = set()
    for parts in _numbers(tokens):
        if not all(start in by_start for start, _ in parts):
            partial.update(
                [match for part in parts for match in by_start.get(part[0], ()) if match[:2] == part]
            )
    return partial


def _numbers(tokens: Sequence[ChunkToken]) -> Iterator[list[tuple[int, int]]]:
    """Yield (start, end) of the parts of each number that has several parts: `20.000`, `1,5` or `1,5kg`."""
    # The parts that begin with digits, in ascending order.
    of_digits = [(start, end) for start, end, _, _, term in tokens if term[0].isdecimal() and term.isalnum()]
    for first, last, _, kind, term in tokens:
        if (kind == "number" and not term.isdecimal()) or (kind == "code" and _WITH_UNIT.fullmatch(term)):
            parts = of_digits[bisect_left(of_digits, (first, first)) : bisect_left(of_digits, (last, last))]
            if len(parts) > 1:
                yield parts


def has_tokens(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` contains a token. `end` must be the start of a chunk.

    Only the first `MAX_CHUNK_CHARACTERS` of each chunk are read.
    """
    if text[start:end].isspace():  # the usual case
        return False
    return any(chunk_tokens(chunk[0][:MAX_CHUNK_CHARACTERS]) for chunk in _CHUNK.finditer(text, start, end))
