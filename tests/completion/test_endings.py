"""Where words end."""

from __future__ import annotations

from math import log

import pytest

from searchidx.completion import endings
from searchidx.completion.endings import find_endings
from searchidx.completion.heads import Head
from tests.support.statistics import WrittenStatistics

INDEX = WrittenStatistics(
    {
        "body": {"thành": 40, "tỉnh": 20, "vàng": 9},
        "body_pairs": {"an thành": 10, "an tỉnh": 10, "giá vàng": 5},
        "body_words": {
            "thành_phố": 20,
            "thành_tích": 8,
            "thành_f-1": 4,
            "thành": 4,
            "tỉnh": 19,
            "giá_vàng": 5,
        },
    },
    100,
)


def found(*phrases: str) -> dict[str, tuple[object, object]]:
    heads = [Head(tuple(phrase.split(" ")), 1, 1.0) for phrase in phrases]
    return {" ".join(ending.phrase): (ending.share, ending.idf) for ending in find_endings(heads, INDEX)}


def test_a_head_ends_a_word_or_begins_longer_ones() -> None:
    """Shares are those of the last syllable. A word with a code in it is left out."""
    assert found("an thành", "an tỉnh") == {
        "an thành": (0.1, pytest.approx(log(101 / 40))),
        "an tỉnh": (0.95, pytest.approx(log(101 / 20))),
        "an thành phố": (0.5, pytest.approx(log(101 / 20))),
        "an thành tích": (0.2, pytest.approx(log(101 / 8))),
    }


def test_a_word_may_begin_before_the_head_ends() -> None:
    assert found("giá vàng")["giá vàng"][0] == 1.0


def test_an_unknown_syllable_ends_no_word() -> None:
    assert found("an x") == {"an x": (0.0, pytest.approx(log(101)))}


def test_longer_words_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "MAX_WORDS", 1)
    assert set(found("an thành")) == {"an thành", "an thành phố"}
    monkeypatch.setattr(endings, "MAX_EXTENDED", 0)
    assert set(found("an thành")) == {"an thành"}
