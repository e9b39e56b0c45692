"""The two-label CRF of pyvi decoded with whole arrays: piece ids in, the joints of words out.

With two labels Viterbi needs one number a piece, d = score(I_W) - score(B_W), and
d[i] = s[i] + max(BI, d[i-1] + II) - max(BB, d[i-1] + IB), where s is the difference of the emission scores.
With pyvi's transitions that is d[i] = s[i] + clip(BI - IB - d[i-1], II - IB, BI - BB): flat outside a narrow
band, so guessing all d at once and correcting what follows a wrong guess soon reaches the fixed point.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import numpy as np

from analyzers import crf_reference
from analyzers.growing_tables import Column, Interner

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzers.model import Model

BOUNDARY = 0
"""The id of the pseudo-piece that stands before, between and after texts."""

_PASSES = 8
_JOINABLE, _TITLE = np.uint8(1), np.uint8(2)


class PieceTable:
    """What the model knows of every distinct piece, by piece id.

    Scores are differences I_W - B_W: `own` is the piece's own emission, `previous` what it adds to the piece
    after it, `following` what it adds to the piece before it. `first`, `second` and `third` are its ids in
    the word list (`first` times the list's width).
    """

    def __init__(self, model: Model) -> None:
        self.strings = Interner[str]()
        self.own, self.previous, self.following = Column(np.float64), Column(np.float64), Column(np.float64)
        self.first, self.second, self.third = Column(np.int32), Column(np.int32), Column(np.int32)
        self.flags = Column(np.uint8)
        self._model = model
        self._weights = {name: inside - begin for name, (begin, inside) in model.weights.items()}
        self.strings.id("")

    def update(self) -> None:
        """Compute the columns of the pieces that were interned since the last call."""
        new = self.strings.fresh()
        if not new:
            return
        words = self._model.words
        lower = [piece.lower() for piece in new]
        self.first.extend([words.first.get(key, 0) * words.width for key in lower])
        self.second.extend([words.second.get(key, 0) for key in lower])
        self.third.extend([words.third.get(key, 0) for key in lower])
        keys = list(map(crf_reference.attribute_value, lower))
        self.own.extend(self._scores("word", new, keys, self._weights["bias"]))
        self.previous.extend(self._scores("-1:word", new, keys, 0.0))
        self.following.extend(self._scores("+1:word", new, keys, 0.0))
        self.flags.extend([_flags(piece) for piece in new])

    def _scores(self, prefix: str, pieces: list[str], keys: list[str], bias: float) -> list[float]:
        weight = self._weights.get
        upper, title = weight(f"{prefix}.isupper()", 0.0), weight(f"{prefix}.istitle()", 0.0)
        digit = weight(f"{prefix}.isdigit()", 0.0)
        name = f"{prefix}.lower():"
        return [
            bias
            + weight(name + key, 0.0)
            + upper * piece.isupper()
            + title * piece.istitle()
            + digit * piece.isdigit()
            if piece
            else 0.0
            for piece, key in zip(pieces, keys, strict=True)
        ]


def _flags(piece: str) -> int:
    if not piece:
        return 0
    joinable = piece not in string.punctuation and not piece[0].isdigit()
    return int(_JOINABLE * joinable | _TITLE * piece[0].istitle())


class Decoder:
    """Finds the words in piece ids; the table may grow between calls."""

    def __init__(self, model: Model, table: PieceTable) -> None:
        (bb, bi), (ib, ii) = model.transitions
        self._model, self._table = model, table
        self._sum, self._least, self._most = bi - ib, ii - ib, bi - bb
        self._enter_begin, self._enter_inside = bb - ib, bi - ii
        self._context = [
            inside - begin
            for begin, inside in (
                model.weights.get(f"{place}()", (0.0, 0.0))
                for place in ("-1:word.bi_gram", "+1:word.bi_gram", "-2:word.tri_gram", "+2:word.tri_gram")
            )
        ]

    def joins(self, pieces: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Tell for every piece whether pyvi joins it to the one before it.

        `pieces` begins and ends with BOUNDARY and has one between any two texts.
        """
        bounds = np.flatnonzero(pieces == BOUNDARY)
        labels = self._labels(pieces, bounds)
        flags = self._table.flags.values[pieces]
        before, after = flags[:-1], flags[1:]
        labels[1:] &= (before & after & _JOINABLE).view(np.bool_)
        labels[1:] &= (after & ~before & _TITLE) == 0
        labels[0] = False
        return labels

    def _labels(self, pieces: NDArray[np.int32], bounds: NDArray[np.intp]) -> NDArray[np.bool_]:
        scores = self._emissions(pieces)
        scores[bounds] = -1e6
        scores[bounds[:-1] + 1] -= self._most
        d = self._settle(scores)
        inside = d > self._enter_inside
        band = d > self._enter_begin
        band &= ~inside
        last = bounds[1:] - 1
        inside[last] = d[last] > 0
        band[last] = False
        _alternate(inside, np.flatnonzero(band))
        for start, end in self._ties(d, bounds, last):
            strings = [self._table.strings.keys[i] for i in pieces[start:end].tolist()]
            inside[start:end] = crf_reference.label(self._model, strings)
        return inside

    def _emissions(self, pieces: NDArray[np.int32]) -> NDArray[np.float64]:
        table, words = self._table, self._model.words
        scores = table.own.values[pieces]
        scores[1:] += table.previous.values[pieces[:-1]]
        scores[:-1] += table.following.values[pieces[1:]]
        keys = table.first.values[pieces[:-1]]
        keys += table.second.values[pieces[1:]]
        found = words.pairs[keys >> 2]
        found >>= ((keys & 3) << 1).astype(np.uint8)
        pairs = (found & 1).astype(np.float64)
        before2, after2, before3, after3 = self._context
        scores[1:] += pairs * before2
        scores[:-1] += pairs * after2
        start = np.flatnonzero(found[:-1] & 2)
        keys3 = keys[start].astype(np.int64) * words.depth + table.third.values[pieces[start + 2]]
        place = np.minimum(np.searchsorted(words.triples, keys3), len(words.triples) - 1)
        start = start[words.triples[place] == keys3]
        scores[start + 2] += before3
        scores[start] += after3
        return scores

    def _settle(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the fixed point d of the recursion in the module's docstring."""
        guess = scores + (self._least + self._most) / 2
        d = self._step(scores, guess)
        settled = self._step(scores, d)
        changed = np.flatnonzero(settled != d)
        for _ in range(_PASSES):
            if not len(changed):
                return settled
            after = changed[changed < len(scores) - 1] + 1
            new = scores[after] + np.clip(self._sum - settled[after - 1], self._least, self._most)
            differs = new != settled[after]
            changed = after[differs]
            settled[changed] = new[differs]
        return self._settle_in_order(scores, settled, changed)

    def _step(self, scores: NDArray[np.float64], d: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = self._sum - d[:-1]
        np.clip(moved, self._least, self._most, out=moved)
        result = scores.copy()
        result[1:] += moved
        return result

    def _settle_in_order(
        self, scores: NDArray[np.float64], d: NDArray[np.float64], changed: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Follow each late change to its end, from the left: what a hostile text costs stays linear."""
        for start in changed.tolist():
            for i in range(start + 1, len(scores)):
                value = scores[i] + min(max(self._sum - d[i - 1], self._least), self._most)
                if value == d[i]:
                    break
                d[i] = value
        return d

    def _ties(
        self, d: NDArray[np.float64], bounds: NDArray[np.intp], last: NDArray[np.intp]
    ) -> list[tuple[int, int]]:
        """The texts (start, end) in which some choice is closer than sums in another order can differ."""
        size = len(d)
        widest = max(1e-9, 1e-12 * size)
        close = np.abs(d - self._enter_begin) < widest
        close |= np.abs(d - self._enter_inside) < widest
        close[last] |= np.abs(d[last]) < widest
        texts = set(np.searchsorted(bounds, np.flatnonzero(close), side="right").tolist())
        return [(int(bounds[text - 1]) + 1, int(bounds[text])) for text in texts if text < len(bounds)]


def _alternate(labels: NDArray[np.bool_], band: NDArray[np.intp]) -> None:
    """In the band each label comes from the other: a piece takes the opposite of its successor's label."""
    if not len(band):
        return
    ends = np.where(np.diff(band, append=band[-1] + 2) != 1, band, np.iinfo(np.intp).max)
    run_end = np.minimum.accumulate(ends[::-1])[::-1]
    labels[band] = labels[run_end + 1] ^ ((run_end - band) % 2 == 0)
