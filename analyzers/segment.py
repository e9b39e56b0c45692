"""Word segmentation with the results of pyvi 0.1.1, for many texts at once.

Texts are split into chunks (`chunks`), each new chunk is cut into pieces (`pieces`), and the pieces of all
texts are joined to words at once (`crf`).
"""

from __future__ import annotations

import functools
import threading
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers.chunks import BOUNDARY_CHUNK, BREAK_CHUNK, split_into_chunks
from analyzers.composition import nfc
from analyzers.crf import Decoder
from analyzers.crf_model import load_model
from analyzers.growing_tables import GrowingArray, Interner, RaggedRows
from analyzers.piece_table import BOUNDARY, PieceTable
from analyzers.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzers.crf_model import Model

MAX_SEGMENTER_WEIGHT = 1 << 25
"""A segmenter whose chunks and pieces weigh more forgets them. About 900,000 short chunks weigh this much."""

_ENTRY_WEIGHT = 32
"""A chunk or a piece adds this number and the number of its characters to the weight."""


class Segmentation(NamedTuple):
    """The pieces of several texts, with the boundary piece before, between and after the texts.

    `joins[i]` is true if piece i is joined to piece i - 1. The texts "Công an" and "họp" give the pieces
    "", "Công", "an", "", "họp", "" and the joins 0, 0, 1, 0, 0, 0.
    """

    piece_ids: NDArray[np.int32]
    joins: NDArray[np.bool_]


class Segmenter:
    """pyvi's tokenizer with a given model. Threads may share a segmenter.

    A segmenter caches the chunks and pieces that it has seen, up to `MAX_SEGMENTER_WEIGHT`.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._forget()

    def tokenize(self, text: str) -> str:
        """Return the string that `pyvi.ViTokenizer.tokenize` returns: `Bộ Công_an họp`."""
        return self.tokenize_all([text])[0]

    def tokenize_all(self, texts: Sequence[str]) -> list[str]:
        """Return the result of `tokenize` for every text, several times as fast as text by text."""
        with self._lock:
            piece_ids, joins = self._segment(texts)
            strings = list(map(self._pieces.strings.keys.__getitem__, piece_ids.tolist()))
        # All pieces with a separator before each: piece i is at index 2 * i + 1.
        separators = np.where(joins, "_", " ").tolist()
        separated = list(chain.from_iterable(zip(separators, strings, strict=True)))
        bounds = np.flatnonzero(piece_ids == BOUNDARY).tolist()
        # The slice of a text begins at its first piece, after a boundary and a separator. It ends at the
        # separator of the next boundary. A text without pieces is returned unchanged.
        return [
            "".join(separated[2 * start + 3 : 2 * end]) or text
            for text, start, end in zip(texts, bounds, bounds[1:], strict=False)
        ]

    def segment(self, texts: Sequence[str]) -> Segmentation:
        """Return the pieces of the texts and whether each is joined to the previous piece."""
        with self._lock:
            return self._segment(texts)

    def segment_with_lengths(self, texts: Sequence[str]) -> tuple[Segmentation, NDArray[np.int32]]:
        """Return the segmentation and the length of each piece, in characters of the texts in NFC.

        A boundary has the length 0.
        """
        with self._lock:
            segmentation = self._segment(texts)
            strings = self._pieces.strings.keys
            self._lengths.extend(list(map(len, strings[len(self._lengths.values) :])))
            return segmentation, self._lengths.values[segmentation.piece_ids]

    def joins(self, pieces: Sequence[str]) -> list[bool]:
        """Return for every piece of one text whether it is joined to the previous piece.

        `pieces` has no boundaries, so the first entry of the result is False.
        """
        with self._lock:
            self._forget_if_large()
            strings = self._pieces.strings
            first_new = len(strings.keys)
            piece_ids = strings.ids(["", *pieces, ""])
            self._pieces.update()
            self._weight += _weight(strings.keys[first_new:])
            joins: list[bool] = self._decoder.joins(piece_ids)[1:-1].tolist()
        return joins

    def _segment(self, texts: Sequence[str]) -> Segmentation:
        self._forget_if_large()
        chunk_ids = self._chunks.ids(split_into_chunks(texts))
        self._learn(self._chunks.collect_new_keys())
        # For each piece of the texts, its index in `_piece_ids`.
        flat = self._piece_rows.flat_indices(chunk_ids, self._piece_rows.lengths(chunk_ids))
        piece_ids = self._piece_ids.values[flat]
        return Segmentation(piece_ids, self._decoder.joins(piece_ids))

    def _forget_if_large(self) -> None:
        if self._weight > MAX_SEGMENTER_WEIGHT:
            self._forget()

    def _forget(self) -> None:
        self._pieces = PieceTable(self._model)
        self._decoder = Decoder(self._model, self._pieces)
        # Row c of `_piece_rows` is the range of the pieces of chunk c in `_piece_ids`.
        self._chunks = Interner[str]()
        self._piece_rows, self._piece_ids = RaggedRows(), GrowingArray(np.int32)
        # The length of each piece, by piece id.
        self._lengths = GrowingArray(np.int32)
        self._weight = 0

    def _learn(self, chunks: list[str]) -> None:
        """Cut new chunks, which have the next chunk ids, into pieces."""
        if not chunks:
            return
        cut = [_chunk_pieces(chunk) for chunk in chunks]
        self._piece_rows.extend(list(map(len, cut)))
        self._piece_ids.extend(self._pieces.strings.ids(list(chain.from_iterable(cut))))
        self._pieces.update()
        self._weight += _weight(chunks)


def _weight(strings: Sequence[str]) -> int:
    return sum(map(len, strings)) + _ENTRY_WEIGHT * len(strings)


def _chunk_pieces(chunk: str) -> list[str]:
    if chunk == BREAK_CHUNK:
        return ["\n"]
    return [""] if chunk == BOUNDARY_CHUNK else pieces(nfc(chunk))


@functools.cache
def default_segmenter() -> Segmenter:
    """Return the segmenter of this process. The first call loads the model of the installed pyvi.

    Raises:
        AnalysisError: pyvi's model cannot be read.
    """
    return Segmenter(load_model())


def tokenize(text: str) -> str:
    """Return the string that `pyvi.ViTokenizer.tokenize(text)` returns, in linear time: `Bộ Công_an họp`.

    A lone surrogate is a piece like any other, whereas pyvi raises UnicodeEncodeError.

    Raises:
        AnalysisError: pyvi's model cannot be read.
    """
    return default_segmenter().tokenize(text)
