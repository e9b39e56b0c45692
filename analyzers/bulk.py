"""The exact, folded and words layers of many texts at once, as arrays from which an index is built.

The texts are divided into blocks that fit the processor's cache. These are the steps for a block:

    texts -> chunk ids                 split at blanks; one dictionary lookup for each chunk
    chunk ids -> exact ids, positions  the tokens of each chunk, by `ChunkTable`
    exact ids -> folded ids            another column of `ChunkTable`
    chunk ids -> piece ids             the pieces of each chunk, by `ChunkTable`
    piece ids -> joins                 which pieces are joined, by `crf.Decoder`
    joins -> word ids, positions       the joined words, then each part that is in no joined word

Only new chunks, pieces, terms and words cost more than this. A block with the texts "Bộ Công an" and "họp"
has these arrays:

    chunks           BOUNDARY  Bộ  Công  an  BOUNDARY  họp  BOUNDARY
    bounds           0                       4              6
    position counts  0         1   1     1   0         1    0
    block positions            0   1     2             3            positions counted from the block's start
    positions                  0   1     2             0            positions counted from the text's start
    joins            0         0   0     1   0         0    0       `an` is joined to `Công`
    words                      bộ  công_an             họp          at the block positions 0, 1, 3
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers.alignment import MAX_JOINED_SYLLABLES
from analyzers.chunk_table import CHUNK_WEIGHT, ChunkTable
from analyzers.chunks import split_into_chunks
from analyzers.crf import Decoder
from analyzers.crf_model import load_model
from analyzers.streams import Analysis, Stream, offsets_from_sizes
from analyzers.word_vocabulary import WordVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analyzers.crf_model import Model

__all__ = ["Analysis", "Analyzer", "Stream"]

MAX_ANALYZER_WEIGHT = 1 << 24
"""An analyzer whose tables weigh more starts new vocabularies. About 300,000 short chunks weigh this much."""

_ANALYSIS_BLOCK_CHARACTERS = 1 << 18
"""A block ends with the text that brings its size to this number of characters."""

_BOUNDARY_ID = 0
"""The id of the boundary chunk. It is the first id, because the first block begins with this chunk."""


class _Tokens(NamedTuple):
    """One layer of a block.

    `ids` has the term id of every token, and `positions` has the position of every token in its text.
    `counts` has the number of tokens of each text.
    """

    ids: NDArray[np.int32]
    positions: NDArray[np.int32]
    counts: NDArray[np.int32]


class _Block(NamedTuple):
    """The layers of a block of texts. `lengths` has the number of positions of each text."""

    exact: _Tokens
    words: _Tokens
    lengths: NDArray[np.int32]


class _JoinedWords(NamedTuple):
    """The words of several syllables of a block.

    Word `ids[i]` has the block positions `range(firsts[i], ends[i])`.
    """

    ids: NDArray[np.int32]
    firsts: NDArray[np.int32]
    ends: NDArray[np.int32]


class Analyzer:
    """Analyses batches of texts, and caches the analysis of every distinct chunk within bounds.

    The words are found by pyvi's model, in either style of tone marks (`hoà bình` and `hòa bình` are the same
    word). A word of two to nine syllables has their exact terms, joined by `_`, as its term. Each part that
    is in no such word is a word by itself. Threads may share an analyzer, but their calls of `analyze` run
    one by one.

    Without a model, the model of the installed pyvi is loaded. AnalysisError is raised if it cannot be read.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or load_model()
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget all chunks and start new vocabularies. Streams returned before keep their vocabularies.

        Do not call this method while another thread calls `analyze`.
        """
        self._table = ChunkTable(self._model)
        self._decoder = Decoder(self._model, self._table.pieces)
        self._words = WordVocabulary()

    def analyze(self, texts: Sequence[str]) -> Analysis:
        """Return the exact, the folded and the words layer of the texts, in time linear in their length.

        The streams share their vocabularies with those of earlier calls. If the tables have grown too heavy,
        the call starts new vocabularies first.
        """
        with self._lock:
            if self._table.weight + CHUNK_WEIGHT * len(self._words) > MAX_ANALYZER_WEIGHT:
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
        """Return the layers of a block of texts."""
        table = self._table
        # The ids of the chunks of all texts, with the boundaries.
        chunks = table.chunks.ids(split_into_chunks(texts))
        table.update()
        # The indices of the boundaries in `chunks`. Text i is between bounds[i] and bounds[i + 1].
        bounds = np.flatnonzero(chunks == _BOUNDARY_ID)
        # The position count of each chunk, and the block position after each chunk.
        counts = table.position_counts.values[chunks]
        ends = np.cumsum(counts, dtype=np.int32)
        # The block position at which each text starts, and the block position after the last text.
        bases = ends[bounds]
        exact, block_positions = self._exact_tokens(chunks, bounds, ends - counts)
        words = self._word_tokens(chunks, bases, exact.ids, block_positions)
        return _Block(exact, words, np.diff(bases))

    def _exact_tokens(
        self, chunks: NDArray[np.int32], bounds: NDArray[np.intp], chunk_bases: NDArray[np.int32]
    ) -> tuple[_Tokens, NDArray[np.int32]]:
        """Return the exact layer of a block, and the block position of each of its tokens.

        `chunk_bases` are the block positions at which the chunks start.
        """
        table = self._table
        # The number of tokens of each chunk, and the index of each token in the token columns of the table.
        counts = table.token_rows.lengths(chunks)
        flat = table.token_rows.flat_indices(chunks, counts)
        # The block position of each token: its position in its chunk plus the base of the chunk.
        block_positions = table.token_positions.values[flat]
        block_positions += np.repeat(chunk_bases, counts)
        # The number of tokens of each text, and the position of each token in its text.
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
        """Return the word layer of a block, in which each word is a token at its first position.

        `bases` are the block positions at which the texts start, and the block position after the last text.
        `exact_ids` and `block_positions` have the tokens of the exact layer.
        """
        joined = self._joined_words(chunks)
        size = int(bases[-1])
        # For each block position, the number of joined words there (0 or 1).
        coverage = np.zeros(size + 1, np.int8)
        coverage[joined.firsts] += 1
        coverage[joined.ends] -= 1
        np.cumsum(coverage, out=coverage)
        # For each token, whether it is a word by itself: it is the first token at its position, which is a
        # part, and no joined word covers the position.
        is_single = np.ones(len(block_positions), np.bool_)
        is_single[1:] = block_positions[1:] != block_positions[:-1]
        is_single &= coverage[block_positions] == 0
        # For each block position, the id of the word that begins there, or -1.
        word_at = np.full(size, -1, np.int32)
        word_at[block_positions[is_single]] = self._words.single_parts(
            exact_ids[is_single], self._table.exact.keys
        )
        word_at[joined.firsts] = joined.ids
        # The block positions at which words begin, and the number of words of each text.
        starts = np.flatnonzero(word_at >= 0).astype(np.int32)
        counts = np.diff(np.searchsorted(starts, bases)).astype(np.int32)
        return _Tokens(word_at[starts], starts - np.repeat(bases[:-1], counts), counts)

    def _joined_words(self, chunks: NDArray[np.int32]) -> _JoinedWords:
        """Return the words of two to nine syllables of a block."""
        table = self._table
        # The id, the part count and the syllable id of every piece.
        flat = table.piece_rows.flat_indices(chunks, table.piece_rows.lengths(chunks))
        pieces = table.piece_ids.values[flat]
        part_counts = table.part_counts.values[flat]
        syllables = table.syllable_ids.values[pieces]
        # For each piece, whether it is in the word of the previous piece: pyvi joins the two, and both are
        # syllables of words.
        joins = self._decoder.joins(pieces)
        is_syllable = (syllables > 0) & (part_counts > 0)
        joins &= is_syllable
        joins[1:] &= is_syllable[:-1]
        # Each word is a range of pieces, `range(start, stop)`. Its joins are false, true, ..., true, so it
        # starts before a change to true (edge 1) and stops after the last true (edge -1).
        edges = np.diff(joins.view(np.int8), append=np.int8(0))
        starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) + 1
        # Keep the words of at most nine syllables.
        is_short = stops - starts <= MAX_JOINED_SYLLABLES
        starts, stops = starts[is_short], stops[is_short]
        # The block position after each piece.
        ends = np.cumsum(part_counts, dtype=np.int32)
        ids = self._words.joined_words(syllables, starts, stops, table.syllables.keys)
        return _JoinedWords(ids, ends[starts] - part_counts[starts], ends[stops - 1])


def _blocks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts in blocks that fit the processor's cache. The last block may be empty."""
    first = size = 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= _ANALYSIS_BLOCK_CHARACTERS:
            yield texts[first : index + 1]
            first, size = index + 1, 0
    yield texts[first:]


def _stream(vocabulary: list[str], blocks: list[_Tokens], lengths: NDArray[np.int32]) -> Stream:
    """Return the stream of one layer, given the layer of each block."""
    ids = np.concatenate([block.ids for block in blocks])
    positions = np.concatenate([block.positions for block in blocks])
    offsets = offsets_from_sizes(np.concatenate([block.counts for block in blocks]))
    return Stream(vocabulary, ids, offsets, positions, lengths)
