"""A table of the distinct pieces: the weights and ids that pyvi's model has for each, in columns by piece id.

`ViTokenizer.word2features` in pyvi 0.1.1 defines the features of the model, and `ViTokenizer.tokenize` the
rule for joining pieces. Most features that add to the score of a piece depend on a single
piece: the piece itself, its predecessor or its successor. The sums of their weights are in this table. Only
the features of the word list depend on two or three pieces, and `analyzers.crf` adds their weights.

For the pieces "Bộ", "Công", "an" and the features of one piece, the score of "Công" is

    own["Công"] + previous["Bộ"] + following["an"]
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import numpy as np

from analyzers.crf_reference import attribute_value
from analyzers.growing_tables import GrowingArray, Interner

if TYPE_CHECKING:
    from analyzers.crf_model import Model

BOUNDARY = 0
"""The id of the empty piece, which is placed before, between and after texts."""

JOINABLE = np.uint8(1)
"""The flag of a piece that may be joined: no ASCII punctuation, and no digit at its start."""

TITLE_CASED = np.uint8(2)
"""The flag of a piece that begins with a capital letter."""


class PieceTable:
    """The columns of all pieces that have an id in `strings`.

    A weight is the difference of the weights for I_W and B_W. A positive weight makes it more likely that a
    piece is joined to its predecessor. Three columns have sums of weights:

    - `own`: the contribution of the piece to its own score,
    - `previous`: its contribution to the score of its successor,
    - `following`: its contribution to the score of its predecessor.

    `first`, `second` and `third` are the ids of the piece in the three tables of the word list; `first` is
    already multiplied by `WordList.width`. `flags` has the bits JOINABLE and TITLE_CASED.
    """

    def __init__(self, model: Model) -> None:
        self.strings = Interner[str]()
        self.own = GrowingArray(np.float64)
        self.previous = GrowingArray(np.float64)
        self.following = GrowingArray(np.float64)
        self.first, self.second, self.third = (GrowingArray(np.int32) for _ in range(3))
        self.flags = GrowingArray(np.uint8)
        self._words = model.words
        self._weights = {name: inside - begin for name, (begin, inside) in model.weights.items()}
        self.strings.id("")  # gets the id BOUNDARY

    def update(self) -> None:
        """Compute the columns of the pieces that got an id since the last call."""
        new = self.strings.collect_new_keys()
        if not new:
            return
        words = self._words
        lower = [piece.lower() for piece in new]
        self.first.extend([words.first.get(piece, 0) * words.width for piece in lower])
        self.second.extend([words.second.get(piece, 0) for piece in lower])
        self.third.extend([words.third.get(piece, 0) for piece in lower])
        values = list(map(attribute_value, lower))
        self.own.extend(self._scores("word", new, values, self._weights["bias"]))
        self.previous.extend(self._scores("-1:word", new, values, 0.0))
        self.following.extend(self._scores("+1:word", new, values, 0.0))
        self.flags.extend(list(map(_flags, new)))

    def _scores(self, prefix: str, pieces: list[str], values: list[str], bias: float) -> list[float]:
        """Return for each piece the bias plus the weights of its features with this prefix; 0 for a boundary.

        `values[i]` is the value of the feature `lower()` of piece i.
        """
        weight = self._weights.get
        upper, title = weight(f"{prefix}.isupper()", 0.0), weight(f"{prefix}.istitle()", 0.0)
        digit = weight(f"{prefix}.isdigit()", 0.0)
        name = f"{prefix}.lower():"
        return [
            bias
            + weight(name + value, 0.0)
            + upper * piece.isupper()
            + title * piece.istitle()
            + digit * piece.isdigit()
            if piece
            else 0.0
            for piece, value in zip(pieces, values, strict=True)
        ]


def _flags(piece: str) -> int:
    if not piece:
        return 0
    joinable = piece not in string.punctuation and not piece[0].isdigit()
    return int(JOINABLE * joinable | TITLE_CASED * piece[0].istitle())
