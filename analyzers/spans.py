"""The tokens and words of one text, with their offsets in the caller's own string.

`syllables` returns the index tokens of a text, for queries and highlighting. `words` returns the words that
pyvi's model finds. Both return `Token`s with `text[token.start:token.end] == token.text`, whatever the
Unicode form of the text.

Texts repeat their chunks, so the tokens and pieces of short chunks are cached.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from analyzers.alignment import MAX_JOINED_SYLLABLES, aligned_pieces, syllable_term
from analyzers.clean import clean
from analyzers.scan import exact_term, scan_chunk
from analyzers.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.tokens import Kind

_CHUNK = re.compile(r"\S+")
_CHUNK_OR_BREAK = re.compile(r"\n|\S+")

ChunkToken: TypeAlias = "tuple[int, int, int, Kind, str]"
"""(start, end, position, kind, term) of a token of a chunk.

The token is `chunk[start:end]`, and `position` is the number of parts of the chunk before it. Highlighting
makes thousands of these tuples for a page of results, and a named tuple would take .3 us longer each.
"""

_MAX_CACHED_CHUNK = 32
"""Chunks of more characters are not cached."""

_MAX_CACHED_CHUNKS = 1 << 14
"""The number of chunks whose tokens are cached, and the number of chunks whose pieces are cached."""


class _Piece(NamedTuple):
    """One of pyvi's pieces, the number of parts that begin in it, and its term.

    The term is "" if the piece cannot be a syllable of a word.
    """

    text: str
    part_count: int
    term: str


class _JoinedWord(NamedTuple):
    """A word of several syllables: the position of its last part, and its term."""

    last: int
    term: str


def syllables(text: str) -> list[Token]:
    """Return the index tokens of a text: its parts in order, and each whole after its first part.

    A whole is a code, number, date or address of several parts, or a number with its per cent sign. Parts
    have the positions 0, 1, 2 and so on. A whole has the position of its first part. Two wholes may begin
    with the same part: `3,5%` gives `3`, `3,5`, `3,5%` and `5`. Syllables typed together with capitals are
    parts, and together a whole: `HàNội` gives `hà`, `hànội` and `nội`.
    """
    tokens = []
    base = 0
    for chunk in _CHUNK.finditer(text):
        offset, position = chunk.start(), -1
        for start, end, position, kind, term in chunk_tokens(chunk[0]):
            surface = text[offset + start : offset + end]
            tokens.append(Token(surface, term, offset + start, offset + end, base + position, kind))
        base += position + 1
    return tokens


def parts(text: str) -> list[Token]:
    """Return the parts of a text in order: the first token of `syllables` at each position, and no wholes."""
    found: list[Token] = []
    for token in syllables(text):
        if token.position == len(found):
            found.append(token)
    return found


def words(text: str) -> list[Token]:
    """Return the words of a text in their order. Every part of the text is in exactly one word.

    There are three sorts of words:

    - Two to nine syllables that pyvi's model joins. The kind is `word`, and the term is the term of the word
      layer of an index (`công_an`). The style of the tone marks makes no difference.
    - A whole code, number, date or address of which no part is in a word of the first sort.
    - A single part that is in no word of the first two sorts. In `TP.Đà Nẵng` the word `Đà Nẵng` has a part
      of the code `TP.Đà`, so the other part, `TP`, is a word by itself.

    The first call loads pyvi's model.

    Raises:
        AnalysisError: pyvi's model cannot be read.
    """
    from analyzers.segment import default_segmenter

    # The parts by their position, which is their index, and the wholes by the position of their first part.
    parts: list[Token] = []
    wholes: dict[int, Token] = {}
    for token in syllables(text):
        if token.position == len(parts):
            parts.append(token)
        elif token.kind != "syllable":  # no letters that were typed together, such as `từTổng`
            wholes[token.position] = token
    pieces = [piece for chunk in _CHUNK_OR_BREAK.finditer(text) for piece in _chunk_pieces(chunk[0])]
    joins = default_segmenter().joins([piece.text for piece in pieces])
    return list(_words(text, parts, wholes, _joined_words(pieces, joins)))


def _words(
    text: str, parts: list[Token], wholes: dict[int, Token], joined_words: dict[int, _JoinedWord]
) -> Iterator[Token]:
    """Yield the words of a text, given its wholes and joined words by the position of their first part.

    At each part a word of several syllables is preferred, then a whole without such a word, then the part.
    """
    first = 0
    while first < len(parts):
        last = first
        if first in joined_words:
            last, term = joined_words[first]
            start, end = parts[first].start, parts[last].end
            yield Token(text[start:end], term, start, end, first, "word")
        else:
            whole = wholes.get(first, parts[first])
            while last + 1 < len(parts) and parts[last + 1].start < whole.end:
                last += 1
            if any(part in joined_words for part in range(first, last + 1)):
                whole, last = parts[first], first
            yield whole
        first = last + 1


def _joined_words(pieces: Sequence[_Piece], joins: Sequence[bool]) -> dict[int, _JoinedWord]:
    """Return the words of two to nine syllables by the position of their first part.

    `joins[i]` is true if pyvi joins piece i to piece i - 1.
    """
    by_first_part: dict[int, _JoinedWord] = {}
    # The terms of the current word, which ends at the previous piece, and the position of its first part.
    terms: list[str] = []
    first = position = 0
    end_of_text = _Piece("", 0, "")
    for piece, is_joined in zip([*pieces, end_of_text], [*joins, False], strict=True):
        if not (is_joined and piece.term and terms):
            if 2 <= len(terms) <= MAX_JOINED_SYLLABLES:
                by_first_part[first] = _JoinedWord(position - 1, "_".join(terms))
            terms, first = [], position
        if piece.term:
            terms.append(piece.term)
        position += piece.part_count
    return by_first_part


def chunk_tokens(chunk: str) -> tuple[ChunkToken, ...]:
    """Return the tokens of one chunk, a text without whitespace, in the order of their positions.

    The offsets of the tokens count characters of the chunk before cleaning.
    """
    return _cached_tokens(chunk) if len(chunk) <= _MAX_CACHED_CHUNK else _tokens(chunk)


def _tokens(chunk: str) -> tuple[ChunkToken, ...]:
    clean_text = clean(chunk)
    text = clean_text.text
    return tuple(
        (*clean_text.chunk_span(start, end), position, kind, exact_term(text[start:end]))
        for start, end, position, kind in scan_chunk(text)
    )


def _chunk_pieces(chunk: str) -> tuple[_Piece, ...]:
    """Return the pieces of one chunk or line break in the spelling of the model (see `alignment`)."""
    return _cached_pieces(chunk) if len(chunk) <= _MAX_CACHED_CHUNK else _pieces(chunk)


def _pieces(chunk: str) -> tuple[_Piece, ...]:
    if chunk == "\n":
        return (_Piece(chunk, 0, ""),)
    text = clean(chunk).text
    aligned = aligned_pieces(text, scan_chunk(text))
    return tuple(
        _Piece(piece, part_count, syllable_term(piece) if part_count else "")
        for piece, part_count in zip(aligned.pieces, aligned.part_counts, strict=True)
    )


_cached_tokens = functools.lru_cache(maxsize=_MAX_CACHED_CHUNKS)(_tokens)
_cached_pieces = functools.lru_cache(maxsize=_MAX_CACHED_CHUNKS)(_pieces)
