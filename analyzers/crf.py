"""Decoder of pyvi's CRF: which pieces are joined to words, for whole arrays of pieces at once.

The model is a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) with two labels:
B_W for a piece that begins a word, I_W for a piece that continues a word. Viterbi's algorithm (1967) finds
the best labelling:

    pieces   BOUNDARY   Bộ   Công   an   họp   BOUNDARY
    labels      B_W     B_W   B_W   I_W  B_W      B_W

**One number for each piece.** d[i] is a difference of two scores: the score of the best labelling of pieces 0
to i that ends in I_W, minus the score of the best labelling that ends in B_W. s[i] is the sum of the weights
of the features of piece i for I_W, minus the sum for B_W. BB, BI, IB and II are the weights of the
transitions; BI leads from B_W to I_W. Viterbi's recursion is then

    d[i] = s[i] + max(BI, d[i-1] + II) - max(BB, d[i-1] + IB)

pyvi's weights have BB - IB < BI - II. With this condition the recursion equals

    d[i] = s[i] + clip(BI - IB - d[i-1], II - IB, BI - BB)

**All pieces at once.** The clipped term depends on d[i-1] only if d[i-1] is in the narrow band between
BB - IB and BI - II. Elsewhere the term is one of two constants. The decoder first guesses every d[i], with
the middle of the two constants as the term. It then applies the recursion to all pieces twice, each time with
the d[i-1] of the step before. After that d[i] can be wrong only if d[i-1] is in the band or was on the wrong
side of it. These few pieces are computed again until nothing changes.

**The labels, from the end backwards.** The last piece of a text is I_W if its d > 0. The label of an earlier
piece i depends on the label of piece i + 1:

    if piece i + 1 is I_W:   piece i is I_W if d[i] > BI - II
    if piece i + 1 is B_W:   piece i is I_W if d[i] > BB - IB

Outside the band both conditions agree. In the band, piece i gets the opposite of the label of piece i + 1.

**Ties.** Rounding makes floating-point sums depend on the order of additions. If a condition is so close that
rounding may decide it, the whole text is labelled by `analyzers.crf_reference`, which adds in the order of
CRFsuite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers import crf_reference
from analyzers.piece_table import BOUNDARY, JOINABLE, TITLE_CASED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analyzers.crf_model import Model
    from analyzers.piece_table import PieceTable

_MAX_VECTOR_PASSES = 8
"""The number of times that all wrong pieces are corrected at once. The rest are corrected one by one."""

_BOUNDARY_SCORE = -1e6
"""The score s of a boundary. It is so low that the boundary gets B_W, whatever precedes it."""

_MIN_TIE_WIDTH = 1e-9
"""Two scores with a smaller difference are a tie, in batches of up to a thousand pieces."""

_TIE_WIDTH_PER_PIECE = 1e-12
"""In a larger batch, the limit is this number times the number of pieces."""


class _WordListWeights(NamedTuple):
    """The weights (I_W minus B_W) of the four features that are true for words of the word list.

    `pair_begins` is added to the score of the first piece of a word of two, `pair_ends` to the score of its
    second piece. `triple_begins` and `triple_ends` are added to the first and the third piece of a word of
    three.
    """

    pair_ends: float
    pair_begins: float
    triple_ends: float
    triple_begins: float


class Decoder:
    """Finds the words in arrays of piece ids. The table of pieces may grow between calls."""

    def __init__(self, model: Model, table: PieceTable) -> None:
        (bb, bi), (ib, ii) = model.transitions
        self._model, self._table = model, table
        # The term d[i] - s[i] is _band_sum - d[i-1] if d[i-1] is in the band. Above the band it is
        # _after_inside, below the band _after_begin.
        self._band_sum, self._after_inside, self._after_begin = bi - ib, ii - ib, bi - bb
        self._band_start, self._band_end = bb - ib, bi - ii
        names = ("-1:word.bi_gram()", "+1:word.bi_gram()", "-2:word.tri_gram()", "+2:word.tri_gram()")
        weights = [model.weights.get(name, (0.0, 0.0)) for name in names]
        self._list_weights = _WordListWeights(*(inside - begin for begin, inside in weights))

    def joins(self, pieces: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return for every piece whether pyvi joins it to the previous piece.

        `pieces` are ids of the table, with BOUNDARY at both ends and between texts. For the pieces in the
        module's example, only the entry of "an" is true.
        """
        # The indices of the boundaries, and for every piece whether it is I_W.
        bounds = np.flatnonzero(pieces == BOUNDARY)
        joins = self._labels(pieces, bounds)
        # pyvi joins an I_W only if both pieces are joinable, and a capitalised one only to a capitalised one.
        flags = self._table.flags.values[pieces]
        before, after = flags[:-1], flags[1:]
        joins[1:] &= (before & after & JOINABLE).view(np.bool_)
        joins[1:] &= (after & ~before & TITLE_CASED) == 0
        joins[0] = False
        return joins

    def _labels(self, pieces: NDArray[np.int32], bounds: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return for every piece whether its label is I_W, given the indices of the boundaries."""
        scores = self._scores(pieces)
        scores[bounds] = _BOUNDARY_SCORE
        # The first piece of a text has no transition, but the recursion will add the term _after_begin for
        # the boundary before it. The term is subtracted here.
        scores[bounds[:-1] + 1] -= self._after_begin
        d = self._settle(scores)
        # For every piece: whether its d is above the band (then it is I_W), and whether it is in the band.
        inside = d > self._band_end
        in_band = d > self._band_start
        in_band &= ~inside
        # The label of the last piece of each text depends on its d alone.
        last = bounds[1:] - 1
        inside[last] = d[last] > 0
        in_band[last] = False
        _alternate(inside, np.flatnonzero(in_band))
        for span in self._tied_spans(d, bounds, last):
            strings = [self._table.strings.keys[piece] for piece in pieces[span].tolist()]
            inside[span] = crf_reference.label(self._model, strings)
        return inside

    def _scores(self, pieces: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return s of every piece: the sum of the weights of its features for I_W, minus the sum for B_W."""
        table, words, weights = self._table, self._model.words, self._list_weights
        # The weights of the features that depend on one piece.
        scores = table.own.values[pieces]
        scores[1:] += table.previous.values[pieces[:-1]]
        scores[:-1] += table.following.values[pieces[1:]]
        # The key of every pair of neighbours (see `word_list`). The lowest two bits of `bits` say whether the
        # pair is a word and whether it begins a word of three.
        keys = table.first.values[pieces[:-1]]
        keys += table.second.values[pieces[1:]]
        bits = words.pairs[keys >> 2]
        bits >>= ((keys & 3) << 1).astype(np.uint8)
        # 1.0 for every pair that is a word, else 0.0.
        is_word = (bits & 1).astype(np.float64)
        scores[1:] += is_word * weights.pair_ends
        scores[:-1] += is_word * weights.pair_begins
        # The indices of pieces that may begin a word of three, and the keys of these triples.
        begins = np.flatnonzero(bits[:-1] & 2)
        triples = keys[begins].astype(np.int64) * words.depth + table.third.values[pieces[begins + 2]]
        # Keep the indices whose triple is in the word list.
        ranks = np.minimum(np.searchsorted(words.triples, triples), len(words.triples) - 1)
        begins = begins[words.triples[ranks] == triples]
        scores[begins + 2] += weights.triple_ends
        scores[begins] += weights.triple_begins
        return scores

    def _settle(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return d of every piece, given s of every piece: the fixed point of the recursion."""
        guess = scores + (self._after_inside + self._after_begin) / 2
        first = self._step(scores, guess)
        d = self._step(scores, first)
        # The indices of the pieces whose d changed in the last step. Only the pieces after them can be wrong.
        changed = np.flatnonzero(d != first)
        for _ in range(_MAX_VECTOR_PASSES):
            if not len(changed):
                return d
            # The indices of the pieces to compute again, and their new d.
            after = changed[changed < len(scores) - 1] + 1
            new = scores[after] + np.clip(
                self._band_sum - d[after - 1], self._after_inside, self._after_begin
            )
            # Keep the pieces whose d is different now.
            differs = new != d[after]
            changed = after[differs]
            d[changed] = new[differs]
        return self._settle_in_order(scores, d, changed)

    def _step(self, scores: NDArray[np.float64], d: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the right side of the recursion for all pieces at once, given their scores and old d."""
        # The clipped term of every piece after the first.
        terms = self._band_sum - d[:-1]
        np.clip(terms, self._after_inside, self._after_begin, out=terms)
        result = scores.copy()
        result[1:] += terms
        return result

    def _settle_in_order(
        self, scores: NDArray[np.float64], d: NDArray[np.float64], changed: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return `d` after correcting the pieces that follow each changed piece, from left to right.

        The loop stops at the first piece that needs no correction. It makes even a hostile text take linear
        time.
        """
        for start in changed.tolist():
            for index in range(start + 1, len(scores)):
                term = min(max(self._band_sum - d[index - 1], self._after_inside), self._after_begin)
                value = scores[index] + term
                if value == d[index]:
                    break
                d[index] = value
        return d

    def _tied_spans(
        self, d: NDArray[np.float64], bounds: NDArray[np.intp], last: NDArray[np.intp]
    ) -> Iterator[slice]:
        """Yield the slice of the pieces of each text in which rounding may decide a label.

        `last` are the indices of the last pieces of the texts.
        """
        width = max(_MIN_TIE_WIDTH, _TIE_WIDTH_PER_PIECE * len(d))
        # For every piece, whether its d is within `width` of a limit that decides a label.
        is_close = np.abs(d - self._band_start) < width
        is_close |= np.abs(d - self._band_end) < width
        is_close[last] |= np.abs(d[last]) < width
        # The numbers of the texts with such pieces, counted from 1. Text n is between bounds n - 1 and n.
        numbers = set(np.searchsorted(bounds, np.flatnonzero(is_close), side="right").tolist())
        for number in numbers:
            if number < len(bounds):
                yield slice(int(bounds[number - 1]) + 1, int(bounds[number]))


def _alternate(labels: NDArray[np.bool_], band: NDArray[np.intp]) -> None:
    """Set the label of each piece in the band to the opposite of the next label.

    `band` has the indices of these pieces, ascending. With `band` [3, 4, 5] and label 6 true, the labels 3, 4
    and 5 become false, true, false.
    """
    if not len(band):
        return
    # For each index in `band`, the end of its group of consecutive indices: the group's last index.
    is_group_end = np.diff(band, append=band[-1] + 2) != 1
    ends = np.where(is_group_end, band, np.iinfo(np.intp).max)
    group_end = np.minimum.accumulate(ends[::-1])[::-1]
    # The label after a group is known. A piece at an odd distance from it gets the opposite label.
    labels[band] = labels[group_end + 1] ^ ((group_end - band) % 2 == 0)
