"""Tokens of one text with their places in the caller's own string: for highlighting and queries."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from analyzers.alignment import MAX_SYLLABLES, advances, normal_pieces, syllable_name
from analyzers.clean import clean
from analyzers.scan import exact_term, tokens
from analyzers.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.tokens import Kind

_CHUNK = re.compile(r"\S+")
_CHUNK_OR_BREAK = re.compile(r"\n|\S+")
_CACHED_LENGTH = 32


def syllables(text: str) -> list[Token]:
    """Return the index tokens of a text: its parts in order, and each whole code after its first part.

    Parts have consecutive positions; `text[token.start:token.end] == token.text` in any Unicode form.
    """
    found = []
    base = 0
    for chunk in _CHUNK.finditer(text):
        at, position = chunk.start(), -1
        for start, end, position, kind, term in chunk_tokens(chunk[0]):
            found.append(
                Token(text[at + start : at + end], term, at + start, at + end, base + position, kind)
            )
        base += position + 1
    return found


def words(text: str) -> list[Token]:
    """Return the words of a text, without overlaps: pyvi's, whatever the tone placement, and whole codes.

    A word of several syllables has the kind `word` and the term that the index's word layer gives it
    (`công_an`); its span reaches from its first syllable to its last. The first call loads pyvi's model.
    """
    from analyzers.segment import default_segmenter

    parts: list[Token] = []
    wholes: dict[int, Token] = {}
    for token in syllables(text):
        if token.position == len(parts):
            parts.append(token)
        else:
            wholes[token.position] = token
    cut = [piece for chunk in _CHUNK_OR_BREAK.finditer(text) for piece in _cut(chunk[0])]
    runs = _runs(cut, default_segmenter().joins([piece for piece, _, _ in cut]))
    return list(_units(text, parts, wholes, runs))


def _units(
    text: str, parts: list[Token], wholes: dict[int, Token], runs: dict[int, tuple[int, str]]
) -> Iterator[Token]:
    """Words of several syllables first, then codes that no such word cuts, then single parts."""
    at = 0
    while at < len(parts):
        first, last = at, at
        if at in runs:
            last, term = runs[at]
            start, end = parts[first].start, parts[last].end
            yield Token(text[start:end], term, start, end, first, "word")
        elif at in wholes:
            while last + 1 < len(parts) and parts[last + 1].start < wholes[at].end:
                last += 1
            if any(part in runs for part in range(first, last + 1)):
                last = first
            yield wholes[at] if last > first or wholes[at].end > parts[at].end else parts[at]
        else:
            yield parts[at]
        at = last + 1


def _runs(cut: Sequence[tuple[str, int, str]], joins: Sequence[bool]) -> dict[int, tuple[int, str]]:
    """First part of each word of several syllables -> (its last part, its term)."""
    found: dict[int, tuple[int, str]] = {}
    run: list[str] = []
    first = position = 0
    for (_, parts, name), joined in zip([*cut, ("", 0, "")], [*joins, False], strict=True):
        if not (joined and name and run):
            if 2 <= len(run) <= MAX_SYLLABLES:
                found[first] = position - 1, "_".join(run)
            run, first = [], position
        if name:
            run.append(name)
        position += parts
    return found


def chunk_tokens(chunk: str) -> tuple[tuple[int, int, int, Kind, str], ...]:
    """Return (start, end, position, kind, term) of the tokens of one chunk: a text without whitespace."""
    return _analyse_cached(chunk) if len(chunk) <= _CACHED_LENGTH else _analyse(chunk)


def _analyse(chunk: str) -> tuple[tuple[int, int, int, Kind, str], ...]:
    """(start, end, position, kind, term) of the chunk's tokens."""
    read = clean(chunk)
    return tuple(
        (
            *read.source(span.start, span.end),
            span.position,
            span.kind,
            exact_term(read.text[span.start : span.end]),
        )
        for span in tokens(read.text)
    )


def _cut(chunk: str) -> Sequence[tuple[str, int, str]]:
    return _cut_cached(chunk) if len(chunk) <= _CACHED_LENGTH else _cut_now(chunk)


def _cut_now(chunk: str) -> tuple[tuple[str, int, str], ...]:
    """(piece as the model reads it, number of parts that begin in it, its name in a word) of a chunk."""
    if chunk == "\n":
        return ((chunk, 0, ""),)
    read = clean(chunk)
    cut, starts = normal_pieces(read.text, tokens(read.text))
    return tuple(
        (piece, parts, syllable_name(piece) if parts else "")
        for piece, parts in zip(cut, advances(cut, starts), strict=True)
    )


_analyse_cached = functools.lru_cache(maxsize=1 << 14)(_analyse)
_cut_cached = functools.lru_cache(maxsize=1 << 14)(_cut_now)
