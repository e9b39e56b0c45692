"""The spans of words as arrays are those of the words of `tokenize`, in the caller's own text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import tokenize, word_spans

PARTS = st.sampled_from(
    [
        "Bộ",
        "Công an",
        " ",
        "\n",
        "\t",
        "họp.",
        "a_b",
        "3.5",
        "->",
        "e\u0302\u0323",
        "\u0301",
        "\x85",
        "👩\u200d🌾",
        "豈",
    ]
)
TEXTS = st.lists(PARTS, max_size=30).map("".join) | st.text(max_size=60)


def squeezed(text: str) -> str:
    """Return the characters that are part of words."""
    return re.sub(r"[\s_]", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n", []),
        ("Bộ Công an họp.", ["Bộ", "Công an", "họp", "."]),
        (
            unicodedata.normalize("NFD", "Bộ Công  an"),
            [unicodedata.normalize("NFD", "Bộ"), unicodedata.normalize("NFD", "Công  an")],
        ),
        ("Công\nan", ["Công", "an"]),
    ],
)
def test_words_are_cut_where_they_stand(text: str, expected: list[str]) -> None:
    """The spans are offsets in the caller's own text."""
    (spans,) = word_spans([text])
    assert [text[start:end] for start, end in spans.tolist()] == expected


@given(st.lists(TEXTS, max_size=4))
def test_spans_are_the_words_of_tokenize(texts: list[str]) -> None:
    """There is one span for each word that `tokenize` returns, in the same order."""
    for text, spans in zip(texts, word_spans(texts), strict=True):
        expected = (
            [squeezed(word) for word in tokenize(text).split(" ") if word.strip()] if text.strip() else []
        )
        assert len(spans) == len(expected)
        assert (spans[1:, 0] >= spans[:-1, 0]).all()
        if unicodedata.is_normalized("NFC", text):
            assert [squeezed(text[start:end]) for start, end in spans.tolist()] == expected
