"""What pyvi's model knows of every distinct piece, computed once and kept in columns by piece id.

The features of the model and the rule for joining pieces are those of pyvi 0.1.1, `ViTokenizer.word2features`
and `ViTokenizer.tokenize`. Most features of a piece depend on one piece alone: on itself, on the one before
it or on the one after it. So the sum of their weights is kept here by piece, and only the features of the
word list, which depend on two or three pieces, are left to `analyzers.crf`.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import numpy as np

from analyzers.crf_reference import attribute_value
from analyzers.growing_tables import GrowingArray, Interner

if TYPE_CHECKING:
    from analyzers.model import Model

BOUNDARY = 0
"""The id of the empty piece, which stands before, between and after texts."""

JOINABLE = np.uint8(1)
"""The flag of a piece that may be part of a word of several pieces: no punctuation, no digit at its start."""

TITLE_CASED = np.uint8(2)
"""The flag of a piece that begins with a capital letter."""


class PieceTable:
    """The columns of all pieces that have an id in `strings`.

    Weights are differences I_W - B_W, so a positive one speaks for joining the piece to the one before it:

    - `own`: what the piece adds to its own score,
    - `previous`: what it adds to the score of the piece after it,
    - `following`: what it adds to the score of the piece before it.

    `first`, `second` and `third` are the ids of the piece in the word list's three tables, `first` already
    multiplied by the list's width (see `WordList`). `flags` has JOINABLE and TITLE_CASED.
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
        """Return for each piece the sum of the weights of its features with the prefix; 0 for the boundary.

        `values` are the pieces as the feature `lower()` has them.
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
