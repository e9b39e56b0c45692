"""Which pieces are joined to words? pyvi's two-label CRF, decoded for whole arrays of pieces at once.

The model is a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) with the labels
B_W, a piece that begins a word, and I_W, a piece that goes on with it. Its best labelling is found by
Viterbi's algorithm (1967).

**One number for each piece.** Let d[i] be the score of the best labelling of pieces 0 to i that ends in I_W,
less that of the best one that ends in B_W. Let s[i] be the weight of piece i's features for I_W less that for
B_W, and let BB, BI, IB, II be the weights of the transitions (BI: from B_W to I_W). Viterbi's recursion then
is

    d[i] = s[i] + max(BI, d[i-1] + II) - max(BB, d[i-1] + IB)

With pyvi's weights BB - IB < BI - II, so the two maxima change their side one after the other, and

    d[i] = s[i] + clip(BI - IB - d[i-1], II - IB, BI - BB)

**All pieces at once.** The clipped term is constant unless d[i-1] lies in the narrow band between BB - IB and
BI - II. So all d[i] are guessed with the middle of the clip's range, and computed twice from the guess; only
where a d[i-1] in the band was wrong is d[i] wrong, and these few are corrected until nothing changes.

**The labels from the end backwards.** The last piece of a text is I_W if its d > 0. An earlier piece i is I_W
if

    d[i] > BI - II   where piece i + 1 is I_W
    d[i] > BB - IB   where piece i + 1 is B_W

Outside the band both say the same. In the band a piece gets the opposite of the label after it.

**Ties.** Floating-point sums depend on their order. Where a choice is closer than that, the text is given to
`analyzers.crf_reference`, which adds as CRFsuite does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers import crf_reference
from analyzers.piece_table import BOUNDARY, JOINABLE, TITLE_CASED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analyzers.model import Model
    from analyzers.piece_table import PieceTable

_MAX_VECTOR_PASSES = 8
"""How often whole arrays are corrected; the few pieces that are still wrong are corrected one by one."""

_BOUNDARY_SCORE = -1e6
"""The score s of a boundary: so low that whatever stands before it, the boundary is B_W."""

_MIN_TIE_WIDTH = 1e-9
"""Two scores closer than this count as a tie in a batch of usual size."""

_TIE_WIDTH_PER_PIECE = 1e-12
"""In a batch of more than a thousand pieces the width of a tie grows by this for each piece."""


class _WordListWeights(NamedTuple):
    """The weights I_W - B_W of the four features that say that neighbouring pieces are a word of the list."""

    pair_ends: float
    pair_begins: float
    triple_ends: float
    triple_begins: float


class Decoder:
    """Finds the words in arrays of piece ids. The table of pieces may grow between calls."""

    def __init__(self, model: Model, table: PieceTable) -> None:
        (bb, bi), (ib, ii) = model.transitions
        self._model, self._table = model, table
        # In the band d[i] - s[i] + d[i-1] is BI - IB; outside it d[i] - s[i] is one of the two constants.
        self._band_sum, self._after_inside, self._after_begin = bi - ib, ii - ib, bi - bb
        self._band_start, self._band_end = bb - ib, bi - ii
        names = ("-1:word.bi_gram()", "+1:word.bi_gram()", "-2:word.tri_gram()", "+2:word.tri_gram()")
        weights = [model.weights.get(name, (0.0, 0.0)) for name in names]
        self._list_weights = _WordListWeights(*(inside - begin for begin, inside in weights))

    def joins(self, pieces: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return for every piece whether pyvi joins it to the one before it.

        `pieces` are ids of the table. They begin and end with BOUNDARY and have one between any two texts.
        """
        bounds = np.flatnonzero(pieces == BOUNDARY)
        joins = self._labels(pieces, bounds)
        # pyvi joins an I_W only to a piece that may be joined, and no capitalised one to one that is not.
        flags = self._table.flags.values[pieces]
        before, after = flags[:-1], flags[1:]
        joins[1:] &= (before & after & JOINABLE).view(np.bool_)
        joins[1:] &= (after & ~before & TITLE_CASED) == 0
        joins[0] = False
        return joins

    def _labels(self, pieces: NDArray[np.int32], bounds: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return for every piece whether its label is I_W; `bounds` are the indices of the boundaries."""
        scores = self._scores(pieces)
        scores[bounds] = _BOUNDARY_SCORE
        # A text's first piece has no transition: what the boundary, being B_W, will add to it is taken off.
        scores[bounds[:-1] + 1] -= self._after_begin
        d = self._settled(scores)
        inside = d > self._band_end
        in_band = d > self._band_start
        in_band &= ~inside
        # The last piece of each text is decided by its d alone.
        last = bounds[1:] - 1
        inside[last] = d[last] > 0
        in_band[last] = False
        _alternate(inside, np.flatnonzero(in_band))
        for text in self._tied_texts(d, bounds, last):
            strings = [self._table.strings.keys[piece] for piece in pieces[text].tolist()]
            inside[text] = crf_reference.label(self._model, strings)
        return inside

    def _scores(self, pieces: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return s of every piece: the weights of all its features for I_W less those for B_W."""
        table, words, weights = self._table, self._model.words, self._list_weights
        scores = table.own.values[pieces]
        scores[1:] += table.previous.values[pieces[:-1]]
        scores[:-1] += table.following.values[pieces[1:]]
        # The key of every pair of neighbours in the word list, and its two bits: is a word, begins a word of
        # three.
        keys = table.first.values[pieces[:-1]]
        keys += table.second.values[pieces[1:]]
        bits = words.pairs[keys >> 2]
        bits >>= ((keys & 3) << 1).astype(np.uint8)
        is_word = (bits & 1).astype(np.float64)
        scores[1:] += is_word * weights.pair_ends
        scores[:-1] += is_word * weights.pair_begins
        # The pieces that may begin a word of three, the keys of the threes, and those that are in the list.
        begins = np.flatnonzero(bits[:-1] & 2)
        triples = keys[begins].astype(np.int64) * words.depth + table.third.values[pieces[begins + 2]]
        ranks = np.minimum(np.searchsorted(words.triples, triples), len(words.triples) - 1)
        begins = begins[words.triples[ranks] == triples]
        scores[begins + 2] += weights.triple_ends
        scores[begins] += weights.triple_begins
        return scores

    def _settled(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return d of every piece, given s: the fixed point of the recursion above."""
        guess = scores + (self._after_inside + self._after_begin) / 2
        first = self._step(scores, guess)
        d = self._step(scores, first)
        # The indices of the pieces whose d was changed last: only the pieces after them may be wrong.
        changed = np.flatnonzero(d != first)
        for _ in range(_MAX_VECTOR_PASSES):
            if not len(changed):
                return d
            after = changed[changed < len(scores) - 1] + 1
            new = scores[after] + np.clip(
                self._band_sum - d[after - 1], self._after_inside, self._after_begin
            )
            differs = new != d[after]
            changed = after[differs]
            d[changed] = new[differs]
        return self._settled_in_order(scores, d, changed)

    def _step(self, scores: NDArray[np.float64], d: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the right side of the recursion for all pieces at once."""
        moved = self._band_sum - d[:-1]
        np.clip(moved, self._after_inside, self._after_begin, out=moved)
        result = scores.copy()
        result[1:] += moved
        return result

    def _settled_in_order(
        self, scores: NDArray[np.float64], d: NDArray[np.float64], changed: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Follow each late change to its end, from left to right: a hostile text takes linear time too."""
        for start in changed.tolist():
            for index in range(start + 1, len(scores)):
                moved = min(max(self._band_sum - d[index - 1], self._after_inside), self._after_begin)
                value = scores[index] + moved
                if value == d[index]:
                    break
                d[index] = value
        return d

    def _tied_texts(
        self, d: NDArray[np.float64], bounds: NDArray[np.intp], last: NDArray[np.intp]
    ) -> Iterator[slice]:
        """Yield the pieces of each text in which a choice is closer than sums in another order can differ."""
        width = max(_MIN_TIE_WIDTH, _TIE_WIDTH_PER_PIECE * len(d))
        is_close = np.abs(d - self._band_start) < width
        is_close |= np.abs(d - self._band_end) < width
        is_close[last] |= np.abs(d[last]) < width
        # The number of each close piece's text, from 1 on: how many boundaries stand before the piece.
        texts = set(np.searchsorted(bounds, np.flatnonzero(is_close), side="right").tolist())
        for text in texts:
            if text < len(bounds):
                yield slice(int(bounds[text - 1]) + 1, int(bounds[text]))


def _alternate(labels: NDArray[np.bool_], band: NDArray[np.intp]) -> None:
    """Give each piece of the band the opposite of the label after it; `band` are the indices, ascending."""
    if not len(band):
        return
    # For each index the last one of its unbroken stretch of the band.
    is_stretch_end = np.diff(band, append=band[-1] + 2) != 1
    ends = np.where(is_stretch_end, band, np.iinfo(np.intp).max)
    stretch_end = np.minimum.accumulate(ends[::-1])[::-1]
    # The piece behind a stretch is decided; an odd number of steps away from it the label is the other one.
    labels[band] = labels[stretch_end + 1] ^ ((stretch_end - band) % 2 == 0)
