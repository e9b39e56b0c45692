"""The plain loop that the benchmark of the analysis compares with."""

from __future__ import annotations

from analyzers import tokenize
from analyzers.crf_model import load_model
from benchmarks.plain_loop import PlainSegmenter


def test_the_plain_loop_does_the_work_of_the_segmenter() -> None:
    """It returns the string that `tokenize` returns, for codes, dates and several lines, too."""
    text = "Bộ Công an họp bàn về trật tự, an toàn xã hội\nTP.HCM 24/11/2021: hợp tác xã nông nghiệp"
    assert PlainSegmenter(load_model()).tokenize(text) == tokenize(text)
