"""The score of word segmentation counts words that begin and end where gold words do."""

from __future__ import annotations

import pytest

from analyzers import tokenize
from benchmarks.plain_loop import PlainSegmenter
from evaluation.segmentation import Score, score, spans


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], set()),
        (["công_an"], {(0, 6)}),
        (["công an", "họp", "."], {(0, 6), (6, 9), (9, 10)}),
    ],
)
def test_spans(words: list[str], expected: set[tuple[int, int]]) -> None:
    """Blanks and `_` within a word do not move the words after it."""
    assert spans(words) == expected


def test_score() -> None:
    """One of two gold words is found, among three found ones."""
    result = score([["công_an", "họp"]], lambda text: text.split())
    assert result == Score(right=1, found=3, gold=2)
    assert (result.precision, result.recall, result.f1) == (1 / 3, 1 / 2, 2 / 5)


def test_plain_loop_is_the_same_segmenter() -> None:
    """What the benchmark compares with does the same work: it returns the same string."""
    from analyzers.model import load_model

    text = "Bộ Công an họp bàn về trật tự, an toàn xã hội\nTP.HCM 24/11/2021: hợp tác xã nông nghiệp"
    assert PlainSegmenter(load_model()).tokenize(text) == tokenize(text)
