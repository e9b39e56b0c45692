"""Every layer of many texts at once, as arrays: what an index is built from.

A batch is cut into blocks that fit the processor's cache. A block goes through the tables like this:

    texts -> chunk ids                 split at blanks; one dictionary lookup for each chunk
    chunk ids -> exact ids, positions  the tokens of the chunks, by `ChunkTable`
    exact ids -> folded ids            another column of the table
    chunk ids -> piece ids             the same chunks as pyvi cuts them
    piece ids -> joins                 pyvi's decision, by `crf.Decoder`
    joins -> word ids, positions       each stretch of joined pieces, then each part that is in none

Only chunks, pieces, terms and words that are new cost more than these steps.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers.alignment import MAX_WORD_SYLLABLES
from analyzers.chunk_table import CHUNK_WEIGHT, ChunkTable
from analyzers.chunks import chunked
from analyzers.crf import Decoder
from analyzers.model import load_model
from analyzers.streams import Analysis, Stream, offsets_from_sizes
from analyzers.word_vocabulary import WordVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analyzers.model import Model

__all__ = ["Analysis", "Analyzer", "Stream"]

MAX_CACHE_WEIGHT = 1 << 24
"""An analyzer starts new vocabularies when its tables weigh more: after about 300,000 short chunks."""

_BLOCK_CHARACTERS = 1 << 18
"""A block of texts ends with the text that reaches this size."""

_BOUNDARY_ID = 0
"""The id of the chunk before, between and after texts: the first chunk of the first block."""


class _Tokens(NamedTuple):
    """The tokens of one layer of a block: their ids, their positions in the text, how many each text has."""

    ids: NDArray[np.int32]
    positions: NDArray[np.int32]
    counts: NDArray[np.int32]


class _Block(NamedTuple):
    """The layers of a block of texts; `lengths` has the number of positions of each text."""

    exact: _Tokens
    words: _Tokens
    lengths: NDArray[np.int32]


class _JoinedWords(NamedTuple):
    """The words of several syllables of a block: ids, first positions, and the positions after the last."""

    ids: NDArray[np.int32]
    firsts: NDArray[np.int32]
    ends: NDArray[np.int32]


class Analyzer:
    """Analyses batches of texts, and remembers within bounds what it learned of every distinct chunk.

    The words are pyvi's, whatever the tone placement (`hoà bình` and `hòa bình` are one word): two to nine
    exact terms joined by `_`, and each part by itself that is in no such word. Threads may share an analyzer,
    but take turns.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or load_model()
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget all chunks and start new vocabularies; streams that were returned before keep theirs."""
        self._table = ChunkTable(self._model)
        self._decoder = Decoder(self._model, self._table.pieces)
        self._words = WordVocabulary()

    def analyze(self, texts: Sequence[str]) -> Analysis:
        """Return all layers of the texts, in time linear in their length."""
        with self._lock:
            if self._table.weight + CHUNK_WEIGHT * len(self._words) > MAX_CACHE_WEIGHT:
                self.reset()
            table = self._table
            blocks = [self._analyze_block(block) for block in _blocks(texts)]
            lengths = np.concatenate([block.lengths for block in blocks])
            exact = _stream(table.exact.keys, [block.exact for block in blocks], lengths)
            folded_ids = table.folded_ids.values[exact.ids]
            folded = Stream(table.folded.keys, folded_ids, exact.offsets, exact.positions, lengths)
            words = _stream(self._words.terms, [block.words for block in blocks], lengths)
        return Analysis(exact, folded, words)

    def _analyze_block(self, texts: Sequence[str]) -> _Block:
        table = self._table
        chunks = table.chunks.ids(chunked(texts))
        table.update()
        # The indices of the boundaries among the chunks: text i is between bounds[i] and bounds[i + 1].
        bounds = np.flatnonzero(chunks == _BOUNDARY_ID)
        # For each chunk, the number of positions that it has and that all chunks up to it have.
        counts = table.position_counts.values[chunks]
        ends = np.cumsum(counts, dtype=np.int32)
        # The position in the block at which each text starts, and the one after the last text.
        bases = ends[bounds]
        exact, block_positions = self._exact_tokens(chunks, bounds, ends - counts)
        words = self._word_tokens(chunks, bases, exact.ids, block_positions)
        return _Block(exact, words, np.diff(bases))

    def _exact_tokens(
        self, chunks: NDArray[np.int32], bounds: NDArray[np.intp], chunk_bases: NDArray[np.int32]
    ) -> tuple[_Tokens, NDArray[np.int32]]:
        """Return the exact layer, and the position of each of its tokens in the whole block.

        `chunk_bases` are the positions in the block at which the chunks start.
        """
        table = self._table
        counts = table.token_rows.lengths(chunks)
        flat = table.token_rows.flat_indices(chunks, counts)
        block_positions = table.token_positions.values[flat]
        block_positions += np.repeat(chunk_bases, counts)
        # How many tokens each text has; a token's position in its text counts from the text's start.
        per_text = np.diff(np.cumsum(counts, dtype=np.int32)[bounds])
        positions = block_positions - np.repeat(chunk_bases[bounds[:-1]], per_text)
        return _Tokens(table.exact_ids.values[flat], positions, per_text), block_positions

    def _word_tokens(
        self,
        chunks: NDArray[np.int32],
        bases: NDArray[np.int32],
        exact_ids: NDArray[np.int32],
        block_positions: NDArray[np.int32],
    ) -> _Tokens:
        """Return the word layer: each word is a token at its first position."""
        joined = self._joined_words(chunks)
        size = int(bases[-1])
        # For each position of the block, how many joined words it is in (0 or 1).
        coverage = np.zeros(size + 1, np.int8)
        coverage[joined.firsts] += 1
        coverage[joined.ends] -= 1
        np.cumsum(coverage, out=coverage)
        # Which tokens are words by themselves: the first token of its position is a part, and no word covers
        # it.
        is_single = np.ones(len(block_positions), np.bool_)
        is_single[1:] = block_positions[1:] != block_positions[:-1]
        is_single &= coverage[block_positions] == 0
        # The word that begins at each position of the block, or -1.
        word_at = np.full(size, -1, np.int32)
        word_at[block_positions[is_single]] = self._words.single_parts(
            exact_ids[is_single], self._table.exact.keys
        )
        word_at[joined.firsts] = joined.ids
        starts = np.flatnonzero(word_at >= 0).astype(np.int32)
        counts = np.diff(np.searchsorted(starts, bases)).astype(np.int32)
        return _Tokens(word_at[starts], starts - np.repeat(bases[:-1], counts), counts)

    def _joined_words(self, chunks: NDArray[np.int32]) -> _JoinedWords:
        """Return the words of two to nine syllables."""
        table = self._table
        flat = table.piece_rows.flat_indices(chunks, table.piece_rows.lengths(chunks))
        pieces = table.piece_ids.values[flat]
        part_counts = table.part_counts.values[flat]
        syllables = table.syllable_ids.values[pieces]
        # Which pieces belong to the word of the piece before them: pyvi joins them, and both are syllables.
        joins = self._decoder.joins(pieces)
        is_syllable = (syllables > 0) & (part_counts > 0)
        joins &= is_syllable
        joins[1:] &= is_syllable[:-1]
        # A word begins with the piece before its first join, where joins turn true, and ends where they turn
        # false.
        edges = np.diff(joins.view(np.int8), append=np.int8(0))
        starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) + 1
        is_short = stops - starts <= MAX_WORD_SYLLABLES
        starts, stops = starts[is_short], stops[is_short]
        # The number of positions up to and including each piece.
        ends = np.cumsum(part_counts, dtype=np.int32)
        ids = self._words.joined_words(syllables, starts, stops, table.syllables.keys)
        return _JoinedWords(ids, ends[starts] - part_counts[starts], ends[stops - 1])


def _blocks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the batch in blocks that fit the processor's cache; the last one may be empty."""
    first = size = 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= _BLOCK_CHARACTERS:
            yield texts[first : index + 1]
            first, size = index + 1, 0
    yield texts[first:]


def _stream(vocabulary: list[str], blocks: list[_Tokens], lengths: NDArray[np.int32]) -> Stream:
    ids = np.concatenate([block.ids for block in blocks])
    positions = np.concatenate([block.positions for block in blocks])
    offsets = offsets_from_sizes(np.concatenate([block.counts for block in blocks]))
    return Stream(vocabulary, ids, offsets, positions, lengths)
