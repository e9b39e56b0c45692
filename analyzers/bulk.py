"""Every layer of many texts at once, as arrays: what an index is built from."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzers.alignment import MAX_SYLLABLES
from analyzers.chunk_table import CHUNK_WEIGHT, Lexicon
from analyzers.chunks import chunked
from analyzers.crf import Decoder
from analyzers.growing_tables import Column, Interner
from analyzers.model import load_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analyzers.model import Model

CACHE_WEIGHT = 1 << 24
"""An analyzer starts new vocabularies when its lexicon and words weigh more: about 300,000 short chunks."""

_BLOCK_CHARACTERS = 1 << 18


@dataclass(frozen=True, slots=True)
class Stream:
    """One layer of a batch of texts.

    Text i owns `ids[offsets[i]:offsets[i+1]]`, each with its position in the text; `vocabulary[id]` is the
    term. `lengths[i]` is the number of positions of text i, for length normalisation. Ids are those of the
    vocabulary beside them, which later batches of the same analyzer extend (or, after a reset, replace).
    """

    vocabulary: Sequence[str]
    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]
    positions: NDArray[np.int32]
    lengths: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The layers of a batch: exact and folded syllables (same positions), words of one or more of them."""

    exact: Stream
    folded: Stream
    words: Stream


@dataclass(frozen=True, slots=True)
class _Layer:
    ids: NDArray[np.int32]
    positions: NDArray[np.int32]
    counts: NDArray[np.int32]


class Analyzer:
    """Analyses batches of texts; what it learns of every distinct chunk is kept, within bounds, for the next.

    The words are pyvi's, whatever the tone placement (`hoà bình` and `hòa bình` are one word): exact terms,
    two to nine of them joined by `_`, and each part that is in no such word by itself.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or load_model()
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget all chunks and start new vocabularies; streams handed out keep theirs."""
        self._lexicon = Lexicon(self._model)
        self._decoder = Decoder(self._model, self._lexicon.pieces)
        self._words = Interner[int | tuple[int, ...]]()
        self._word_terms: list[str] = []
        self._alone = Column(np.int32)

    def analyze(self, texts: Sequence[str]) -> Analysis:
        """Return all layers of the texts, in time linear in their length."""
        with self._lock:
            if self._lexicon.weight + CHUNK_WEIGHT * len(self._words) > CACHE_WEIGHT:
                self.reset()
            blocks = [self._block(block) for block in _blocks(texts)]
            lengths = _concatenated([block[2] for block in blocks])
            lexicon = self._lexicon
            exact = _stream(lexicon.exact.keys, [block[0] for block in blocks], lengths)
            folded_ids = lexicon.folded_of.values[exact.ids]
            folded = Stream(lexicon.folded.keys, folded_ids, exact.offsets, exact.positions, lengths)
            words = _stream(self._word_terms, [block[1] for block in blocks], lengths)
        return Analysis(exact, folded, words)

    def _block(self, texts: Sequence[str]) -> tuple[_Layer, _Layer, NDArray[np.int32]]:
        """(exact layer, word layer, number of positions of each text)."""
        lexicon = self._lexicon
        rows = lexicon.chunks.ids(chunked(texts))
        lexicon.update()
        bounds = np.flatnonzero(rows == 0)
        taken = lexicon.positions.values[rows]
        ends = np.cumsum(taken, dtype=np.int32)
        bases = ends[bounds]
        exact, places = self._exact(rows, bounds, ends - taken)
        words = self._word_layer(rows, bases, exact.ids, places)
        return exact, words, np.diff(bases)

    def _exact(
        self, rows: NDArray[np.int32], bounds: NDArray[np.intp], before: NDArray[np.int32]
    ) -> tuple[_Layer, NDArray[np.int32]]:
        """(the layer; the position of each of its tokens in the whole block)."""
        lexicon = self._lexicon
        counts = lexicon.tokens.counts(rows)
        flat = lexicon.tokens.expand(rows, counts)
        places = lexicon.relative.values[flat]
        places += np.repeat(before, counts)
        per_text = _per_text(counts, bounds)
        positions = places - np.repeat(before[bounds[:-1]], per_text)
        return _Layer(lexicon.exact_ids.values[flat], positions, per_text), places

    def _word_layer(
        self,
        rows: NDArray[np.int32],
        bases: NDArray[np.int32],
        exact: NDArray[np.int32],
        places: NDArray[np.int32],
    ) -> _Layer:
        """Name the first position of every word: of several syllables, or of the one that stands there."""
        firsts, ends, names = self._several(rows)
        size = int(bases[-1])
        covered = np.zeros(size + 1, np.int8)
        covered[firsts] += 1
        covered[ends] -= 1
        np.cumsum(covered, out=covered)
        part = np.ones(len(places), np.bool_)
        part[1:] = places[1:] != places[:-1]
        part &= covered[places] == 0
        words = np.full(size, -1, np.int32)
        words[places[part]] = self._name_parts(exact[part])
        words[firsts] = names
        found = np.flatnonzero(words >= 0).astype(np.int32)
        counts = np.diff(np.searchsorted(found, bases)).astype(np.int32)
        return _Layer(words[found], found - np.repeat(bases[:-1], counts), counts)

    def _several(
        self, rows: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """(first position in the block, the one after the last, name) of the words of several syllables."""
        lexicon = self._lexicon
        flat = lexicon.cuts.expand(rows, lexicon.cuts.counts(rows))
        pieces = lexicon.piece_ids.values[flat]
        syllables = lexicon.syllable_of.values[pieces]
        joins = self._decoder.joins(pieces)
        advance = lexicon.advance.values[flat]
        named = (syllables > 0) & (advance > 0)
        joins &= named
        joins[1:] &= named[:-1]
        edges = np.diff(joins.view(np.int8), append=np.int8(0))
        starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) + 1
        short = stops - starts <= MAX_SYLLABLES
        starts, stops = starts[short], stops[short]
        after = np.cumsum(advance, dtype=np.int32)
        return after[starts] - advance[starts], after[stops - 1], self._name_words(syllables, starts, stops)

    def _name_words(
        self, syllables: NDArray[np.int32], starts: NDArray[np.intp], stops: NDArray[np.intp]
    ) -> NDArray[np.int32]:
        """Intern the words: two syllable ids packed into one integer, more of them as a tuple."""
        keys: list[int | tuple[int, ...]] = (
            syllables[starts].astype(np.int64) << 32 | syllables[starts + 1]
        ).tolist()
        for i in np.flatnonzero(stops - starts > 2).tolist():
            keys[i] = tuple(syllables[starts[i] : stops[i]].tolist())
        ids = self._words.ids(keys)
        names = self._lexicon.syllables.keys
        self._word_terms += ["_".join(names[i] for i in _unpacked(key)) for key in self._words.fresh()]
        return ids

    def _name_parts(self, exact: NDArray[np.int32]) -> NDArray[np.int32]:
        """Intern the words of one part: the negative of an exact term's id, less one."""
        terms = self._lexicon.exact.keys
        self._alone.extend(np.full(len(terms) - len(self._alone.values), -1, np.int32))
        names = self._alone.values
        new = np.unique(exact[names[exact] < 0])
        names[new] = self._words.ids((-1 - new).tolist())
        self._word_terms += [terms[-1 - key] for key in self._words.fresh() if not isinstance(key, tuple)]
        return names[exact]


def _unpacked(key: int | tuple[int, ...]) -> tuple[int, ...]:
    return key if isinstance(key, tuple) else (key >> 32, key & 0xFFFFFFFF)


def _blocks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut the batch where it fits the processor's cache."""
    first = size = 0
    for i, text in enumerate(texts):
        size += len(text)
        if size >= _BLOCK_CHARACTERS:
            yield texts[first : i + 1]
            first, size = i + 1, 0
    yield texts[first:]


def _per_text(counts: NDArray[np.int32], bounds: NDArray[np.intp]) -> NDArray[np.int32]:
    ends = np.cumsum(counts, dtype=np.int32)
    return np.diff(ends[bounds])


def _stream(vocabulary: list[str], layers: list[_Layer], lengths: NDArray[np.int32]) -> Stream:
    counts = _concatenated([layer.counts for layer in layers])
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    ids = _concatenated([layer.ids for layer in layers])
    return Stream(vocabulary, ids, offsets, _concatenated([layer.positions for layer in layers]), lengths)


def _concatenated(arrays: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int32)
