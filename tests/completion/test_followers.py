"""Which syllables follow a term, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.completion.followers import (
    WITHIN_WORD,
    is_one_syllable,
    next_syllables,
    pair_frequencies,
    weighted_frequencies,
)
from searchidx.engines import columnar
from searchidx.planning.accents.markov import TITLE_BONUS
from searchidx.planning.terms import syllable_of
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import Searcher

BODIES = ["giá vàng hôm nay"] * 3 + ["giá vàng hoài"] * 2 + ["vàng hạ 5 2 lần", "vang họ", "phố f-16 5 lần"]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("followers") / "index"
    with Index.create(folder) as index:
        index.update([Document(str(number), "Tin", body) for number, body in enumerate(BODIES)], workers=0)
    with columnar.open(folder) as engine:
        yield engine.searcher()


@pytest.mark.parametrize(
    ("last", "beginning", "found"),
    [
        ("vàng", "h", ["hôm", "hoài", "hạ"]),
        ("vàng", "hô", ["hôm"]),
        ("vàng", "hoà", ["hoài"]),
        ("vàng", "x", []),
        ("vàng", None, ["hôm", "hoài", "hạ"]),
        ("5", None, ["lần"]),
        ("5", "2", ["2"]),
        ("phố", None, ["f"]),
        (None, "v", ["vàng", "vang"]),
        (None, "vang", ["vàng", "vang"]),
    ],
)
def test_the_most_frequent_syllable_is_first(
    searcher: Searcher, last: str | None, beginning: str | None, found: list[str]
) -> None:
    """They have the typed accents. A number goes on with another one only if that was begun."""
    typed = None if beginning is None else syllable_of(beginning)
    assert next_syllables(last, typed, searcher) == found


def test_titles_count_several_times() -> None:
    index = WrittenStatistics({"title": {"vàng": 2}, "body": {"vàng": 5}}, 10)
    assert weighted_frequencies("exact", ["vàng", "bạc"], index) == [5 + 2 * TITLE_BONUS, 0]


def test_a_word_before_ends_where_it_ends() -> None:
    """After `xu hướng`, `hướng dẫn` is hardly expected. After `theo hướng`, it is."""
    frequencies = {
        "body_pairs": {"xu hướng": 10, "hướng dẫn": 50, "hướng tăng": 8, "theo hướng": 9},
        "body_words": {"xu_hướng": 10, "hướng_dẫn": 50},
    }
    index = WrittenStatistics(frequencies, 100)
    assert pair_frequencies(("theo", "xu", "hướng"), ["dẫn", "tăng"], index) == [50 * WITHIN_WORD, 8]
    assert pair_frequencies(("theo", "hướng"), ["dẫn", "tăng"], index) == [50, 8]
    assert pair_frequencies(("hướng",), ["dẫn"], index) == [50]


def test_a_code_is_no_syllable() -> None:
    assert is_one_syllable("vàng")
    assert not is_one_syllable("f-16")
