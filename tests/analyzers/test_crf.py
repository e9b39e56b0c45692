"""The decoder of arrays returns the labels of the reference decoder, even in ties."""

from __future__ import annotations

import string
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from analyzers import crf_reference
from analyzers.composition import nfc
from analyzers.crf import Decoder
from analyzers.crf_model import Model, load_model
from analyzers.piece_table import PieceTable
from analyzers.pieces import pieces
from analyzers.segment import Segmenter
from tests.support.texts import HOSTILE


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="module")
def segmenter(model: Model) -> Segmenter:
    return Segmenter(model)


def joins_of(model: Model, cut: list[str]) -> list[bool]:
    """Return for each piece after the first whether the decoder of arrays joins it to the previous piece."""
    table = PieceTable(model)
    piece_ids = table.strings.ids(["", *cut, ""])
    table.update()
    joins: list[bool] = Decoder(model, table).joins(piece_ids)[2:-1].tolist()
    return joins


def is_joinable(piece: str) -> bool:
    return piece not in string.punctuation and not piece[0].isdigit()


@settings(max_examples=100)
@given(HOSTILE)
def test_arrays_give_the_labels_of_the_reference_decoder(
    model: Model, segmenter: Segmenter, text: str
) -> None:
    """Arrays and the plain loop give the same labels. The joins follow from these by pyvi's rule."""
    piece_ids, joins = segmenter.segment([text])
    cut = pieces(nfc(text))
    labels = crf_reference.label(model, cut)
    expected = [
        is_inside
        and is_joinable(left)
        and is_joinable(right)
        and not (right[0].istitle() and not left[0].istitle())
        for (left, right), is_inside in zip(pairwise(cut), labels[1:], strict=True)
    ]
    assert joins[2:-1].tolist() == expected
    assert len(piece_ids) == len(cut) + 2


@pytest.mark.parametrize("begin_first", [True, False])
@pytest.mark.parametrize("cut", ["x", "xy", "xyxyxyz"])
def test_ties_are_decided_as_crfsuite_decides_them(model: Model, cut: str, begin_first: bool) -> None:
    """If all labellings have the same score, the arrays follow the tie rule of the reference decoder."""
    even = Model({"bias": (0.5, 0.5)}, ((0.5, 0.75), (0.25, 0.5)), begin_first, model.words)
    assert joins_of(even, list(cut)) == crf_reference.label(even, list(cut))[1:]


def test_the_label_with_the_lower_number_wins_a_tie(model: Model) -> None:
    """In a tie CRFsuite prefers the label with the lower number."""
    for begin_first in (True, False):
        even = Model({"bias": (1.0, 1.0)}, ((0.0, 0.0), (0.0, 0.0)), begin_first, model.words)
        assert crf_reference.label(even, ["x", "y"]) == [not begin_first] * 2


@pytest.mark.parametrize("scale", [0.05, 0.3, 1.0, 4.0])
def test_any_weights_reach_the_fixed_point(model: Model, scale: float) -> None:
    """Random scores that often fall into the band need long chains of corrections. The labels are right."""
    generator = np.random.default_rng(7)
    names = [f"w{number}" for number in range(40)]
    scores = generator.normal(-0.3, scale, len(names)).tolist()
    weights = {f"word.lower():{name}": (0.0, score) for name, score in zip(names, scores, strict=True)}
    drawn = Model({**weights, "bias": (0.0, 0.0)}, model.transitions, True, model.words)
    cut = [names[number] for number in generator.integers(0, len(names), 3000)]
    assert joins_of(drawn, cut) == crf_reference.label(drawn, cut)[1:]


def test_the_transitions_order_the_band(model: Model) -> None:
    """pyvi's weights meet the condition of the recursion with a clip: BB - IB < BI - II."""
    (bb, bi), (ib, ii) = model.transitions
    assert bb - ib < bi - ii
