"""Word segmentation identical to pyvi 0.1.1, on whole arrays."""

from __future__ import annotations

import functools
import threading
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyzers.chunks import BOUNDARY_CHUNK, BREAK_CHUNK, chunked
from analyzers.crf import Decoder, PieceTable
from analyzers.growing_tables import Column, Interner, Ragged
from analyzers.model import load_model
from analyzers.pieces import nfc, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzers.model import Model

CACHE_WEIGHT = 1 << 25
"""A segmenter forgets the chunks and pieces it knows when they weigh more: about 900,000 short chunks."""

_CHUNK_WEIGHT = 32


class Segmenter:
    """pyvi's tokenizer over a model; keeps what it learns, within bounds. Threads may share it."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._forget()

    def tokenize(self, text: str) -> str:
        """Return the very string that `pyvi.ViTokenizer.tokenize` returns (`Bộ Công_an họp`)."""
        return self.tokenize_all([text])[0]

    def tokenize_all(self, texts: Sequence[str]) -> list[str]:
        """Return `tokenize` of every text; many texts at once are several times as fast as one by one."""
        with self._lock:
            ids, joins = self._segment(texts)
            strings = list(map(self._pieces.strings.keys.__getitem__, ids.tolist()))
        separated = list(chain.from_iterable(zip(np.where(joins, "_", " ").tolist(), strings, strict=True)))
        bounds = np.flatnonzero(ids == 0).tolist()
        return [
            "".join(separated[2 * start + 3 : 2 * end]) or text
            for text, start, end in zip(texts, bounds, bounds[1:], strict=False)
        ]

    def segment(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """Return (piece ids, joins) of the texts, with piece 0 before, between and after them.

        `joins[i]` tells that piece i belongs to the word of piece i - 1.
        """
        with self._lock:
            return self._segment(texts)

    def pieces(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]]:
        """Return (piece ids, joins) as `segment` does, and the pieces' lengths in the texts' NFC."""
        with self._lock:
            ids, joins = self._segment(texts)
            strings = self._pieces.strings.keys
            self._lengths.extend(list(map(len, strings[len(self._lengths.values) :])))
            return ids, joins, self._lengths.values[ids]

    def joins(self, cut: Sequence[str]) -> list[bool]:
        """Tell for every piece of one text whether it belongs to the word of the piece before it."""
        with self._lock:
            self._stay_small()
            known = len(self._pieces.strings.keys)
            ids = self._pieces.strings.ids(["", *cut, ""])
            self._pieces.update()
            new = self._pieces.strings.keys[known:]
            self._weight += sum(map(len, new)) + _CHUNK_WEIGHT * len(new)
            found: list[bool] = self._decoder.joins(ids)[1:-1].tolist()
        return found

    def _segment(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        self._stay_small()
        rows = self._chunks.ids(chunked(texts))
        self._learn(self._chunks.fresh())
        ids = self._flat.values[self._rows.expand(rows, self._rows.counts(rows))]
        return ids, self._decoder.joins(ids)

    def _stay_small(self) -> None:
        if self._weight > CACHE_WEIGHT:
            self._forget()

    def _forget(self) -> None:
        self._pieces = PieceTable(self._model)
        self._decoder = Decoder(self._model, self._pieces)
        self._chunks = Interner[str]()
        self._rows, self._flat = Ragged(), Column(np.int32)
        self._lengths = Column(np.int32)
        self._weight = 0

    def _learn(self, chunks: list[str]) -> None:
        if not chunks:
            return
        cut = [_pieces(chunk) for chunk in chunks]
        self._rows.extend([len(found) for found in cut])
        self._flat.extend(self._pieces.strings.ids(list(chain.from_iterable(cut))))
        self._pieces.update()
        self._weight += sum(map(len, chunks)) + _CHUNK_WEIGHT * len(chunks)


def _pieces(chunk: str) -> list[str]:
    if chunk == BREAK_CHUNK:
        return ["\n"]
    return [""] if chunk == BOUNDARY_CHUNK else pieces(nfc(chunk))


@functools.cache
def default_segmenter() -> Segmenter:
    """Return the process's segmenter over the installed pyvi's model, loaded on the first call."""
    return Segmenter(load_model())


def tokenize(text: str) -> str:
    """Return the very string that `pyvi.ViTokenizer.tokenize(text)` returns, in time linear in its length.

    Two bounds differ from pyvi: a run of more than 256 combining marks is normalised in slices, and a lone
    surrogate, for which pyvi raises UnicodeEncodeError, is a piece like any other.
    """
    return default_segmenter().tokenize(text)
