"""Composition gives Unicode's NFC, in linear time."""

from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import Analyzer, fold, normalize, syllables, word_spans, words
from analyzers.composition import nfc
from analyzers.encodings.legacy import decode_windows_1258
from searchidx.abbreviations.definitions import definitions
from tests.support.texts import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = st.lists(
    st.sampled_from(
        (
            "\u0323\u0301",  # below and above the letter: out of order, for NFC
            "\u0344",  # two marks in one character
            "\u0f73",  # its combining class is 0, and those of its two marks are not
            "\u034f",  # no mark: it parts the marks before it from those after it
            "\u0345\u05b0\u093c\u3099\u031b\u0302",
            "-…",  # signs
            "aế",
        )
    ).flatmap(lambda part: st.integers(1, 400).map(part.__mul__)),
    max_size=5,
).map("".join)
MARKS = ("\u0323\u0301", "\u0301\u0323\u031b", "\u0344\u0323", "\u0f73", "\u05b0\u0f73\u0301")
COUNT = 60_000


@given(st.one_of(HOSTILE, ROWS))
def test_it_is_the_composed_form_of_unicode(text: str) -> None:
    """For any text, with long rows of marks or without, the result is that of `unicodedata`."""
    assert nfc(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("marks", MARKS)
def test_no_long_row_of_marks_takes_quadratic_time(marks: str) -> None:
    """60,000 marks on one letter take well under a second, where `unicodedata` takes three."""
    text = "bão a" + marks * (COUNT // len(marks)) + " số 5"
    analyzer = Analyzer()
    functions: tuple[Callable[[str], object], ...] = (
        *(nfc, normalize, fold, syllables, words),
        lambda text: word_spans([text]),
        lambda text: analyzer.analyze([text]),
        lambda text: list(definitions(text)),
    )
    for function in functions:
        begin = time.process_time()
        function(text)
        assert time.process_time() - begin < 1.5, function


def test_bytes_of_marks_are_decoded_in_linear_time() -> None:
    """In windows-1258 the tones are bytes of their own."""
    data = "a\u0301\u0323".encode("cp1258") + "\u0323\u0301".encode("cp1258") * COUNT
    begin = time.process_time()
    assert decode_windows_1258(data) == nfc("a" + "\u0301\u0323" * (COUNT + 1))
    assert time.process_time() - begin < 1.5


def test_spans_after_a_long_row_of_marks_are_exact() -> None:
    """The tokens of a text with a row of marks are found in the caller's own text."""
    text = f"bão a{MARKS[0] * 120} số\u0323\u0301 5"
    assert [text[token.start : token.end] for token in syllables(text)] == text.split()
    assert [token.position for token in syllables(text)] == [0, 1, 2, 3]
