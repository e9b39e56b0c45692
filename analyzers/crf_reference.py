"""pyvi's CRF in a loop over the pieces of one text, with sums that are equal to pyvi's in every bit.

`analyzers.crf` decodes whole arrays. It calls this module only for a text in which two labellings have nearly
the same score, so that the order of additions decides. The order here follows pyvi and CRFsuite: features
are added in the order of `ViTokenizer.word2features` of pyvi 0.1.1, and Viterbi's algorithm follows
`crf1dc_viterbi` in CRFsuite's lib/crf/src/crf1d_context.c.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.crf_model import Model


def label(model: Model, pieces: Sequence[str]) -> list[bool]:
    """Return for each piece of one text whether CRFsuite labels it I_W, a piece that continues a word."""
    if not pieces:
        return []
    (bb, bi), (ib, ii) = model.transitions
    scores = _feature_scores(model, pieces)
    # The scores of the two best labellings up to the current piece: ending in B_W, and ending in I_W.
    begin, inside = next(scores)
    # For each later piece: whether the piece before it is I_W if this piece is B_W, and if it is I_W.
    predecessors = []
    for begin_score, inside_score in scores:
        before_begin = _is_inside_better(begin + bb, inside + ib, model.begin_first)
        before_inside = _is_inside_better(begin + bi, inside + ii, model.begin_first)
        predecessors.append((before_begin, before_inside))
        begin, inside = (
            (inside + ib if before_begin else begin + bb) + begin_score,
            (inside + ii if before_inside else begin + bi) + inside_score,
        )
    # Go back from the best label of the last piece.
    labels = [_is_inside_better(begin, inside, model.begin_first)]
    for before_begin, before_inside in reversed(predecessors):
        labels.append(before_inside if labels[-1] else before_begin)
    labels.reverse()
    return labels


def attribute_value(lower: str) -> str:
    """Return a lower-case piece up to its first NUL. CRFsuite reads C strings, which end there."""
    return lower.partition("\0")[0]


def _is_inside_better(begin: float, inside: float, begin_first: bool) -> bool:
    """Return whether I_W wins. In a tie CRFsuite prefers the label with the lower number."""
    return inside > begin if begin_first else inside >= begin


def _feature_scores(model: Model, pieces: Sequence[str]) -> Iterator[tuple[float, float]]:
    """Yield for each piece the sum of the weights of its features for B_W and for I_W."""
    lower = [piece.lower() for piece in pieces]
    is_pair = [model.words.has_pair(first, second) for first, second in pairwise(lower)]
    is_triple = [model.words.has_triple(*three) for three in zip(lower, lower[1:], lower[2:], strict=False)]
    values = list(map(attribute_value, lower))
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        names = ["bias", f"word.lower():{values[index]}", *_case_features("word", piece)]
        if piece.isdigit():
            names.append("word.isdigit()")
        # pyvi lists the case features of a neighbour in reverse order.
        if index > 0:
            case = _case_features("-1:word", pieces[index - 1])
            names += [f"-1:word.lower():{values[index - 1]}", *reversed(case)]
            names += ["-1:word.bi_gram()"] * is_pair[index - 1]
        if index > 1:
            names += ["-2:word.tri_gram()"] * is_triple[index - 2]
        if index < last:
            case = _case_features("+1:word", pieces[index + 1])
            names += [f"+1:word.lower():{values[index + 1]}", *reversed(case)]
            names += ["+1:word.bi_gram()"] * is_pair[index]
        if index < last - 1:
            names += ["+2:word.tri_gram()"] * is_triple[index]
        yield _sums(model, names)


def _case_features(prefix: str, piece: str) -> list[str]:
    """Return the names of the features of a piece for upper case and title case, in this order."""
    upper = [f"{prefix}.isupper()"] if piece.isupper() else []
    return [*upper, f"{prefix}.istitle()"] if piece.istitle() else upper


def _sums(model: Model, names: list[str]) -> tuple[float, float]:
    """Return the sums of the weights of the named features for B_W and for I_W, added in this order."""
    begin = inside = 0.0
    for name in names:
        weights = model.weights.get(name)
        if weights is not None:
            begin += weights[0]
            inside += weights[1]
    return begin, inside
