"""The tokens and words of one text, with their places in the caller's own string.

`syllables` gives the index tokens of a text, for queries and highlighting. `words` gives its words, which are
pyvi's. Both return `Token`s for which `text[token.start:token.end] == token.text`, in whatever Unicode form
the text is.

What chunks are made of is remembered, because texts repeat them.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from analyzers.alignment import MAX_WORD_SYLLABLES, aligned_pieces, syllable_term
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

The token is the characters start:end of the chunk, and `position` parts of the chunk stand before it. A bare
tuple, because highlighting makes thousands of them for a page of results, and a named one takes .3 us more.
"""

_MAX_CACHED_CHUNK = 32
"""Longer chunks, in characters, are not remembered."""

_MAX_CACHED_CHUNKS = 1 << 14
"""How many chunks are remembered, for `syllables` and for `words`."""


class _Piece(NamedTuple):
    """One of pyvi's pieces, how many parts begin in it, and its term ("" if no word can hold it)."""

    text: str
    part_count: int
    term: str


class _JoinedWord(NamedTuple):
    """A word of several syllables: the position of its last part, and its term."""

    last: int
    term: str


def syllables(text: str) -> list[Token]:
    """Return the index tokens of a text: its parts in order, and each whole code after its first part.

    Parts have consecutive positions; a code has the position of its first part.
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


def words(text: str) -> list[Token]:
    """Return the words of a text in the order of their starts.

    A word is one of three:

    - several syllables, as pyvi joins them whatever the tone placement. Its kind is `word`, its term is that
      of the index's word layer (`công_an`), and its span reaches from its first syllable to its last;
    - a whole code, number, date or address, unless a word of several syllables holds its first part;
    - a single part that is in none of these.

    Every part of the text lies in at least one word. It lies in two where pyvi joins a later part of a code
    to the syllable after the code: "TP.HCM an", before a line break, gives the code `TP.HCM` and the word
    `HCM an`, which both hold `HCM`. Then the parts of the code between its first one and that word are words
    by themselves too.

    The first call loads pyvi's model.

    Raises:
        AnalysisError: pyvi's model cannot be read.
    """
    from analyzers.segment import default_segmenter

    parts: list[Token] = []
    wholes: dict[int, Token] = {}
    for token in syllables(text):
        if token.position == len(parts):
            parts.append(token)
        else:
            wholes[token.position] = token
    pieces = [piece for chunk in _CHUNK_OR_BREAK.finditer(text) for piece in _chunk_pieces(chunk[0])]
    joins = default_segmenter().joins([piece.text for piece in pieces])
    return list(_words(text, parts, wholes, _joined_words(pieces, joins)))


def _words(
    text: str, parts: list[Token], wholes: dict[int, Token], joined_words: dict[int, _JoinedWord]
) -> Iterator[Token]:
    """Yield the word that begins at each part: of several syllables, else a whole, else the part itself.

    `wholes` and `joined_words` are given by the position of their first part.
    """
    first = 0
    while first < len(parts):
        last = first
        if first in joined_words:
            last, term = joined_words[first]
            start, end = parts[first].start, parts[last].end
            yield Token(text[start:end], term, start, end, first, "word")
        elif first in wholes:
            whole = wholes[first]
            while last + 1 < len(parts) and parts[last + 1].start < whole.end:
                last += 1
            # Where a word of several syllables begins within the whole, go on part by part, so as to meet it.
            if any(part in joined_words for part in range(first, last + 1)):
                last = first
            yield whole if last > first or whole.end > parts[first].end else parts[first]
        else:
            yield parts[first]
        first = last + 1


def _joined_words(pieces: Sequence[_Piece], joins: Sequence[bool]) -> dict[int, _JoinedWord]:
    """Return the words of two to nine syllables by the position of their first part.

    `joins[i]` tells that pyvi joins piece i to the one before it.
    """
    by_first_part: dict[int, _JoinedWord] = {}
    # The syllables of the word that the pieces so far end in, and the position of its first part.
    terms: list[str] = []
    first = position = 0
    end_of_text = _Piece("", 0, "")
    for piece, is_joined in zip([*pieces, end_of_text], [*joins, False], strict=True):
        if not (is_joined and piece.term and terms):
            if 2 <= len(terms) <= MAX_WORD_SYLLABLES:
                by_first_part[first] = _JoinedWord(position - 1, "_".join(terms))
            terms, first = [], position
        if piece.term:
            terms.append(piece.term)
        position += piece.part_count
    return by_first_part


def chunk_tokens(chunk: str) -> tuple[ChunkToken, ...]:
    """Return the tokens of one chunk, a text without whitespace, in the order of their positions.

    Their places count the characters of the chunk as it is, before any cleaning.
    """
    return _cached_tokens(chunk) if len(chunk) <= _MAX_CACHED_CHUNK else _tokens(chunk)


def _tokens(chunk: str) -> tuple[ChunkToken, ...]:
    clean_text = clean(chunk)
    text = clean_text.text
    return tuple(
        (*clean_text.source(start, end), position, kind, exact_term(text[start:end]))
        for start, end, position, kind in scan_chunk(text)
    )


def _chunk_pieces(chunk: str) -> tuple[_Piece, ...]:
    """Return the pieces of one chunk or line break, spelt as the model reads them."""
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
