"""The plain BM25 baselines: their formula, their pairs and their tokens."""

from __future__ import annotations

import math
import unicodedata

import pytest

from evaluation.bm25 import Baseline, folded_syllables, syllables, words


def test_bm25_is_the_formula() -> None:
    """A score of the plain baseline is Okapi BM25 computed by hand, a repeated query term counting twice."""
    system = Baseline(["a", "b"], ["công an công", "dân quân"], syllables)
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    length = 1.2 * (1 - 0.75 + 0.75 * 3 / 2.5)
    expected = idf * 2 / (2 + length)
    assert dict(system.rank("công", 10)) == {"a": pytest.approx(expected)}
    assert dict(system.rank("công công", 10)) == {"a": pytest.approx(2 * expected)}
    assert system.rank("nothing", 10) == system.rank("", 10) == []


def test_pairs_put_neighbours_first() -> None:
    """With pairs, a document that has the words side by side outranks one that has them apart."""
    texts = ["an ninh công cộng", "công an ninh cộng"]
    assert [name for name, _ in Baseline(["a", "b"], texts, syllables).rank("công an", 10)] == ["a", "b"]
    assert [name for name, _ in Baseline(["a", "b"], texts, syllables, 0.5).rank("công an", 10)] == ["b", "a"]


def test_tokens_of_the_baselines() -> None:
    """Each baseline cuts text as its name says, NFD included."""
    text = unicodedata.normalize("NFD", "Công an: Đà Nẵng.")
    assert syllables([text]) == [["công", "an", "đà", "nẵng"]]
    assert folded_syllables([text]) == [["cong", "an", "da", "nang"]]
    assert words([text]) == [["công_an", "đà_nẵng"]]
