"""The score of word segmentation counts words that begin and end where gold words do."""

from __future__ import annotations

import pytest

from evaluation.segmentation import Score, score, spans


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], set()),
        (["công_an"], {(0, 6)}),
        (["công an", "họp", "."], {(0, 6), (6, 9), (9, 10)}),
    ],
)
def test_spans_are_counted_without_blanks(words: list[str], expected: set[tuple[int, int]]) -> None:
    """Blanks and `_` within a word do not move the words after it."""
    assert spans(words) == expected


def test_precision_and_recall_count_whole_words() -> None:
    """One of the two gold words is among the three words that the segmenter found."""
    result = score([["công_an", "họp"]], lambda text: text.split())
    assert result == Score(right=1, found=3, gold=2)
    assert (result.precision, result.recall, result.f1) == (1 / 3, 1 / 2, 2 / 5)
