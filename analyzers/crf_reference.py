"""The reference decoder: pyvi's features and CRFsuite's Viterbi, one piece at a time, to the last bit.

`analyzers.crf` decodes whole arrays and turns to this one only where two paths score so alike that the order
of additions could decide.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.model import Model


def label(model: Model, pieces: Sequence[str]) -> list[bool]:
    """Tell for each piece of one text whether CRFsuite labels it I_W; sums and ties are CRFsuite's own."""
    if not pieces:
        return []
    (bb, bi), (ib, ii) = model.transitions
    first, moves = True, []
    begin = inside = 0.0
    for begin_score, inside_score in _emissions(model, pieces):
        if first:
            begin, inside, first = begin_score, inside_score, False
            continue
        to_begin = _from_inside(begin + bb, inside + ib, model.begin_first)
        to_inside = _from_inside(begin + bi, inside + ii, model.begin_first)
        moves.append((to_begin, to_inside))
        begin, inside = (
            (inside + ib if to_begin else begin + bb) + begin_score,
            (inside + ii if to_inside else begin + bi) + inside_score,
        )
    labels = [_from_inside(begin, inside, model.begin_first)]
    for move in reversed(moves):
        labels.append(move[labels[-1]])
    labels.reverse()
    return labels


def attribute_value(lower: str) -> str:
    """Return what CRFsuite sees of a lower-cased piece: as a C string it ends at a NUL."""
    return lower.partition("\0")[0]


def _from_inside(begin: float, inside: float, begin_first: bool) -> bool:
    """Tell whether the label I_W wins; of two equal scores CRFsuite keeps the label with the lower number."""
    return inside > begin if begin_first else inside >= begin


def _emissions(model: Model, pieces: Sequence[str]) -> Iterator[tuple[float, float]]:
    lower = [piece.lower() for piece in pieces]
    pairs = [model.words.has_pair(a, b) for a, b in pairwise(lower)]
    triples = [model.words.has_triple(*three) for three in zip(lower, lower[1:], lower[2:], strict=False)]
    values = list(map(attribute_value, lower))
    last = len(pieces) - 1
    for i, piece in enumerate(pieces):
        names = ["bias", f"word.lower():{values[i]}", *_shape("word", piece)]
        if piece.isdigit():
            names.append("word.isdigit()")
        if i > 0:
            shape = _shape("-1:word", pieces[i - 1])
            names += [f"-1:word.lower():{values[i - 1]}", *reversed(shape)]
            names += ["-1:word.bi_gram()"] * pairs[i - 1]
        if i > 1:
            names += ["-2:word.tri_gram()"] * triples[i - 2]
        if i < last:
            shape = _shape("+1:word", pieces[i + 1])
            names += [f"+1:word.lower():{values[i + 1]}", *reversed(shape)]
            names += ["+1:word.bi_gram()"] * pairs[i]
        if i < last - 1:
            names += ["+2:word.tri_gram()"] * triples[i]
        yield _sums(model, names)


def _shape(prefix: str, piece: str) -> list[str]:
    upper = [f"{prefix}.isupper()"] if piece.isupper() else []
    return [*upper, f"{prefix}.istitle()"] if piece.istitle() else upper


def _sums(model: Model, names: list[str]) -> tuple[float, float]:
    begin = inside = 0.0
    for name in names:
        weights = model.weights.get(name)
        if weights is not None:
            begin += weights[0]
            inside += weights[1]
    return begin, inside
